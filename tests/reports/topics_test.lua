--- The report of topics, on small corpora in memory and by hand; and its tests for what came and went.
local lu = require "luaunit"
local render = require "render"
local trends = require "trends"
local topics = assert(loadfile "scripts/reports/topics.lua")()

local tests = {}

local folder = os.tmpname() .. ".topics"

--- A corpus of one-line articles: { date, text }.
local function corpus_of(articles)
  local path = folder .. ".jsonl"
  local file = assert(io.open(path, "w"))
  for index, article in ipairs(articles) do
    file:write(('{"id": "a%d", "published": "%s", "text": "%s"}\n'):format(index, article[1], article[2]))
  end
  file:close()
  local corpus = assert(broadsheet.build { path, into = folder .. ".corpus" })
  os.remove(path)
  return corpus
end

local function run(corpus, dictionary, changes)
  local params = {}
  for name, param in pairs(topics.params) do params[name] = param[1] end
  for name, value in pairs(changes or {}) do params[name] = value end
  local source = broadsheet.table(dictionary, { columns = { "topic", "query" } })
  return topics.run({ corpus = corpus, tables = { dictionary = source } }, params)
end

local function find(result_table, topic)
  for index = 1, #result_table do
    if result_table[index].topic == topic then return result_table[index], index end
  end
end

local function titled(result, title)
  for _, item in ipairs(result.tables) do
    if item.title == title then return item end
  end
end

local DICTIONARY = { { "cyber", "cyber*" }, { "cyber", "hackers" }, { "space", '"outer space"' },
  { "cheese", "cheese" } }

local function small()
  return corpus_of {
    { "2020-01-05", "A cyber attack. Hackers did it." }, { "2020-06-01", "Nothing of note happened." },
    { "2022-03-01", "Hackers again." }, { "2022-04-01", "They spoke of outer space." },
  }
end

function tests.test_an_article_counts_once_for_all_queries_of_a_topic()
  local matrix = titled(run(small(), DICTIONARY), "Articles by topic and year").table
  local cyber = find(matrix, "cyber")
  lu.assertEquals({ cyber["2020"], cyber["2021"], cyber["2022"] }, { 1, 0, 1 })
  lu.assertEquals(find(matrix, "space")["2022"], 1)
end

function tests.test_rates_are_of_the_articles_of_the_year_with_wilsons_interval()
  local rates = titled(run(small(), DICTIONARY), "Rates").table
  local row = find(rates, "cyber")
  lu.assertEquals({ row.period, row.articles, row.of }, { "2020", 1, 2 })
  lu.assertAlmostEquals(row.rate, 50, 1e-9)
  lu.assertAlmostEquals(row.low, 9.45312, 1e-4) -- 1 of 2
  lu.assertAlmostEquals(row.high, 90.54688, 1e-4)
end

function tests.test_a_topic_that_nothing_mentions_is_told_as_searched_in_vain()
  local result = run(small(), DICTIONARY)
  lu.assertStrContains(table.concat(result.notes, "\n"), "Searched and found in no article: cheese.")
  local crosswalk = render.crosswalk(result)
  lu.assertStrContains(crosswalk, "searched and not found in 2 articles of 2020")
  for line in crosswalk:gmatch "[^\n]+" do lu.assertNil(line:find ",,,$", line) end
end

function tests.test_a_count_leads_to_the_places_of_its_hits()
  local corpus = small()
  local matrix = titled(run(corpus, DICTIONARY), "Articles by topic and year").table
  local _, index = find(matrix, "space")
  local evidence = matrix:evidence(index, "2022")
  lu.assertEquals(#evidence, 1)
  local article, start, stop = corpus:resolve(evidence[1].id)
  lu.assertEquals(article.text:sub(start + 1, stop), "outer space")
end

function tests.test_by_event_counts_the_articles_around_each()
  local corpus = corpus_of {
    { "2022-06-20", "Cyber defence before Madrid." }, { "2022-09-01", "Cyber defence long after." },
    { "2023-07-12", "Nothing in Vilnius." },
  }
  local matrix = titled(run(corpus, DICTIONARY, { by = "event" }), "Articles by topic and event").table
  lu.assertEquals(matrix.columns, { "topic", "2022 Madrid", "2023 Vilnius" })
  lu.assertEquals({ find(matrix, "cyber")["2022 Madrid"], find(matrix, "cyber")["2023 Vilnius"] }, { 1, 0 })
end

function tests.test_what_is_asked_wrongly_is_told()
  local corpus = small()
  lu.assertErrorMsgContains("by is year or event", run, corpus, DICTIONARY, { by = "week" })
  lu.assertErrorMsgContains("needs a corpus", run, nil, DICTIONARY)
  lu.assertErrorMsgContains("no topics", run, corpus, {})
  lu.assertStrContains(run(corpus, DICTIONARY, { from = "1990", to = "1991" }).notes[1], "No article")
end

function tests.test_silence_is_the_hypergeometric_chance_of_nothing()
  lu.assertAlmostEquals(trends.silence(2, 10, 5), (5 * 4) / (10 * 9), 1e-12) -- C(5,2) / C(10,2)
  lu.assertEquals(trends.silence(3, 10, 8), 0)
  lu.assertEquals(trends.silence(0, 10, 8), 1)
  lu.assertEquals(trends.silence(4, 10, 0), 1)
end

function tests.test_a_span_tells_first_last_and_what_was_searched_around_them()
  local span = trends.span({ 0, 0, 2, 0, 1, 0 }, { 4, 6, 5, 5, 5, 10 })
  lu.assertEquals({ span.first, span.last, span.before, span.after }, { 3, 5, 10, 10 })
  lu.assertNil(trends.span({ 0, 0 }, { 1, 1 }))
end

function tests.test_a_rising_topic_is_found_to_rise()
  local test = trends.test({ 1, 2, 3, 4, 5, 6, 7, 8 }, { 10, 10, 10, 10, 10, 10, 10, 10 })
  lu.assertAlmostEquals(test.tau, 1, 1e-12)
  lu.assertAlmostEquals(test.slope, 10, 1e-9)
  lu.assertTrue(test.p < 0.01)
  lu.assertNil(trends.test({ 1, 2 }, { 3, 3 }).p)
  lu.assertNil(trends.test({ 2, 2, 2 }, { 4, 4, 4 }).p)
end

function tests.test_years_without_articles_have_no_rate()
  local rates = trends.rates({ 0, 1 }, { 0, 4 })
  lu.assertNotEquals(rates[1], rates[1])
  lu.assertEquals(rates[2], 25)
end

function tests.test_corrections_skip_what_was_not_tested()
  local adjusted = trends.adjust({ [1] = 0.01, [3] = 0.04 }, 3, "holm")
  lu.assertAlmostEquals(adjusted[1], 0.02, 1e-12)
  lu.assertNil(adjusted[2])
  lu.assertAlmostEquals(adjusted[3], 0.04, 1e-12)
end

_G.TestTopics = tests
local failures = lu.LuaUnit.run()
os.execute(("rm -rf '%s'*"):format((folder:gsub("%.topics$", ""))))
os.exit(failures)
