--- Organisations, programmes and summits, from the fact tables of these names.
local csv = require "csv"
local text = require "text"

local bodies = {}

--- Alternates that are common nouns, or too much used for something else.
local COMMON = { ["the alliance"] = true, ["the bloc"] = true, ["the Commission"] = true, ["Asan"] = true,
  ["Carnegie"] = true, ["next-generation fighter"] = true, ["four joint projects"] = true, Typhoon = true,
  ["Tempest / F-X successor"] = true, ["GPI Cooperative Development (GCD)"] = true, Security = true,
  ["NIKKEI Web"] = true, ["Islamic State group"] = true }

--- Kinds of bodies that enter by what the world writes of them, not because one article named them.
local LOCAL = { ["photo agency"] = true, ["university school"] = true, ["research centre"] = true,
  ["think tank"] = true, ["press venue"] = true }

local function is_of_one_article(row)
  return LOCAL[row.kind] and row.source:find "^Nikkei Asia, July 2024" ~= nil
end

--- Acronyms that are words in capitals, or belong to others more often.
local NOT_ACRONYMS = { ACT = true, EC = true, GD = true, NOC = true, HAL = true, NGF = true, SCAF = true }

--- Hints that say how a name was used, and not that it is another's.
local function takes_hint(hint)
  return hint == nil or hint:match "^until" or hint:match "^since"
end

local function take_name(piece, names, acronyms)
  local plain, hint = text.hint(piece)
  if COMMON[piece] or COMMON[plain] or not takes_hint(hint) or plain:find "[(),/]" then return end
  if text.is_acronym(plain) then
    if not NOT_ACRONYMS[plain] then acronyms.add(plain) end
  else
    names.add(plain)
  end
end

local function organisation(row)
  local name = text.hint(row.name)
  local names, acronyms = text.names(name), text.names()
  for _, piece in ipairs(text.split(row.acronym:gsub("|", ";"), ";")) do
    take_name(piece, names, acronyms)
  end
  for _, piece in ipairs(text.split((row.alternates or row.names):gsub("|", ";"), ";")) do
    take_name(piece, names, acronyms)
  end
  local short = text.split(row.acronym, "|")[1]
  local slug = short and not NOT_ACRONYMS[short] and text.slug(short) or text.slug(name)
  return {
    id = "org:" .. slug, name = name, type = "organization", names = names.cell(),
    acronym = acronyms.cell(), kind = row.kind, seat = row.seat, parent = row.parent,
    source = row.source, checked = row.checked or "no",
  }
end

--- Kinds of bodies.txt of which a name is that of one body; parties and ministries have namesakes abroad.
local ONE_OF_A_NAME = { company = true, bank = true, ["news outlet"] = true, ["armed group"] = true,
  ["international organisation"] = true, ["civil society"] = true, ["think tank"] = true, university = true,
  team = true, ["music and film"] = true }

-- Calls `take(name, kind)` for the names of bodies.txt that can be read without their sentence. Acronyms
-- cannot: what they stand for is said where they are used.
local function each_listed(lists, take)
  local shared = {}
  for line in io.lines(lists .. "/namesakes.txt") do
    if line:sub(1, 1) ~= "#" then
      for name in line:gmatch "[^|]+" do shared[name] = true end
    end
  end
  for line in io.lines(lists .. "/bodies.txt") do
    local kind, names = line:match "^([%l ]+): (.*)$"
    if ONE_OF_A_NAME[kind] then
      for name in names:gmatch "[^|]+" do
        if not shared[name] and not text.is_acronym(name) and #name > 3 then take(name, kind) end
      end
    end
  end
end

local function by_id(a, b)
  return a.id < b.id
end

--- Rows of organizations.csv: the fact table first, then names of the lists that are not in it.
function bodies.organisations(facts, lists)
  local rows, seen = {}, {}
  local function add(row)
    local entry = organisation(row)
    if seen[entry.id] then entry.id = "org:" .. text.slug(entry.name) end
    if seen[entry.id] or seen[entry.name] or is_of_one_article(row) then return end
    seen[entry.id] = true
    for name in (entry.name .. "|" .. entry.names):gmatch "[^|]+" do seen[name] = true end
    rows[#rows + 1] = entry
  end
  for _, path in ipairs { facts .. "/orgs.csv", lists .. "/organizations.csv" } do
    for _, row in ipairs(csv.read(path)) do add(row) end
  end
  each_listed(lists, function(name, kind)
    add { name = name, acronym = "", names = "", kind = kind, seat = "", parent = "",
      source = "general knowledge" }
  end)
  table.sort(rows, by_id)
  return rows
end

bodies.organisation_columns = { "id", "name", "type", "names", "acronym", "kind", "seat", "parent", "source",
  "checked" }

--- Rows of programmes.csv.
function bodies.programmes(facts)
  local rows = {}
  for _, row in ipairs(csv.read(facts .. "/programmes.csv")) do
    local names, acronyms = text.names(row.name), text.names()
    for _, piece in ipairs(text.split(row.acronym, ";")) do take_name(piece, names, acronyms) end
    for _, piece in ipairs(text.split(row.alternates, ";")) do take_name(piece, names, acronyms) end
    rows[#rows + 1] = {
      id = "programme:" .. text.slug(row.name), name = row.name, type = "programme", names = names.cell(),
      acronym = acronyms.cell(), kind = row.kind, partners = row.partners, start = row.start,
      scope = row.scope, status = row.status, source = row.source, checked = row.checked,
    }
  end
  table.sort(rows, by_id)
  return rows
end

bodies.programme_columns = { "id", "name", "type", "names", "acronym", "kind", "partners", "start", "scope",
  "status", "source", "checked" }

--- A city of many meetings names none of them: "Brussels summit" is as often the European Union's.
local SHARED = { Brussels = true }

local function summit_names(row)
  local label = row.summit:gsub("%s*%(.-%)", "")
  local year, rest = label:match "^(%d+) (.+)$"
  local names = text.names(row.summit)
  local city = rest:match "^(The Hague) " or rest:match "^(%u[%a-]+) "
  local unique = not row.summit:find "[%(]"
  if not unique or row.city == "(virtual)" then return names, year end
  local is_special = rest:find "extraordinary" or rest:find "special" or rest:find "meeting"
  names.add(year .. " NATO " .. rest)
  if is_special then return names, year end
  names.add("NATO " .. rest)
  names.add(city .. " NATO summit")
  names.add("NATO summit in " .. city)
  if not city:find "^The " then names.add("NATO's " .. rest) end
  if row.city ~= city and not row.city:find "[/,]" then
    names.add(row.city .. " summit")
    names.add("NATO summit in " .. row.city)
  end
  if not SHARED[city] then names.add(rest) end
  return names, year
end

--- Rows of events.csv: the summits of the alliance.
function bodies.events(facts)
  local rows = {}
  for _, row in ipairs(csv.read(facts .. "/nato_summits.csv")) do
    local names = summit_names(row)
    rows[#rows + 1] = {
      id = "event:" .. text.slug(row.summit), name = row.summit, type = "event", names = names.cell(),
      from = row.start, to = row["end"], series = "NATO summit", city = row.city, country = row.host_iso3,
      kind = row.kind, source = row.source, checked = row.checked,
    }
  end
  table.sort(rows, by_id)
  return rows
end

bodies.event_columns = { "id", "name", "type", "names", "from", "to", "series", "city", "country", "kind",
  "source", "checked" }

return bodies
