--- Claims that can be held against a table: who came, what was talked about, who ranks where.
local rules = broadsheet.rules
local T = rules.token

local comma_and = T.word { ",", "and", "as", "well", "&", "or" }
local possessive = T.word { "'s", "’s" }

-- A party: "Japan", "the Kingdom of Norway", "the government of Chile"
local body_of = T.word { "government", "delegation", "republic", "kingdom", "state", "commonwealth" }
  * T.word "of" * T.word "the" ^ -1
local party = T.word "the" ^ -1 * body_of ^ -1 * (T.country + T.organization) ^ 1
local parties = (party * (comma_and ^ 1 * party) ^ 0) / "party"
local person = (T.person ^ 1) / "person"

-- "leaders", "Deputy Prime Minister", "the defence ministers"
local rank_word = T.title + T.word {
  "leaders", "presidents", "ministers", "heads", "officials", "delegation", "delegations",
  "representatives", "representative", "envoys", "ambassadors", "chancellors", "premiers", "secretaries",
  "monarchs", "diplomats", "delegates", "observers",
}
local rank_modifier = T.word {
  "prime", "foreign", "defense", "defence", "deputy", "vice", "state", "government", "of", "and", "finance",
  "senior", "high-level", "high", "level", "national", "security", "interior", "secretary",
}
local rank_tail = T.word { "of", "general", "and", "state", "government", "minister" }
  * T.word { "state", "government", "minister" } ^ -1
local level = (rank_modifier ^ -3 * rank_word * rank_tail ^ -3) / "level"

-- Who came: a list, each item of which has its own level and person. "leaders of Japan and Australia",
-- "Japan", "Japanese Prime Minister Fumio Kishida", "Fumio Kishida of Japan", "Kishida"
local of_parties = T.word "the" ^ -1 * level * T.word "of" * parties
local with_office = party / "party" * possessive ^ -1 * level * T.word "," ^ -1 * person
local with_level = party / "party" * possessive ^ -1 * level
local office_person = level * person * (T.word "of" * (party / "party")) ^ -1
local person_of = person * (T.word "of" * (party / "party")) ^ -1
local item = (of_parties + with_office + with_level + office_person + party / "party" + person_of) / "item"
local items = item * (comma_and ^ 1 * item) ^ 0
local apposition = (T.word ","
  * (T.word { "the", "a", "an", "its", "who", "whose", "which" } + T.title + rank_modifier)
  * (T.any - T.word { ",", "." }) ^ -12 * T.word ",") ^ -1
local who = items * apposition

-- Verbs of coming need the event: "attended the summit", "took part in the summit".
local gathering = T.event + T.word {
  "summit", "meeting", "gathering", "conference", "talks", "forum", "session", "event", "summits", "meetings",
  "gatherings", "conferences",
}
local between = T.any - T.word { ".", ";", ",", "but", "\"", "“", "”", "to", "by" } - gathering
local to_event = between ^ -8 * ((gathering ^ 1) / "event")
local event_there = T.word { "in", "at", "for", "to" } * to_event
local adverb = (T.any - T.punctuation - T.event - T.country - T.person - T.negation - T.future) ^ -2
local as_did = (T.word "," * T.word "as" * T.word { "did", "were" } * items) ^ -1

local came = T.word { "attended", "joined", "visited" } * to_event
  + T.word "took" * T.word { "an", "active" } ^ -2 * T.word "part" * event_there
  + T.word { "participated", "gathered", "convened", "met", "arrived", "came" } * T.lower ^ -1 * event_there
local come = T.word { "attend", "join", "attending", "joining" } * to_event
  + T.word { "take", "taking" } * T.word { "an", "active" } ^ -2 * T.word "part" * event_there
  + T.word { "participate", "participating", "gather", "convene", "come" } * T.lower ^ -1 * event_there
local was = T.word { "was", "were", "is", "are", "be", "been", "being" }
local will = T.word { "will", "'ll", "would", "shall" }

