--- Events: summits, conferences, wars and exercises by their head, with a year or a place.
local T = rules.token

local function words(list) return T.word(list) end
local head = words { "summit", "summits", "conference", "forum", "congress", "assembly", "dialogue", "games",
  "olympics", "cup", "expo", "fair", "airshow" }
local lower_head = words { "summit", "conference", "forum" }
local word = T.capital - T["function"] - T.title - T.weekday - T.honorific - head
local group = words { "leaders", "ministerial", "security", "climate", "peace", "trade", "annual", "foreign",
  "ministers", "defense", "defence", "heads", "state", "special", "extraordinary", "virtual" }
local country_or_place = T.place + T.country + T.organization

-- "2023 Vilnius NATO summit", "the Madrid summit", "G7 leaders' summit in Hiroshima"
rules.entity("event", T.year ^ -1 * word ^ 1 * (T.word { "'s", "’s", "'", "’" } ^ -1) * group ^ -2
  * (lower_head + (head & T.capital))
  * (T.word { "in", "of" } * (T.year + T.place ^ 1 + T.country ^ 1)) ^ -1, {
  name = "event.summit",
  examples = {
    "At the [Rome summit] they agreed.", "The [2031 Rome NATO summit] failed.",
    "They went to the [Harbour Security Forum].", "The summit was long.",
  },
})

-- "summit of the European Union in Rome"
rules.entity("event", lower_head * T.word "of" * T.word "the" ^ -1 * (word - T.country) ^ 1
  * (T.word "in" * (T.place ^ 1 + T.year)) ^ -1, {
  name = "event.summit-of",
  examples = { "A [summit of the Lake Basin Union] was called." },
})

-- "Exercise Steadfast Defender 2024", "Operation Unity"
rules.entity("event", (words { "exercise", "operation" } & T.capital) * word ^ 1 * T.year ^ -1, {
  name = "event.exercise",
  examples = { "In [Operation Silver Harbour] two ships were lost.", "The operation was long." },
})

-- "Korean War", "Battle of Kursk"
rules.entity("event", (word + T.demonym) ^ 1 * (words { "war", "revolution", "crisis", "uprising" } & T.capital)
  * words { "i", "ii" } ^ -1, {
  name = "event.war",
  examples = { "Since the [Lake War] all has changed.", "War was near." },
})
