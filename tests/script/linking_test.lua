-- linking_test.lua: one entity for one person over an archive, and where that ends.
local lu = require "luaunit"

local tests = {}
local folder = os.tmpname()
os.remove(folder)

local function archive(name, texts, options)
  local path = ("%s-%s.jsonl"):format(folder, name)
  local file = assert(io.open(path, "wb"))
  for index, text in ipairs(texts) do
    local line = '{"id": "%s-%d", "text": "%s", "published": "2024-03-0%d"}\n'
    file:write(line:format(name, index, text, index))
  end
  file:close()
  options = options or {}
  options[1], options.into = path, folder .. "-" .. name .. ".corpus"
  return assert(broadsheet.build(options))
end

local function people(corpus)
  local found = {}
  for _, row in corpus:entities { type = "person" }:each() do
    found[#found + 1] = ("%s %d"):format((row.entity:gsub("~%x+$", "~")), row.articles)
  end
  table.sort(found)
  return found
end

local function lexicon(name, lines)
  local path = ("%s-%s.csv"):format(folder, name)
  local file = assert(io.open(path, "wb"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
  return path
end

local SPELLINGS = { "Finance Minister Maria T. Okoro spoke.", "Finance Minister Maria Okoro spoke.",
  "Finance Minister Okoro Maria spoke." }

function tests.test_all_spellings_are_one_person()
  local corpus = archive("spellings", SPELLINGS)
  lu.assertEquals(people(corpus), { "person:maria-okoro 3" })
  local entity = assert(corpus:entity "Maria T. Okoro")
  lu.assertEquals(entity.id, "person:maria-okoro")
end

function tests.test_a_surname_alone_links_no_articles()
  local corpus = archive("surnames", { "Finance Minister Okoro spoke.", "Finance Minister Okoro left." })
  lu.assertEquals(people(corpus), { "person:okoro~ 1", "person:okoro~ 1" })
  local entity, candidates = corpus:entity "Okoro"
  lu.assertNil(entity)
  lu.assertEquals(#candidates, 2)
end

function tests.test_linking_is_switched_off_by_its_name()
  local corpus = archive("apart", SPELLINGS, { without = { "linking.*" } })
  lu.assertEquals(people(corpus),
    { "person:maria-okoro 1", "person:maria-t-okoro 1", "person:okoro-maria 1" })
end

function tests.test_a_lexicon_keeps_apart_and_brings_together()
  local apart = lexicon("apart", { "id,name,type", "person:okoro-the-elder,Maria T. Okoro,person" })
  lu.assertEquals(people(archive("elder", SPELLINGS, { lexicons = { apart } })),
    { "person:maria-okoro 2", "person:okoro-the-elder 1" })
  local together = lexicon("together",
    { "id,name,names,type", "person:okoro,Maria Okoro,M. Okoro|Mimi Okoro,person" })
  lu.assertEquals(people(archive("mimi", { "Maria Okoro spoke.", "Mimi Okoro spoke." },
    { lexicons = { together } })), { "person:okoro 2" })
end

_G.TestLinking = tests
os.exit(lu.LuaUnit.run())
