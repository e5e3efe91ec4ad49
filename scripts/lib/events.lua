--- Events by id, name or the name an article gave them, with their days, from the bundled lexicon.
local home = require "home"

local events = {}

local by_name, known

local function learn(name, id)
  local key = name:lower()
  by_name[key] = by_name[key] or {}
  table.insert(by_name[key], id)
end

local function load_all()
  by_name, known = {}, {}
  local lexicon = assert(broadsheet.table(home.file "data/lexicons/events.csv"))
  for index = 1, #lexicon do
    local row = lexicon[index]
    known[row.id] = { id = row.id, name = row.name, from = row.from, to = row.to, series = row.series,
      kind = row.kind }
    learn(row.id, row.id)
    learn(row.name, row.id)
    for name in (row.names or ""):gmatch "[^|]+" do learn(name, row.id) end
  end
end

--- Years between a date and an event; a name that several events have is that of the nearest.
local function distance(event, date)
  local year = tonumber((date or ""):sub(1, 4))
  return year and math.abs(tonumber(event.from:sub(1, 4)) - year) or 0
end

--- { id, name, from, to } of what a table or an article calls an event. One that is not known keeps its
--- name and takes its day from `date`.
function events.find(name, date)
  if not by_name then load_all() end
  local best
  for _, id in ipairs(by_name[name:lower()] or {}) do
    if not best or distance(known[id], date) < distance(best, date) then best = known[id] end
  end
  if best then return best end
  local slug = name:match "^event:(.+)$"
  return { id = name, name = slug and slug:gsub("%-", " ") or name, from = date or "", to = date or "" }
end

--- Known events of a series that begin within two dates, in order of time.
function events.between(series, from, to)
  if not by_name then load_all() end
  local list = {}
  for _, event in pairs(known) do
    if event.series == series and event.from:sub(1, #from) >= from and event.from:sub(1, #to) <= to then
      list[#list + 1] = event
    end
  end
  table.sort(list, events.before)
  return list
end

--- "2022 Madrid" of "2022 Madrid summit".
function events.short(name)
  return (name:gsub(" summit$", ""):gsub(" extraordinary$", " extra"):gsub(" leaders' meeting$", ""))
end

function events.before(a, b)
  if a.from ~= b.from then return a.from < b.from end
  return a.id < b.id
end

return events
