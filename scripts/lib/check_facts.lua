--- The tables that claims are held against (scripts/lib/checks.lua), and what they say about a party, an
--- event, a person.
local events = require "events"
local home = require "home"
local parties = require "parties"
local yearly = require "yearly"

local check_facts = {}

--- The tables, and where they are when none is given.
check_facts.tables = {
  exporters = { "data/tables/sipri_exporters_2019_2023.csv",
    "ranks and shares: period, rank, exporter, share_pct" },
  exports = { "data/tables/arms_exports_2014_2023.csv",
    "yearly values by country, for periods without ranks" },
  attendance = { "data/tables/summit_attendance.csv", "rows of event, party, level, person, status" },
  summits = { "data/tables/nato_summits.csv", "events with start, end, city, kind" },
  leaders = { "data/lexicons/people.csv", "persons with office, country, from, to" },
  speeches = { "data/lexicons/speeches.csv", "speeches with speaker, date and what they are called" },
}

------------------------------------------------------------------------------------------------
-- Tables

function check_facts.has(source, name)
  for _, column in ipairs(source.columns) do
    if column == name then return true end
  end
  return false
end

function check_facts.get(source, row, ...)
  for _, name in ipairs { ... } do
    if check_facts.has(source, name) and row[name] ~= nil and row[name] ~= "" then return row[name] end
  end
  return nil
end

function check_facts.plain(name)
  return (name or ""):gsub("^person:", ""):gsub("[%-%.]", " "):gsub("%s+", " "):lower()
end

function check_facts.family(name) return check_facts.plain(name):match "(%S+)%s*$" or "" end

local get, plain = check_facts.get, check_facts.plain

local Facts = {}
Facts.__index = Facts

--- Opens what is given, a table or a path; the bundled table for the rest.
function check_facts.open(given)
  local self = setmetatable({ sources = {} }, Facts)
  for name in pairs(given or {}) do
    if not check_facts.tables[name] then
      local names = {}
      for known in pairs(check_facts.tables) do names[#names + 1] = known end
      table.sort(names)
      local nearest = broadsheet.nearest(name, names)
      error(("check_claims has no table '%s'%s"):format(name, nearest
        and ("; did you mean '%s'?"):format(nearest)
        or ""), 0)
    end
  end
  for name, default in pairs(check_facts.tables) do
    local source = given and given[name]
    if source == nil then source = home.file(default[1]) end
    if type(source) == "string" then source = assert(broadsheet.table(source)) end
    self.sources[name] = source
  end
  return self
end

-- Rows of ranks: by party and period, the published ones and the newest first.
function Facts:ranks()
  if self.rank_rows then return self.rank_rows end
  local source, rows = self.sources.exporters, {}
  for index = 1, #source do
    local row = source[index]
    local name = get(source, row, "exporter", "supplier", "country", "name")
    local period = get(source, row, "period")
    if name and period then
      rows[#rows + 1] = { party = parties.id(name), period = tostring(period), rank = tonumber(get(source,
        row, "rank")),
        share = tonumber(get(source, row, "share_pct", "share")),
        previous = tonumber(get(source, row, "share_prev_period_pct")),
        basis = get(source, row, "basis") or "", release = tostring(get(source, row, "release") or ""),
        index = index }
    end
  end
  self.rank_rows = rows
  return rows
end

local function is_better(a, b)
  local left, right = a.basis == "published" and 1 or 0, b.basis == "published" and 1 or 0
  if left ~= right then return left > right end
  return a.release > b.release
end

--- The row of a party and period, nil for none; and how many rows the period has.
function Facts:rank_of(party, period)
  local best, count = nil, 0
  for _, row in ipairs(self:ranks()) do
    if row.period == period then
      count = count + 1
      if row.party == party and (not best or is_better(row, best)) then best = row end
    end
  end
  return best, count
end

--- Rank and share of a party in a period, worked out from the yearly values: nil where they do not reach.
function Facts:computed(party, period)
  if self.yearly == nil then self.yearly = yearly.read(self.sources.exports) or false end
  local from, to = period:match "^(%d%d%d%d)%-(%d%d%d%d)$"
  if not (self.yearly and from) then return nil end
  from, to = tonumber(from), tonumber(to)
  if from < self.yearly.first or to > self.yearly.last then return nil end
  local sums, total, place = {}, 0, 0
  for index = 1, #self.yearly.data do
    local row = self.yearly.data[index]
    if row.year >= from and row.year <= to then
      local id = parties.id(row.exporter)
      sums[id] = (sums[id] or 0) + (row.value or 0)
      total = total + (row.value or 0)
    end
  end
  local own = sums[party]
  if not own then return nil end
  for _, sum in pairs(sums) do
    if sum >= own then place = place + 1 end
  end
  return place, total > 0 and 100 * own / total or nil
end

-- Rows of attendance by event and party.
function Facts:attendance(event, party)
  if not self.attendances then
    self.attendances = {}
    local source = self.sources.attendance
    for index = 1, #source do
      local row = source[index]
      local name, who = get(source, row, "event", "summit"), get(source, row, "party")
      if name and who then
        local year = get(source, row, "year")
        local id = events.find(tostring(name), year and tostring(year)).id
        local key = id .. "\0" .. parties.id(who)
        self.attendances[key] = self.attendances[key] or {}
        table.insert(self.attendances[key], { level = get(source, row, "level"), person = get(source, row,
          "person"),
          status = get(source, row, "status") or "attended", index = index })
      end
    end
  end
  return self.attendances[event .. "\0" .. party] or {}
end

--- Attendance that the articles themselves state, for streaks: key -> level.
function Facts:learn(claim)
  self.archive = self.archive or {}
  if claim.event and claim.party and claim.status == "attended" then
    self.archive[claim.event .. "\0" .. claim.party] = { level = claim.level, status = "attended",
      person = claim.person }
  end
end

-- Terms of persons: { name, office, country, from, to, basis, index }.
function Facts:terms()
  if self.term_rows then return self.term_rows end
  local source, rows = self.sources.leaders, {}
  for index = 1, #source do
    local row = source[index]
    local name, country = get(source, row, "name"), get(source, row, "country", "iso3")
    local from = get(source, row, "from")
    if name and country and from then
      rows[#rows + 1] = { name = name, plain = plain(name), office = get(source, row, "office") or "",
        country = parties.id(country), from = tostring(from), to = tostring(get(source, row, "to") or ""),
        basis = get(source, row, "to_basis") or "", names = get(source, row, "names") or "", index = index,
        role = get(source, row, "role") or "" }
    end
  end
  -- A term that only ends because the same person begins again is one that a later release corrected.
  for _, row in ipairs(rows) do
    for _, other in ipairs(rows) do
      if row.to ~= "" and other.from == row.to and other.plain == row.plain and row.basis:find "^derived" then
        row.is_corrected = true
      end
    end
  end
  self.term_rows = rows
  return rows
end

return check_facts
