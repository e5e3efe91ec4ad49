--- Charts as values: bars, lines and heat maps that give SVG, a drawing for the terminal, or a file.
---
---     chart.bar { title = .., rows = { { label = "France", value = 10.9, low = nil, high = nil } } }
---     chart.line { title = .., x = { "2020", .. }, series = { { name = "cyber", values = { 3, .. } } } }
---     chart.heat { title = .., rows = { "Japan", .. }, columns = { "2022", .. }, cells = { { 3, .. } } }
---
--- A missing value is nil or false and is never drawn as 0. Colours are those of Okabe and Ito, which
--- people with any kind of colour vision can tell apart; lines also differ in their marks.
local chart_text = require "chart_text"
local svg = require "svg"

local chart = {}
local Chart = {}
Chart.__index = Chart
Chart.__name = "Chart"

chart.palette = { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A6A00", "#444444" }

local INK, FAINT, PAPER = "#1a1a1a", "#d9d9d9", "#ffffff"
local WIDTH = 720
local LABEL_MAX = 200

--- From light to dark, for shares and counts.
local SHADES = { "#f3f7fb", "#d9e7f3", "#b5d0e7", "#86b3d8", "#5390c2", "#2b6cab", "#144a8a" }

local function title_line(title)
  return svg.text(0, 16, title, { { "font-size", 15 }, { "font-weight", 600 }, { "fill", INK } })
end

local function label_room(labels)
  local room = 0
  for _, label in ipairs(labels) do room = math.max(room, svg.text_width(label, 12)) end
  return math.min(LABEL_MAX, room) + 12
end

local function shorten(label, pixels)
  local count = utf8.len(label) or #label
  local fits = math.floor(pixels / svg.text_width("x", 12) + 1e-6)
  if count <= fits then return label end
  local stop = utf8.offset(label, math.max(1, fits)) or #label + 1
  return label:sub(1, stop - 1) .. "…"
end

local value_text = svg.value

local function interval_text(row, unit)
  if not row.low then return "" end
  return (" (%s to %s)"):format(value_text(row.low, unit), value_text(row.high, unit))
end

local function largest(rows)
  local high = 0
  for _, row in ipairs(rows) do high = math.max(high, row.high or row.value or 0) end
  return high
end

local function bar_rows(self, left, scale, top)
  local body = {}
  local height = 22
  for index, row in ipairs(self.rows) do
    local y = top + (index - 1) * height
    body[#body + 1] = svg.text(left - 8, y + 15, shorten(row.label, left - 12),
      { { "text-anchor", "end" }, { "fill", INK } })
    if not row.value then
      body[#body + 1] = svg.text(left + 4, y + 15, "not stated",
        { { "fill", "#767676" }, { "font-style", "italic" } })
    else
      local tip = row.label .. ": " .. value_text(row.value, self.unit) .. interval_text(row, self.unit)
      if row.note then tip = tip .. " · " .. row.note end
      body[#body + 1] = svg.titled("rect", { { "x", left }, { "y", y + 3 },
        { "width", scale(row.value) - left }, { "height", height - 6 }, { "rx", 1.5 },
        { "fill", row.colour or chart.palette[1] } }, tip)
      local stop = scale(row.value)
      if row.low then
        stop = scale(row.high)
        body[#body + 1] = svg.element("path", { { "d", ("M%s %sH%sM%s %sv6M%s %sv6"):format(
          svg.number(scale(row.low)), svg.number(y + 11), svg.number(stop), svg.number(scale(row.low)),
          svg.number(y + 8), svg.number(stop), svg.number(y + 8)) }, { "stroke", INK },
          { "stroke-width", 1.2 }, { "fill", "none" } })
      end
      body[#body + 1] = svg.text(stop + 6, y + 15, value_text(row.value, self.unit), { { "fill", INK } })
    end
  end
  return table.concat(body, "\n"), top + #self.rows * height
end

local function bar_svg(self)
  local labels = {}
  for index, row in ipairs(self.rows) do labels[index] = row.label end
  local left, right = label_room(labels), WIDTH - 64
  local ticks = svg.ticks(0, largest(self.rows), 5)
  local high = ticks[#ticks]
  local function scale(value) return left + (right - left) * value / high end
  local rows, bottom = bar_rows(self, left, scale, 30)
  local grid = {}
  for _, tick in ipairs(ticks) do
    grid[#grid + 1] = svg.element("line", { { "x1", scale(tick) }, { "x2", scale(tick) }, { "y1", 28 },
      { "y2", bottom + 2 }, { "stroke", tick == 0 and "#8c8c8c" or FAINT } })
    grid[#grid + 1] = svg.text(scale(tick), bottom + 16, value_text(tick, self.unit),
      { { "text-anchor", "middle" }, { "fill", "#595959" }, { "font-size", 11 } })
  end
  return svg.document(WIDTH, bottom + 24, self.title,
    table.concat({ title_line(self.title), table.concat(grid, "\n"), rows }, "\n"))
end

--- The marks of a series: circle, square, triangle, diamond.
local function mark(kind, x, y, colour, tip)
  local fill = { "fill", colour }
  if kind == 1 then
    return svg.titled("circle", { { "cx", x }, { "cy", y }, { "r", 3.4 }, fill }, tip)
  elseif kind == 2 then
    return svg.titled("rect", { { "x", x - 3 }, { "y", y - 3 }, { "width", 6 }, { "height", 6 }, fill }, tip)
  end
  local shape = kind == 3 and "M%s %sl4 7h-8z" or "M%s %sl4 4l-4 4l-4 -4z"
  return svg.titled("path", { { "d", shape:format(svg.number(x), svg.number(y - 4)) }, fill }, tip)
end

local function line_path(values, x_of, y_of)
  local path, pen = {}, "M"
  for index = 1, #values do
    if values[index] then
      path[#path + 1] = pen .. svg.number(x_of(index)) .. " " .. svg.number(y_of(values[index]))
      pen = "L"
    else
      pen = "M"
    end
  end
  return table.concat(path)
end

--- Labels at the right ends of lines, moved apart so that none covers another.
local function end_labels(self, x_of, y_of, right, low_limit)
  local labels = {}
  for index, series in ipairs(self.series) do
    for at = #self.x, 1, -1 do
      if series.values[at] then
        labels[#labels + 1] = { y = y_of(series.values[at]), name = series.name, index = index, x = x_of(at) }
        break
      end
    end
  end
  table.sort(labels, function(a, b) return a.y < b.y or (a.y == b.y and a.index < b.index) end)
  for at = 2, #labels do labels[at].y = math.max(labels[at].y, labels[at - 1].y + 14) end
  for at = #labels, 1, -1 do
    local limit = at == #labels and low_limit or labels[at + 1].y - 14
    labels[at].y = math.min(labels[at].y, limit)
  end
  local body = {}
  for _, label in ipairs(labels) do
    local colour = chart.palette[(label.index - 1) % #chart.palette + 1]
    body[#body + 1] = mark((label.index - 1) % 4 + 1, right + 14, label.y, colour)
    body[#body + 1] = svg.text(right + 24, label.y + 4, shorten(label.name, LABEL_MAX), { { "fill", INK } })
  end
  return table.concat(body, "\n")
end

local function line_bounds(self)
  local high, names = 0, {}
  for index, series in ipairs(self.series) do
    names[index] = series.name
    for at = 1, #self.x do high = math.max(high, series.values[at] or 0) end
  end
  return high, label_room(names) + 20
end

local function line_axes(self, ticks, x_of, y_of, left, right, bottom)
  local body = {}
  for _, tick in ipairs(ticks) do
    body[#body + 1] = svg.element("line", { { "x1", left }, { "x2", right }, { "y1", y_of(tick) },
      { "y2", y_of(tick) }, { "stroke", tick == 0 and "#8c8c8c" or FAINT } })
    body[#body + 1] = svg.text(left - 8, y_of(tick) + 4, value_text(tick, self.unit),
      { { "text-anchor", "end" }, { "fill", "#595959" }, { "font-size", 11 } })
  end
  local every = math.max(1, math.ceil(#self.x * 40 / (right - left)))
  for index = 1, #self.x do
    if (index - 1) % every == 0 then
      body[#body + 1] = svg.text(x_of(index), bottom + 18, self.x[index],
        { { "text-anchor", "middle" }, { "fill", "#595959" }, { "font-size", 11 } })
    end
  end
  return table.concat(body, "\n")
end

local function line_svg(self)
  local high, room = line_bounds(self)
  local ticks = svg.ticks(0, high, 5)
  local left, right, top, bottom = 52, WIDTH - room, 34, 290
  local span = math.max(1, #self.x - 1)
  local function x_of(index) return left + 8 + (right - left - 16) * (index - 1) / span end
  local function y_of(value) return bottom - (bottom - top) * value / ticks[#ticks] end
  local body = { title_line(self.title), line_axes(self, ticks, x_of, y_of, left, right, bottom) }
  for index, series in ipairs(self.series) do
    local colour = chart.palette[(index - 1) % #chart.palette + 1]
    local values = {}
    for at = 1, #self.x do values[at] = series.values[at] or false end
    body[#body + 1] = svg.element("path", { { "d", line_path(values, x_of, y_of) }, { "fill", "none" },
      { "stroke", colour }, { "stroke-width", 2 }, { "stroke-linejoin", "round" } })
    for at, value in ipairs(values) do
      if value then
        body[#body + 1] = mark((index - 1) % 4 + 1, x_of(at), y_of(value), colour,
          ("%s, %s: %s"):format(series.name, self.x[at], value_text(value, self.unit)))
      end
    end
  end
  body[#body + 1] = end_labels(self, x_of, y_of, right, bottom)
  return svg.document(WIDTH, bottom + 30, self.title, table.concat(body, "\n"))
end

local function heat_high(self)
  local high = 0
  for index = 1, #self.rows do
    for at = 1, #self.columns do
      local value = self.cells[index][at]
      if type(value) == "number" then high = math.max(high, value) end
    end
  end
  return high
end

local function heat_cell(self, value, high, x, y, width, height, tip)
  local shade, printed, ink = PAPER, "", INK
  if type(value) == "number" then
    local step = high > 0 and math.floor(value / high * (#SHADES - 1) + 0.5) + 1 or 1
    shade = SHADES[step]
    ink = step >= 5 and PAPER or INK
    printed = self.shown and self.shown(value) or svg.label(value)
  end
  local box = svg.titled("rect", { { "x", x + 0.5 }, { "y", y + 0.5 }, { "width", width - 1 },
    { "height", height - 1 }, { "fill", shade }, { "stroke", FAINT } }, tip)
  if printed == "" or svg.text_width(printed, 11) > width then return box end
  return box .. "\n" .. svg.text(x + width / 2, y + height / 2 + 4, printed,
    { { "text-anchor", "middle" }, { "font-size", 11 }, { "fill", ink }, { "pointer-events", "none" } })
end

local function heat_svg(self)
  local left, top, height = label_room(self.rows), 52, 22
  local width = math.min(60, (WIDTH - left) / math.max(1, #self.columns))
  local high = heat_high(self)
  local longest = 0
  for _, name in ipairs(self.columns) do longest = math.max(longest, svg.text_width(name, 11)) end
  local is_steep = longest > width - 4
  if is_steep then top = 36 + math.min(150, longest * 0.75) end
  local body = { title_line(self.title) }
  for at, name in ipairs(self.columns) do
    local x = left + (at - 0.5) * width
    local turn = is_steep and ("rotate(-45 %s %s)"):format(svg.number(x), svg.number(top - 6)) or nil
    body[#body + 1] = svg.text(x, top - 6, name, { { "text-anchor", is_steep and "start" or "middle" },
      { "font-size", 11 }, { "fill", "#595959" }, { "transform", turn } })
  end
  for index, name in ipairs(self.rows) do
    local y = top + (index - 1) * height
    body[#body + 1] = svg.text(left - 8, y + 15, shorten(name, left - 12),
      { { "text-anchor", "end" }, { "fill", INK } })
    for at, column in ipairs(self.columns) do
      local value = self.cells[index][at]
      local said = type(value) == "number" and value_text(value, self.unit) or "not stated"
      body[#body + 1] = heat_cell(self, value, high, left + (at - 1) * width, y, width, height,
        ("%s, %s: %s"):format(name, column, said))
    end
  end
  local room = is_steep and longest * 0.75 or 0
  local total = math.max(left + #self.columns * width + room, svg.text_width(self.title, 15.5), 360)
  return svg.document(math.ceil(total), top + #self.rows * height + 8, self.title, table.concat(body, "\n"))
end

local DRAW = { bar = bar_svg, line = line_svg, heat = heat_svg }

--- The whole drawing as an SVG document.
function Chart:svg()
  return DRAW[self.kind](self)
end

--- The drawing for a terminal `columns` wide (80 when not said).
function Chart:text(columns)
  return chart_text[self.kind](self, columns or 80)
end

Chart.__tostring = function(self) return self:text() end

--- Writes `x.svg` or, with any other ending, the text. Gives true, or nil and a message.
function Chart:write(path)
  local file, message = io.open(path, "wb")
  if not file then return nil, message end
  local ok, failure = file:write(path:match "%.svg$" and self:svg() or self:text())
  local closed, reason = file:close()
  if not ok then return nil, failure end
  if not closed then return nil, reason end
  return true
end

local function new(kind, options)
  local self = { kind = kind, title = options.title or "", unit = options.unit, rows = options.rows,
    columns = options.columns, cells = options.cells, x = options.x, series = options.series,
    shown = options.shown }
  return setmetatable(self, Chart)
end

local function check(condition, message)
  if not condition then error(message, 3) end
end

--- Horizontal bars; `low` and `high` of a row draw its interval.
function chart.bar(options)
  check(type(options.rows) == "table", "chart.bar needs rows")
  return new("bar", options)
end

--- Lines over the points of `x`; a gap where a value is missing.
function chart.line(options)
  check(type(options.x) == "table" and type(options.series) == "table", "chart.line needs x and series")
  return new("line", options)
end

--- A shaded matrix; `shown(value)` prints a cell.
function chart.heat(options)
  check(type(options.rows) == "table" and type(options.columns) == "table"
    and type(options.cells) == "table", "chart.heat needs rows, columns and cells")
  return new("heat", options)
end

function chart.is(value)
  return getmetatable(value) == Chart
end

local function keys_in_order(table_, name)
  local list, seen = {}, {}
  for index = 1, #table_ do
    local key = tostring(table_[index][name])
    if not seen[key] then
      seen[key] = true
      list[#list + 1] = key
    end
  end
  return list
end

--- What a table's `t:chart { kind, x, y, by }` gives: bars of `y` for each `x`, lines of `y` over `x`
--- for each `by`, or a heat map of `y` by `x` and `by`.
function chart.of(table_, options)
  local kind = options.kind or (options.by and "line" or "bar")
  local title = options.title or ("%s by %s"):format(options.y, options.x)
  if kind == "bar" then
    local rows = {}
    for index = 1, #table_ do
      local row = table_[index]
      rows[index] = { label = tostring(row[options.x]), value = row[options.y],
        low = options.low and row[options.low], high = options.high and row[options.high] }
    end
    return chart.bar { title = title, rows = rows, unit = options.unit }
  end
  check(kind == "line" or kind == "heat", "no such kind of chart: " .. tostring(kind))
  local x = keys_in_order(table_, options.x)
  local names = options.by and keys_in_order(table_, options.by) or { options.y }
  local at_x, at_name, values = {}, {}, {}
  for index, key in ipairs(x) do at_x[key] = index end
  for index, name in ipairs(names) do at_name[name], values[index] = index, {} end
  for index = 1, #table_ do
    local row = table_[index]
    local name = options.by and tostring(row[options.by]) or options.y
    values[at_name[name]][at_x[tostring(row[options.x])]] = row[options.y]
  end
  if kind == "heat" then
    return chart.heat { title = title, rows = names, columns = x, cells = values, unit = options.unit }
  end
  local series = {}
  for index, name in ipairs(names) do series[index] = { name = name, values = values[index] } end
  return chart.line { title = title, x = x, series = series, unit = options.unit }
end

chart.new = chart.of

return chart
