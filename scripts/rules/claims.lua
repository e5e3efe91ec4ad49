--- Claims that can be held against a table: who came, what was talked about, who ranks where.
local rules = broadsheet.rules
local T = rules.token

local determiner = T.word { "the", "a", "an", "this", "that", "its", "their", "last", "next" }
local comma_and = T.word { ",", "and", "as", "well", "&", "or" }

-- A list of parties: "Japan, South Korea, Australia and New Zealand", "NATO and its four partners"
local party = T.word "the" ^ -1 * (T.country + T.organization) ^ 1
local parties = (party * (comma_and ^ 1 * party) ^ -15) / "party"
local person = (T.person ^ 1) / "person"

-- "leaders", "Deputy Prime Minister", "the defence ministers"
local rank_word = T.title + T.word { "leaders", "presidents", "ministers", "heads", "officials", "delegation",
  "delegations", "representatives", "representative", "envoys", "ambassadors", "chancellors", "premiers",
  "secretaries", "monarchs", "diplomats", "delegates", "observers" }
local rank_modifier = T.word { "prime", "foreign", "defense", "defence", "deputy", "vice", "state",
  "government",
  "of", "and", "finance", "senior", "high-level", "high", "level", "national", "security", "interior",
  "secretary" }
local level = (rank_modifier ^ -3 * rank_word * (T.word { "of", "general", "and", "state", "government",
  "minister" } * T.word { "state", "government", "minister" } ^ -1) ^ -3) / "level"

local adverb = (T.any - T.punctuation - T.event - T.country - T.person - T.negation - T.future) ^ -2
local gathering = T.event + T.word { "summit", "meeting", "gathering", "conference", "talks", "forum",
  "session",
  "event" }
local to_event = (T.any - T.word { ".", ";", ",", "but", "\"", "“", "”" } - gathering) ^ -8
  * ((gathering ^ 1) / "event")

local attended = T.word { "attended", "joined", "visited", "participated", "gathered", "convened", "met",
  "took", "arrived", "came" }
local was = T.word { "was", "were", "is", "are", "be", "been", "being" }
local will = T.word { "will", "'ll", "would", "shall" }
local attend = T.word { "attend", "join", "participate", "attending", "joining", "participating", "gather",
  "convene",
  "take" }

-- "leaders of Japan and Australia", "Japan", "Japanese Prime Minister Fumio Kishida", "Kishida"
local of_parties = T.word "the" ^ -1 * level * T.word "of" * parties
local with_office = party / "party" * T.word { "'s", "’s" } ^ -1 * level * T.word "," ^ -1 * person
local with_level = party / "party" * T.word { "'s", "’s" } ^ -1 * level
local office_person = level * person
local apposition = (T.word "," * (T.any - T.word { ",", "." }) ^ -12 * T.word ",") ^ -1
local who = (of_parties + with_office + with_level + office_person + parties + person) * apposition

-- Verbs of coming need the event: "attended the summit", "took part in the summit".
rules.claim("attendance", who * adverb * attended * to_event, {
  name = "attendance.attended", status = "attended",
  examples = {
    "[The leaders of Japan, South Korea and New Zealand jointly attended a NATO summit] for the first time.",
    "[French President Jean Dupont attended the Rome summit] on Friday.",
    "France did not attend the Rome summit.",
  },
})
rules.claim("attendance", who * (was - T.word { "be", "being" }) * T.word { "present", "among" } * to_event, {
  name = "attendance.present", status = "attended",
  examples = { "[France was present at the Rome summit]." },
})
rules.claim("attendance", who * (will * T.word "also" ^ -1 + was * T.word { "expected", "due", "set",
  "scheduled",
  "planning", "likely" } * T.word "to" + T.word { "plans", "plan", "intends", "expects",
  "expect" } * T.word "to")
  * attend * to_event, {
  name = "attendance.expected", status = "expected",
  examples = {
    "[France is expected to attend the Rome summit].", "[Japan will attend the Rome summit] next week.",
  },
})
rules.claim("attendance", who * (was + T.word { "has", "have",
  "had" } * T.word "been") * adverb * T.word "invited"
  * to_event, {
  name = "attendance.invited", status = "invited",
  examples = { "[Japan and Australia were invited to the Rome summit]." },
})
rules.claim("attendance", T.word { "invited", "invites" } * who * to_event, {
  name = "attendance.invites", status = "invited",
  examples = { "The alliance [invited Japan and Australia to the Rome summit]." },
})
rules.claim("attendance", who * (T.word { "did", "does", "do", "could", "would", "will" } * T.negation
  + T.word { "didn't", "won't", "declined", "refused", "failed" } * T.word { "to", "not" } ^ -1)
  * T.word { "attend", "join", "come", "participate", "send", "travel" } * to_event, {
  name = "attendance.absent", status = "absent", priority = 1,
  examples = { "[France did not attend the Rome summit]." , "[France declined to join the Rome summit]." },
})
rules.claim("attendance", who * T.word { "skipped", "missed", "boycotted", "skips", "snubbed" } * to_event, {
  name = "attendance.skipped", status = "absent", priority = 1,
  examples = { "[French President Jean Dupont skipped the Rome summit]." },
})

