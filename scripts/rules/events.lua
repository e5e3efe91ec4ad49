--- Events: summits, conferences, wars and exercises by their head, with a year or a place.
local rules = broadsheet.rules
local T = rules.token

local function words(list) return T.word(list) end
local head = T.event_head
local lower_head = words { "summit", "conference", "forum" }
local word = T.capital - T["function"] - T.title - T.weekday - T.honorific - head
local group = words { "leaders", "ministerial", "security", "climate", "peace", "trade", "annual", "foreign",
  "ministers", "defense", "defence", "heads", "state", "special", "extraordinary", "virtual" }

-- "2023 Vilnius NATO summit", "the Madrid summit"
-- "Iran-" of the "Iran-Iraq War"
local beside = ((T.country - T.demonym) ^ 1 * T.word { "-", "–" }) ^ -1
local possessive = T.word { "'s", "’s", "'", "’" } ^ -1
local what = lower_head + ((head - words { "congress",
  "assembly" }) & T.capital) -- more often they are bodies
rules.entity("event", T.year ^ -1 * beside * word ^ 1 * possessive * group ^ -2 * what, {
  name = "event.summit", yields = "in titles",
  examples = {
    "At the [Rome summit] they agreed.", "The [2031 Rome NATO summit] failed.",
    "They went to the [Harbour Security Forum].", "The summit was long.",
  },
})

-- "NATO summit in Madrid", "G7 leaders' summit of 2031": the place belongs to the name of an event that
-- is otherwise one of many
local body = T.organization + (T.upper - T.country)
rules.entity("event", T.year ^ -1 * body ^ 1 * possessive * group ^ -2 * what
  * T.word { "in", "of" } * (T.year + T.place ^ 1 + T.country ^ 1), {
  name = "event.summit-in",
  examples = { "The [LBTO summit in Madrid] was long.", "The [UN summit of 2031] failed." },
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
rules.entity("event", beside * word ^ 1 * (words { "war", "revolution", "crisis", "uprising" } & T.capital)
  * T.word { "i", "ii", "1", "2" } ^ -1 + words { "arab", "prague" } * (words "spring" & T.capital), {
  name = "event.war",
  examples = { "Since the [Lake War] all has changed.", "War was near." },
})

-- "Republican National Convention": of people, not of states
rules.entity("event", word ^ -2 * (words { "national", "party", "annual", "constitutional",
  "state" } & T.capital)
  * (words { "convention" } & T.capital), {
  name = "event.convention", priority = 1,
  examples = { "They met at the [Lake National Convention].", "The Oke Convention forbids it." },
})
