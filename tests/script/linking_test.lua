-- linking_test.lua: one entity for one person over an archive, and where that ends.
local lu = require "luaunit"

local tests = {}
local folder = os.tmpname()
os.remove(folder)

local function archive(name, texts, options)
  local path = ("%s-%s.jsonl"):format(folder, name)
  local file = assert(io.open(path, "wb"))
  for index, text in ipairs(texts) do
    local line = '{"id": "%s-%d", "text": "%s", "published": "2024-03-0%d"}\n'
    file:write(line:format(name, index, text, index))
  end
  file:close()
  options = options or {}
  options[1], options.into = path, folder .. "-" .. name .. ".corpus"
  return assert(broadsheet.build(options))
end

local function people(corpus)
  local found = {}
  for _, row in corpus:entities { type = "person" }:each() do
    found[#found + 1] = ("%s %d"):format((row.entity:gsub("~%x+$", "~")), row.articles)
  end
  table.sort(found)
  return found
end

local function lexicon(name, lines)
  local path = ("%s-%s.csv"):format(folder, name)
  local file = assert(io.open(path, "wb"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
  return path
end

local SPELLINGS = { "Finance Minister Maria T. Okoro spoke.", "Finance Minister Maria Okoro spoke.",
  "Finance Minister Okoro Maria spoke." }

function tests.test_all_spellings_are_one_person()
  local corpus = archive("spellings", SPELLINGS)
  lu.assertEquals(people(corpus), { "person:maria-okoro 3" })
  local entity = assert(corpus:entity "Maria T. Okoro")
  lu.assertEquals(entity.id, "person:maria-okoro")
end

function tests.test_a_surname_alone_links_no_articles()
  local corpus = archive("surnames", { "Finance Minister Okoro spoke.", "Finance Minister Okoro left." })
  lu.assertEquals(people(corpus), { "person:okoro~ 1", "person:okoro~ 1" })
  local entity, candidates = corpus:entity "Okoro"
  lu.assertNil(entity)
  lu.assertEquals(#candidates, 2)
end

function tests.test_linking_is_switched_off_by_its_name()
  local corpus = archive("apart", SPELLINGS, { without = { "linking.*" } })
  lu.assertEquals(people(corpus),
    { "person:maria-okoro 1", "person:maria-t-okoro 1", "person:okoro-maria 1" })
end

function tests.test_a_lexicon_keeps_apart_and_brings_together()
  local apart = lexicon("apart", { "id,name,type", "person:okoro-the-elder,Maria T. Okoro,person",
    "person:maria-okoro,Maria Okoro,person" })
  lu.assertEquals(people(archive("elder", SPELLINGS, { lexicons = { apart } })),
    { "person:maria-okoro 2", "person:okoro-the-elder 1" })
  local together = lexicon("together",
    { "id,name,names,type", "person:okoro,Maria Okoro,M. Okoro|Mimi Okoro,person" })
  lu.assertEquals(people(archive("mimi", { "Maria Okoro spoke.", "Mimi Okoro spoke." },
    { lexicons = { together } })), { "person:okoro 2" })
end

--- Articles as lists of date and text.
local function dated(name, articles, options)
  local path = ("%s-%s.jsonl"):format(folder, name)
  local file = assert(io.open(path, "wb"))
  for index, article in ipairs(articles) do
    file:write(('{"id": "%d", "text": "%s", "published": "%s"}\n'):format(index, article[2], article[1]))
  end
  file:close()
  options = options or {}
  options[1], options.into = path, folder .. "-" .. name .. ".corpus"
  return assert(broadsheet.build(options))
end

--- The entity that each article has the person in, in order of articles.
local function who(corpus)
  local ids = {}
  for article in corpus:each() do
    for mention in article:mentions { type = "person" } do
      ids[tonumber(article.id)] = ids[tonumber(article.id)] or mention.entity.id
    end
  end
  return ids
end

local SMITHS = {
  { "2024-03-01", "British Defence Secretary John Smith visited Warsaw. Smith met officials." },
  { "2024-03-02", "American General John Smith spoke in Washington about the air force." },
  { "2024-03-04", "British Defence Secretary John Smith spoke in London on Friday." },
  { "1984-03-06", "Labour minister John Smith spoke in the House of Commons." },
  { "2024-03-07", "John Smith declined to comment on the figures." },
}

function tests.test_people_of_one_name_are_told_apart_by_country_office_and_time()
  local corpus = dated("smiths", SMITHS)
  local ids = who(corpus)
  lu.assertEquals(ids[1], ids[3])
  lu.assertEquals(ids[1], "person:john-smith") -- the most articles keep the plain id
  local seen = {}
  for _, index in ipairs { 1, 2, 4, 5 } do
    lu.assertNil(seen[ids[index]])
    seen[ids[index]] = true
  end
  local entity, candidates = corpus:entity "John Smith"
  lu.assertNil(entity)
  lu.assertEquals(#candidates, 4)
end

function tests.test_the_log_says_why_and_leads_to_the_mention()
  local log = dated("log", SMITHS):links { entity = "person:john-smith" }
  lu.assertEquals(#log, 2)
  lu.assertEquals(log[2].rule, "linking.name")
  lu.assertStrContains(log[2].reason, "country United Kingdom")
  lu.assertEquals(log[2].text, "John Smith")
  lu.assertEquals(#log:evidence(2, "entity"), 1)
  local rules = {}
  for _, row in dated("log", SMITHS):links():each() do rules[row.article] = row.rule end
  lu.assertEquals(rules["5"], "linking.unclear")
  lu.assertEquals(rules["4"], "linking.time")
end

function tests.test_company_tells_which_of_two_is_meant()
  local corpus = dated("company", {
    { "2024-03-01", "British Defence Secretary John Smith met Marta Kowalczyk in Warsaw." },
    { "2024-03-02", "American General John Smith spoke in Ohio." },
    { "2024-03-07", "John Smith and Marta Kowalczyk signed the paper." } })
  local ids = who(corpus)
  lu.assertEquals(ids[3], ids[1])
  lu.assertNotEquals(ids[2], ids[1])
end

local ONE_EACH = {
  { "a middle name", "Minister Oluwaseun T. Adeyemi spoke.", "Minister Oluwaseun Adeyemi spoke." },
  { "a suffix", "Senator Harold Finchley Jr. spoke.", "Senator Harold Finchley spoke." },
  { "a short form", "Senator Joe Finchley spoke.", "Senator Joseph R. Finchley Jr. spoke." },
  { "a romanisation", "Prince Mohammed bin Rashad spoke.", "Prince Muhammad bin Rashad spoke." },
  { "the Arabic article", "Minister Faisal al-Mekdad spoke.", "Minister Faisal Mekdad spoke." },
  { "a hyphen", "Foreign Minister Choe Son-hui spoke.", "Foreign Minister Choe Son Hui spoke." },
  { "accents", "Minister Ján Kováč spoke.", "Minister Jan Kovac spoke." },
  { "the order", "Minister Szabo Katalin spoke.", "Minister Katalin Szabo spoke." },
}

function tests.test_spellings_of_one_name_are_one_person()
  for index, case in ipairs(ONE_EACH) do
    local ids = who(dated("spelling" .. index, { { "2024-01-01", case[2] }, { "2024-02-01", case[3] } }))
    lu.assertNotNil(ids[1], case[1])
    lu.assertEquals(ids[2], ids[1], case[1])
  end
end

local TWO_EACH = {
  { "middle initials", "Minister John A. Okoro spoke.", "Minister John B. Okoro spoke." },
  { "suffixes", "Senator Harold Finchley Sr. spoke.", "Senator Harold Finchley Jr. spoke." },
  { "vowels", "Minister Karim Haddad spoke.", "Minister Karam Haddad spoke." },
  { "a given name", "Minister Anna Kowalczyk spoke.", "Minister Jan Kowalczyk spoke." },
}

function tests.test_names_that_differ_are_two_persons()
  for index, case in ipairs(TWO_EACH) do
    local ids = who(dated("two" .. index, { { "2024-01-01", case[2] }, { "2024-02-01", case[3] } }))
    lu.assertNotNil(ids[1], case[1])
    lu.assertNotEquals(ids[2], ids[1], case[1])
  end
end

function tests.test_a_rule_of_linking_is_switched_off_alone()
  local articles = { { "2024-01-01", ONE_EACH[4][2] }, { "2024-02-01", ONE_EACH[4][3] } }
  local options = { without = { "linking.romanisation" } }
  local ids = who(dated("off", articles, options))
  lu.assertNotEquals(ids[2], ids[1])
  options[1], options.without = folder .. "-off.jsonl", nil
  local corpus, result = broadsheet.build(options)
  lu.assertEquals(result.sources_read, 0) -- no article is read anew
  ids = who(assert(corpus))
  lu.assertEquals(ids[2], ids[1])
end

local function decisions(name, lines)
  return lexicon(name, lines)
end

function tests.test_the_user_decides_who_is_one()
  local apart = decisions("user-apart", { "decision,name,article,other,other_article",
    "apart,John Smith,1,John Smith,3", "join,John Smith,2,John Smith,4" })
  local ids = who(dated("user", SMITHS, { links = apart }))
  lu.assertNotEquals(ids[1], ids[3])
  lu.assertEquals(ids[2], ids[4])
  ids = who(dated("user", SMITHS)) -- without the table all is as it was
  lu.assertEquals(ids[1], ids[3])
  lu.assertNotEquals(ids[2], ids[4])
  local joined = decisions("user-join", { "decision,name,other", "join,Maria Okoro,Ada Nwosu" })
  ids = who(dated("user-join", { { "2024-01-01", "Minister Maria Okoro spoke." },
    { "2024-01-02", "Minister Ada Nwosu spoke." } }, { links = joined }))
  lu.assertEquals(ids[1], ids[2])
  local never = decisions("user-never", { "decision,name,other", "apart,John Smith,John Smith" })
  local seen, count = {}, 0
  for _, id in pairs(who(dated("user-never", SMITHS, { links = never }))) do
    count = count + (seen[id] and 0 or 1)
    seen[id] = true
  end
  lu.assertEquals(count, #SMITHS)
end

function tests.test_a_decision_that_is_none_is_an_error_with_its_row()
  local bad = decisions("user-bad", { "decision,name,other", "merge,A B,C D" })
  dated("bad", SMITHS)
  local corpus, message = broadsheet.build { folder .. "-bad.jsonl", into = folder .. "-bad.corpus",
    links = bad }
  lu.assertNil(corpus)
  lu.assertStrContains(message, "join or apart")
end

function tests.test_an_office_is_that_of_the_day_of_the_article_and_what_is_said_of_the_article()
  local corpus = dated("offices", {
    { "2017-05-01", "Boris Johnson spoke in London." }, { "2020-05-01", "Boris Johnson spoke again." },
    { "2023-05-01", "Former Prime Minister Boris Johnson laughed." } })
  local offices, said = {}, {}
  for article in corpus:each() do
    for mention in article:mentions { type = "person" } do
      offices[tonumber(article.id)] = mention.entity.attributes.office or "none"
      said[tonumber(article.id)] = mention.entity.attributes.said_office or "none"
    end
  end
  lu.assertStrContains(offices[1], "Secretary of State")
  lu.assertEquals(offices[2], "Prime Minister")
  lu.assertEquals(offices[3], "none")
  lu.assertEquals(said, { "none", "none", "Former Prime Minister" })
  lu.assertEquals(#corpus:entities { type = "person" }, 1)
end

function tests.test_a_build_in_steps_links_as_one_build_does()
  dated("whole", SMITHS)
  local all = {}
  for index, article in ipairs(SMITHS) do
    local path = ("%s-step-%d.jsonl"):format(folder, index)
    local file = assert(io.open(path, "wb"))
    file:write(('{"id": "%d", "text": "%s", "published": "%s"}\n'):format(index, article[2], article[1]))
    file:close()
    all[index] = path
  end
  local whole = who(dated("whole", SMITHS))
  local stepped
  for _, index in ipairs { 5, 2, 4, 1, 3 } do
    stepped = assert(broadsheet.build { all[index], into = folder .. "-steps.corpus" })
  end
  lu.assertEquals(who(stepped), whole)
end

_G.TestLinking = tests
os.exit(lu.LuaUnit.run())
