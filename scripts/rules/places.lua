--- Places: states in the short forms of newspapers, which are other words elsewhere.
local rules = broadsheet.rules
local T = rules.token

-- "Jackson, Miss.", "(R-Miss.)", "Paul Ryan, R-Wis."
local state = T.word { "ala.", "ariz.", "ark.", "calif.", "colo.", "conn.", "del.", "fla.", "ga.",
  "ill.", "ind.", "kan.", "kans.", "ky.", "la.", "mass.", "md.", "me.", "mich.", "minn.", "miss.", "mo.",
  "mont.", "n.c.", "n.d.", "n.h.", "n.j.", "n.m.", "n.y.", "neb.", "nev.", "okla.", "ont.", "ore.", "pa.",
  "que.", "r.i.", "s.c.", "s.d.", "tenn.", "tex.", "va.", "vt.", "w.va.", "wash.", "wis.", "wyo." } &
  T.capital
local party = T.word { "r", "d", "i" } * T.word { "-", "\u{2013}" }
rules.entity("place", T.word "(" * party ^ -1 * (state / "name") * T.word ")"
  + T.word "," * party ^ -1 * (state / "name") + party * (state / "name"), {
  name = "place.state", priority = 1,
  examples = { "He met Ana Duarte (R-[Miss.]) there.", "In Harbour, [Wis.], it rained.",
    "Ana Duarte, D-[Mass.], left.", "They heard Mass." },
})

-- "the Amazon", "Amazon rainforest": what is a company elsewhere
local river = T.word "amazon" & T.capital
local company = T.word { "'s", "\u{2019}s", "-", "founder", "chief", "ceo", "app", "warehouse", "store",
  "stock", "spokesman", "spokeswoman", "spokesperson", "website", "workers", "union" }
local land = T.word { "river", "basin", "rainforest", "rain", "jungle", "forest", "forests", "region",
  "deforestation", "delta", "clearing", "fires", "tribe", "tribes", "states" }
rules.entity("place", T.word "the" * (river / "name") * -(company + T.capital) + (river / "name") * #land, {
  name = "place.river", priority = 1,
  examples = { "Trees of the [Amazon] burn.", "In the [Amazon] basin it rains.", "They sued Amazon." },
})

-- Adjectives of regions name no place: "the North African nation"
local side = T.word { "north", "south", "east", "west", "central", "northern", "southern", "eastern",
  "western",
  "southeast", "northeast", "latin", "middle", "sub-saharan", "and" }
rules.entity("place", (side - T.word "and") * side ^ -2 * (T.word { "african", "africans", "asian", "asians",
  "american", "americans", "european", "europeans", "eastern" } & T.capital) * -T.capital, {
  name = "place.adjective", denies = "tagger",
  examples = { "It is a [North African] nation.", "In North Africa it rained." },
})

-- What heads the name of a place: "Lake Chad", "Mt. Kenya"; "Oke River", "Varga International Airport"
local word = T.capital - T["function"] - T.title - T.month - T.weekday - T.honorific - T.demonym
  - T.initial
local mount = T.word { "mount", "mt.", "mt", "lake", "cape", "fort", "camp" } & T.capital
rules.entity("place",
  mount * ((word - T.organization_head) * (word - T.organization_head) ^ -1) * -T.capital, {
  name = "place.mount", sure = true,
  examples = { "They climbed [Mt. Oke] in rain.", "By the lake it rained." },
})
local head = T.word { "river", "mountains", "island", "islands", "peninsula", "strait", "sea", "ocean", "bay",
  "desert", "valley", "airport", "province", "county", "district", "prefecture", "beach", "square", "street",
  "avenue", "boulevard", "bridge", "harbor", "harbour", "terminal", "stadium", "canal", "pass", "plateau",
  "highlands", "rim", "gulf", "basin", "archipelago", "heights", "hills", "creek", "falls",
  "forest" } & T.capital
local particle = T.word { "ad", "al", "as", "de", "del", "di", "el", "la" }
local first = word - head - T.organization_head - T.word { "hms", "uss" }
rules.entity("place", (first * particle) ^ -1 * first ^ 1 * (T.word "air" * T.word { "base",
  "station" } + head)
  * -(T.capital - T["function"]), {
  name = "place.head", sure = true, yields = "in titles",
  examples = { "On the [Oke River] ships sank.", "At [Varga International Airport] they met.",
    "In Varga River Council it rained." },
})

-- "the Austin-based firm", "a Hong Kong-born driver"
rules.entity("place", ((word - T.organization_head) ^ 1 / "name") * T.word "-" * T.word { "based", "born",
  "area",
  "bound", "headquartered" }, {
  name = "place.based", priority = 1,
  examples = { "The [Varga Oke]-based firm left.", "They are based there." },
})
