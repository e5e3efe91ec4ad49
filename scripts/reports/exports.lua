--- Who ranks where among exporters in a window of years, against the window before and, if asked,
--- against another release of the same table.
---
--- A window is a sum of yearly values. What the table leaves empty is missing and no 0; an exporter
--- with nothing but missing years has no rank. Deliveries whose exporter nobody knows count in the
--- total of which shares are taken, and have no rank either.
local chart = require "chart"
local parties = require "parties"
local yearly = require "yearly"

local report = {
  summary = "Who ranks where among exporters, and since when",
  needs = { corpus = false, tables = { exports = "yearly values by country, long or wide" } },
  defaults = { exports = "data/tables/arms_exports_2014_2023.csv" },
  params = {
    from = { 0, "first year of the window; 0 for the last five years of the table" },
    to = { 0, "last year of the window; 0 for the last of the table" },
    top = { 25, "how many exporters; 0 for all" },
    release = { "", "which release of a table that holds several; the newest when not said" },
    ties = { "order", "equal sums: order (one after the other, by name), min, max, average or dense",
      one_of = { "order", "min", "max", "average", "dense" } },
    compare = { "", "another table, or another release of the same, to compare ranks with" },
  },
}

local WINDOW_YEARS = 5

--- Rows with the value of the window, ranked; largest first, then by name.
local function ranked(window, ties)
  local rows = window.sums:where(function(row)
    return row.value ~= nil and not yearly.is_unknown(row.exporter)
  end)
  rows = rows:sort("-value", "exporter")
  if ties == "order" then
    local places = {}
    for index = 1, #rows do places[index] = index end
    rows = rows:add { rank = places }
  else
    rows = rows:rank { by = "value", ties = ties }
  end
  return rows:add { share = function(row)
    return window.total > 0 and 100 * row.value / window.total or nil
  end }
end

--- Adds `PREFIX_value`, `PREFIX_rank`, `PREFIX_share` of the same exporters in another window.
local function beside(rows, other, prefix)
  local renamed = other:pick { "exporter", "value", "rank", "share" }:rename {
    value = prefix .. "_value", rank = prefix .. "_rank", share = prefix .. "_share" }
  local keyed = renamed:add { party = function(row) return parties.id(row.exporter) end }
    :pick { "party", prefix .. "_value", prefix .. "_rank", prefix .. "_share" }
  return rows:join(keyed, { on = "party", kind = "left" })
end

local function with_previous(rows, previous, ties)
  rows = beside(rows, ranked(previous, ties), "previous")
  return rows:add {
    share_change = function(row)
      return row.share and row.previous_share and row.share - row.previous_share or nil
    end,
    rank_change = function(row) return row.previous_rank and row.previous_rank - row.rank or nil end,
    value_change = function(row)
      if not row.previous_value or row.previous_value == 0 then return nil end
      return 100 * (row.value - row.previous_value) / row.previous_value
    end,
  }
end

--- Years of the window in which an exporter has no cell, or an empty one.
local function with_missing(rows, years)
  return rows:add { missing = function(row) return years - row.stated end }
end