rules.claim("attendance", who * adverb * came * as_did, {
  name = "attendance.attended", status = "attended",
  examples = {
    "[The leaders of Japan, South Korea and New Zealand jointly attended a NATO summit] for the first time.",
    "[French President Jean Dupont attended the Rome summit] on Friday.",
    "[France took part in the Rome summit].",
    "France took pride in the Rome summit.",
    "France convened the Rome summit.",
    "France did not attend the Rome summit.",
  },
})
rules.claim("attendance", (T.first & T.word "they") / "pronoun" * adverb * came, {
  name = "attendance.they", status = "attended",
  examples = {
    "Japan and Norway are partners. [They attended the Rome summit].", "They attended the Rome summit.",
  },
})
rules.claim("attendance", who * (was - T.word { "be", "being" }) * T.word { "present", "among" } * to_event, {
  name = "attendance.present", status = "attended",
  examples = { "[France was present at the Rome summit]." },
})
local due_to = was * T.word { "expected", "due", "set", "scheduled", "planning", "likely" } * T.word "to"
  + T.word { "plans", "plan", "intends", "expects", "expect" } * T.word "to"
rules.claim("attendance", who * (will * T.word "also" ^ -1 + due_to) * come, {
  name = "attendance.expected", status = "expected",
  examples = {
    "[France is expected to attend the Rome summit].", "[Japan will attend the Rome summit] next week.",
  },
})

-- An invitation to do something else is none to the event: "invited to begin talks"
local invitation = T.word "to" * (come + -(T.lower - gathering - T["function"]) * to_event)
local invited = was + T.word { "has", "have", "had" } * T.word "been"
rules.claim("attendance", who * invited * adverb * T.word "invited" * invitation, {
  name = "attendance.invited", status = "invited",
  examples = {
    "[Japan and Australia were invited to the Rome summit].",
    "[Japan was invited to attend the Rome summit].",
    "Japan was invited to begin trade talks.",
  },
})
rules.claim("attendance", T.word { "invited", "invites" } * who * invitation, {
  name = "attendance.invites", status = "invited",
  examples = {
    "The alliance [invited Japan and Australia to the Rome summit].", "It invited Japan to open talks.",
  },
})
local did_not = T.word { "did", "does", "do", "could", "would", "will", "wo" } * T.negation
  + T.word { "declined", "refused", "failed" } * T.word { "to", "not" } ^ -1
rules.claim("attendance", who * did_not * (come + T.word { "send", "travel" } * to_event), {
  name = "attendance.absent", status = "absent", priority = 1,
  examples = { "[France did not attend the Rome summit].", "[France declined to join the Rome summit]." },
})
rules.claim("attendance", who * T.word { "skipped", "missed", "boycotted", "skips", "snubbed" } * to_event, {
  name = "attendance.skipped", status = "absent", priority = 1,
  examples = { "[French President Jean Dupont skipped the Rome summit]." },
})

-- "Australia was represented by Deputy Prime Minister Richard Roe and Norway by its foreign minister"
local represented = T.word "represented" * (T.any - T.punctuation - T.word "by") ^ -6 * T.word "by"
local by_whom = T.word { "its", "their", "the" } ^ -1 * level * T.word "," ^ -1 * person ^ -1
local further = comma_and ^ 1 * ((party / "party" * T.word "by" * by_whom) / "item")
rules.claim("attendance", (parties * (was - T.word "be") * represented * by_whom) / "item" * further ^ 0, {
  name = "attendance.represented", status = "attended", priority = 2,
  examples = {
    "At the Rome summit [France was represented by Deputy Prime Minister Jean Dupont].",
    "At the Rome summit [France was represented by its foreign minister].",
  },
})
rules.claim("attendance", (parties * will * T.word "be" * represented * by_whom) / "item" * further ^ 0, {
  name = "attendance.will-be-represented", status = "expected", priority = 2,
  examples = { "At the Rome summit [France will be represented by Deputy Prime Minister Jean Dupont]." },
})

