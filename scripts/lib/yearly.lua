--- A yearly table by country, long or wide, brought into one shape: exporter, year, value.
local yearly = {}

local COUNTRY = { "supplier", "exporter", "country", "name", "state", "seller" }
local VALUE = { "tiv_million", "tiv", "value", "exports", "amount", "tiv_apportioned" }

--- Rows that are sums of the others, and rows of which nobody knows whose they are.
function yearly.is_total(name)
  local plain = name:lower():gsub("^%s+", ""):gsub("[%s:]+$", "")
  return plain == "total" or plain == "world" or plain == "world total" or plain == "grand total"
    or plain == "all countries" or plain == "sum"
end

function yearly.is_unknown(name)
  return name:lower():find "^unknown" ~= nil or name:lower():find "^unidentified" ~= nil
end

local function find(columns, wanted)
  for _, name in ipairs(wanted) do
    for _, column in ipairs(columns) do
      if column:lower() == name then return column end
    end
  end
end

local function year_columns(columns)
  local years = {}
  for _, column in ipairs(columns) do
    if column:match "^[12]%d%d%d$" then years[#years + 1] = column end
  end
  return years
end

--- Releases that a long table holds, in order, or an empty list.
function yearly.releases(source)
  local list, seen = {}, {}
  if not find(source.columns, { "release" }) then return list end
  for index = 1, #source do
    local release = tostring(source[index].release)
    if not seen[release] then
      seen[release] = true
      list[#list + 1] = release
    end
  end
  table.sort(list)
  return list
end

local function from_wide(source, country)
  local long = source:melt { keep = { country }, numbered = true, names = "year", values = "value" }
  return country == "exporter" and long or long:rename { [country] = "exporter" }
end

local function from_long(source, country, value)
  local long = source:pick { country, "year", value }
  local names = {}
  if country ~= "exporter" then names[country] = "exporter" end
  if value ~= "value" then names[value] = "value" end
  return next(names) and long:rename(names) or long
end

--- { data, totals, years = { first, last }, release, is_wide } of a table, or nil and what is wrong.
--- Of several releases the one asked for, or else the newest, is taken.
function yearly.read(source, release)
  local columns = source.columns
  local country = find(columns, COUNTRY)
  if not country then
    return nil, "no column of countries: one of " .. table.concat(COUNTRY, ", ") .. " is needed"
  end
  local self = { release = release }
  if #year_columns(columns) > 1 then
    self.is_wide = true
    self.data = from_wide(source, country)
    if source.totals then self.totals = from_wide(source.totals, country) end
  else
    local value = find(columns, VALUE)
    if not find(columns, { "year" }) or not value then
      return nil, "neither columns of years nor the columns year and value"
    end
    local releases = yearly.releases(source)
    if #releases > 0 then
      self.release = release ~= "" and release or releases[#releases]
      self.others = releases
      source = source:where(function(row) return tostring(row.release) == self.release end)
      if #source == 0 then return nil, ("no rows of release %s"):format(self.release) end
    end
    self.data = from_long(source, country, value)
    self.totals = self.data:where(function(row) return yearly.is_total(row.exporter or "") end)
  end
  self.data = self.data:where(function(row)
    return row.exporter ~= nil and row.year ~= nil and not yearly.is_total(row.exporter)
  end)
  if #self.data == 0 then return nil, "no rows with a country and a year" end
  local first, last = math.huge, -math.huge
  for index = 1, #self.data do
    local year = self.data[index].year
    first, last = math.min(first, year), math.max(last, year)
  end
  self.first, self.last = math.tointeger(first), math.tointeger(last)
  return self
end

--- Sums of the years `from` to `to` for each exporter: exporter, value, stated, zeros, and the total of
--- all. A row of totals counts when it says more than the rows: then the table is an extract.
function yearly.window(self, from, to)
  local function is_inside(row) return row.year >= from and row.year <= to end
  local inside = self.data:where(is_inside)
  local sums = inside:group { by = "exporter", value = { "sum", "value" }, stated = { "count", "value" },
    zeros = { "zeros", "value" } }
  local total, cells = 0, 0
  for index = 1, #sums do
    total = total + (sums[index].value or 0)
    cells = cells + sums[index].stated
  end
  local stated
  if self.totals then
    for index = 1, #self.totals do
      local row = self.totals[index]
      if is_inside(row) and row.value then stated = (stated or 0) + row.value end
    end
  end
  --- A row of totals differs from the sum by rounding, half a unit a cell at most.
  local is_extract = stated ~= nil and stated - total > cells / 2
  return { sums = sums, total = is_extract and stated or total, listed = total, stated_total = stated,
    is_extract = is_extract, from = from, to = to }
end

return yearly
