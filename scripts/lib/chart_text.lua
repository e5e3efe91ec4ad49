--- Charts for a terminal: bars in eighths of a character, lines as rows of small bars, heat maps as
--- numbers in columns.
local svg = require "svg"
local width = require "width"

local chart_text = {}

local EIGHTHS = { "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█" }
local HEIGHTS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }
local LABEL_COLUMNS = 28

local function bar_of(share, columns)
  local eighths = math.floor(share * columns * 8 + 0.5)
  local full, rest = eighths // 8, eighths % 8
  return EIGHTHS[8]:rep(full) .. (rest > 0 and EIGHTHS[rest] or "")
end

local printed = svg.value

local function label_columns(labels)
  local most = 0
  for _, label in ipairs(labels) do most = math.max(most, width.of(label)) end
  return math.min(LABEL_COLUMNS, most)
end

local function label(text, columns)
  return width.pad(width.cut(text, columns), columns)
end

function chart_text.bar(self, columns)
  local labels, high, value_columns = {}, 0, 10
  for index, row in ipairs(self.rows) do
    labels[index] = row.label
    high = math.max(high, row.value or 0)
    if row.value then value_columns = math.max(value_columns, width.of(printed(row.value, self.unit))) end
  end
  local left = label_columns(labels)
  local room = math.max(8, columns - left - value_columns - 3)
  local lines = { self.title }
  for _, row in ipairs(self.rows) do
    local line = label(row.label, left) .. " "
    if row.value then
      line = line .. bar_of(high > 0 and row.value / high or 0, room) .. " " .. printed(row.value, self.unit)
    else
      line = line .. "not stated"
    end
    lines[#lines + 1] = line
  end
  return table.concat(lines, "\n") .. "\n"
end

--- Small bars for a row of values, "·" where there is none.
function chart_text.spark(values, count, high)
  local marks = {}
  for index = 1, count do
    local value = values[index]
    if not value then
      marks[index] = "·"
    elseif high <= 0 or value <= 0 then
      marks[index] = HEIGHTS[1]
    else
      marks[index] = HEIGHTS[math.min(8, math.max(1, math.ceil(value / high * 8)))]
    end
  end
  return table.concat(marks)
end

function chart_text.line(self)
  local names = {}
  for index, series in ipairs(self.series) do names[index] = series.name end
  local left = label_columns(names)
  local lines = { self.title }
  for _, series in ipairs(self.series) do
    local high, last = 0, nil
    for index = 1, #self.x do
      high = math.max(high, series.values[index] or 0)
      last = series.values[index] or last
    end
    local line = label(series.name, left) .. " " .. chart_text.spark(series.values, #self.x, high)
    if last then
      line = ("%s  highest %s, last %s"):format(line, printed(high, self.unit), printed(last, self.unit))
    end
    lines[#lines + 1] = line
  end
  lines[#lines + 1] = (" "):rep(left + 1) .. ("%s to %s"):format(self.x[1] or "", self.x[#self.x] or "")
  return table.concat(lines, "\n") .. "\n"
end

function chart_text.heat(self)
  local left = label_columns(self.rows)
  local widths, head = {}, { (" "):rep(left) }
  for at, name in ipairs(self.columns) do
    widths[at] = width.of(name)
    for index = 1, #self.rows do
      local value = self.cells[index][at]
      if type(value) == "number" then
        local text = self.shown and self.shown(value) or svg.label(value)
        widths[at] = math.max(widths[at], width.of(text))
      end
    end
    head[#head + 1] = width.pad(name, widths[at], "right")
  end
  local lines = { self.title, table.concat(head, "  ") }
  for index, name in ipairs(self.rows) do
    local parts = { label(name, left) }
    for at = 1, #self.columns do
      local value = self.cells[index][at]
      local text = "·"
      if type(value) == "number" then text = self.shown and self.shown(value) or svg.label(value) end
      parts[#parts + 1] = width.pad(text, widths[at], "right")
    end
    lines[#lines + 1] = table.concat(parts, "  ")
  end
  return table.concat(lines, "\n") .. "\n"
end

return chart_text