rules.claim("attendance", T.event ^ 1 / "event" * (T.word { "in", "at" } * T.place ^ 1) ^ -1
  * T.word { "hosts", "hosted", "welcomes", "welcomed" } * items, {
  name = "attendance.hosts", status = "attended",
  examples = { "The [Rome summit hosts Japan and Norway]." },
})
rules.claim("attendance", who * was * T.word "among" * (T.any - T.punctuation - gathering) ^ -5
  * T.word { "expected", "due" } * T.word { "in", "at", "to" } * T.word "attend" ^ -1
  * (T.place ^ 1 / "place" + to_event), {
  name = "attendance.among-expected", status = "expected", priority = 1,
  examples = { "At the Rome summit [France is among those expected in Rome]." },
})

-- Topics. A list of phrases ends where the event, a place or the sentence does.
local topic_end = T.word {
  ".", ";", "!", "?", "(", ")", "\"", "“", "”", ":", "–", "—", "during", "while", "when", "after", "before",
  "according", "said", "who", "which", "that", "but", "with", "ahead", "as", "by", "because", "although",
}
local finite = was + T.word {
  "has", "have", "had", "will", "would", "can", "could", "should", "must", "may", "did", "does", "do",
}
local determiner = T.word { "the", "a", "an", "this", "that", "its", "their", "last", "next" }
local at_event = T.word { "at", "in", "during" } * determiner ^ -1 * (T.any - T.punctuation - gathering) ^ -4
  * gathering
local phrase = T.any - topic_end - T.date - gathering - T.person - T.future - T.word { "at", "on" }
local no_topic = T.word {
  ",", "in", "on", "at", "to", "for", "from", "under", "with", "by", "as", "about", "it", "this", "these",
  "those", "them", "here", "there", "and", "or", "that", "again", "previously", "earlier", "further", "then",
} + gathering
local lead = T.word { "the", "issues", "of", "how" } ^ -2
local topics = -no_topic * -((T.any - topic_end) ^ 0 * finite)
  * ((phrase * (phrase - at_event) ^ 0) / "topics")

-- What can have topics: a meeting, what is written of it, or those who are there.
local meeting = gathering + T.word {
  "discussions", "discussion", "agenda", "debate", "negotiations", "consultations", "readout",
  "communique", "communiqué", "declaration", "statement",
}
local present = T.word {
  "they", "leaders", "ministers", "allies", "participants", "delegates", "delegations", "presidents", "heads",
  "officials", "envoys", "negotiators", "sides", "countries", "partners", "governments", "members",
} + T.country + T.person + T.organization
local aside = (T.word { "have", "has", "had", "also", "then", "briefly", "jointly", "all" }) ^ -2
local meeting_says = (meeting ^ 1) / "meeting" * (T.any - T.punctuation - T.quoted - was - meeting - present
  - T.word { "with", "and", "while", "that", "which", "of", "to" }) ^ -3

