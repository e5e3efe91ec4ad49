--- The lists of names that the tagger knows words from (data/tagger/lists), from published tables:
---     lua5.4 data/build/names.lua GAZETTEER [INTO]
--- GAZETTEER holds the files named below. The same tables give the same bytes.
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
write("bodies", "Organisations: lexicons/organizations.csv and build/bodies.txt.", bodies)
