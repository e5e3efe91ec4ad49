-- The annotated news of data/news: marks are well formed, conventions hold, and rows keep every mark.
package.path = "data/build/?.lua;" .. package.path
local lu = require "luaunit"
local news = require "news"

local tests = {}
local articles = assert(news.all "data/news")

local function plain(line)
  return news.plain(line)
end

function tests.test_marks_give_offsets_in_the_plain_line()
  local text, mentions = plain "At the [[Rome|LOC#rome] summit|EVENT], [Ana|PER#ana] | spoke."
  lu.assertEquals(text, "At the Rome summit, Ana | spoke.")
  lu.assertEquals(#mentions, 3)
  lu.assertEquals({ mentions[1].type, mentions[1].start, mentions[1].stop, mentions[1].depth },
    { "EVENT", 7, 18, 0 })
  lu.assertEquals({ mentions[2].type, mentions[2].start, mentions[2].stop, mentions[2].entity },
    { "LOC", 7, 11, "rome" })
  lu.assertEquals(mentions[3].entity, "ana")
end

function tests.test_broken_marks_are_named()
  local broken = {
    ["[Rome"] = "nothing closes", ["Rome]"] = "closes nothing", ["[Rome]"] = "without",
    ["[Rome|CITY]"] = "no type",
    ["[|LOC]"] = "around nothing", ["[Rome |LOC]"] = "blanks", ["[Rome's|LOC]"] = "possessive",
    ["[[[a|PER]|PER]|PER]"] = "inside",
  }
  for line, message in pairs(broken) do
    local text, reason = plain(line)
    lu.assertNil(text, line)
    lu.assertStrContains(reason, message)
  end
end

function tests.test_every_article_has_a_name_of_its_own_a_date_and_a_kind()
  local seen = {}
  for _, article in ipairs(articles) do
    lu.assertNil(seen[article.id], article.id)
    seen[article.id] = true
    lu.assertNotNil((article.date or ""):match "^%d%d%d%d%-%d%d%-%d%d$", article.id)
    lu.assertTrue(article.kind == "news" or article.kind == "web", article.id)
    lu.assertTrue(#article.paragraphs > 2 and #article.mentions > 4, article.id)
  end
end

function tests.test_entities_are_noted_for_all_names_or_for_none()
  local RESOLVED = { PER = true, LOC = true, ORG = true, DEMONYM = true }
  for _, article in ipairs(articles) do
    local types = {}
    for _, mention in ipairs(article.mentions) do
      local text = article.id .. ": " .. article.text:sub(mention.start + 1, mention.stop)
      if not article.coreference then
        lu.assertNil(mention.entity, text)
      elseif RESOLVED[mention.type] then
        lu.assertNotNil(mention.entity, text)
        local type = mention.type == "DEMONYM" and "LOC" or mention.type
        types[mention.entity] = types[mention.entity] or type
        lu.assertEquals(type, types[mention.entity], text)
      end
    end
  end
end

function tests.test_no_mark_begins_with_a_small_article()
  for _, article in ipairs(articles) do
    for _, mention in ipairs(article.mentions) do
      local text = article.text:sub(mention.start + 1, mention.stop)
      lu.assertNil(text:match "^the ", article.id .. ": " .. text)
    end
  end
end

--- Every mark of the three types begins and ends between tokens: else rows would lose it.
function tests.test_rows_hold_every_person_place_and_organisation()
  local inner = { PER = true, LOC = true, ORG = true }
  for _, article in ipairs(articles) do
    local marked, rows = {}, {}
    for _, mention in ipairs(article.mentions) do
      if inner[mention.type] then marked[#marked + 1] = mention.type end
    end
    for type in news.rows({ article }):gmatch "\tB%-(%u+)\n" do
      if inner[type] then rows[#rows + 1] = type end
    end
    lu.assertEquals(rows, marked, article.id)
  end
end

function tests.test_rows_have_a_token_and_a_label_each()
  local fine = news.rows({ articles[1] }, true)
  lu.assertStrContains(fine, "# doc " .. articles[1].id .. "\n")
  for line in fine:gmatch "[^\n]+" do
    if line:sub(1, 2) ~= "# " then lu.assertStrMatches(line, "[^\t]+\t[BI]?%-?[%u]+") end
  end
end

_G.TestNews = tests
os.exit(lu.LuaUnit.run())