rules.claim("topic", present * aside * T.word { "discussed", "debated" } * lead * topics * at_event ^ -1, {
  name = "topic.discussed",
  examples = {
    "At the Rome summit [ministers discussed arms control, energy security and trade].",
    "Ministers discussed arms control.",
    "The topics discussed by ministers at the Rome summit are many.",
  },
})
-- "NATO and its partners - Japan and Norway - will discuss grain when they meet"
local dash = T.word { "-", "–", "—", "--", "," }
rules.claim("topic", (party * (T.any - T.punctuation - T.cue - will) ^ -6) / "scope"
  * (dash * (T.any - T.word { ".", ";" } - will) ^ -14) ^ -1 * will * T.word { "discuss", "debate" }
  * lead * topics, {
  name = "topic.will-discuss", status = "expected", priority = 1,
  examples = {
    "[Japan and its northern partners will discuss arms control] when they meet.",
    "Japan discussed arms control.",
  },
})
rules.claim("topic", meeting_says * T.word { "discussed", "debated", "addressed", "covered", "tackled" }
  * lead * topics * at_event ^ -1, {
  name = "topic.addressed", priority = 1,
  examples = {
    "The [talks addressed arms control and trade].", "Jean Dupont addressed the special summit in Rome.",
  },
})
local centred = T.word { "centered", "centred", "focused", "focussed", "concentrated", "touched" }
rules.claim("topic", (meeting ^ 1) / "meeting" * T.word { "in", "had", "have", "has", "also" } ^ -2 * centred
  * T.word { "on", "upon", "around" } * lead * topics, {
  name = "topic.centred",
  examples = {
    "In Rome [talks had centred on arms control, energy and trade].",
    "They were focused on arms control.",
    "Talks began, with France focused on trade.",
  },
})
local subject_word = (T.lower + T.hyphenated) - T.cue - finite - gathering - T.date - T.word {
  "which", "that", "who", "it", "this", "these", "those", "they", "he", "she", "there", "of", "what", "as",
  "i", "we", "you", "here", "but", "and", "or", "if", "so", "also", "not",
}
local opener = (T.first & T.capital - T["function"]) ^ -1
local subject_phrase = (opener * subject_word ^ -5 * subject_word) / "topics"
local subject_class = T.country + T.place + T.organization + T.programme
local talked_of = T.word { "mentioned", "discussed", "raised", "addressed", "debated", "covered", "tackled" }
local not_mentioned = (was + T.word { "has", "have", "had" }) * T.negation
  * T.word "been" ^ -1 * talked_of * -T.word { "by", "in", "enough", "sufficiently", "adequately" }
  * (T.any ^ -9 * T.word "by" * (((T.any - T.punctuation) ^ 1) / "scope")) ^ -1
rules.claim("topic", subject_phrase * not_mentioned, {
  name = "topic.not-mentioned", stated = "false", priority = 1,
  examples = {
    "At the Rome summit [arms control was not mentioned] at all.", "Arms control was not raised.",
  },
})
-- not "the war in Ukraine was not discussed", of which Ukraine is no topic
local first_name = ((T.first & subject_class) * subject_class ^ -3) / "topics"
rules.claim("topic", first_name * not_mentioned, {
  name = "topic.name-not-mentioned", stated = "false", priority = 1,
  examples = {
    "[Norway was not discussed] at the Rome summit.",
    "The war in Norway was not discussed at the Rome summit.",
  },
})
rules.claim("topic", (present + (meeting ^ 1) / "meeting")
  * T.word { "did", "has", "have", "had" } * T.negation
  * T.word { "mention", "discuss", "mentioned", "discussed", "raise", "address" } * lead * topics
  * at_event ^ -1, {
  name = "topic.did-not-discuss", stated = "false", priority = 1,
  examples = { "At the Rome summit [ministers did not discuss arms control]." },
})
rules.claim("topic", subject_phrase * (was - T.word "be") * T.word { "also", "widely", "briefly" } ^ -1
  * T.word { "mentioned", "discussed", "raised", "addressed", "debated" } * T.word { "at", "during", "in" }
  * determiner ^ -1 * (T.any - T.punctuation - meeting) ^ -3 * ((meeting ^ 1) / "meeting"), {
  name = "topic.was-discussed",
  examples = { "In Rome [energy security was discussed at the talks].", "Much was raised in the house." },
})
rules.claim("topic", subject_phrase * (was - T.word "be") * T.word { "also", "high", "top", "back" } ^ -1
  * T.word "on" * determiner * T.word { "formal", "official", "full" } ^ -1 * T.word "agenda"
  * (T.word { "of", "at", "for" } * determiner ^ -1 * (T.any - T.punctuation - meeting) ^ -3
    * ((meeting ^ 1) / "meeting")), {
  name = "topic.on-agenda",
  examples = {
    "[Energy security was on the agenda of the Rome summit].", "Much was on the agenda of the house.",
  },
})
rules.claim("topic", subject_phrase * T.word { "dominated", "topped", "overshadowed" }
  * T.word { "the", "their", "its" } ^ -1 * T.any ^ -2 * ((meeting ^ 1) / "meeting"), {
  name = "topic.dominated",
  examples = { "In Rome [energy security dominated the talks].", "Big firms dominated the trade." },
})
