--- Figures that can be held against a table: who ranks where, how much of what, by how much it changed.
--- Parts and facts are those that core/annotate/claims.c reads.
local rules = broadsheet.rules
local T = rules.token

local comma_and = T.word { ",", "and", "as", "well", "&", "or" }
local possessive = T.word { "'s", "’s" }
local determiner = T.word { "the", "a", "an", "this", "that", "its", "their", "last", "next" }
local be = T.word { "was", "were", "is", "are", "be", "been", "being" }
local finite = be + T.word {
  "has", "have", "had", "will", "would", "can", "could", "should", "must", "may", "did", "does", "do",
}
local body_of = T.word { "government", "delegation", "republic", "kingdom", "state", "commonwealth" }
  * T.word "of" * determiner ^ -1
local party = determiner ^ -1 * body_of ^ -1 * (T.country + T.organization) ^ 1
local subjects = (party * (comma_and ^ 1 * party) ^ -15) / "subject"

local superlative = T.word { "largest", "biggest", "highest", "leading", "most", "top", "greatest", "main",
  "foremost" }
local whole = T.word { "world", "globe", "region", "continent", "alliance" } + T.country + T.place
  + T.organization
local scope = determiner ^ -1 * ((whole ^ 1) / "scope") * possessive
local metric_word = (T.lower + T.hyphenated) - finite - T["function"] - superlative - T.word {
  "according", "during", "between", "already", "today", "now", "ever", "respectively", "place", "position",
}
local metric = (metric_word ^ -5 * metric_word) / "metric"
local scope_behind = T.word { "in", "of", "among", "worldwide", "globally" } * determiner ^ -1
  * ((whole ^ 1) / "scope")
local range = T.word { "-", "–", "—", "to", "and", "through", "until" }
local dates = T.date ^ 1 * (range * T.date ^ 1) ^ -1
local at_time = T.word { "during", "in", "over", "for", "between", "from", "since", "through" } ^ -1
  * (determiner + T.word "period") ^ -2
local period = (at_time * dates) / "period"
local source_words = (T.any - T.word { ",", ".", ";" }) ^ 1
local source = T.word "," ^ -1 * T.word "according" * T.word "to" * (source_words / "according_to")
-- "According to SIPRI, Poland was": the source is no first of two subjects
local source_ahead = (T.word "according" * T.word "to" * (source_words / "according_to") * T.word ",") ^ -1
local sourced = source_ahead * subjects

-- Ranks. "the world's 10th and 16th biggest arms exporters, respectively, during 2019-2023, according to X"
local ordinal = (T.ordinal + T.word {
  "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
}) / "rank"
local joined_ordinal = T.word {
  "second-largest", "third-largest", "fourth-largest", "fifth-largest", "sixth-largest", "seventh-largest",
  "eighth-largest", "ninth-largest", "tenth-largest", "second-biggest", "third-biggest", "fourth-biggest",
  "fifth-biggest",
} / "rank"
-- "10th and 16th biggest", "16th-largest": without a superlative it counts and does not rank
local ordinals = ordinal * (comma_and ^ 1 * ordinal) ^ -10 * T.word "-" ^ -1 * superlative
  + (T.hyphenated & T.ordinal) / "rank" + joined_ordinal

local respectively = (T.word "," ^ -1 * T.word "respectively" * T.word "," ^ -1) ^ -1
local context = respectively * scope_behind ^ -1 * (T.word "," ^ -1 * period) ^ -1 * source ^ -1
local is = T.word {
  "was", "were", "is", "are", "became", "remained", "remains", "ranked", "ranks", "rank", "as", "placed",
  "stood",
}
local still = T.word { "also", "still", "now", "together" } ^ -1

rules.claim("rank", sourced * (T.word "," ^ -1 * is) * still * (scope + determiner ^ -1) * ordinals * metric
  * context, {
  name = "rank.ordinal",
  examples = {
    "[Norway and Chile were the world's 3rd and 7th biggest salmon exporters, respectively, "
      .. "during 2001-2005, according to the Lake Institute].",
    "In all [France was the second-largest arms exporter in the world].",
    "[According to NATO, France was the second-largest arms exporter in the world].",
  },
})
rules.claim("rank", sourced * is * still * (scope + determiner) * superlative * metric * context, {
  name = "rank.first", rank = 1,
  examples = { "In all [France was the world's biggest cheese exporter]." },
})
local ranked = T.word { "ranked", "ranks", "came", "placed", "finished", "stood" }
local of_what = T.word { "among", "for", "as", "of", "in" } * determiner ^ -1 * scope ^ -1 * superlative ^ -1
  * metric
