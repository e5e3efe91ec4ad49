--- Statements of firsts and streaks, agreements, and of the days of events and offices. Parts and facts
--- are those that core/annotate/statements.c reads.
local rules = broadsheet.rules
local T = rules.token

local comma_and = T.word { ",", "and", "as", "well", "&", "or" }
local possessive = T.word { "'s", "’s" }
local determiner = T.word { "the", "a", "an", "this", "that", "its", "their", "last", "next" }
local be = T.word { "was", "were", "is", "are", "be", "been", "being" }
local party = determiner ^ -1 * (T.country + T.organization) ^ 1
local parties = (party * (comma_and ^ 1 * party) ^ -8) / "party"

local gathering = T.event + T.word {
  "summit", "meeting", "gathering", "conference", "talks", "forum", "session", "event", "summits", "meetings",
  "gatherings", "conferences",
}
local ordinal = (T.ordinal + T.word {
  "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
}) / "count"
local cardinal = (T.digits + T.word { "two", "three", "four", "five", "six", "seven", "eight", "nine",
  "ten" })
  / "count"
local consecutive = T.word { "consecutive", "straight", "successive" }
local unit = T.word { "year", "time", "summit", "meeting", "gathering" }
local in_a_row = T.word "in" * T.word "a" * T.word "row" + T.word "running"
local nth = determiner ^ -1 * ordinal * (consecutive * unit + unit * in_a_row)

local level = (T.title + T.word {
  "leaders", "presidents", "ministers", "heads", "officials", "deputies", "representatives", "prime",
  "foreign",
  "or", "and", "their", "defense", "defence", "state", "government", "minister", "deputy",
}) ^ 1 / "level"
local four = T.word { "all", "four", "the", "both", "three", "five", "other" }
local countries = T.word { "countries", "partners", "nations", "members", "allies", "states" }
local group = (four ^ -2 * party * (comma_and ^ 1 * party) ^ -8) / "party" * countries ^ -1
local who = determiner ^ -1 * level * T.word { "of", "from" } * group
  + (party / "party") * possessive ^ -1 * level
  + group
local came = T.word {
  "attended", "attend", "attending", "joined", "join", "participated", "participate", "gathered", "convened",
  "met", "meet", "came", "come", "took", "take",
} * T.word { "part", "in", "at" } ^ -2
local verb = (T.word { "will", "have", "has", "had", "also", "jointly", "all", "again",
  "be" } - T.negation) ^ -3
local event = (T.any - T.punctuation - T.word { "since", "for", "but" } - gathering) ^ -5
  * ((gathering ^ 1) / "event")

rules.claim("streak", who * verb * came * event * (T.any - T.word { ".", ";", "since" }) ^ -3 * T.word "for"
  * nth, {
  name = "streak.nth", metric = "consecutive", status = "attended",
  examples = {
    "[The leaders of Japan and Norway attended the Rome summit for the third year in a row].",
    "[France attended the Rome summit for the second consecutive time].",
    "France attended the Rome summit for the first time in 2022.",
  },
})
rules.claim("streak", who * verb * came * event * T.word "for" * determiner * (T.word "first" / "count")
  * T.word "time", {
  name = "streak.first", metric = "first", status = "attended",
  examples = {
    "[The leaders of Japan and Norway attended the Rome summit for the first time].",
    "France attended the Rome summit for the third year in a row.",
  },
})
-- "This will be the third consecutive year that the partners attend"
rules.claim("streak", T.word { "this", "it" } * (T.word { "will", "would", "was", "is", "be", "marks",
  "marked" } ^ 1)
  * nth * T.word { "that", "in", "which" } ^ -2 * determiner ^ -1
  * (who + (countries + T.word { "they", "leaders", "sides" }) / "pronoun") * verb * came * event ^ -1, {
  name = "streak.that", metric = "consecutive", priority = 1,
  examples = {
    "Japan and Norway attended the Rome summit. [This will be the third consecutive year that they attend].",
    "It was the third year of war.",
  },
})
rules.claim("streak", who * verb * came * (T.any - T.punctuation - T.word "since") ^ -6
  * (gathering ^ 1) / "event" * (T.any - T.punctuation - T.word "since") ^ -4 * T.word "since"
  * ((T.date ^ 1) / "period"), {
  name = "streak.since", metric = "since", status = "attended",
  examples = { "[The leaders of Norway have attended the annual Rome summit since 2022]." },
})
rules.claim("streak", who * verb * came * determiner ^ -1 * T.word { "previous", "past", "last" } * cardinal
  * (T.any - T.punctuation - gathering) ^ -3 * ((gathering ^ 1) / "event"), {
  name = "streak.previous", metric = "previous", status = "attended",
  examples = { "[France attended the previous three NATO summits]." },
})

-- Agreements: who with whom, on what.
local paper = T.word {
  "agreement", "agreements", "treaty", "treaties", "pact", "deal", "accord", "contract", "memorandum",
  "declaration", "partnership", "convention", "protocol",
} + T.document + T.programme
local of_it = T.any - T.punctuation - T.date - T.word { "with", "in", "during", "at", "after", "when", "that",
  "which", "and" }
local phrase = ((T.any - T.punctuation - paper - T.date - T.cue) ^ -5 * paper ^ 1
  * (T.word { "on", "of", "to", "for" } * of_it * of_it ^ -7) ^ -1) / "topic"
