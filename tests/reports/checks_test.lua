--- Claims held against tables: sentences of the press, the bundled tables, and, where they are, the fact
--- tables beside the project.
local lu = require "luaunit"
local checks = assert(loadfile "scripts/reports/checks.lua")()

local tests, folders = {}, {}

--- The verdicts on one sentence as "field claimed/found verdict", in order.
local function verdicts(date, text, tables)
  local article = assert(broadsheet.annotate(text, { date = date, as = "text" }))
  local found = broadsheet.check_claims(article, tables)
  local list = {}
  for index = 1, #found do
    local row = found[index]
    list[index] = ("%s %s/%s %s"):format(row.field, row.claimed, row.found or "-", row.verdict)
  end
  return list, found
end

local function check(date, text, wanted, tables)
  lu.assertEquals(verdicts(date, text, tables), wanted, text)
end

function tests.test_ranks_are_held_against_the_published_table()
  check("2024-07-09", "South Korea and Australia were the world's 10th and 16th biggest arms exporters, "
    .. "respectively, during 2019-2023.", { "rank 10/10 correct", "rank 16/16 correct" })
  check("2024-07-09", "South Korea was the world's 9th biggest arms exporter during 2019-2023.",
    { "rank 9/10 wrong" })
  check("2024-03-13",
    "India and Qatar were the world's top three arms exporters in 2019-2023.",
    { "rank among the first 3/not among 25 wrong", "rank among the first 3/not among 25 wrong" })
end

function tests.test_a_rank_of_a_period_that_no_table_has_is_unknown()
  check("2024-07-09", "France was the world's second-largest arms exporter in 1950-1954.",
    { "rank 2/- unknown" })
  check("2024-07-09", "France was the world's second-largest arms exporter.", { "rank 2/- unknown" })
end

function tests.test_a_rank_among_others_is_not_asked_about()
  check("2024-07-09", "France was the world's second-largest cheese exporter in 2019-2023.", {})
end

function tests.test_shares_are_compared_as_exactly_as_they_are_printed()
  check("2025-09-15", "Russia accounted for 7.8 percent of global arms exports in 2019-2023.",
    { "share_pct 7.8/11 wrong" })
  check("2025-09-15", "Russia accounted for 11 percent of global arms exports in 2019-2023.",
    { "share_pct 11/11 correct" })
  check("2025-09-15",
    "The United States and Russia together accounted for 53 percent of global arms exports in "
    .. "2019-2023.", { "share_pct 53/53 correct" })
end

function tests.test_a_share_of_another_period_says_so()
  local list, found = verdicts("2024-03-11",
    "The United States accounted for 34 percent of arms exports in 2013-18.")
  lu.assertEquals(list, { "period 2013-2018/2014-2018 wrong" })
  lu.assertStrContains(found[1].why, "2014-2018")
end

function tests.test_money_and_volumes_are_not_comparable()
  check("2025-03-10", "The U.S. exports around $150 billion worth of weapons each year.",
    { "unit $ 150000000000/- not comparable" })
end

function tests.test_the_level_of_attendance_counts()
  check("2024-07-12",
    "Australia was represented at the Washington summit by Deputy Prime Minister Richard Marles.",
    { "attendance attended, deputy (richard-marles)/attended, deputy (Richard Marles) correct" })
  check("2024-07-05",
    "Australian Prime Minister Anthony Albanese is expected to attend the NATO summit in Washington.",
    { "attendance expected, leader (anthony-albanese)/attended, deputy (Richard Marles) wrong" })
end

function tests.test_streaks_are_counted_in_the_table()
  local text = "Leaders or their deputies of Australia attended the NATO summit for the third year in a row."
  check("2024-07-11", text, { "attendance consecutive 3/- correct" })
  check("2024-07-11", "The leaders of Australia attended the NATO summit for the third year in a row.",
    { "attendance attended, leader/attended, deputy (Richard Marles) wrong",
      "attendance consecutive 3/attended, deputy (Richard Marles) wrong" })
  check("2025-06-20",
    "The leaders of all four IP4 countries have attended the annual NATO summits since 2022.",
    { "attendance since 2022/attended, deputy (Richard Marles) wrong" })