rules.claim("rank", sourced * ranked * ordinal * of_what ^ -1 * context, {
  name = "rank.ranked",
  examples = { "[France ranked fourth among arms exporters].", "France is second in space." },
})
local place = T.word { "place", "position", "spot", "rank" }
rules.claim("rank", sourced * T.word { "took", "takes", "holds", "held", "occupies", "occupied", "in", "is" }
  * T.word { "in", "the" } ^ -2 * ordinal * place * of_what ^ -1 * context, {
  name = "rank.place",
  examples = { "[France took fourth place among arms exporters]." },
})

-- "the world's top three arms exporters": each is one of the first three
local count = (T.digits + T.word { "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" })
  / "rank"
local top = superlative * count + count * superlative
rules.claim("rank", sourced * is * still * T.word "among" ^ -1 * (scope + determiner) * top * metric
  * context, {
  name = "rank.top", status = "within", priority = 1,
  examples = { "[France, Chile and Norway were the world's top three cheese exporters in 2019-2023]." },
})
local in_period = ((T.word { "in", "during", "over" } * dates) / "period") ^ -1
rules.claim("rank", (scope + determiner) * top * metric * in_period * be * subjects * source ^ -1, {
  name = "rank.top-before", status = "within", priority = 1,
  examples = { "[The world's top three cheese exporters were France, Chile and Norway]." },
})

-- "Italy moved from 10th to 6th place among arms exporters between 2015-19 and 2020-24"
local moved = T.word {
  "moved", "climbed", "rose", "jumped", "advanced", "leapt", "fell", "dropped", "slipped", "slid", "went",
  "improved", "declined", "moves", "rises", "falls",
}
local two_periods = T.word { "between", "from" } * (dates / "period")
  * T.word { "and", "to" } * (dates / "period_to")
local second = T.ordinal + T.word {
  "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
}
rules.claim("rank", sourced * T.word { "has", "have", "also" } ^ -2 * moved * T.lower ^ -2 * T.word "from"
  * determiner ^ -1 * ordinal * place ^ -1 * T.word "to" * determiner ^ -1 * (second / "rank_to")
  * place ^ -1 * (superlative * metric) ^ -1 * of_what ^ -1 * (T.word "," ^ -1 * two_periods) ^ -1, {
  name = "rank.moved", priority = 2,
  examples = { "[France moved from 10th to 6th place among cheese exporters]." },
})

-- Quantities. "exports rose by 12 percent", "France spent $3.2 billion on arms"
local hedge = T.word {
  "about", "around", "nearly", "almost", "some", "over", "roughly", "approximately", "least", "most", "than",
  "up", "more", "less", "fewer", "under", "only", "just",
} / "hedge"
local about = (T.word { "by", "to", "at", "an", "a", "estimated", "of", "between" } + hedge) ^ -4
local number = (T.number + T.word {
  "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "twelve", "twenty",
  "thirty", "forty", "fifty",
}) / "value"
local scale = T.word { "thousand", "million", "billion", "trillion", "bn", "mn" } / "scale"
local percent = (T.word { "percent", "%", "per", "pct" } * T.word "cent" ^ -1)
local share_of = number * (T.word { "-", "–", "to", "and" } * (T.number / "value_to")) ^ -1 * percent
local grew = T.word { "rose", "grew", "increased", "climbed", "jumped", "surged", "soared", "gained",
  "expanded" }
local shrank = T.word { "fell", "dropped", "declined", "decreased", "shrank", "slid", "plunged",
  "contracted" }
