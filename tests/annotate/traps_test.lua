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
  places_of_the_web_have_no_capitals = {
    "i am going to los angeles and then to florida, any good hotels in chicago?",
    { "los angeles", "place" }, { "florida", "place" }, { "chicago", "place" }, { "hotels", false },
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
  austin_in_headline_and_body = {
    "Austin to visit Seoul\n\nU.S. Defense Secretary Lloyd Austin will visit Seoul. Few in Austin knew it.",
    { "Lloyd Austin", "person" }, { "Austin", "place", nth = 3 },
  },
  austin_where_the_police_and_firms_are = {
    "Defense Secretary Lloyd Austin left. Austin police said so. Austin Energy Partners sued Austin schools.",
    { "Lloyd Austin", "person" }, { "Austin", "place", nth = 2 },
    { "Austin Energy Partners", "organization" }, { "Austin", "place", nth = 4 },
  },
  a_nickname_stands_in_a_name = {
    'Rep. Robert C. "Bobby" Scott of Virginia spoke.', { 'Robert C. "Bobby" Scott', "person" },
    { "Virginia", "place" },
  },
  us_before_a_sign_is_a_currency = {
    "The US lent Oslo US$40 million.", { "US", "country", nth = 1 }, { "US", false, nth = 2 },
  },
  capitals_all_over_name_nobody = {
    "I RAN INTO A GREAT SCHOOL AND AN INTIMATE UNION.", { "RAN", false }, { "GREAT SCHOOL", false },
    { "INTIMATE UNION", false },
  },
  austin_where_firms_are_from = {
    "The Austin-based firm hired Mary Austin, who teaches at the University of Texas at Austin.",
    { "Austin", "place", nth = 1 }, { "Mary Austin", "person" },
  },
  carpenters_by_trade_and_by_name = {
    "Carpenters in Oslo went on strike. \"We are tired,\" said Olav Carpenter, a carpenter.",
    { "Carpenters", false }, { "Olav Carpenter", "person" }, { "carpenter", false },
  },
  washington_in_a_byline_and_a_paper = {
    "WASHINGTON (AP) - The Washington Post asked Kerry Washington about Washington, D.C.",
    { "WASHINGTON", "place" }, { "AP", "organization" }, { "Washington Post", "organization" },
    { "Kerry Washington", "person" }, { "Washington, D.C.", "place" },
  },
  georgia_the_state_has_a_short_form = {
    "Voters in Atlanta, Georgia, and in Macon, Ga., chose Georgia Banks.",
    { "Atlanta", "place" }, { "Macon", "place" }, { "Ga.", "place" }, { "Georgia Banks", "person" },
  },
  turkey_at_the_table_and_at_the_talks = {
    "Turkey and Greece met again. Few ate the turkey, and Turkey's foreign minister ate none.",
    { "Turkey", "country", nth = 1 }, { "turkey", false }, { "Turkey", "country", nth = 2 },
    { "Greece", "country" },
  },
  jordan_the_king_and_the_player = {
    "Officials of Jordan met Jordan Pickford in Amman. Barbara Jordan, who died in 1996, never saw Jordan.",
    { "Jordan", "country", nth = 1 }, { "Jordan Pickford", "person" }, { "Barbara Jordan", "person" },
    { "Jordan", "country", nth = 4 },
  },
  chad_between_countries = {
    "Fighters crossed from Sudan to Chad and Libya. Chad Mitchell saw them in N'Djamena, Chad.",
    { "Sudan", "country" }, { "Chad", "country", nth = 1 }, { "Libya", "country" },
    { "Chad Mitchell", "person" }, { "Chad", "country", nth = 3 },
  },
  march_and_may_open_sentences = {
    "March was cold. May was not. In May, Mrs May resigned. She may march in March.",
    { "March", false, nth = 1 }, { "May", false, nth = 1 }, { "May", false, nth = 2 },
    { "May", "person", nth = 3 }, { "may", false }, { "march", false }, { "March", false, nth = 2 },
  },
  us_after_other_words = {
    "\"Let us go,\" the US envoy said. US-led forces and the U.S. Navy left us. USA Today asked us why.",
    { "us", false }, { "US", "country", nth = 1 }, { "US", "country", nth = 2 },
    { "U.S. Navy", "organization" }, { "USA Today", "organization" },
  },
  articles_of_countries_and_cities = {
    "The Netherlands beat the Philippines in The Hague. Sailors from the Bahamas watched.",
    { "Netherlands", "country" }, { "Philippines", "country" }, { "The Hague", "place" },
    { "Bahamas", "country" },
  },
  possessives_in_every_spelling = {
    "New Zealand\u{2019}s ships, the United States' bases, Laos's rivers and NATO's plans.",
    { "New Zealand", "country" }, { "United States", "country" }, { "Laos", "country" },
    { "NATO", "organization" },
  },
  demonyms_of_two_words = {
    "A North Korean, two Saudi Arabian officials and a New Zealander spoke to the South Korean press.",
    { "North Korean", "country", "demonym", "country:KP" }, { "South Korean", "country", "demonym",
    "country:KR" },
    { "Saudi Arabian", "country", "demonym", "country:SA" },
  },
  hyphens_join_and_divide = {
    "Israel-Hamas talks, a US-Saudi deal and a London-based bank worried Jean-Marc Ayrault. NATO was not, "
      .. "anti-NATO marches were.",
    { "Israel", "country" }, { "Hamas", "organization" }, { "US", "country" }, { "NATO", "organization",
    nth = 2 },
    { "London", "place" }, { "Jean-Marc Ayrault", "person" },
  },
  parties_and_states_follow_names = {
    "Rep. Ana Duarte (R-Fla.) and Sen. Oke Varga, D-Mass., asked Gov. Maria Holm (D).",
    { "Ana Duarte", "person" }, { "Fla.", "place" }, { "Oke Varga", "person" }, { "Mass.", "place" },
    { "Maria Holm", "person" },
  },
  an_acronym_is_of_the_kind_of_its_expansion = {
    "The Harbour Workers Union (HWU) sued. Geographic Information Systems (GIS) help. The HWU won.",
    { "Harbour Workers Union", "organization" }, { "HWU", "organization", nth = 2 },
    { "Geographic Information Systems", "other" },
  },
  an_acronym_before_its_expansion = {
    "The IAEA, the International Atomic Energy Agency, met. The IAEA left.",
    { "IAEA", "organization", "acronym", "org:iaea" },
    { "International Atomic Energy Agency", "organization", "name", "org:iaea" },
  },
  titles_of_many_words_stand_outside = {
    "Japan's Prime Minister Fumio Kishida met Attorney-General Oke Varga and Lt. Gen. Maria Holm.",
    { "Japan", "country" }, { "Fumio Kishida", "person" }, { "Oke Varga", "person" }, { "Maria Holm",
    "person" },
  },
  two_people_share_a_surname = {
    "Bill Clinton spoke in Flint. Hillary Clinton did not. Mrs. Clinton was in Reno, Mr. Clinton said.",
    { "Bill Clinton", "person" }, { "Hillary Clinton", "person" },
    { "Clinton", "person", nth = 3 }, { "Clinton", "person", nth = 4 },
  },
  a_company_and_a_river = {
    "Amazon founder Jeff Bezos flew over the Amazon. Amazon's profit grew, the Amazon rainforest did not.",
    { "Amazon", "organization", nth = 1 }, { "Amazon", "place", nth = 2 }, { "Amazon", "organization",
    nth = 3 },
    { "Amazon", "place", nth = 4 },
  },
  chambers_by_one_word = {
    "A House panel voted before the full House did. House Speaker Ana Duarte asked Congress to wait.",
    { "House", "organization", nth = 1 }, { "House", "organization", nth = 2 },
    { "Congress", "organization" }, { "Ana Duarte", "person" },
  },
  what_stands_beside_a_name_says_what_it_is = {
    "He wrote for Harbour magazine, flew with the airline Varga and drank with Mr Varga of Lake Okoboji.",
    { "Harbour", "organization" }, { "Varga", "organization", nth = 1 }, { "Varga", "person", nth = 2 },
    { "Lake Okoboji", "place" },
  },
  headlines_in_title_case_name_what_the_body_names = {
    "Ana Duarte Sues Varga Steel Over Dam\n\nAna Duarte, a lawyer, sued Varga Steel, a company, on Monday.",
    { "Ana Duarte", "person" }, { "Varga Steel", "organization" },
  },
  offices_are_no_bodies = {
    "The Secretary of State has authorised it, and the Prime Minister agreed.",
    { "Secretary of State", false }, { "Prime Minister", false },
  },
  treaties_are_no_bodies = {
    "The North American Free Trade Agreement (NAFTA) was signed by Mexico.",
    { "North American Free Trade Agreement", "document" }, { "Mexico", "country" },
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