end

function tests.test_days_of_events_and_speeches_are_checked()
  check("2024-07-15", "The pledge was announced on 10 June at the Washington Summit.",
    { "date 2024-06-10/2024-07-09 wrong" })
  check("2024-07-15", "The Bonn summit was held in 1978.", { "date 1978/1982-06-10 wrong" })
  check("2024-07-15", "The Bonn summit was held in June 1982.", { "date 1982-06/1982-06-10 correct" })
  check("2024-07-15", "President Dwight Eisenhower delivered his farewell address on January 21, 1961.",
    { "date 1961-01-21/1961-01-17 wrong" })
end

function tests.test_offices_and_names_are_checked()
  check("2023-11-18", "Robert Fico has been prime minister of Slovakia since 25 May 2023.",
    { "date 2023-05-25/2023-10-25 wrong" })
  check("2015-10-26", "Australian Prime Minister Malcomb Turnbull met Barack Obama.",
    { "name Malcomb Turnbull/Malcolm Turnbull wrong" })
  check("2011-04-01", "Turkish Prime Minister Tayyip Erdogan spoke in Ankara.", {}) -- part of a spelling
  check("2015-10-26", "Australian Prime Minister Malcolm Turnbull met Barack Obama.", {})
  check("2024-05-15", "Japan and the United States are developing the Glide Sphere Interceptor.",
    { "name Glide Sphere Interceptor/Glide Phase Interceptor wrong" })
  check("2024-05-15", "Japan and the United States are developing the Glide Phase Interceptor.", {})
end