local what_word = (T.lower + T.hyphenated) - finite - T.cue - T["function"] - grew - shrank
local what = what_word ^ -3 * what_word
local owner = source_ahead * (party / "subject") * possessive ^ -1
local head = ((T.first & T.capital) - T.country - T.person - T.organization + what_word) * what_word ^ -3
local owned = owner * (what / "metric") + (head / "metric") * T.word "of" * (party / "subject")
local tail = scope_behind ^ -1 * (T.word "," ^ -1 * period) ^ -1 * source ^ -1
local currency = T.word { "$", "€", "£", "us$", "¥" } / "unit"
local money = currency * number * scale ^ -1
local scale_level = (T.word { "thousand", "million", "billion", "trillion", "bn", "mn" } / "scale_level") ^ -1
local to_level = (T.word "to" * hedge ^ -2 * currency ^ -1 * (T.number / "value_level") * scale_level) ^ -1

rules.claim("quantity", owned * grew * about * share_of * to_level * tail, {
  name = "quantity.rose", unit = "%", status = "change",
  examples = {
    "[France's arms exports rose by 12 percent in 2021].", "[French exports grew 7%] then.",
    "[Exports of France rose by 12 percent to $3 billion in 2021].",
  },
})
rules.claim("quantity", owned * shrank * about * share_of * to_level * tail, {
  name = "quantity.fell", unit = "%", sign = "minus", status = "change",
  examples = { "[French exports fell 7.5 percent] then." },
})
local overall = T.word { "all", "global", "the", "total", "world", "international", "worldwide" } ^ -3
local of_all = T.word { "of", "in", "for" } * overall * (scope ^ -1) * (what / "metric")
local together = (T.word "," ^ -1 * T.word { "together", "jointly", "combined", "which", "alone", "also" }
  * T.word "," ^ -1) ^ -1
local holds = T.word { "accounted", "accounts", "account" } * T.word "for"
  + T.word { "made", "makes", "make" } * T.word "up"
  + T.word {
    "supplied", "supplies", "provided", "delivered", "represented", "represents", "held", "holds", "had",
    "has",
    "spent", "spends", "exported", "received", "took", "contributed",
  }
rules.claim("quantity", sourced * together * holds * about * share_of * of_all ^ -1 * tail, {
  name = "quantity.share", unit = "%", status = "share",
  examples = {
    "[France accounted for 11 percent of global arms exports].",
    "[France and Norway together accounted for 5 percent of arms exports in 2012-2016].",
  },
})
local stood = be + T.word { "stood", "rose", "fell", "grew", "dropped", "reached", "amounted", "shrank" }
local share_word = T.word { "share", "portion", "part", "percentage" }
rules.claim("quantity", owner * T.word { "joint", "combined", "total", "own", "global" } ^ -1 * share_word
  * of_all ^ -1 * in_period * stood * about * share_of * tail, {
  name = "quantity.share-of", unit = "%", status = "share",
  examples = { "[France's share of global arms exports was 11 percent] then." },
})
rules.claim("quantity", determiner ^ -1 * T.word { "joint", "combined", "total" } ^ -1 * share_word
  * (T.word "of" * subjects) * of_all ^ -1 * in_period * stood * about * share_of * tail, {
  name = "quantity.share-joint", unit = "%", status = "share",
  examples = { "[The joint share of France and Norway in arms exports was 5 percent]." },
})
local spent = T.word {
  "spent", "spends", "invested", "pledged", "approved", "allocated", "earned", "donated", "exported",
  "exports",
  "imports", "imported", "sells", "sold", "bought", "buys", "produces",
} / "metric"
local thing = T.lower - T["function"] - T.word "each"
local worth = (T.word { "worth", "of", "in", "on" } ^ 1 * ((thing * thing ^ -2) / "topic")) ^ -1
rules.claim("quantity", owner * (T.word { "has", "have", "had", "already" } ^ -2) * spent * about * money
  * worth
  * tail, {
  name = "quantity.money",
  examples = {
    "[France spent $3.2 billion on ships].",
    "[According to the budget, France spent $3.2 billion on ships].",
    "[France exports around $150 billion worth of weapons each year].",
  },
})
rules.claim("quantity", owner * (what / "metric") * (be + T.word { "totalled", "totaled", "reached", "stood",
  "amounted", "hit" }) * about * money * tail, {
  name = "quantity.level",
  examples = { "[France's arms exports reached $3.2 billion in 2021]." },
})
