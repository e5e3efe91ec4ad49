--- Countries and their capitals, from countries.csv of the facts and the lists beside this script.
local csv = require "csv"
local text = require "text"

local countries = {}

--- Alternates that mean something else at least as often as the country.
local LOOSE = {
  ["the States"] = true, States = true, Emirates = true, Dominican = true, Netherlands = true,
  CAR = true, TCA = true, RMI = true, FSM = true, BIOT = true, HIMI = true, TAAF = true, SRV = true,
  ["I.O.M."] = true, Nippon = true, Laos = true, FDRE = true,
}

--- Names that the codes' list writes in a way no newspaper does.
local NAMES = {
  CG = { "Republic of the Congo", "Congo-Brazzaville", "Republic of Congo", "Congo Republic" },
  CD = { "Democratic Republic of the Congo", "Democratic Republic of Congo", "Congo-Kinshasa", "DR Congo",
    "Congo" },
  CI = { "Ivory Coast" },
  US = { "United States of America", "America" },
  KR = { "Korea, South" },
  KP = { "Korea, North" },
  NL = { "Netherlands" },
  LA = { "Laos" },
  BL = { "Saint Barthélemy" },
  FK = { "Falklands" },
  TR = { "Turkey", "Turkiye" },
  VA = { "Holy See", "Vatican" },
}

--- Who is meant by an adjective that two sovereign states share.
local DEMONYMS = { Dominican = "DO", Dominicans = "DO", Congolese = "CD", Guinean = "GN", Guineans = "GN",
  Swazi = "SZ" }

--- What newspapers write beside the forms of the factbook.
local MORE_DEMONYMS = {
  AR = { "Argentinian", "Argentinians", "Argentinean" }, AZ = { "Azeri", "Azeris" },
  BF = { "Burkinabè", "Burkinabé" }, BW = { "Botswanan", "Botswanans" },
  BY = { "Belarussian", "Belarussians" }, CI = { "Ivorian", "Ivorians" },
  CV = { "Cape Verdean", "Cape Verdeans", "Cabo Verdeans" },
  CW = { "Curaçaoan" },
  FO = { "Faroe Islander", "Faroe Islanders" },
  HK = { "Hong Konger", "Hong Kongers", "Hongkonger", "Hongkongers" },
  IS = { "Icelanders" }, KG = { "Kyrgyz" }, KM = { "Comorian", "Comorians" }, KR = { "Koreans" },
  KZ = { "Kazakh", "Kazakhs" }, LA = { "Laotians" }, LU = { "Luxembourgish" }, MC = { "Monégasque" },
  MD = { "Moldavian" }, MN = { "Mongol" }, MO = { "Macanese" }, NP = { "Nepalese", "Nepalis" },
  PH = { "Filipina", "Filipinas" }, SA = { "Saudi Arabians" }, SI = { "Slovenes", "Slovenians" },
  SR = { "Surinamese" }, SV = { "Salvadoran", "Salvadorans", "Salvadorian", "Salvadorians" },
  SZ = { "Swazi", "Swazis" }, TH = { "Thais" }, TJ = { "Tajik", "Tajiks" },
  TL = { "East Timorese" }, TM = { "Turkmen", "Turkmens" }, TR = { "Turks" }, UZ = { "Uzbek", "Uzbeks" },
}

local NOT_DEMONYMS = { NA = true, none = true, Kiwi = true, Kiwis = true, ["the British"] = true }

