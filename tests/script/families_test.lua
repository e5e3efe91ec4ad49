-- families_test.lua: the copies in the sample archive, from scripts and in the run header.
local lu = require "luaunit"
local report = require "report"

local tests = {}
local folder = os.tmpname()
os.remove(folder)
local sample = assert(broadsheet.build { "data/sample", into = folder .. ".corpus", layers = "none" })

local function only(options)
  local found = sample:select(options)
  lu.assertEquals(#found, 1)
  return found:each()()
end

function tests.test_the_story_that_was_posted_again_is_found_with_its_line_about_origin()
  local first = only { title = "Pacific leaders attend*", to = "2022-06-30" }
  local again = only { outlet = "Northgate Review", title = "Pacific leaders attend*" }
  lu.assertNotEquals(first.text, again.text)
  lu.assertEquals(again.family, first.id)
  lu.assertEquals(first.family, first.id)
end

function tests.test_families_are_listed_with_their_articles_as_evidence()
  local families, total = sample:families()
  lu.assertEquals(#families, 2)
  lu.assertEquals(total, #sample - 2)
  lu.assertEquals(families.columns, { "family", "articles", "first", "similarity", "title" })
  for index = 1, #families do
    lu.assertEquals(families[index].articles, 2)
    local evidence = families:evidence(index)
    lu.assertEquals(#evidence, 2)
    for _, item in ipairs(evidence) do
      lu.assertEquals(assert(sample:resolve(item.id)).family, families[index].family)
    end
  end
end

function tests.test_counts_go_both_ways()
  local all, once = sample:count { by = "year" }, sample:count { by = "year", families = true }
  local difference = {}
  for index = 1, #all do
    lu.assertEquals(all[index].year, once[index].year)
    local fewer = all[index].articles - once[index].articles
    if fewer > 0 then difference[all[index].year] = fewer end
  end
  lu.assertEquals(difference, { ["2022"] = 1, ["2024"] = 1 })
end

function tests.test_an_article_without_a_copy_is_a_family_of_its_own()
  local alone = 0
  for article in sample:each() do alone = alone + (article.family == article.id and 1 or 0) end
  lu.assertEquals(alone, #sample - 2)
end

function tests.test_the_threshold_is_from_a_half_to_1()
  lu.assertErrorMsgContains("from 0.5 to 1", function() sample:families { threshold = 0.4 } end)
  local _, strict = sample:families { threshold = 1 }
  lu.assertEquals(strict, #sample - 1)
end

function tests.test_the_run_header_counts_articles_and_families()
  rawset(_G, "corpus", sample)
  local made = report.main { name = "topics", params = {} }
  lu.assertStrContains(made.text, ("%d articles in %d families"):format(#sample, #sample - 2))
end

_G.TestFamilies = tests
os.exit(lu.LuaUnit.run())
