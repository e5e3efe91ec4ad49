--- The bundled lexicons and tables: what the rest of the program takes for granted about them.
local lu = require "luaunit"

package.path = "data/build/?.lua;" .. package.path
local csv = require "csv"

local tests = {}

local LEXICONS = { "countries", "places", "people", "organizations", "programmes", "events", "weapons" }

local TYPES = { country = true, place = true, person = true, organization = true, programme = true,
  event = true, other = true }

local function each_row(take)
  for _, name in ipairs(LEXICONS) do
    for _, row in ipairs(csv.read("data/lexicons/" .. name .. ".csv")) do take(name, row) end
  end
end

function tests.test_each_row_of_a_lexicon_has_id_name_known_type_and_source()
  each_row(function(name, row)
    local place = name .. ".csv, record " .. row.line
    lu.assertNotEquals(row.name, "", place)
    lu.assertStrMatches(row.id, "%l+:%S+", nil, nil, place)
    lu.assertTrue(TYPES[row.type], place)
    lu.assertNotEquals(row.source, "", place)
  end)
end

function tests.test_an_id_has_one_name_and_only_people_have_several_rows()
  local names = {}
  each_row(function(lexicon, row)
    if names[row.id] then
      lu.assertEquals(lexicon, "people", row.id)
      lu.assertEquals(row.name, names[row.id], row.id)
    end
    names[row.id] = row.name
  end)
end

function tests.test_names_are_clean_of_the_hints_of_their_sources()
  each_row(function(lexicon, row)
    for _, name in ipairs { row.name, table.unpack(require("text").split(row.names, "|")) } do
      local place = lexicon .. ": " .. name
      lu.assertNil(name:find "^of the ", place)
      lu.assertNil(name:find "^and ", place)
      lu.assertNil(name:find "also spelled", place)
      lu.assertNil(name:find "until %d", place)
      lu.assertNil(name:find "|", 1, place)
    end
  end)
end

function tests.test_a_term_of_office_does_not_end_before_it_begins()
  for _, row in ipairs(csv.read "data/lexicons/people.csv") do
    lu.assertStrMatches(row.from, "%d%d%d%d[%d-]*", nil, nil, row.id)
    if row.to ~= "" then lu.assertTrue(row.to:sub(1, #row.from) >= row.from:sub(1, #row.to), row.id) end
  end
end

function tests.test_spellings_and_offices_of_one_person_come_together()
  local ids = {}
  for _, row in ipairs(csv.read "data/lexicons/people.csv") do
    for _, name in ipairs { row.name, table.unpack(require("text").split(row.names, "|")) } do
      ids[name] = ids[name] or row.id
    end
  end
  lu.assertEquals(ids["Yoon Suk-yeol"], ids["Yoon Suk Yeol"])
  lu.assertEquals(ids["Joseph R. Biden Jr."], ids["Joe Biden"])
  lu.assertEquals(ids["Mary Elizabeth Truss"], ids["Liz Truss"])
  lu.assertEquals(ids["Ashraf Ghani"], "person:ashraf-ghani")
end

function tests.test_an_adjective_belongs_to_one_country()
  local owner = {}
  for _, row in ipairs(csv.read "data/lexicons/countries.csv") do
    for _, word in ipairs(require("text").split(row.demonyms, "|")) do
      lu.assertNil(owner[word], word)
      owner[word] = row.id
    end
  end
  lu.assertEquals(owner.Dutch, "country:NL")
  lu.assertEquals(owner.Chinese, "country:CN")
  lu.assertEquals(owner.French, "country:FR")
end

function tests.test_no_more_of_sipri_is_bundled_than_its_terms_allow()
  local yearly = csv.read "data/tables/arms_exports_2014_2023.csv"
  lu.assertTrue(#yearly <= 250)
  lu.assertEquals(#csv.read "data/tables/sipri_exporters_2019_2023.csv", 25)
  for _, row in ipairs(yearly) do lu.assertStrContains(row.source, "SIPRI") end
end

function tests.test_the_same_facts_give_the_same_files()
  local facts = "../shared/facts"
  local file = io.open(facts .. "/countries.csv")
  lu.skipIf(not file, facts .. " is absent")
  file:close()
  local countries, people = require "countries", require "people"
  local path = os.tmpname()
  for name, make in pairs {
    countries = function() return countries.columns, countries.rows(facts, "data/build") end,
    places = function() return countries.place_columns, countries.places(facts, "data/build") end,
    people = function() return people.columns, people.rows(facts) end,
  } do
    csv.write(path, make())
    local made, kept = io.open(path, "rb"), io.open("data/lexicons/" .. name .. ".csv", "rb")
    lu.assertTrue(made:read "a" == kept:read "a", name)
    made:close()
    kept:close()
  end
  os.remove(path)
end

_G.TestData = tests
os.exit(lu.LuaUnit.run())
