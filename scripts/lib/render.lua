--- Reports as text, CSV, JSON, Markdown or one HTML page, under the run header; and the crosswalk.
---
---     render.header { report = .., summary = .., version = .., options = { { "from", 2019 }, .. },
---                     corpus = { path =, digest =, articles =, families = }, settings = { { .. } },
---                     lexicons = { { name =, digest = } },
---                     tables = { { name =, path =, digest =, rows = } } }
---     render.render(result, header, format, { quote = function(id) .. end, width = 100 }) -> string
---     render.crosswalk(result) -> string
---
--- `quote` gives, for the id of a place in a text, { before, text, after, title, outlet, date }, or nil;
--- `before` and `after` are the rest of its sentence. Nothing here
--- asks for the time or the machine: the same report gives the same bytes.
local chart = require "chart"
local json = require "json"
local view = require "view"
local width = require "width"
local render_html = require "render_html"

local render = {}

render.formats = { "text", "csv", "json", "md", "html" }

--- The run header as an ordered list of { name, value }.
function render.header(facts)
  local lines = { { "report", facts.report .. (facts.summary and " - " .. facts.summary or "") },
    { "broadsheet", facts.version } }
  local options = {}
  for index, option in ipairs(facts.options or {}) do
    options[index] = option[1] .. "=" .. tostring(option[2])
  end
  if #options > 0 then lines[#lines + 1] = { "options", table.concat(options, " ") } end
  local corpus = facts.corpus
  if corpus then
    local counts = ("%d articles"):format(corpus.articles)
    local families = corpus.families and (" in %d families"):format(corpus.families)
    lines[#lines + 1] = { "corpus", ("%s, digest %s, %s"):format(corpus.path, corpus.digest or "unknown",
      counts .. (families or ", families not computed")) }
  end
  for _, setting in ipairs(facts.settings or {}) do
    lines[#lines + 1] = { setting[1], tostring(setting[2]) }
  end
  for _, lexicon in ipairs(facts.lexicons or {}) do
    lines[#lines + 1] = { "lexicon", ("%s, digest %s"):format(lexicon.name, lexicon.digest or "unknown") }
  end
  for _, source in ipairs(facts.tables or {}) do
    local text = source.path or source.name
    if source.rows then text = ("%s, %d rows"):format(text, source.rows) end
    if source.digest then text = ("%s, digest %s"):format(text, source.digest) end
    lines[#lines + 1] = { "table " .. source.name, text }
  end
  return lines
end

local function header_text(header, prefix)
  local most, lines = 0, {}
  for _, line in ipairs(header) do most = math.max(most, #line[1]) end
  for _, line in ipairs(header) do
    lines[#lines + 1] = ("%s%-" .. most .. "s  %s"):format(prefix, line[1], line[2])
  end
  return table.concat(lines, "\n")
end

--- Words of a paragraph over lines of at most `columns`.
local function wrap(text, columns, indent)
  local lines, line = {}, ""
  for word in text:gmatch "%S+" do
    if line ~= "" and width.of(line) + 1 + width.of(word) > columns then
      lines[#lines + 1] = line
      line = indent .. word
    else
      line = line == "" and word or line .. " " .. word
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end

--- The label of a column over several lines, so that it is not wider than it must be.
local function heading(label, columns)
  for word in label:gmatch "%S+" do columns = math.max(columns, width.of(word)) end
  local lines = {}
  for line in (wrap(label, columns, "") .. "\n"):gmatch "(.-)\n" do lines[#lines + 1] = line end
  return lines, columns
end

local function text_table(item)
  local widths, heads, height = {}, {}, 0
  for index, column in ipairs(item.visible) do
    local columns = 0
    for row = 1, item.count do columns = math.max(columns, width.of(item.shown(row, column))) end
    heads[index], widths[index] = heading(column.label, columns)
    height = math.max(height, #heads[index])
  end
  local function line_of(cell)
    local cells = {}
    for index, column in ipairs(item.visible) do
      cells[index] = width.pad(cell(column, index), widths[index], column.is_number and "right" or "left")
    end
    return (table.concat(cells, "  "):gsub("%s+$", ""))
  end
  local rules, lines = {}, {}
  for index, columns in ipairs(widths) do rules[index] = ("─"):rep(columns) end
  for line = 1, height do
    lines[line] = line_of(function(_, index) return heads[index][line - height + #heads[index]] or "" end)
  end
  lines[#lines + 1] = table.concat(rules, "  ")
  for row = 1, item.count do
    lines[#lines + 1] = line_of(function(column) return item.shown(row, column) end)
  end
  if item.count == 0 then lines[#lines + 1] = "(no rows)" end
  return table.concat(lines, "\n")
end

local function render_text(result, header, options)
  local columns = options.width or 100
  local parts = { header_text(header, "") }
  for _, item in ipairs(view.tables(result)) do
    parts[#parts + 1] = item.title .. "\n\n" .. text_table(item)
    if item.note then parts[#parts + 1] = wrap(item.note, columns, "") end
  end
  for _, drawing in ipairs(result.charts or {}) do
    parts[#parts + 1] = (drawing:text(math.min(columns, 100)):gsub("\n$", ""))
  end
  local notes = {}
  for index, note in ipairs(result.notes or {}) do notes[index] = "* " .. wrap(note, columns - 2, "  ") end
  if #notes > 0 then parts[#parts + 1] = "Notes\n" .. table.concat(notes, "\n") end
  return table.concat(parts, "\n\n") .. "\n"
end

--- A cell that begins like a formula would be run by a spreadsheet; text of others may not.
local function csv_cell(value)
  if value == nil then return "" end
  if type(value) == "number" then return view.exact(value) end
  local text = tostring(value)
  if text:find "^[=@\t\r]" or (text:find "^[+-]" and not tonumber(text)) then text = "'" .. text end
  if text:find '[,"\r\n]' then return '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local function csv_line(cells, count)
  local parts = {}
  for index = 1, count do parts[index] = csv_cell(cells[index]) end
  return table.concat(parts, ",")
end

local function render_csv(result, header)
  local parts = { header_text(header, "# ") }
  for _, note in ipairs(result.notes or {}) do parts[#parts + 1] = "# note: " .. note:gsub("[\r\n]+", " ") end
  for _, item in ipairs(view.tables(result)) do
    parts[#parts + 1] = ""
    parts[#parts + 1] = "# table: " .. item.title
    local names = {}
    for index, column in ipairs(item.columns) do names[index] = column.name end
    parts[#parts + 1] = csv_line(names, #names)
    for row = 1, item.count do
      local cells = {}
      for index, column in ipairs(item.columns) do cells[index] = item.value(row, column) end
      parts[#parts + 1] = csv_line(cells, #names)
    end
  end
  return table.concat(parts, "\n") .. "\n"
end

--- Numbers the evidence that cells share, so that each is written once.
local function evidence_pool()
  local pool, index = {}, {}
  local function add(evidence)
    local key = table.concat({ evidence.kind, evidence.id, evidence.rule or "" }, "\0")
    if not index[key] then
      pool[#pool + 1] = json.object { { "id", evidence.id }, { "kind", evidence.kind },
        { "rule", evidence.rule or json.null } }
      index[key] = #pool
    end
    return index[key]
  end
  return pool, add
end

local function json_table(item, add)
  local columns, rows, evidence = {}, {}, {}
  for index, column in ipairs(item.columns) do columns[index] = column.name end
  for row = 1, item.count do
    local cells, places = {}, {}
    for index, column in ipairs(item.columns) do
      local value = item.value(row, column)
      cells[index] = { column.name, value == nil and json.null or value }
      local list = {}
      for at, one in ipairs(item.evidence(row, column)) do list[at] = add(one) - 1 end
      places[index] = list
    end
    rows[row] = json.object(cells)
    evidence[row] = places
  end
  return json.object { { "title", item.title }, { "note", item.note or json.null }, { "columns", columns },
    { "rows", rows }, { "evidence", evidence } }
end

local function render_json(result, header)
  local pool, add = evidence_pool()
  local tables, run, charts = {}, {}, {}
  for index, item in ipairs(view.tables(result)) do tables[index] = json_table(item, add) end
  for index, line in ipairs(header) do run[index] = { line[1], line[2] } end
  for index, drawing in ipairs(result.charts or {}) do
    charts[index] = json.object { { "title", drawing.title }, { "kind", drawing.kind } }
  end
  return json.encode(json.object { { "run", run }, { "tables", tables }, { "charts", charts },
    { "notes", result.notes or {} }, { "evidence", pool } })
end

local function md_cell(text)
  return (text:gsub("[\\|*_<>`]", "\\%0"):gsub("[\r\n]+", " "))
end

local function md_table(item)
  local heads, rules = {}, {}
  for index, column in ipairs(item.visible) do
    heads[index] = md_cell(column.label)
    rules[index] = column.is_number and "---:" or "---"
  end
  local lines = { "| " .. table.concat(heads, " | ") .. " |", "| " .. table.concat(rules, " | ") .. " |" }
  for row = 1, item.count do
    local cells = {}
    for index, column in ipairs(item.visible) do cells[index] = md_cell(item.shown(row, column)) end
    lines[#lines + 1] = "| " .. table.concat(cells, " | ") .. " |"
  end
  return table.concat(lines, "\n")
end

local function render_md(result, header)
  local parts = { "# " .. md_cell(header[1][2]), header_text(header, "    ") }
  for _, item in ipairs(view.tables(result)) do
    parts[#parts + 1] = "## " .. md_cell(item.title)
    parts[#parts + 1] = md_table(item)
    if item.note then parts[#parts + 1] = md_cell(item.note) end
  end
  for _, drawing in ipairs(result.charts or {}) do
    parts[#parts + 1] = "```\n" .. drawing:text(90) .. "```"
  end
  local notes = {}
  for index, note in ipairs(result.notes or {}) do notes[index] = "- " .. md_cell(note) end
  if #notes > 0 then parts[#parts + 1] = "## Notes\n\n" .. table.concat(notes, "\n") end
  return table.concat(parts, "\n\n") .. "\n"
end

local RENDER = { text = render_text, csv = render_csv, json = render_json, md = render_md,
  html = render_html.page }

--- The whole report in one of render.formats. `header` is what render.header gave, or its facts.
function render.render(result, header, format, options)
  local draw = RENDER[format or "text"]
  if not draw then
    error(("no such format: '%s'; they are %s"):format(format, table.concat(render.formats, ", ")), 2)
  end
  if header.report then header = render.header(header) end
  for index, drawing in ipairs(result.charts or {}) do
    if not chart.is(drawing) then error(("chart %d of the report is none"):format(index), 2) end
  end
  return draw(result, header, options or {})
end

--- What each printed cell stands on, as CSV: one row for each piece of evidence; `row` counts from 1
--- below the heading, `key` is the first cell of that row. A cell without evidence has a row with an
--- empty `evidence`, so that none is passed over.
function render.crosswalk(result)
  local lines = { "table,row,key,column,value,evidence,kind,rule" }
  for _, item in ipairs(view.tables(result)) do
    for row = 1, item.count do
      local key = item.value(row, item.columns[1])
      for _, column in ipairs(item.columns) do
        local value = item.value(row, column)
        if value ~= nil then
          local list = item.evidence(row, column)
          for at = 1, math.max(1, #list) do
            local one = list[at] or {}
            local cells = { item.title, row, key, column.name, value, one.id, one.kind, one.rule }
            lines[#lines + 1] = csv_line(cells, 8)
          end
        end
      end
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

return render
