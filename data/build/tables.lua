--- Tables for the bundled reports. Of SIPRI's figures only what its terms allow: see SOURCES.md.
local csv = require "csv"

local tables = {}

--- The release, its years, and how many values of it may be shipped.
local RELEASE, FIRST, LAST, VALUES_MAX = "2024-11-02", 2014, 2023, 250
local CREDIT = "SIPRI Arms Transfers Database, release of 2 November 2024, via "

--- 12.0 as 12.
local function whole(number)
  return math.tointeger(number) or number
end

local function copied(path, keep)
  local rows, columns = csv.read(path)
  local kept = {}
  for _, row in ipairs(rows) do
    if not keep or keep(row) then kept[#kept + 1] = row end
  end
  return kept, columns
end

function tables.published(facts)
  return copied(facts .. "/sipri_exporters.csv", function(row) return row.basis == "published" end)
end

function tables.summits(facts) return copied(facts .. "/nato_summits.csv") end
function tables.attendance(facts) return copied(facts .. "/summit_attendance.csv") end
function tables.topics(facts) return copied(facts .. "/summit_topics.csv") end

--- Yearly values of the first suppliers of the published table that have one for every year, and the
--- total of all suppliers, so that shares are those of the whole table.
function tables.exports(facts)
  local value, total, source = {}, {}, nil
  for _, row in ipairs(csv.read(facts .. "/sipri_tiv.csv")) do
    local year = tonumber(row.year)
    if row.release == RELEASE and year >= FIRST and year <= LAST then
      value[row.supplier] = value[row.supplier] or {}
      value[row.supplier][year] = tonumber(row.tiv_million)
      total[year] = (total[year] or 0) + tonumber(row.tiv_million)
      source = CREDIT .. row.source
    end
  end
  local names, iso3 = {}, {}
  for _, row in ipairs(tables.published(facts)) do
    local name = value[row.exporter] and row.exporter or "Turkiye"
    local complete = value[name] ~= nil
    for year = FIRST, LAST do complete = complete and value[name][year] ~= nil end
    if complete then
      names[#names + 1] = name
      iso3[name] = row.iso3
    end
  end
  local rows = {}
  local years = LAST - FIRST + 1
  for index = 1, math.min(#names, VALUES_MAX // years - 1) do
    for year = FIRST, LAST do
      rows[#rows + 1] = { release = RELEASE, supplier = names[index], iso3 = iso3[names[index]],
        year = year, tiv_million = whole(value[names[index]][year]), source = source }
    end
  end
  for year = FIRST, LAST do
    rows[#rows + 1] = { release = RELEASE, supplier = "Total", iso3 = "", year = year,
      tiv_million = whole(total[year]), source = source .. " (own sum of all suppliers)" }
  end
  return rows, { "release", "supplier", "iso3", "year", "tiv_million", "source" }
end

return tables
