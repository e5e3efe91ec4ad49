--- Charts as SVG and as text.
local lu = require "luaunit"
local chart = require "chart"
local chart_text = require "chart_text"
local svg = require "svg"
local width = require "width"

local tests = {}

local function bars()
  return chart.bar { title = "Shares <2023>", unit = "%", rows = {
    { label = "A & B", value = 40, low = 35, high = 45 },
    { label = "C", value = 10 },
    { label = "D" }, { label = "E", value = 0 } } }
end

function tests.test_labels_and_titles_are_escaped_text()
  local drawing = bars():svg()
  lu.assertStrContains(drawing, "A &amp; B")
  lu.assertStrContains(drawing, "Shares &lt;2023&gt;")
  lu.assertNotStrContains(drawing, "<2023>")
  lu.assertStrContains(drawing, "viewBox")
end

function tests.test_every_value_has_a_tooltip_with_its_interval()
  lu.assertStrContains(bars():svg(), "<title>A &amp; B: 40% (35% to 45%)</title>")
end

function tests.test_missing_is_said_and_zero_is_drawn_as_zero()
  local drawing = bars():svg()
  lu.assertStrContains(drawing, "not stated")
  lu.assertStrContains(drawing, 'width="0"')
  local text = bars():text()
  lu.assertStrContains(text, "D     not stated")
  lu.assertStrContains(text, "E      0%")
end

function tests.test_bars_in_a_terminal_are_as_long_as_their_values()
  local text = bars():text(60)
  local long, short = text:match "A & B (%S+)", text:match "C     (%S+)"
  lu.assertAlmostEquals(width.of(long) / width.of(short), 4, 0.5)
end

function tests.test_a_line_breaks_where_a_value_is_missing()
  local drawing = chart.line { title = "t", x = { "1", "2", "3", "4", "5" },
    series = { { name = "s", values = { 1, 2, nil, 3, 4 } } } }:svg()
  local path = drawing:match ' d="(M[^"]+)" fill="none"'
  local _, moves = path:gsub("M", "")
  lu.assertEquals(moves, 2)
end

function tests.test_sparks_tell_missing_from_low()
  lu.assertEquals(chart_text.spark({ 8, nil, 0, 4 }, 4, 8), "█·▁▄")
end

function tests.test_a_heat_map_prints_zero_and_leaves_missing_empty()
  local heat = chart.heat { title = "t", rows = { "r" }, columns = { "a", "b" }, cells = { { 0 } } }
  lu.assertStrContains(heat:text(), "r  0  ·")
  lu.assertStrContains(heat:svg(), "<title>r, b: not stated</title>")
end

function tests.test_ticks_are_round_and_cover_the_values()
  lu.assertEquals(svg.ticks(0, 41.7, 5), { 0, 10, 20, 30, 40, 50 })
  lu.assertEquals(svg.ticks(0, 0, 5)[1], 0)
  for _, high in ipairs { 0.003, 1, 7, 99, 12345678 } do
    local ticks = svg.ticks(0, high, 5)
    lu.assertTrue(ticks[#ticks] >= high)
    lu.assertTrue(#ticks <= 7)
  end
end

function tests.test_a_chart_without_anything_to_show_is_still_a_drawing()
  lu.assertStrContains(chart.bar { rows = {} }:svg(), "</svg>")
  lu.assertStrContains(chart.line { x = {}, series = {} }:svg(), "</svg>")
  lu.assertStrContains(chart.heat { rows = {}, columns = {}, cells = {} }:svg(), "</svg>")
  lu.assertEquals(type(chart.line { x = {}, series = {} }:text()), "string")
end

function tests.test_misuse_raises()
  lu.assertErrorMsgContains("chart.bar needs rows", chart.bar, {})
  lu.assertErrorMsgContains("chart.heat needs", chart.heat, { rows = {} })
end

function tests.test_wide_characters_take_two_columns()
  lu.assertEquals(width.of "岸田", 4)
  lu.assertEquals(width.of "e\u{301}", 1)
  lu.assertEquals(width.pad("岸田", 6), "岸田  ")
  lu.assertEquals(width.cut("abcdef", 4), "abc…")
end

_G.TestChart = tests
os.exit(lu.LuaUnit.run())