function tests.test_each_verdict_leads_to_its_sentence_and_its_row()
  local _, found = verdicts("2024-07-09",
    "South Korea was the world's 10th biggest arms exporter in 2019-2023.")
  local evidence = found:evidence(1)
  lu.assertEquals(evidence[1].kind, "text")
  lu.assertEquals(evidence[1].rule, "rank.ordinal")
  lu.assertTrue(#evidence >= 2)
end

function tests.test_a_table_of_ones_own_takes_the_place_of_the_bundled_one()
  local own = broadsheet.table({ { "2019-2023", 3, "South Korea", 12 } },
    { columns = { "period", "rank", "exporter", "share_pct" } })
  check("2024-07-09", "South Korea was the world's 10th biggest arms exporter in 2019-2023.",
    { "rank 10/3 wrong" },
    { exporters = own })
  local ok, message = pcall(broadsheet.check_claims, broadsheet.annotate "x", { exporter = own })
  lu.assertFalse(ok)
  lu.assertStrContains(message, "exporters")
end

--- A corpus of articles: { id, date, text }.
local function corpus_of(articles)
  local folder = os.tmpname()
  folders[#folders + 1] = folder
  folder = folder .. ".checks"
  local path = folder .. ".jsonl"
  local file = assert(io.open(path, "w"))
  for _, article in ipairs(articles) do
    file:write(('{"id": "%s", "published": "%s", "text": "%s"}\n'):format(article[1], article[2], article[3]))
  end
  file:close()
  local corpus = assert(broadsheet.build { path, into = folder })
  os.remove(path)
  return corpus
end

local function run(corpus, changes)
  local params = {}
  for name, param in pairs(checks.params) do params[name] = param[1] end
  for name, value in pairs(changes or {}) do params[name] = value end
  return checks.run({ corpus = corpus, tables = {} }, params)
end

function tests.test_the_report_lists_claims_and_counts_verdicts()
  local corpus = corpus_of {
    { "a", "2024-07-09", "South Korea was the world's 9th biggest arms exporter in 2019-2023." },
    { "b", "2024-07-09", "Australia was the world's 16th biggest arms exporter in 2019-2023." },
  }
  local result = run(corpus)
  lu.assertEquals(#result.tables[1].table, 2)
  lu.assertEquals(result.tables[2].table[1].wrong, 1)
  lu.assertEquals(result.tables[2].table[1].correct, 1)
  lu.assertEquals(#run(corpus, { verdict = "wrong" }).tables[1].table, 1)
end

function tests.test_streaks_are_held_against_what_the_archive_says_where_the_table_is_silent()
  local corpus = corpus_of {
    { "a", "2022-07-01", "The leaders of Chile attended the Madrid summit." },
    { "b", "2023-07-20", "The leaders of Chile attended the Vilnius summit for the second year in a row." },
    { "c", "2023-07-20", "The leaders of Peru attended the Vilnius summit for the second year in a row." },
  }
  local found = broadsheet.check_claims(corpus)
  local by_article = {}
  for index = 1, #found do
    if found[index].kind == "streak" then by_article[found[index].article] = found[index].verdict end
  end
  lu.assertEquals(by_article, { b = "correct", c = "unknown" })
end

function tests.test_a_quotation_that_differs_between_copies_is_shown()
  local story = "The council of the old harbour town met on Monday to vote on a new bridge across the river. "
    .. "Residents had waited for the vote since the flood of last spring, when the ferry was lost. "
  local rest = " The work begins in autumn and lasts two years, the council "
    .. "added in a statement on its pages."
  local corpus = corpus_of {
    { "a", "2024-07-08", story .. "\\\"We will build this bridge within two years,\\\" Jane Doe said."
      .. rest },
    { "b", "2024-07-09", story .. "\\\"We will build this bridge within ten years,\\\" Jane Doe said."
      .. rest },
    { "c", "2024-07-09", story .. "\\\"We will build this bridge within two years,\\\" Jane Doe said."
      .. rest },
  }
  local shown
  for _, part in ipairs(run(corpus).tables) do
    if part.title:find "Quotations" then shown = part.table end
  end
  lu.assertEquals(#shown, 1)
  lu.assertEquals(shown[1].article, "b")
  lu.assertStrContains(shown[1].copy, "ten years")
end

--- Claims of the press with a verdict each, against the fact tables beside the project.
function tests.test_claims_of_the_press_get_their_verdicts()
  local folder = "../shared/facts/"
  if not io.open(folder .. "press_claims.csv") then lu.skip("no fact tables here") end
  local tables = { exporters = folder .. "sipri_exporters.csv", exports = folder .. "sipri_tiv.csv",
    attendance = folder .. "summit_attendance.csv", summits = folder .. "nato_summits.csv",
    leaders = folder .. "leaders.csv" }
  check("2017-02-20",
    "The United States and Russia together accounted for 5 percent of global arms exports in "
    .. "2012-2016.", { "share_pct 5/56.34 wrong" }, tables)
  check("2025-03-10", "Italy moved from 10th to 6th place among arms exporters between 2015-19 and 2020-24.",
    { "rank 10/10 correct", "rank 6/6 correct" }, tables)
  check("2025-09-15", "Russia's share of global arms exports in 2019-2023 was 7.8 percent.",
    { "share_pct 7.8/11 wrong" }, tables)
  check("2024-03-11", "The United States accounted for 34 percent of arms exports in 2013-18.",
    { "period 2013-2018/2014-2018 wrong" }, tables)
  check("2022-06-29", "South Korean President Yoon Seok-wyeh attended the NATO summit in Madrid.",
    { "attendance attended, leader (yoon-seok-wyeh)/attended, leader (Yoon Suk Yeol) wrong",
      "name Yoon Seok-wyeh/Yoon Suk-yeol wrong" }, tables)
end

_G.TestChecks = tests

local failures = lu.LuaUnit.run()
for _, folder in ipairs(folders) do os.execute(("rm -rf '%s'*"):format(folder)) end
os.exit(failures)
