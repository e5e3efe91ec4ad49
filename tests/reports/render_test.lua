--- What the renderers make of a result, whatever made its tables.
local lu = require "luaunit"
local chart = require "chart"
local json = require "json"
local render = require "render"
local view = require "view"

local tests = {}

--- A stand-in for a table, with one sentence behind every value.
local function stub(columns, rows)
  local self = { columns = columns }
  for index, cells in ipairs(rows) do
    self[index] = {}
    for at, name in ipairs(columns) do self[index][name] = cells[at] end
  end
  function self.evidence(_, row, column)
    if column == "plain" then return {} end
    return { { kind = "text", id = ("a%d:0-9:cafe"):format(row), rule = "r<1>" } }
  end
  return self
end

local function result()
  return {
    tables = { { title = "One | two", formats = { share = "%.1f" }, labels = { share = "share %" },
      table = stub({ "name", "share", "plain" },
        { { "A&B <x>", 41.714, 1 }, { "=cmd", nil, 0 }, { 'q"uote', 0.25, nil } }) } },
    charts = { chart.bar { title = "c", rows = { { label = "A", value = 1 } } } },
    notes = { "A note, with a comma." },
  }
end

local HEADER = { report = "demo", summary = "a summary", version = "9.9", options = { { "from", 2019 } },
  corpus = { path = "x.corpus", digest = "ab", articles = 3, families = 2 },
  tables = { { name = "t", path = "t.csv", digest = "cd", rows = 4 } } }

function tests.test_the_run_header_names_version_options_corpus_and_tables()
  local text = render.render(result(), HEADER, "text")
  for _, part in ipairs { "demo - a summary", "9.9", "from=2019",
    "x.corpus, digest ab, 3 articles in 2 families", "t.csv, 4 rows, digest cd" } do
    lu.assertStrContains(text, part)
  end
end

function tests.test_text_aligns_numbers_right_and_leaves_missing_blank()
  local text = render.render(result(), HEADER, "text")
  lu.assertStrContains(text, "         share\nname         %  plain")
  lu.assertStrContains(text, "A&B <x>   41.7      1")
  lu.assertStrContains(text, "=cmd                0")
  lu.assertStrContains(text, "* A note, with a comma.")
end

function tests.test_csv_has_exact_numbers_and_no_formulas()
  local text = render.render(result(), HEADER, "csv")
  lu.assertStrContains(text, "A&B <x>,41.714,1\n")
  lu.assertStrContains(text, "'=cmd,,0\n")
  lu.assertStrContains(text, '"q""uote",0.25,\n')
  lu.assertStrContains(text, "# broadsheet  9.9")
end

function tests.test_json_keeps_null_apart_from_zero_and_points_to_evidence()
  local text = render.render(result(), HEADER, "json")
  lu.assertStrContains(text, '{"name": "=cmd", "share": null, "plain": 0}')
  lu.assertStrContains(text, '{"id": "a1:0-9:cafe", "kind": "text", "rule": "r<1>"}')
  lu.assertEquals(json.encode(json.object { { "a", "\1\"\\" } }), '{"a": "\\u0001\\"\\\\"}\n')
  lu.assertEquals(json.encode { 1 / 0, 0.1, 3.0 }, "[null, 0.1, 3]\n")
end

function tests.test_markdown_escapes_what_would_break_a_table()
  local text = render.render(result(), HEADER, "md")
  lu.assertStrContains(text, "## One \\| two")
  lu.assertStrContains(text, "| A&B \\<x\\> | 41.7 | 1 |")
end

function tests.test_html_is_self_contained_and_links_numbers_to_sentences()
  local text = render.render(result(), HEADER, "html", { quote = function(id)
    if id == "a1:0-9:cafe" then
      return { text = "The <sentence>.", title = "T", outlet = "O", date = "2024-01-02" }
    end
  end })
  lu.assertStrContains(text, "A&amp;B &lt;x&gt;")
  lu.assertStrContains(text, '<a href="#e1">41.7</a>')
  lu.assertStrContains(text, "The &lt;sentence&gt;.")
  lu.assertStrContains(text, "T, O, 2024-01-02")
  lu.assertStrContains(text, "<svg")
  lu.assertNil(text:find "src=")
  lu.assertNil(text:find "<x>", 1, true)
  for id in text:gmatch 'href="#(e%d+)"' do lu.assertStrContains(text, ('<section id="%s">'):format(id)) end
end

function tests.test_the_crosswalk_has_a_row_for_every_printed_cell()
  local lines = {}
  for line in render.crosswalk(result()):gmatch "[^\n]+" do lines[#lines + 1] = line end
  lu.assertEquals(lines[1], "table,row,key,column,value,evidence,kind,rule")
  lu.assertEquals(lines[2], "One | two,1,A&B <x>,name,A&B <x>,a1:0-9:cafe,text,r<1>")
  lu.assertEquals(#lines, 1 + 7) -- nine cells, two of them missing
  lu.assertStrContains(table.concat(lines, "\n"), "One | two,1,A&B <x>,plain,1,,,")
end

function tests.test_an_unknown_format_raises_with_those_there_are()
  lu.assertErrorMsgContains("text, csv, json, md, html", render.render, result(), HEADER, "pdf")
end

function tests.test_the_same_result_gives_the_same_bytes()
  for _, format in ipairs(render.formats) do
    lu.assertEquals(render.render(result(), HEADER, format), render.render(result(), HEADER, format))
  end
end

function tests.test_exact_numbers_read_back_as_themselves()
  for _, value in ipairs { 0.1, 1 / 3, 1e300, -2.5, 123456789.25, 3 } do
    lu.assertEquals(tonumber(view.exact(value)), value)
  end
  lu.assertEquals(view.printed(-0.001, "%.1f"), "0.0")
  lu.assertEquals(view.printed(1234567.4, ","), "1,234,567")
  lu.assertEquals(view.printed(2019), "2019")
end

_G.TestRender = tests
os.exit(lu.LuaUnit.run())