local function demonym_parts(row)
  local parts = {}
  for _, column in ipairs { "adjective", "demonym_singular", "demonym_plural" } do
    for _, piece in ipairs(text.split(row[column], "|")) do
      for _, word in ipairs(text.split(piece:gsub(" or ", "|"), "|")) do
        word = text.trim((word:gsub("%(s%)", ""):gsub("^or ", "")))
        if word:match "^%u" and not NOT_DEMONYMS[word] then parts[#parts + 1] = word end
      end
    end
  end
  return parts
end

--- Which country an adjective belongs to: sovereign states before territories, then DEMONYMS.
local function demonym_owners(rows)
  local owners, names = {}, {}
  for _, row in ipairs(rows) do names[row.name] = true end
  for _, sovereign in ipairs { true, false } do
    for _, row in ipairs(rows) do
      if (row.independent == "yes") == sovereign then
        for _, word in ipairs(demonym_parts(row)) do
          if not names[word] then owners[word] = DEMONYMS[word] or owners[word] or row.iso2 end
        end
      end
    end
  end
  return owners
end

local function country(row, owners)
  local name = text.trim(row.name)
  if name:find "[&(]" or row.iso2 == "CI" then
    name = NAMES[row.iso2] and NAMES[row.iso2][1] or name:gsub("&", "and")
  end
  local names, acronyms, demonyms = text.names(name), text.names(), text.names()
  local loose = text.names()
  local function add(alternate)
    local plain, hint = text.hint(alternate)
    plain = plain:gsub("^[Tt]he ", "")
    if hint == "loose" or LOOSE[plain] then return loose.add(plain) end
    if hint and hint ~= "dated" and not hint:match "^until" then return end
    if plain:find "[()/]" then return end
    if text.is_acronym(plain) then acronyms.add(plain) else names.add(plain) end
  end
  for _, alternate in ipairs(text.split(row.alternates, "|")) do
    if not (row.iso2 == "RU" and alternate:match "until 1991") then add(alternate) end
  end
  for _, alternate in ipairs(NAMES[row.iso2] or {}) do names.add(alternate) end
  local official = text.hint(row.official_name)
  if official ~= "" and not official:find "[(),]" then names.add(official) end
  if row.name:find "&" then names.add((row.name:gsub("&", "and"))) end
  for _, word in ipairs(demonym_parts(row)) do
    if owners[word] == row.iso2 then demonyms.add(word) end
  end
  for _, word in ipairs(MORE_DEMONYMS[row.iso2] or {}) do demonyms.add(word) end
  return {
    id = "country:" .. row.iso2, name = name, type = "country", names = names.cell(),
    acronym = acronyms.cell(), demonyms = demonyms.cell(), loose = loose.cell(), iso2 = row.iso2,
    iso3 = row.iso3, capital = text.trim(row.capital), status = row.independent, groups = row.groups,
    nato_since = row.nato_since, eu_from = row.eu_from, eu_to = row.eu_to, source = row.source,
    checked = row.checked,
  }
end

local function historical(row)
  local names, acronyms = text.names(row.name), text.names()
  for _, name in ipairs(text.split(row.names, "|")) do
    if text.is_acronym(name) then acronyms.add(name) else names.add(name) end
  end
  return {
    id = "country:" .. row.code, name = row.name, type = "country", names = names.cell(),
    acronym = acronyms.cell(), demonyms = row.demonyms, status = "historical",
    dissolved = row.dissolved, source = row.source, checked = "no",
  }
end

--- Rows of countries.csv.
function countries.rows(facts, lists)
  local source = csv.read(facts .. "/countries.csv")
  local owners = demonym_owners(source)
  local rows = {}
  for _, row in ipairs(source) do rows[#rows + 1] = country(row, owners) end
  for _, row in ipairs(csv.read(lists .. "/historical.csv")) do rows[#rows + 1] = historical(row) end
  table.sort(rows, function(a, b) return a.id < b.id end)
  return rows
end

countries.columns = { "id", "name", "type", "names", "acronym", "demonyms", "loose", "iso2", "iso3",
  "capital", "status", "dissolved", "groups", "nato_since", "eu_from", "eu_to", "source", "checked" }

--- Capitals that are first of all a word or a person's name in English.
local NOT_PLACES = { Male = true, Victoria = true }

--- What newspapers write beside the form of the codes' list.
local CAPITALS = {
  ["Nur-Sultan"] = { name = "Astana", names = { "Nur-Sultan" } },
  Kyiv = { names = { "Kiev" } }, ["N'Djamena"] = { names = { "Ndjamena" } },
  Sanaa = { names = { "Sana'a" } }, Bern = { names = { "Berne" } },
  ["Nay Pyi Taw"] = { name = "Naypyidaw", names = { "Nay Pyi Taw" } },
  ["Ciudad de la Paz"] = { name = "Malabo" },
}

local function capitals(source, rows)
  local taken = {}
  for _, row in ipairs(source) do taken[row.name] = true end
  for _, row in ipairs(source) do
    local capital = text.trim(row.capital)
    if row.independent ~= "yes" and row.iso2 ~= "XK" or capital == "" then goto continue end
    if taken[capital] or NOT_PLACES[capital] then goto continue end
    local form = CAPITALS[capital] or {}
    local name = form.name or capital
    local names = text.names(name)
    for _, alternate in ipairs(form.names or {}) do names.add(alternate) end
    for _, variant in ipairs(text.split(row.capital_variants, "|")) do
      local plain, hint = text.hint(variant)
      local same_city = row.iso2 == "CN" or row.iso2 == "US" or row.iso2 == "UA" or row.iso2 == "XK"
      if same_city and hint ~= "loose" then names.add(plain) end
    end
    rows[#rows + 1] = {
      id = "place:" .. text.slug(name), name = name, type = "place", names = names.cell(),
      country = row.iso2, kind = "capital", source = row.source, checked = row.checked,
    }
    ::continue::
  end
end

--- Rows of places.csv: capitals of states, then the list of cities, regions and seas.
function countries.places(facts, lists)
  local rows, seen = {}, {}
  capitals(csv.read(facts .. "/countries.csv"), rows)
  for _, row in ipairs(rows) do seen[row.name] = true end
  for _, row in ipairs(csv.read(lists .. "/places.csv")) do
    if not seen[row.name] then
      rows[#rows + 1] = {
        id = "place:" .. text.slug(row.name), name = row.name, type = "place", names = row.names,
        country = row.country, kind = row.kind, source = row.source, checked = "no",
      }
    end
  end
  local count = {}
  for _, row in ipairs(rows) do count[row.id] = (count[row.id] or 0) + 1 end
  for _, row in ipairs(rows) do
    if count[row.id] > 1 then row.id = row.id .. "-" .. row.country:lower() end
  end
  table.sort(rows, function(a, b) return a.id < b.id end)
  return rows
end

countries.place_columns = { "id", "name", "type", "names", "country", "kind", "source", "checked" }

return countries