local on_day = (T.word { "in", "on", "last" } ^ -1 * (T.date ^ 1) / "period") ^ -1
local with = (T.word "with" * (parties)) ^ -1
local signed = T.word { "signed", "concluded", "sealed", "ratified", "reached", "struck", "inked" }
local has = T.word { "has", "have", "had", "also", "jointly" } ^ -2
rules.claim("agreement", parties * on_day * has * signed * phrase * with * on_day, {
  name = "agreement.signed", status = "signed",
  examples = {
    "[Japan and Norway signed a defense agreement in 2021].",
    "[Japan signed a treaty on fish with Norway].", "Japan signed a player.",
  },
})
local plan_to = T.word { "plans", "plan", "agreed", "intends", "intend", "expects", "expect", "want",
  "wants", "hope",
  "hopes" } * T.word "to" + T.word { "will", "would", "shall" } + be * T.word { "expected", "due",
  "set" } * T.word "to"
rules.claim("agreement", parties * plan_to * T.word { "sign", "conclude", "ratify" } * phrase * with
  * on_day, {
  name = "agreement.planned", status = "planned",
  examples = { "[Japan and Norway plan to sign a treaty]." },
})
local develop = T.word { "developing", "producing", "building", "develop", "produce", "build", "coproduce",
  "developed", "designing", "co-develop", "codevelop", "jointly" } ^ 1
rules.claim("agreement", parties * (be + T.word { "will", "to", "agreed", "also", "have", "has" }) ^ -3
  * develop
  * determiner ^ -1 * ((T.any - T.punctuation - T.programme - T.word { "with", "to", "for", "and" }) ^ -3
    * T.programme ^ 1 / "topic") * with, {
  name = "agreement.develop", status = "under way",
  examples = { "[Japan and Norway are developing the Arctic Shield Programme]." },
})

-- Days of events and speeches: "the Bonn summit was held in 1978", "on 10 June at the Rome summit"
local held = be * T.word { "held", "convened", "staged", "hosted" } + T.word { "took", "takes" }
  * T.word "place"
  + T.word { "opened", "began", "started", "opens", "begins" }
rules.claim("date", T.event ^ 1 / "event" * held * (T.word { "in", "at" } * T.place ^ 1) ^ -1
  * T.word { "in", "on",
  "from" } ^ -1 * ((T.date ^ 1) / "period"), {
  name = "date.held",
  examples = { "The [Rome summit was held in 1978]." },
})
rules.claim("date", T.word { "on", "in" } * ((T.date ^ 1) / "period") * T.word { "at", "during" }
  * determiner ^ -1
  * (T.event ^ 1 / "event"), {
  name = "date.at-event",
  examples = { "It was announced [on 10 June at the Rome summit]." },
})
rules.claim("date", T.word { "at", "during" } * determiner ^ -1 * (T.event ^ 1 / "event") * T.word "on"
  * ((T.date ^ 1) / "period"), {
  name = "date.at-event-on",
  examples = {
    "It was announced [at the Rome summit on 10 June].", "He spoke ahead of the Rome summit on 10 June.",
  },
})
local speech = (T.word { "farewell", "inaugural", "keynote", "televised", "maiden", "first", "victory",
  "nobel",
  "commencement", "closing", "opening" } ^ -2 * T.word { "address", "speech", "lecture", "remarks",
  "sermon" })
  / "topic"
rules.claim("date", (T.person ^ 1 / "person") * T.word { "gave", "delivered", "made", "held", "broadcast" }
  * T.word { "his", "her", "their", "a", "the" } * speech * (T.any - T.punctuation - T.date) ^ -6
  * T.word { "on", "in" } * ((T.date ^ 1) / "period"), {
  name = "date.speech",
  examples = { "[Jean Dupont delivered his farewell address on January 21, 1961]." },
})

-- Offices: "Jean Dupont has been prime minister of France since 2010", "became president on 3 May 2012"
local office = ((T.title + T.word { "prime", "foreign", "defense", "defence", "vice", "deputy", "finance",
  "general",
  "interior", "minister" }) ^ 1) / "topic"
local of_country = (T.word { "of", "for" } * (party / "party")) ^ -1
local person = T.person ^ 1 / "person"
local day = T.word { "on", "in", "since", "from", "until" } * ((T.date ^ 1) / "period")
rules.claim("office", person * T.word { "has", "had" } * T.word "been" * (party / "party"
  * possessive ^ -1) ^ -1
  * determiner ^ -1 * office * of_country * day, {
  name = "office.since", status = "began",
  examples = { "[Jean Dupont has been president of France since 2010]." },
})
rules.claim("office", person * T.word { "became", "was" } * T.word { "named", "appointed", "elected",
  "sworn", "in",
  "as" } ^ -3 * (party / "party" * possessive ^ -1) ^ -1 * determiner ^ -1 * office * of_country * day, {
  name = "office.became", status = "began",
  examples = { "[Jean Dupont became president of France on 3 May 2012]." },
})
rules.claim("office", person * T.word { "took", "assumed", "left" } * T.word { "office", "power" }
  * (T.word "as" * (party / "party" * possessive ^ -1) ^ -1 * determiner ^ -1 * office * of_country) ^ -1
  * day, {
  name = "office.took", status = "began",
  examples = { "[Jean Dupont took office as president of France on 3 May 2012]." },
})
