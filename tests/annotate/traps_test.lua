--- Names that are easily taken for something else, with the bundled lists, rules and model.
local lu = require "luaunit"

local tests = {}

-- { text, { words, type, kind or entity }... }; `false` for words that must not be named
local traps = {
  austin_is_a_man_and_a_city = {
    "Defense Secretary Lloyd Austin met the press. Austin said it went well. He flew to Austin, Texas.",
    { "Lloyd Austin", "person" }, { "Austin", "person", "family", "person:lloyd-austin", nth = 2 },
    { "Austin", "place", "name", nth = 3 }, { "Texas", "place" },
  },
  a_carpenter_is_no_name_and_carpenter_is = {
    "Judy Carpenter works as a carpenter in Lagos.",
    { "Judy Carpenter", "person" }, { "carpenter", false }, { "Lagos", "place" },
  },
  washington_is_a_city_and_a_man = {
    "Talks were held in Washington. George Washington was a general.",
    { "Washington", "place" }, { "George Washington", "person" },
  },
  georgia_is_a_country_and_a_woman = {
    "Georgia Hale, a student, met officials from Georgia and Armenia.",
    { "Georgia Hale", "person" }, { "Georgia", "country", nth = 2 }, { "Armenia", "country" },
  },
  turkey_is_eaten_in_turkey = {
    "He ate turkey in Turkey.", { "turkey", false }, { "Turkey", "country" },
  },
  jordan_flew_to_jordan = {
    "Michael Jordan flew to Jordan.", { "Michael Jordan", "person" }, { "Jordan", "country", nth = 2 },
  },
  chad_lives_in_chad = {
    "Chad Smith came back from Chad on Monday.", { "Chad Smith", "person" },
    { "Chad", "country", nth = 2 },
  },
  march_and_may_are_months_and_may_a_name = {
    "In March Theresa May said that it may rain in May.", { "March", false },
    { "Theresa May", "person" }, { "may", false }, { "May", false, nth = 2 },
  },
  us_is_a_country_and_us_is_us = {
    "The US told us to wait, and US officials agreed.", { "US", "country", "acronym" }, { "us", false },
  },
  the_article_stands_outside = {
    "Ships left the Netherlands for the United States.",
    { "Netherlands", "country" }, { "United States", "country" },
  },
  a_possessive_stands_outside = {
    "New Zealand's capital is Wellington.", { "New Zealand", "country" }, { "Wellington", "place" },
  },
  a_demonym_is_the_countrys = {
    "South Korean officials left.", { "South Korean", "country", "demonym", "country:KR" },
  },
  hyphens_join_two_countries = {
    "The U.S.-Japan alliance grew.", { "U.S.", "country", "acronym", "country:US" },
    { "Japan", "country", "name", "country:JP" },
  },
  an_acronym_follows_its_expansion = {
    "The Defense Industrial Cooperation, Acquisition, and Sustainment (DICAS) forum met. DICAS meets twice.",
    { "Defense Industrial Cooperation, Acquisition, and Sustainment", "programme" },
    { "DICAS", "programme", "acronym" },
  },
  a_title_stands_outside_before_and_after_the_full_name = {
    "Prime Minister Kishida came first. Fumio Kishida spoke. Prime Minister Kishida left.",
    { "Kishida", "person" }, { "Fumio Kishida", "person" },
    { "Kishida", "person", "family", "person:fumio-kishida", nth = 3 },
  },
  names_follow_words_in_capitals = {
    "Labour MP Luciana Berger spoke to Dr Alexander Tayler.",
    { "Luciana Berger", "person" }, { "Alexander Tayler", "person" },
  },
  family_names_come_first = {
    "President Xi Jinping met Foreign Minister Wang Yi in Beijing.",
    { "Xi Jinping", "person" }, { "Wang Yi", "person" }, { "Beijing", "place" },
  },
  a_name_inside_an_event_is_named_too = {
    "Leaders came to the NATO summit.", { "NATO", "organization" }, { "NATO summit", "event" },
  },
}

-- The place of the nth time that `words` stand in the text, bytes from 0.
local function place_of(text, words, nth)
  local from, to = 0, nil
  for _ = 1, nth or 1 do from, to = assert(text:find(words, from + 1, true)) end
  return from - 1, to
end

local function mention_at(article, start, stop)
  for mention in article:mentions() do
    if mention.start == start and mention.stop == stop then return mention end
  end
end

for name, trap in pairs(traps) do
  tests["test_" .. name] = function()
    local text = trap[1]
    local article = broadsheet.annotate(text, { date = "2024-04-10", as = "text" })
    for index = 2, #trap do
      local words, type, kind, entity = table.unpack(trap[index], 1, 4)
      local start, stop = place_of(text, words, trap[index].nth)
      local mention = mention_at(article, start, stop)
      if not type then
        lu.assertNil(mention, words .. " is named in: " .. text)
      else
        lu.assertNotNil(mention, words .. " is not named in: " .. text)
        lu.assertEquals(mention.type, type, words)
        if kind then lu.assertEquals(mention.kind, kind, words) end
        if entity then lu.assertEquals(mention.entity.id, entity, words) end
      end
    end
  end
end

_G.TestTraps = tests
os.exit(lu.LuaUnit.run())
