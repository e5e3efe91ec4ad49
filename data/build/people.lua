--- People who hold or held an office, from leaders.csv and name_variants.csv: one row a term.
local csv = require "csv"
local text = require "text"

local people = {}

--- Pieces of an office that the history of the World Factbook left at the front of a name.
local PREFIXES = {
  "^of the Islamic Republic of %u%a+ ", "^of the Republic of %u%a+ ", "^of the Republic ",
  "^and Co%-Vice President ", "^and Minister of Interior ", "^and Foreign Minister ",
  "^and Prime Minister ", "^Sheikh ", "^Sultan ", "^Makhdoom ",
}

local MONARCHS = { King = true, Monarch = true, Queen = true, Emperor = true, monarch = true, Amir = true,
  ["Grand Duke"] = true, Sultan = true }

--- Kinds of name variants that are other ways to write the whole name.
local SPELLINGS = { hyphen = true, ["hyphen and case"] = true, romanisation = true, order = true,
  Spanish = true, Polish = true, script = true, spacing = true, full = true, Cyrillic = true,
  ["no accent"] = true, accent = true, short = true, diacritics = true, ["no initial"] = true,
  macron = true, plain = true }

--- The name without what does not belong to it, and the other spellings that stood beside it.
local function clean(name)
  for _ = 1, 2 do
    for _, prefix in ipairs(PREFIXES) do name = name:gsub(prefix, "") end
  end
  name = name:gsub("%s+%- previously.*$", ""):gsub(" of %u%a+$", "")
  local others = {}
  local first, other = name:match "^(.-)[,;] also spelled (.+)$"
  if first then
    name = first
    others[#others + 1] = other
  end
  name = name:gsub(", ([JS]r%.)$", " %1"):gsub(", Baron .*$", "")
  local before, nick, after = name:match '^(.-) "([^"]+)" (.+)$'
  if before then
    local tail = after:gsub(" [JS]r%.$", "")
    others[#others + 1] = nick .. " " .. tail
    name = before .. " " .. after
  end
  return text.trim(name), others
end

--- Two spellings with one key are one person: no accents, case, hyphens or initials.
local function key_of(name)
  local words = {}
  for word in text.plain(name):lower():gsub("[^%w%s]", " "):gmatch "%S+" do
    if #word > 1 and word ~= "jr" and word ~= "sr" then words[#words + 1] = word end
  end
  return table.concat(words, " ")
end

local function variants(facts)
  local canonical, spellings = {}, {}
  for _, row in ipairs(csv.read(facts .. "/name_variants.csv")) do
    if SPELLINGS[row.kind] then
      canonical[key_of(row.variant)] = row.canonical
      canonical[key_of(row.canonical)] = row.canonical
      spellings[row.canonical] = spellings[row.canonical] or {}
      table.insert(spellings[row.canonical], (row.variant:gsub(", ([JS]r%.)$", " %1")))
    end
  end
  return canonical, spellings
end

local function is_monarch(row)
  return MONARCHS[row.office] or row.office:match "^Queen" or row.office:match "^King"
end

local function family_of(row, name)
  local family = row.family_name
  if is_monarch(row) or not name:find " " then return "" end
  local _, stop = name:find(family, 1, true)
  if family ~= "" and stop and not family:find "^%l+$" then return family end
  for _, word in ipairs(text.split(name, " ")) do
    if text.plain(word):lower() == text.plain(family):lower() then return word end
  end
  return name:gsub(" [JS]r%.$", ""):match "(%S+)$"
end

--- Rows that a later reading replaces: open when the snapshot was taken, closed in another row. And rows
--- that cannot be right, as they end before they begin.
local function is_superseded(row, rows)
  if row.to ~= "" then return row.to < row.from:sub(1, #row.to) end
  for _, other in ipairs(rows) do
    local same = other ~= row and other.iso3 == row.iso3 and other.role == row.role
      and other.name == row.name and other.from == row.from
    if same and (other.to ~= "" or other.line > row.line) then return true end
  end
  return false
end

--- An open term that began before another holder's ended when that one's began.
local function close_term(row, rows)
  if row.to_basis ~= "open at snapshot" or row.role == "deputy_head_of_government" then return end
  local first
  for _, other in ipairs(rows) do
    local later = other.iso3 == row.iso3 and other.role == row.role and other.key ~= row.key
      and other.from > row.from
    if later and (not first or other.from < first) then first = other.from end
  end
  if first then
    row.to, row.to_basis = first, "derived from the next holder"
  end
end

local function read_terms(facts)
  local canonical, spellings = variants(facts)
  local terms = {}
  local rows = csv.read(facts .. "/leaders.csv")
  for _, row in ipairs(rows) do
    if not is_superseded(row, rows) then
      local name, others = clean(row.name)
      local shown = canonical[key_of(name)] or name
      row.printed, row.others = name, others
      row.family = family_of(row, shown)
      row.spellings = spellings[shown] or {}
      row.shown = shown
      row.key = row.iso3 .. " " .. key_of(shown)
      terms[#terms + 1] = row
    end
  end
  for _, row in ipairs(terms) do close_term(row, terms) end
  return terms
end

--- Offices that people come to from one at home, and crowns of several countries.
local function is_shared(row)
  return row.iso3 == "EU" or row.iso3 == "NATO" or (is_monarch(row) and row.shown:find " [IVX]+$" ~= nil)
end

--- Names that were held over more than one country, by name alone.
local function shared_names(terms)
  local shared = {}
  for _, row in ipairs(terms) do
    if is_shared(row) then shared[key_of(row.shown)] = true end
  end
  return shared
end

--- Terms of one person: the same Wikidata item, or the same name in the same country.
local function group(terms)
  local by_key, people_list = {}, {}
  local shared = shared_names(terms)
  for _, row in ipairs(terms) do
    local name = key_of(row.shown)
    if shared[name] then row.key = name end
    local person = by_key[row.key] or (row.wikidata ~= "" and by_key[row.wikidata])
    if not person then
      person = { terms = {} }
      people_list[#people_list + 1] = person
    end
    by_key[row.key] = person
    if row.wikidata ~= "" then by_key[row.wikidata] = person end
    table.insert(person.terms, row)
  end
  return people_list
end

--- "Juan Manuel Santos Calderon" is called Juan Manuel Santos, Joseph R. Biden Joseph Biden. Names
--- that begin with the family, and Arabic chains of fathers, are not shortened.
local function short_names(row)
  local given, rest = row.shown:match "^(%S+) (.+)$"
  local family = row.family
  if family == "" or not rest or given == family or row.shown:lower():find " bin " then return {} end
  local from, to = row.shown:find(" " .. family, 1, true)
  if not from then return {} end
  return { row.shown:sub(1, to), given .. " " .. family }
end

local function describe(person)
  local first = person.terms[1]
  local name = first.shown
  local office = first.office:match "^Queen" or first.office:match "^King" or first.office
  if is_monarch(first) and not name:find " " then
    name = (office == "monarch" and "King" or office) .. " " .. name
  end
  local names = text.names(name)
  for _, row in ipairs(person.terms) do
    for _, spelling in ipairs { row.shown, row.printed } do
      if spelling:find " " then names.add(spelling) end
    end
    for _, other in ipairs(row.others) do names.add(other) end
    for _, spelling in ipairs(row.spellings) do
      if spelling:find " " or spelling:find "[\228-\233]" then names.add(spelling) end
    end
    for _, short in ipairs(short_names(row)) do names.add(short) end
    local reign = row.shown:match "^(.-) [IVX]+$"
    if reign and is_monarch(row) then
      local title = office == "monarch" and (reign == "Elizabeth" and "Queen" or "King") or office
      names.add(title .. " " .. reign)
    end
  end
  person.name, person.names = name, names.cell()
end

--- The ISO 3166 two-letter code, or the organisation itself ("EU", "NATO").
local function country_codes(facts)
  local codes = {}
  for _, row in ipairs(csv.read(facts .. "/countries.csv")) do codes[row.iso3] = row.iso2 end
  return codes
end

--- Rows of people.csv, by id and then by term.
function people.rows(facts)
  local codes = country_codes(facts)
  local list = group(read_terms(facts))
  local taken = {}
  for _, person in ipairs(list) do
    describe(person)
    person.slug = text.slug(person.name)
    taken[person.slug] = (taken[person.slug] or 0) + 1
  end
  local rows, seen = {}, {}
  for _, person in ipairs(list) do
    local id = "person:" .. person.slug
    if taken[person.slug] > 1 then id = id .. "-" .. person.terms[1].iso3:lower() end
    for _, term in ipairs(person.terms) do
      local row = {
        id = id, name = person.name, type = "person", names = person.names, family_name = term.family,
        from = term.from, to = term.to, office = term.office, role = term.role,
        country = codes[term.iso3] or term.iso3, wikidata = term.wikidata, to_basis = term.to_basis,
        source = term.source, checked = term.checked,
      }
      local key = table.concat({ id, row.role, row.office, row.from, row.to }, "\0")
      if not seen[key] then
        seen[key] = true
        rows[#rows + 1] = row
      end
    end
  end
  table.sort(rows, function(a, b)
    local left = table.concat({ a.id, a.from, a.role, a.office, a.to }, "\0")
    local right = table.concat({ b.id, b.from, b.role, b.office, b.to }, "\0")
    return left < right
  end)
  return rows
end

people.columns = { "id", "name", "type", "names", "family_name", "from", "to", "office", "role", "country",
  "wikidata", "to_basis", "source", "checked" }

return people
