--- The report of attendance: marks, streaks, and what it does not merge.
local lu = require "luaunit"
local render = require "render"
local attendance = assert(loadfile "scripts/reports/attendance.lua")()

local tests = {}

local COLUMNS = { "summit", "year", "party", "level", "person", "mode", "status" }

local function run(rows, changes)
  local params = {}
  for name, param in pairs(attendance.params) do params[name] = param[1] end
  for name, value in pairs(changes or {}) do params[name] = value end
  local source = rows and broadsheet.table(rows, { columns = COLUMNS })
    or assert(broadsheet.table "data/tables/summit_attendance.csv")
  return attendance.run({ tables = { attendance = source } }, params)
end

local function row_of(result_table, party)
  for index = 1, #result_table do
    if result_table[index].party == party then return result_table[index], index end
  end
  error("no row of " .. party)
end

function tests.test_levels_expectations_and_invitations_have_marks_of_their_own()
  local matrix = run({
    { "2022 Madrid summit", 2022, "JPN", "leader", "A", "in person", "attended" },
    { "2022 Madrid summit", 2022, "AUS", "deputy", "B", "in person", "attended" },
    { "2022 Madrid summit", 2022, "KOR", "official", "C", "in person", "attended" },
    { "2022 Madrid summit", 2022, "FIN", "minister", "D", "in person", "attended" },
    { "2022 Madrid summit", 2022, "UKR", "leader", "E", "video", "attended" },
    { "2022 Madrid summit", 2022, "SWE", "leader", "F", "in person", "expected" },
    { "2022 Madrid summit", 2022, "GEO", "leader", "G", "in person", "invited" },
    { "2022 Madrid summit", 2022, "CHE", "unknown", nil, "in person", "attended" },
    { "2022 Madrid summit", 2022, "AUT", "leader", "H", "in person", "declined" },
  }).tables[1].table
  local event = "2022 Madrid summit"
  local marks = { Japan = "L", Australia = "D", ["South Korea"] = "O", Finland = "M", Ukraine = "Lv",
    Sweden = "L*", Georgia = "i", Switzerland = "A", Austria = "0" }
  for party, mark in pairs(marks) do lu.assertEquals(row_of(matrix, party)[event], mark, party) end
end

function tests.test_what_is_not_stated_is_blank_and_no_zero()
  local matrix = run({
    { "2022 Madrid summit", 2022, "JPN", "leader", "A", "in person", "attended" },
    { "2023 Vilnius summit", 2023, "KOR", "leader", "B", "in person", "attended" },
  }).tables[1].table
  lu.assertNil(row_of(matrix, "Japan")["2023 Vilnius summit"])
end

function tests.test_columns_are_in_order_of_time_whatever_the_order_of_rows()
  local matrix = run({
    { "2024 Washington summit", 2024, "JPN", "leader", "A", "in person", "attended" },
    { "2012 Chicago summit", 2012, "KOR", "leader", "B", "in person", "attended" },
    { "2022 Madrid summit", 2022, "AUS", "leader", "C", "in person", "attended" },
  }).tables[1].table
  lu.assertEquals(matrix.columns,
    { "party", "2012 Chicago summit", "2022 Madrid summit", "2024 Washington summit" })
end

function tests.test_attendance_outranks_expectation_and_the_deviation_is_told()
  local result = run({
    { "2025 The Hague summit", 2025, "JPN", "leader", "Shigeru Ishiba", "in person", "expected" },
    { "2025 The Hague summit", 2025, "JPN", "minister", "Takeshi Iwaya", "in person", "attended" },
  })
  lu.assertEquals(row_of(result.tables[1].table, "Japan")["2025 The Hague summit"], "M")
  local odd = result.tables[3].table
  lu.assertEquals({ odd[1].party, odd[1].stated, odd[1].kind },
    { "Japan", "expected, leader (Shigeru Ishiba)", "expected otherwise" })
end

function tests.test_streaks_are_told_at_leader_level_and_at_any_level()
  local streaks = run().tables[2].table
  local japan = row_of(streaks, "Japan")
  lu.assertEquals({ japan.first_leader, japan.leader_streak, japan.leader_streak_span, japan.leader_now },
    { "2022 Madrid", 3, "2022 Madrid to 2024 Washington", 0 })
  lu.assertEquals({ japan.first_any, japan.any_streak, japan.any_now }, { "2022 Madrid", 4, 4 })
  local zealand = row_of(streaks, "New Zealand")
  lu.assertEquals({ zealand.leader_streak, zealand.leader_now }, { 4, 4 })
  lu.assertEquals(row_of(streaks, "Australia").leader_now, 0)
end

function tests.test_an_expectation_is_no_attendance()
  local streaks = run({
    { "2022 Madrid summit", 2022, "JPN", "leader", "A", "in person", "expected" },
    { "2023 Vilnius summit", 2023, "JPN", "leader", "A", "in person", "attended" },
  }).tables[2].table
  lu.assertEquals(row_of(streaks, "Japan").first_leader, "2023 Vilnius")
  lu.assertEquals(row_of(streaks, "Japan").any_events, 1)
end

function tests.test_rows_that_are_not_checked_can_be_left_out()
  local streaks = run(nil, { checked = "yes" })
  lu.assertStrContains(table.concat(streaks.notes, "\n"), "20 rows that are not checked were left out")
end

function tests.test_parties_and_years_can_be_chosen()
  local matrix = run(nil, { party = "Japan, KOR", from = "2022", to = "2023" }).tables[1].table
  lu.assertEquals(#matrix, 2)
  lu.assertEquals(matrix.columns, { "party", "2022 Madrid summit", "2023 Vilnius summit" })
end

function tests.test_every_mark_leads_to_its_rows()
  local result = run()
  local matrix = result.tables[1].table
  local _, index = row_of(matrix, "Japan")
  local evidence = matrix:evidence(index, "2025 The Hague summit")
  lu.assertEquals(#evidence, 1)
  lu.assertStrContains(evidence[1].id, "summit_attendance.csv:")
  for line in render.crosswalk(result):gmatch "[^\n]+" do lu.assertNil(line:find ",,,$", line) end
end

function tests.test_without_any_statement_there_is_a_note_and_no_table()
  local result = run(nil, { party = "Atlantis" })
  lu.assertEquals(result.tables, {})
  lu.assertStrContains(result.notes[1], "No statement")
end

_G.TestAttendance = tests
os.exit(lu.LuaUnit.run())
