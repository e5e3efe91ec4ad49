--- People: a title, a form of address, a given name or a verb of saying tells that capitals name one.
local rules = broadsheet.rules
local T = rules.token

-- One word of a name. Titles and forms of address stand outside it.
local outside = T["function"] + T.title + T.honorific + T.month + T.weekday + T.cue + T.organization_head
  + T.event_head + T.programme_head + T.document_head + T.thing_head
  + T.word { "republican", "republicans", "democrat", "democrats", "islamic", "muslim", "christian", "jewish",
    "order", "petty", "warrant", "public", "whip", "whips" }
local name_word = (T.capital - outside) - T.upper
local initial = T.initial - T["function"]
local particle = T.word { "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la",
  "le", "bin", "ibn", "al", "el", "ben", "bint", "abu", "ten", "ter", "zu" }
-- the rest of a name, after its first word
local more = ((initial + name_word + particle * #(name_word + particle)) - T.date) ^ -4
local full_name = name_word * more

-- An office: what it is of and what kind it is, then its head.
local modifier = T.word { "prime", "deputy", "vice", "foreign", "defense", "defence", "interior", "finance",
  "economy", "trade", "energy", "health", "justice", "transport", "culture", "education", "environment",
  "agriculture", "labor", "labour", "national", "security", "assistant", "acting", "former", "then",
  "permanent", "special", "chief", "executive", "senior", "managing", "general", "under", "first", "interim",
  "incoming", "outgoing", "ex", "state", "treasury", "home", "external", "affairs", "attorney", "press",
  "opposition", "party", "house", "senate", "army", "navy", "air", "force", "staff", "supreme", "allied",
  "federal", "associate", "then-president", "caretaker", "crown", "grand" }
-- a full name, which no word of an office begins: "Minister of Finance Ama Mensah told them"
local two_words = (name_word - modifier) * (initial ^ -2) * ((particle * #(name_word + particle)) ^ -2)
  * name_word * more
local tail = T.word { "general", "executive", "designate", "elect", "officer", "emeritus" }
local office = modifier ^ -4 * T.title * (tail + T.title) ^ -2
local of_what = T.word "of" * (T.word "the" ^ -1) * (T.capital - T["function"]) ^ -4
local country = (T.country ^ 1) / "country"
local possessive = T.word { "'s", "’s", "'", "’" } ^ -1

local body = (T.organization ^ 1) / "affiliation"
rules.entity("person", ((country + body) * possessive) ^ -1 * ((office * of_what ^ -1) / "office")
  * T.word "," ^ -1 * (full_name / "name"), {
  name = "person.office", yields = "tagger",
  examples = {
    "Talks with Finance Minister [Ama Mensah] went on.",
    "President [Smith] spoke first.",
    "Deputy Prime Minister [Jonas van der Berg] came.",
    "The president spoke first.",
  },
})

rules.entity("person", T.honorific * (full_name / "name"), {
  name = "person.honorific",
  examples = { "Later Mr. [Okafor] left.", "We met Dr. [Lena Holm] there.", "Dear Mr. President," },
})

-- "Dr. King": a surname that is also a title or another word
rules.entity("person", T.honorific * ((T.capital & T.common) / "name") * -T.capital, {
  name = "person.honorific-common",
  examples = { "They followed Dr. [King] there.", "They followed Dr. King Okafor." },
})

-- 'Ana "Lark" Duarte'
local mark = T.word { '"', "\u{201c}", "\u{201d}", "'", "\u{2018}", "\u{2019}" }
rules.entity("person", name_word * initial ^ -2 * mark * name_word * mark * name_word, {
  name = "person.nickname", priority = 1,
  examples = { 'Then [Ana "Lark" Duarte] came.', 'She said "Yes" to Ana.' },
})

-- "John Okafor, Jr."
rules.entity("person", (two_words * T.word "," * T.word { "jr.", "jr", "sr.", "sr", "ii", "iii" }), {
  name = "person.suffix", priority = 1,
  examples = { "It was [John Okafor, Jr.] who came.", "John Okafor, who came, left." },
})

-- "Ana Duarte/AFP": who took a picture
rules.entity("person", (two_words / "name") * T.word "/" * #(T.organization + T.upper), {
  name = "person.credit",
  examples = { "Photo: [Oke Adeyemi]/AFP", "Rain and Snow/hail fell." },
})

rules.entity("person", ((T.given - T["function"]) & T.capital) * (initial ^ -2)
  * (particle * #(name_word + particle)) ^ -2 * name_word * more, {
  name = "person.given", yields = "tagger",
  examples = {
    "It was [Maria Kowalska] who asked.", "Even [John F. Miller] agreed.", "In Maria everyone trusted.",
  },
})

rules.entity("person", (two_words / "name") * #T.cue, {
  name = "person.speaking", yields = "tagger",
  examples = { "\"Yes,\" [Oke Adeyemi] said.", "The Blue House said no.",
    "Minister for Home Affairs [Oke Adeyemi] said no." },
})

rules.entity("person", T.cue * (two_words / "name") * #(T.word { ",", "." } + T.word { "in", "on",
  "after" }), {
  name = "person.said", yields = "tagger",
  examples = { "\"No,\" said [Oke Adeyemi], who leads the union." },
})

-- "Ana Duarte, director of the centre, .."
rules.entity("person", (two_words / "name") * T.word ","
  * (T.word { "a", "an", "the", "who", "whose" } + T["function"] * #T.title) ^ -1
  * ((modifier ^ -4 * T.title * #T.word { "of", "at", "for", "in", "and", ",", "with", "to",
  "on" }) / "office") * (T.word { "of", "at", "for", "with" } * T.word "the" ^ -1 * body) ^ -1, {
  name = "person.apposition",
  examples = { "For [Oke Adeyemi], director of the centre, it is late." },
})

-- "talk radio host Oke Adeyemi": a noun for people before capitals
local somebody = T.lower & T.word { "host", "anchor", "presenter", "star", "actor", "actress", "candidate",
  "nominee",
  "rival", "aide", "billionaire", "businessman", "businesswoman", "activist", "dissident", "strategist",
  "pollster",
  "donor", "whistleblower", "gunman", "suspect", "scientist", "pastor", "priest", "champion", "sprinter",
  "boxer",
  "golfer", "cyclist", "artist", "poet", "chef", "tycoon", "magnate", "oligarch", "warlord", "pilot",
  "astronaut",
  "cosmonaut", "husband", "wife", "widow", "brother", "sister", "son", "daughter", "mother", "father",
  "colleague",
  "resident", "teacher", "student", "farmer", "driver", "teammate", "successor", "predecessor" }
rules.entity("person", somebody * (two_words / "name"), {
  name = "person.noun", yields = "tagger",
  examples = { "The talk radio host [Oke Adeyemi] left.", "The host left Harbour City." },
})
