--- One name for a country or organisation, however a table or an article writes it: "Turkiye", "TUR",
--- "country:TR" and "Türkiye" are one party. The names are those of the bundled lexicons.
local home = require "home"

local parties = {}

--- Names of tables of statistics that no lexicon has.
local ALSO = {
  ["UAE"] = "country:AE", ["Bosnia-Herzegovina"] = "country:BA", ["DR Congo"] = "country:CD",
  ["Congo"] = "country:CG", ["Viet Nam"] = "country:VN", ["East Germany (GDR)"] = "country:DD",
  ["Czech Republic"] = "country:CZ", ["Macedonia"] = "country:MK", ["Swaziland"] = "country:SZ",
}

local by_name, names

local function learn(row, name)
  if name and name ~= "" then
    by_name[name] = by_name[name] or row.id
    by_name[name:lower()] = by_name[name:lower()] or row.id
  end
end

local function load_lexicon(file)
  local lexicon = assert(broadsheet.table(home.file("data/lexicons/" .. file)))
  local has = {}
  for _, column in ipairs(lexicon.columns) do has[column] = true end
  for index = 1, #lexicon do
    local row = lexicon[index]
    names[row.id] = row.name
    for _, column in ipairs { "id", "name", "iso2", "iso3" } do
      if has[column] then learn(row, row[column]) end
    end
    for _, column in ipairs { "names", "acronym" } do
      for name in ((has[column] and row[column]) or ""):gmatch "[^|]+" do learn(row, name) end
    end
  end
end

local function load_all()
  by_name, names = {}, {}
  load_lexicon "countries.csv"
  load_lexicon "organizations.csv"
  for name, id in pairs(ALSO) do by_name[name], by_name[name:lower()] = id, id end
end

--- The id ("country:TR", "org:eu") of a name or code; the name itself where it is not known.
function parties.id(name)
  if not by_name then load_all() end
  local plain = name:gsub("%*+$", ""):gsub("^[Tt]he ", "")
  return by_name[name] or by_name[plain] or by_name[plain:lower()] or name
end

--- What to print for an id or a name.
function parties.name(id)
  if not by_name then load_all() end
  return names[id] or names[by_name[id] or ""] or id
end

return parties