local function ranking(window, previous, other, params)
  local ties, top = params.ties, params.top
  local rows = ranked(window, ties):add { party = function(row) return parties.id(row.exporter) end }
  rows = with_missing(rows, window.to - window.from + 1)
  local columns = { "rank", "exporter", "value", "share" }
  local function show(list) for _, name in ipairs(list) do columns[#columns + 1] = name end end
  if previous then
    rows = with_previous(rows, previous, ties)
    show { "previous_rank", "previous_value", "previous_share" }
    show { "rank_change", "share_change", "value_change" }
  end
  if other then
    rows = beside(rows, ranked(other, ties), "other")
    show { "other_rank", "other_value", "other_share" }
  end
  show { "zeros", "missing" }
  local all = rows:pick(columns)
  return top > 0 and all:where(function(row) return row.rank <= top end) or all, all
end

--- Exporters whose rank differs between two releases.
local function differences(all)
  return all:where(function(row) return row.other_rank ~= row.rank end)
    :add { difference = function(row) return row.other_rank and row.other_rank - row.rank or nil end }
    :pick { "exporter", "rank", "other_rank", "difference", "value", "other_value" }
end

--- What the window is made of: stated, zero, missing and unknown are counted apart.
local function coverage(window, years)
  local counts = { ranked = 0, zero = 0, missing = 0 }
  local cells = { positive = 0, zeros = 0, missing = 0 }
  local unknown
  for index = 1, #window.sums do
    local row = window.sums[index]
    cells.positive = cells.positive + row.stated - row.zeros
    cells.zeros = cells.zeros + row.zeros
    cells.missing = cells.missing + years - row.stated
    if yearly.is_unknown(row.exporter) then
      unknown = (unknown or 0) + (row.value or 0)
    elseif row.value == nil then
      counts.missing = counts.missing + 1
    elseif row.value == 0 then
      counts.zero = counts.zero + 1
    else
      counts.ranked = counts.ranked + 1
    end
  end
  local place = ("sum over %d-%d"):format(window.from, window.to)
  local rows, evidence = {}, {}
  local function add(what, count, value)
    rows[#rows + 1] = { what, count, value }
    evidence[#evidence + 1] = { { kind = "computed", id = place .. ": " .. what, rule = "exports.coverage" } }
  end
  add("exporters with a value above 0", counts.ranked, window.listed - (unknown or 0))
  add("exporters with nothing but 0", counts.zero, 0)
  add("exporters without any stated value", counts.missing, nil)
  add("exporter unknown (in the total, not ranked)", nil, unknown)
  if window.is_extract then
    add("exporters not listed (total less rows)", nil, window.total - window.listed)
  end
  add("cells above 0", cells.positive, nil)
  add("cells that are 0", cells.zeros, nil)
  add("cells that are missing", cells.missing, nil)
  add("total of which shares are taken", nil, window.total)
  return broadsheet.table(rows, { columns = { "what", "count", "value" }, evidence = evidence })
end

local function share_bars(rows, window)
  local bars = {}
  for index = 1, math.min(#rows, 15) do
    bars[index] = { label = rows[index].exporter, value = rows[index].share }
  end
  return chart.bar { title = ("Share of all exports, %d-%d"):format(window.from, window.to), unit = "%",
    rows = bars }
end

--- Yearly values of the first exporters over all years that the report looks at.
local function yearly_lines(self, rows, from, to)
  local place, series, x = {}, {}, {}
  for index = 1, math.min(#rows, 6) do
    place[rows[index].exporter] = index
    series[index] = { name = rows[index].exporter, values = {} }
  end
  for year = from, to do x[#x + 1] = tostring(year) end
  for index = 1, #self.data do
    local row = self.data[index]
    local at = place[row.exporter]
    if at and row.year >= from and row.year <= to then series[at].values[row.year - from + 1] = row.value end
  end
  return chart.line { title = ("Exports by year, %d-%d"):format(from, to), x = x, series = series }
end

local function open_other(input, params, self)
  if params.compare == "" then return nil end
  for _, release in ipairs(self.others or {}) do
    if release == params.compare then return yearly.read(input.tables.exports, release) end
  end
  local source = input.tables.compare
  if not source then
    local message
    source, message = broadsheet.table(params.compare)
    if not source then return nil, message end
  end
  return yearly.read(source, "")
end

--- Exporters with equal sums, whose order among each other says nothing.
local function equal_sums(shown)
  local groups = {}
  for index = 2, #shown do
    if shown[index].value == shown[index - 1].value then
      groups[#groups + 1] = ("%s and %s"):format(shown[index - 1].exporter, shown[index].exporter)
    end
  end
  return #groups > 0 and table.concat(groups, ", ") or nil
end

local function notes_of(self, window, previous, source, shown)
  local notes = {}
  local function note(text, ...) notes[#notes + 1] = text:format(...) end
  note("Ranks are of the sums over %d-%d. share is per cent of the total; share_change is in percentage "
    .. "points, value_change in per cent of the window before; rank_change above 0 is a climb.",
    window.from, window.to)
  local equal = equal_sums(shown)
  if equal then note("Equal sums, so that their order says nothing: %s.", equal) end
  note("zeros counts years stated as 0 (in SIPRI's tables: under half a million), missing years for "
    .. "which the table says nothing. Neither is taken for the other.")
  if window.is_extract then
    note("The table is an extract: its row of totals, %.0f, is more than the rows listed, %.0f, and is what "
      .. "shares are taken of. Ranks are among the exporters listed; one that is not may stand between them.",
      window.stated_total, window.listed)
  elseif window.stated_total then
    note("The table's own total for the window is %.0f, the sum of its rows %.0f; shares are taken of the "
      .. "sum.", window.stated_total, window.listed)
  end
  if not previous then
    note("There is no window before to compare with: the table begins in %d.", self.first)
  end
  if self.release and self.release ~= "" then note("Release %s of the table.", self.release) end
  for _, text in ipairs(source.notes) do note("From the table: %s", text) end
  return notes
end

local function window_years(self, params)
  local to = params.to ~= 0 and params.to or self.last
  local from = params.from ~= 0 and params.from or to - WINDOW_YEARS + 1
  return from, to
end

local FORMATS = { value = ",", share = "%.2f", previous_value = ",", previous_share = "%.2f",
  share_change = "%+.2f", value_change = "%+.1f", rank_change = "%+d", other_value = ",",
  other_share = "%.2f", difference = "%+d" }

local LABELS = { share = "share %", previous_rank = "rank before", previous_value = "value before",
  previous_share = "share % before", rank_change = "rank +/-", share_change = "share +/- pp",
  value_change = "value +/- %", other_rank = "other rank", other_value = "other value",
  other_share = "other share %" }

--- input.tables.exports is the table, input.tables.compare the other one, if it was opened already.
function report.run(input, params)
  local source = input.tables.exports
  local self = assert(yearly.read(source, params.release))
  local from, to = window_years(self, params)
  if from > to then error(("the window %d-%d ends before it begins"):format(from, to), 0) end
  if from < self.first or to > self.last then
    error(("the window %d-%d is not within the years of the table, %d-%d"):format(from, to, self.first,
      self.last), 0)
  end
  local years = to - from + 1
  local window = yearly.window(self, from, to)
  local previous = from - years >= self.first and yearly.window(self, from - years, from - 1) or nil
  local comparison, message = open_other(input, params, self)
  if message then error(message, 0) end
  local other = comparison and yearly.window(comparison, from, to)
  local shown, all = ranking(window, previous, other, params)
  local title = ("Exporters %d-%d"):format(from, to)
  local tables = { { title = title, table = shown, formats = FORMATS, labels = LABELS } }
  if other then
    tables[#tables + 1] = { title = "Ranked otherwise by the other table", table = differences(all),
      formats = FORMATS, labels = LABELS, note = ("Other table: %s."):format(params.compare) }
  end
  tables[#tables + 1] = { title = "What the numbers are made of", table = coverage(window, years),
    formats = FORMATS }
  return { tables = tables,
    charts = { share_bars(shown, window), yearly_lines(self, shown, previous and previous.from or from, to) },
    notes = notes_of(self, window, previous, source, shown) }
end

return report