-- "Australia was represented by Deputy Prime Minister Richard Roe"
local represented = T.word "represented" * (T.any - T.punctuation - T.word "by") ^ -6 * T.word "by"
local by_whom = T.word { "its", "their", "the" } ^ -1 * level * T.word "," ^ -1 * person ^ -1
rules.claim("attendance", parties * (was - T.word "be") * represented * by_whom, {
  name = "attendance.represented", status = "attended", priority = 2,
  examples = {
    "At the Rome summit [France was represented by Deputy Prime Minister Jean Dupont].",
    "At the Rome summit [France was represented by its foreign minister].",
  },
})
rules.claim("attendance", parties * will * T.word "be" * represented * by_whom, {
  name = "attendance.will-be-represented", status = "expected", priority = 2,
  examples = { "At the Rome summit [France will be represented by Deputy Prime Minister Jean Dupont]." },
})

-- Topics. A list of phrases ends where the event, a place or the sentence does.
local topic_end = T.word { ".", ";", "!", "?", "(", ")", "\"", "“", "”", ":", "during", "while", "when",
  "after",
  "before", "according", "said", "who", "which", "that", "–", "—", "but", "with", "ahead", "as" }
local at_event = T.word { "at", "in",
  "during" } * determiner ^ -1 * (T.any - T.punctuation - gathering) ^ -4 * gathering
local phrase = (T.any - topic_end - T.date - (T.word { "at",
  "on" } & T.any) - gathering) - (T.person + T.future)
local topics = ((phrase - T.word ",") * (phrase - at_event) ^ 0) / "topics"
local discussed = T.word { "discussed", "debated", "addressed", "covered", "tackled" }

rules.claim("topic", discussed
  * -(T.word "by" + T.word { "at", "in", "on", "with", "the" } * (gathering + T.person))
  * T.word { "the", "issues", "of", "how" } ^ -2 * topics * at_event ^ -1, {
  name = "topic.discussed",
  examples = { "Ministers [discussed arms control, energy security and trade] ." },
})
local centred = T.word { "centered", "centred", "focused", "focussed", "concentrated", "touched" }
local talks = T.word { "talks", "discussions", "discussion", "agenda", "leaders", "ministers", "debate",
  "session", "negotiations" } + gathering
rules.claim("topic", talks * (T.any - T.punctuation - T.quoted) ^ -6 * centred
  * T.word { "on", "upon", "around" } * topics, {
  name = "topic.centred",
  examples = {
    "In Rome [talks had centred on arms control, energy and trade].",
    "They were focused on arms control.",
  },
})
local subject_word = (T.lower + T.hyphenated) - T.cue - was - T.event - T.date - T.word { "which", "that",
  "who", "it", "this", "they", "he", "she", "there", "of" }
local subject_phrase = (subject_word ^ -6 * subject_word) / "topics"
rules.claim("topic", subject_phrase * (was + T.word { "went", "has", "had", "been" } ^ -2) * T.negation
  * T.word "been" ^ -1 * T.word { "mentioned", "discussed", "raised", "addressed", "debated", "covered",
  "tackled" }, {
  name = "topic.not-mentioned", stated = "false", priority = 1,
  examples = { "In Rome, [arms control was not mentioned] at all." },
})
rules.claim("topic", (was + T.word { "did", "has", "had" }) * T.negation
  * T.word { "mention", "discuss", "mentioned", "discussed", "raise", "address" } * topics * at_event ^ -1, {
  name = "topic.did-not-discuss", stated = "false", priority = 1,
  examples = { "Ministers [did not discuss arms control]." },
})
rules.claim("topic", subject_phrase * (was - T.word "be") * (T.word { "also", "widely", "briefly" } ^ -1)
  * T.word { "mentioned", "discussed", "raised", "addressed", "debated" } * T.word { "at", "during", "in" }, {
  name = "topic.was-discussed",
  examples = { "In Rome [energy security was discussed at] length." },
})
rules.claim("topic", subject_phrase * T.word { "dominated", "topped", "overshadowed" }
  * T.word { "the", "talks", "agenda", "summit", "discussions" } ^ 1, {
  name = "topic.dominated",
  examples = { "In Rome [energy security dominated the talks]." },
})

-- Ranks. "the world's 10th and 16th biggest arms exporters, respectively, during 2019-2023, according to X"
local ordinal = (T.ordinal + T.word { "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
  "ninth",
  "tenth", "eleventh", "twelfth", "second-largest", "third-largest", "fourth-largest", "fifth-largest",
  "sixth-largest", "seventh-largest", "eighth-largest", "ninth-largest", "tenth-largest", "second-biggest",
  "third-biggest", "fourth-biggest", "fifth-biggest" }) / "rank"
