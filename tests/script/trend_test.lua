-- trend_test.lua: the course of an archive in which it is known what came, went, rose and fell.
local lu = require "luaunit"

local folder = os.tmpname()
os.remove(folder)

-- 30 articles a year from 2001 to 2012. "drones" in one of ten until 2006, in six of ten from 2007;
-- "covid" from 2010 on; "fax" until 2004; "steady" in every third; "tariff" twice in each article of 2005.
local function text_of(year, number)
  local words = { ("Report %d on matters %d."):format(number, (number * 7919 + year * 31) % 997) }
  local function add(has, sentence) if has then words[#words + 1] = sentence end end
  add(number % 10 < (year < 2007 and 1 or 6), "They spoke about drones.")
  add(year >= 2010 and number % 2 == 0, "All of it was due to covid.")
  add(year <= 2004 and number % 3 == 0, "It came by fax.")
  add(number % 3 == 1, "The weather was steady.")
  add(year == 2005, "One tariff led to another tariff.")
  return table.concat(words, " ")
end

local lines = {}
for year = 2001, 2012 do
  for number = 1, 30 do
    local id, date = ("%d-%02d"):format(year, number), ("%d-%02d-03"):format(year, (number - 1) % 12 + 1)
    lines[#lines + 1] = ('{"id":"%s","published":"%s","text":"%s"}'):format(id, date, text_of(year, number))
  end
end
lines[#lines + 1] = '{"id":"undated","text":"Nobody knows when covid was in this drones report."}'
local path = folder .. ".jsonl"
local file = assert(io.open(path, "wb"))
file:write(table.concat(lines, "\n"), "\n")
file:close()
local corpus = assert(broadsheet.build { path, into = folder .. ".corpus" })

local function column(made, name)
  local list = {}
  for i = 1, #made do list[i] = made[i][name] end
  return list
end

local tests = {}

function tests.test_a_trend_has_the_tests_of_its_rates()
  local periods, found = corpus:trend { of = "articles", words = "drones", by = "year" }
  lu.assertEquals(periods.columns,
    { "year", "articles", "rate", "low", "high", "total_articles", "level", "change" })
  local rates = {}
  for i = 1, 12 do rates[i] = periods[i].rate end
  lu.assertEquals({ periods[1].articles, rates[1], rates[12] }, { 3, 0.1, 0.6 })
  local kendall, slope = broadsheet.stats.mann_kendall(rates), broadsheet.stats.theil_sen(rates)
  lu.assertAlmostEquals(found[1].tau, kendall.tau, 1e-12)
  lu.assertAlmostEquals(found[1].p, kendall.p, 1e-12)
  lu.assertAlmostEquals(found[1].slope, slope.slope, 1e-12)
  lu.assertEquals(found[1].changes, "2007")
  lu.assertEquals({ periods[6].change, periods[7].change, periods[8].change }, { false, true, false })
  lu.assertAlmostEquals(periods[3].level, 0.1, 1e-12)
  lu.assertAlmostEquals(periods[9].level, 0.6, 1e-12)
  lu.assertStrContains(found[1].reading, "rising over 12 periods")
  lu.assertStrContains(found[1].reading, "changed in 2007 (10 % before, 60 % from then on)")
  lu.assertStrContains(found.notes[1], "modified BIC")
  lu.assertEquals(#periods:evidence(7), 18)
end

function tests.test_series_are_told_apart_and_corrected_together()
  local periods, found = corpus:trend { of = "articles", words = { "drones", "steady", "covid" },
    by = { "year", "word" } }
  lu.assertEquals(#periods, 39) -- and what has no date
  lu.assertEquals(column(found, "word"), { "drones", "steady", "covid" })
  lu.assertEquals(column(found, "changes"), { "2007", "", "2010" })
  lu.assertNil(found[2].p) -- level all the time
  lu.assertStrContains(found[2].reading, "too few periods that differ")
  lu.assertAlmostEquals(found[1].p_adjusted, 2 * found[1].p, 1e-12)
  lu.assertEquals({ found[3].first, found[3].last, found[3].count }, { "2010", "2012", 45 })
end

function tests.test_what_is_not_divided_has_the_interval_of_its_count()
  local periods, found = corpus:trend { of = "articles", by = "year" }
  local _, low, high = broadsheet.stats.poisson_rate(30)
  lu.assertAlmostEquals(periods[1].low, low, 1e-9)
  lu.assertAlmostEquals(periods[1].high, high, 1e-9)
  lu.assertEquals(periods[1].level, 30)
  lu.assertEquals(found[1].changes, "")
  lu.assertEquals(corpus:trend({ words = "drones", per = false }).columns,
    { "year", "words", "low", "high", "level", "change" })
end

function tests.test_words_that_come_in_clumps_need_more_for_a_change()
  local _, found = corpus:trend { words = { "tariff" }, by = "month" }
  lu.assertTrue(found[1].dispersion >= 1)
  local _, given = corpus:trend { words = { "tariff" }, by = "month", penalty = 5 }
  lu.assertNil(given[1].dispersion)
  lu.assertEquals(given[1].penalty, 5)
end

function tests.test_shifts_name_what_came_went_and_rose()
  local found = corpus:shifts { by = "year" }
  local by_word = {}
  for i = 1, #found do by_word[found[i].word .. " " .. found[i].shift] = found[i] end
  local covid = by_word["covid came"]
  lu.assertEquals({ covid.from, covid.to, covid.before, covid.after }, { "2009", "2010", 0, 45 })
  lu.assertEquals({ covid.articles_before, covid.articles_after }, { 270, 90 })
  lu.assertEquals({ covid.first, covid.last, covid.first_date }, { "2010-02", "2012-24", "2010-02-03" })
  lu.assertAlmostEquals(covid.p, broadsheet.stats.fisher(45, 45, 0, 270), 1e-12) -- the same table, one tail
  local fax = by_word["fax went"]
  lu.assertEquals({ fax.from, fax.to, fax.before, fax.after }, { "2004", "2005", 40, 0 })
  local drones = by_word["drones rose"]
  lu.assertEquals({ drones.from, drones.to, drones.before, drones.after }, { "2006", "2007", 3, 18 })
  lu.assertAlmostEquals(drones.p, broadsheet.stats.fisher(3, 27, 18, 12), 1e-12)
  lu.assertTrue(drones.low < 0.5 and drones.high > 0.5 and drones.low > 0.2)
  lu.assertAlmostEquals(drones.log_ratio, math.log(6, 2), 1e-12)
  lu.assertStrContains(drones.reading, "in 3 of 30 articles (10.0 %) in 2006, in 18 of 30 (60.0 %) then")
  lu.assertNil(by_word["steady rose"] or by_word["steady fell"])
  lu.assertEquals(#found:evidence(1), 2)
end

function tests.test_a_dictionary_and_one_cut()
  local groups = broadsheet.dictionary { flying = { "drone*" }, paper = { "fax", "letter" } }
  local found = corpus:shifts { dictionary = groups, at = "2007", alpha = 1 }
  local flying, paper = found:where { group = "flying" }, found:where { group = "paper" }
  lu.assertEquals({ flying[1].shift, flying[1].before, flying[1].after }, { "rose", 18, 108 })
  lu.assertEquals({ paper[1].shift, paper[1].after }, { "went", 0 })
  lu.assertErrorMsgContains("before", function() corpus:shifts { at = "1999" } end)
  lu.assertErrorMsgContains("none of year", function() corpus:shifts { by = "outlet" } end)
  lu.assertErrorMsgContains("two periods", function() corpus:trend { by = { "year", "month" } } end)
end

function tests.test_words_without_a_shift_are_seldom_found()
  -- numbers in the texts fall as they like: of some hundreds of tests next to none may pass
  local found = corpus:shifts { by = "year" }
  for i = 1, #found do lu.assertNotStrContains(found[i].word, "%d", true) end
end

_G.TestTrend = tests
local status = lu.LuaUnit.run()
os.remove(path)
os.exit(status)
