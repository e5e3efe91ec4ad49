--- The report of exporters: ranks as published and as worked out by hand, and what it tells apart.
local lu = require "luaunit"
local render = require "render"
local exports = assert(loadfile "scripts/reports/exports.lua")()

local SHARED = "../shared/"
local tests = {}

local function open_shared(name)
  local file = io.open(SHARED .. name)
  lu.skipIf(not file, SHARED .. name .. " is absent")
  file:close()
  return assert(broadsheet.table(SHARED .. name))
end

local function run(source, changes)
  local params = {}
  for name, param in pairs(exports.params) do params[name] = param[1] end
  for name, value in pairs(changes or {}) do params[name] = value end
  return exports.run({ tables = { exports = source } }, params)
end

--- A table of five countries over four years; false is a missing cell.
local function small(wide)
  local values = { Alpha = { 10, 20, 30, 40 }, Beta = { 50, 0, 30, 40 }, Gamma = { 5, false, 0, 0 },
    Delta = { 5, 5, false, false }, ["unknown supplier(s)"] = { 1, 1, 20, 10 } }
  local rows = {}
  for _, name in ipairs { "Alpha", "Beta", "Gamma", "Delta", "unknown supplier(s)" } do
    local row = { country = name }
    for index, value in ipairs(values[name]) do
      local year = 2019 + index
      if wide then
        row[tostring(year)] = value or nil
      else
        rows[#rows + 1] = { country = name, year = year, value = value or nil }
      end
    end
    if wide then rows[#rows + 1] = row end
  end
  return broadsheet.table(rows, { columns = wide and { "country", "2020", "2021", "2022", "2023" }
    or { "country", "year", "value" } })
end

local function find(result_table, column, value)
  for index = 1, #result_table do
    if result_table[index][column] == value then return result_table[index], index end
  end
end

function tests.test_equal_sums_share_a_rank_and_shares_are_of_all_deliveries()
  for _, wide in ipairs { true, false } do
    local ranking = run(small(wide), { from = 2022, to = 2023, ties = "min" }).tables[1].table
    lu.assertEquals(#ranking, 3)
    lu.assertEquals({ ranking[1].exporter, ranking[1].rank, ranking[1].value }, { "Alpha", 1, 70 })
    lu.assertEquals({ ranking[2].exporter, ranking[2].rank, ranking[2].value }, { "Beta", 1, 70 })
    lu.assertAlmostEquals(ranking[1].share, 100 * 70 / 170, 1e-9)
    lu.assertEquals({ ranking[3].exporter, ranking[3].rank, ranking[3].value }, { "Gamma", 3, 0 })
  end
end

function tests.test_equal_sums_in_order_are_told_in_a_note()
  local result = run(small(true), { from = 2022, to = 2023 })
  lu.assertEquals(result.tables[1].table[2].rank, 2)
  lu.assertStrContains(table.concat(result.notes, "\n"), "their order says nothing: Alpha and Beta")
end

function tests.test_change_is_against_the_window_before()
  local row = find(run(small(true), { from = 2022, to = 2023 }).tables[1].table, "exporter", "Alpha")
  lu.assertEquals({ row.previous_value, row.previous_rank, row.rank_change }, { 30, 2, 1 })
  lu.assertAlmostEquals(row.previous_share, 100 * 30 / 97, 1e-9)
  lu.assertAlmostEquals(row.share_change, 100 * 70 / 170 - 100 * 30 / 97, 1e-9)
  lu.assertAlmostEquals(row.value_change, 100 * 40 / 30, 1e-9)
end

function tests.test_no_change_is_told_where_there_is_no_window_before()
  local result = run(small(true), { from = 2020, to = 2023 })
  lu.assertEquals(result.tables[1].table.columns,
    { "rank", "exporter", "value", "share", "zeros", "missing" })
  lu.assertStrContains(table.concat(result.notes, "\n"), "no window before")
end

function tests.test_unknown_zero_and_missing_are_counted_apart()
  for _, wide in ipairs { true, false } do
    local made_of = run(small(wide), { from = 2022, to = 2023 }).tables[2].table
    local function of(what) return (find(made_of, "what", what)) end
    lu.assertEquals(of("exporters with a value above 0").count, 2)
    lu.assertEquals(of("exporters with nothing but 0").count, 1)
    lu.assertEquals(of("exporters without any stated value").count, 1)
    lu.assertEquals(of("exporter unknown (in the total, not ranked)").value, 30)
    lu.assertEquals(of("cells that are 0").count, 2)
    lu.assertEquals(of("cells that are missing").count, 2)
  end
end

function tests.test_a_row_of_totals_that_says_more_marks_an_extract()
  local rows = { { "Alpha", 2022, 60 }, { "Beta", 2022, 20 }, { "Total", 2022, 100 } }
  local source = broadsheet.table(rows, { columns = { "country", "year", "value" } })
  local result = run(source, { from = 2022, to = 2022 })
  lu.assertEquals(#result.tables[1].table, 2)
  lu.assertAlmostEquals(result.tables[1].table[1].share, 60, 1e-9)
  lu.assertStrContains(table.concat(result.notes, "\n"), "an extract")
end

function tests.test_every_cell_of_the_ranking_leads_to_the_cells_it_was_summed_from()
  local source = assert(broadsheet.table "data/tables/arms_exports_2014_2023.csv")
  local result = run(source)
  local ranking = result.tables[1].table
  local cells, computed = 0, 0
  for _, one in ipairs(ranking:evidence(1, "share")) do
    if one.kind == "cell" then cells = cells + 1 else computed = computed + 1 end
  end
  lu.assertTrue(cells >= 5)
  lu.assertTrue(computed >= 1)
  for line in render.crosswalk(result):gmatch "[^\n]+" do lu.assertNil(line:find ",,,$", line) end
end

function tests.test_the_bundled_table_gives_the_published_ranks_and_shares()
  local published = assert(broadsheet.table "data/tables/sipri_exporters_2019_2023.csv")
  local ranking = run(assert(broadsheet.table "data/tables/arms_exports_2014_2023.csv")).tables[1].table
  lu.assertEquals(#ranking, 24)
  for index = 1, #ranking do
    local row = published[index]
    lu.assertEquals(ranking[index].rank, row.rank)
    if row.exporter ~= "Türkiye" then lu.assertEquals(ranking[index].exporter, row.exporter) end
    lu.assertAlmostEquals(ranking[index].share, row.share_pct, row.share_pct >= 10 and 0.5 or 0.05)
  end
end

function tests.test_a_window_outside_the_table_is_refused_with_its_years()
  lu.assertErrorMsgContains("2020-2023", run, small(true), { from = 2010, to = 2012 })
  lu.assertErrorMsgContains("ends before it begins", run, small(true), { from = 2023, to = 2022 })
  lu.assertErrorMsgContains("no rows of release", run,
    broadsheet.table({ { "A", 2020, 1, "r1" } }, { columns = { "country", "year", "value", "release" } }),
    { release = "r2" })
end

function tests.test_two_releases_are_compared_by_country_whatever_they_call_it()
  local rows = { { "old", "Turkiye", 2022, 5 }, { "old", "France", 2022, 9 }, { "new", "Türkiye", 2022, 12 },
    { "new", "France", 2022, 10 } }
  local source = broadsheet.table(rows, { columns = { "release", "country", "year", "value" } })
  local result = run(source, { from = 2022, to = 2022, release = "new", compare = "old" })
  local row = find(result.tables[1].table, "exporter", "Türkiye")
  lu.assertEquals({ row.rank, row.other_rank, row.other_value }, { 1, 2, 5 })
  lu.assertEquals(find(result.tables[2].table, "exporter", "Türkiye").difference, 1)
end

function tests.test_the_raw_export_gives_the_ranks_of_every_window_of_the_reference()
  local source = open_shared "corpora/sipri/TIV-Export-All-Country-1950-2022.csv"
  local reference = open_shared "corpora/golden/rank-from-tiv-table-1950-2022.csv"
  local rankings, checked = {}, 0
  for index = 1, #reference do
    local row = reference[index]
    local from, to = row.period:match "^(%d%d%d%d)%-(%d%d)$"
    from = tonumber(from)
    to = from // 100 * 100 + tonumber(to)
    if to < from then to = to + 100 end
    rankings[row.period] = rankings[row.period]
      or run(source, { from = from, to = to, top = 0 }).tables[1].table
    local found = find(rankings[row.period], "exporter", row.supplier)
    lu.assertNotNil(found, row.period .. " " .. row.supplier)
    lu.assertEquals(found.rank, row.rank, row.period .. " " .. row.supplier)
    lu.assertEquals(found.value, row.tiv, row.period .. " " .. row.supplier)
    lu.assertAlmostEquals(found.share, row.share_pct, 0.011)
    checked = checked + 1
  end
  lu.assertTrue(checked > 200)
end

function tests.test_the_release_behind_the_fact_sheet_gives_its_25_ranks()
  local source = open_shared "facts/sipri_tiv.csv"
  local published = assert(broadsheet.table "data/tables/sipri_exporters_2019_2023.csv")
  local ranking = run(source, { release = "2024-11-02", from = 2019, to = 2023 }).tables[1].table
  lu.assertEquals(#ranking, 25)
  for index = 1, 25 do
    lu.assertEquals(ranking[index].rank, published[index].rank)
    if published[index].exporter ~= "Türkiye" then
      lu.assertEquals(ranking[index].exporter, published[index].exporter)
    end
  end
end

_G.TestExports = tests
os.exit(lu.LuaUnit.run())