local ordinals = ordinal * (comma_and ^ 1 * ordinal) ^ -10
local superlative = T.word { "largest", "biggest", "highest", "leading", "most", "top", "greatest", "main",
  "-" }
local possessive = T.word { "'s", "’s" }
local whole = T.word { "world", "globe", "region", "continent", "alliance" } + T.country + T.place
  + T.organization
local scope = T.word "the" ^ -1 * ((whole ^ 1) / "scope") * possessive
local metric_word = ((T.lower + T.hyphenated) - was - T.word { "in", "among", "with", "during", "of",
  "according", "behind",
  "after", "and", "between", "over", "for", "from", "by", "at", "to" })
local metric = (metric_word ^ -5 * metric_word) / "metric"
local scope_behind = T.word { "in", "of" } * T.word "the" ^ -1 * ((whole ^ 1) / "scope")
local period = (T.word { "during", "in", "over", "for", "between", "from" } ^ -1 * T.word { "the",
  "period" } ^ -2
  * T.date ^ 1) / "period"
local source = T.word "," ^ -1 * T.word "according" * T.word "to" * (((T.any - T.word { ",", ".",
  ";" }) ^ 1) / "according_to")

local respectively = (T.word "," ^ -1 * T.word "respectively" * T.word "," ^ -1) ^ -1
local context = respectively * scope_behind ^ -1 * (T.word "," ^ -1 * period) ^ -1 * source ^ -1
local subjects = (party * (comma_and ^ 1 * party) ^ -15) / "subject"
local is = T.word { "was", "were", "is", "are", "became", "remained", "remains", "ranked", "ranks", "rank",
  "as",
  "placed", "stood" }

rules.claim("rank", subjects * (T.word "," ^ -1 * is) * T.word { "also", "still", "now" } ^ -1
  * (scope + T.word "the" ^ -1) * ordinals * superlative ^ -2 * metric * context, {
  name = "rank.ordinal",
  examples = {
    "[Norway and Chile were the world's 3rd and 7th biggest salmon exporters, respectively, "
      .. "during 2001-2005, according to the Lake Institute].",
    "In all [France was the second-largest arms exporter in the world].",
  },
})
rules.claim("rank", subjects * is * (scope + T.word "the") * T.word { "largest", "biggest", "leading", "top" }
  * metric * context, {
  name = "rank.first", rank = 1,
  examples = { "In all [France was the world's biggest cheese exporter]." },
})
rules.claim("rank", subjects * T.word { "ranked", "ranks", "was", "is", "came", "placed", "finished",
  "stood" }
  * ordinal * (T.word { "among", "in", "for", "as" } * metric) ^ -1 * context, {
  name = "rank.ranked",
  examples = { "[France ranked fourth among arms exporters]." },
})

-- Quantities. "exports rose by 12 percent", "France spent $3.2 billion on arms"
local number = T.number / "value"
local scale = T.word { "thousand", "million", "billion", "trillion", "bn" } / "scale"
local percent = T.word { "percent", "%", "per" } * T.word "cent" ^ -1
local what = (T.lower - was - T.cue - T.word { "of", "the" }) ^ -3 * (T.lower - was - T.cue)
local owner = (party / "subject") * T.word { "'s", "’s" } ^ -1
local grew = T.word { "rose", "grew", "increased", "climbed", "jumped", "surged", "soared" }
local shrank = T.word { "fell", "dropped", "declined", "decreased", "shrank", "slid", "plunged" }
local by = (T.word "by" + T.word "about" + T.word "around" + T.word "nearly" + T.word "almost" + T.word "some"
  + T.word "over") ^ -2

rules.claim("quantity", owner * (what / "metric") * grew * by * number * percent * period ^ -1 * source ^ -1,
  {
  name = "quantity.rose", unit = "%",
  examples = { "[France's arms exports rose by 12 percent in 2021]." , "[French exports grew 7%] then." },
})
rules.claim("quantity", owner * (what / "metric") * shrank * by * number * percent * period ^ -1 * source ^
  -1, {
  name = "quantity.fell", unit = "%", sign = "minus",
  examples = { "[French exports fell 7.5 percent] then." },
})
rules.claim("quantity", owner * (T.word { "accounted", "accounts",
  "account" } * T.word "for") * by * number * percent
  * (T.word { "of" } * ((T.word { "all", "global", "the",
  "total" } ^ -2 * what) / "metric")) ^ -1 * period ^ -1
  * source ^ -1, {
  name = "quantity.share", unit = "%",
  examples = { "[France accounted for 11 percent of global arms exports]." },
})
local currency = (T.word { "$", "€", "£", "us$", "¥" }) / "unit"
rules.claim("quantity", owner * (T.word { "spent", "spends", "invested", "pledged", "approved",
  "allocated" } / "metric")
  * by * currency * number * scale ^ -1 * period ^ -1 * source ^ -1, {
  name = "quantity.money",
  examples = { "[France spent $3.2 billion] on ships." },
})
