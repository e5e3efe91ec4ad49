--- Dates: what an expression looks like. What it means is worked out from its parts and the day it is
--- read from (core/annotate/date_forms.c): `form` says how.
--
-- Spans follow TimeML: determiners and what says how much are inside ("the last two years", "nearly
-- a decade", "early 1990"), prepositions are not. A part named "date" is the span where a pattern
-- also says what stands around.
local rules = broadsheet.rules
local T = rules.token

local the, of = T.word "the", T.word "of"
local comma = T.word "," ^ -1
local dash = T.word { "-", "–", "—", "to", "and", "or", "through" }
local mid_month = T.word { "mid-january", "mid-february", "mid-march", "mid-april", "mid-may", "mid-june",
  "mid-july", "mid-august", "mid-september", "mid-october", "mid-november", "mid-december" }
local month_word = (T.month & T.capital) + mid_month
local month = month_word / "month"
local day_ordinal = T.ordinal + T.word {
  "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
  "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
  "twentieth", "twenty-first", "thirtieth", "thirty-first",
}
local day = (T.digits + T.ordinal) / "day"
local era = T.word { "BC", "B.C.", "BCE", "B.C.E.", "AD", "A.D.", "CE" } / "era"
local year = T.year / "year"
local weekday_word = T.weekday & T.capital
local weekday = weekday_word / "weekday"
local relative_word = T.word { "last", "this", "next", "previous", "past", "coming", "current", "following",
  "upcoming", "preceding", "prior", "subsequent", "ensuing", "same", "that" }
local relative = relative_word / "relative"
local near_relative = T.word { "last", "this", "next", "that", "same" }
local part_word = T.word { "morning", "afternoon", "evening", "night", "noon", "midday", "dawn", "daybreak",
  "dusk", "sunset", "sunrise", "nightfall", "lunchtime" }
local part = part_word / "part"
local mod = T.word { "early", "late", "mid", "earlier", "later" }
local edge = the ^ -1 * (T.word { "beginning", "start", "end", "middle", "close", "opening", "turn", "rest",
    "remainder" } + T.word { "latter", "early", "later", "better" } * T.word "part") * of
  * the ^ -1
local spell = the ^ -1 * (mod + T.word { "early", "late", "latter" } * T.word "part" * of * the ^ -1)
  * T.word "-" ^ -1
local head = (edge + spell) ^ -1
-- "the (early) morning (hours) of"
local part_of = (the ^ -1 * mod ^ -1 * part * T.word "hours" ^ -1 * T.word { "of", "on" }
  + the * T.word { "early", "small" } * (T.word "hours" / "part") * T.word { "of", "on" }) ^ -1
local part_behind = (mod ^ -1 * part) ^ -1
local yearly = (of ^ -1 * (near_relative / "yearly") * T.word "year"
  + of * the * (T.word { "same", "previous", "following" } / "yearly") * T.word "year"
  + of * (near_relative / "yearly") * T.word "year") ^ -1

------------------------------------------------------------------------------------------------
-- Days of the calendar

rules.date("DATE", part_of * (weekday * comma) ^ -1 * month * the ^ -1 * day * comma * year * part_behind, {
  name = "date.month-day-year", form = "calendar",
  examples = { "It began on [July 9, 2024].", "It began on [Tuesday, March 4th, 1997].",
    "It began on [the morning of July 9, 2024]." },
})
rules.date("DATE", part_of * (weekday * comma) ^ -1 * the ^ -1 * day * of ^ -1 * month * comma * year
  * part_behind, {
  name = "date.day-month-year", form = "calendar",
  examples = { "It began on [9 July 2024].", "It ended on [the 3rd of May 1999]." },
})
rules.date("DATE", head * month * (comma + of) * year, {
  name = "date.month-year", form = "calendar",
  examples = { "In [July 2024] they met.", "Until [August of 1991] it held.",
    "It fell in [early May 1942]." },
})
rules.date("DATE", head * month * (comma + of) * ((T.number + T.year) / "year") * era, {
  name = "date.month-year-era", form = "calendar",
  examples = { "In [September 480 BC] they met." },
})
rules.date("DATE", part_of * (weekday * comma) ^ -1 * month * the ^ -1 * day * yearly * part_behind
  * -(T.word { ":", "%", "percent", "per", "million", "billion" }), {
  name = "date.month-day", form = "calendar",
  examples = { "They met on [July 5].", "The May 40 per cent rule is odd.",
    "On [March 3 last year] it fell." },
})
rules.date("DATE", part_of * (weekday * comma) ^ -1 * the ^ -1 * day * of ^ -1 * month * yearly
  * part_behind, {
  name = "date.day-month", form = "calendar",
  examples = { "They met on [5 July].", "They met on [the 5th of July]." },
})
rules.date("DATE", month * (T.digits + T.ordinal) * dash * ((day * (comma * year) ^ -1) / "date")
  * -month_word, {
  name = "date.second-day", form = "calendar",
  examples = { "They met on July 5 and [6] in Rome.", "The fair of June 24-[26, 2022] was new." },
})
rules.date("DATE", (day / "date") * dash * T.digits * month, {
  name = "date.first-day", form = "calendar",
  examples = { "They met on [6]-7 February." },
})
rules.date("DATE", (T.number & T.hyphenated) / "date", {
  name = "date.figures", form = "iso",
  examples = { "It began on [2024-07-09].", "It was 10:30.", "The attacks of [9/11] came." },
})

-- "May", "March" and "August" are other things too: those names need a word that goes with a month
local clear_month = T.word { "january", "february", "july", "september", "october", "november", "december",
  "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.", "sep." } + mid_month
local before_month = T.word { "at", "near", "toward", "towards", "about", "into", "in", "since", "until",
  "till", "by", "from", "during", "of", "before", "after",
  "through", "between", "and", "to", "around", "for", "on", "this", "next", "last", "(", "throughout", "-",
  "–" }
rules.date("DATE", before_month * ((head * (month - T.person) * yearly) / "date"), {
  name = "date.month", form = "calendar",
  examples = { "In [June] the two met.", "May the two meet.", "By [late September] it fell.",
    "It was closed in [June of last year]." },
})
rules.date("DATE", T.word { "a", "the", "its", "their", "his" }
  * (((month_word - clear_month) / "month" - T.person - T.organization) / "date") * #T.lower, {
  name = "date.month-adjective", form = "calendar",
  examples = { "It began with a [March] operation.", "The march was late." },
})
rules.date("DATE", head * ((clear_month & month_word) / "month" - T.person - T.organization) * yearly, {
  name = "date.clear-month", form = "calendar",
  examples = { "The [December] report was late.", "The march was late.", "[Early October] was wet." },
})
rules.date("DATE", mod ^ -1 * (near_relative / "relative") * month, {
  name = "date.relative-month", form = "calendar",
  examples = { "It rained [last June]." },
})

------------------------------------------------------------------------------------------------
-- Years and what is longer

rules.date("DATE", (head * year) / "date", {
  name = "date.year", form = "year",
  examples = { "It was founded in [1998].", "They had 1998 tanks.", "The [2019] summit was short.",
    "[1991] saw the end of it.", "It cost $1998.", "It ended in [early 1920]." },
})
rules.date("DATE", head * ((T.number + T.year) / "year") * era + (T.word { "AD", "A.D." } / "era")
  * ((T.number + T.year) / "year"), {
  name = "date.year-era", form = "year",
  examples = { "By [494 BC] the navy had come." },
})
rules.date("DATE", T.word { "'", "’" } * ((T.digits + T.number) / "year") * -T.word { "'", "’" }, {
  name = "date.short-year", form = "year", priority = -1,
  examples = { "It was a hit in [’98] as before." },
})
rules.date("DATE", (T.year / "from") * T.word { "-", "–", "—", "/" } * ((T.digits + T.number) / "date"), {
  name = "date.range-end", form = "range",
  examples = { "In 1998–[99] it was so.", "Exports of 2019-2023 were higher." },
})
rules.date("DATE", ((T.number / "year") / "date") * T.word { "-", "–", "—", "to", "and" } * T.number * era, {
  name = "date.range-start-era", form = "year",
  examples = { "It lasted from [499] to 493 BC.", "It lasted from 499 to 493." },
})
rules.date("DATE", head * the ^ -1 * spell ^ -1 * ((T.decade + (T.year * T.word { "'s", "’s" })) / "decade")
  * era ^ -1, {
  name = "date.decade", form = "decade",
  examples = { "It was popular in [the 1960s].", "It began in [the early 1990s]." },
})
rules.date("DATE", the * mod ^ -1 * T.word "-" ^ -1 * T.word { "'", "’" } ^ -1 * (T.word { "twenties",
  "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties", "50s", "60s", "70s",
    "80s", "90s" } / "decade"), {
  name = "date.decade-word", form = "decade",
  examples = { "It was popular in [the sixties].", "It was built in [the late ’80s]." },
})
local number_of_century = (day_ordinal + T.word { "mid-19th", "mid-20th", "mid-18th" }) / "number"
local half_of = the ^ -1 * T.word { "first", "second", "latter" } * T.word "half" * of
rules.date("DATE", (head + half_of) * the ^ -1 * spell ^ -1 * number_of_century * T.word { "century",
  "centuries" }
  * era ^ -1, {
  name = "date.century", form = "century",
  examples = { "In [the 19th century] steam came.", "It dates from [the early fourth century BC]." },
})

------------------------------------------------------------------------------------------------
-- Weekdays, today, this morning

local week = of ^ -1 * (relative_word / "week") * T.word "week"
rules.date("DATE", (part_of + mod ^ -1) * (relative ^ -1 * weekday * (week ^ -1)) * part_behind * week ^ -1, {
  name = "date.weekday", form = "weekday",
  examples = { "He said on [Monday] that it holds.", "They meet [next Friday].", "It ended [late Sunday].",
    "They met on [Tuesday night].", "They met on [Tuesday of last week].",
    "It fell in [the early hours of Monday]." },
})
rules.date("SET", (T.capital & T.word { "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays",
  "Saturdays", "Sundays" }) / "weekday" * (part_word / "part") ^ -1, {
  name = "date.weekdays", form = "set",
  examples = { "They meet on [Mondays] there." },
})
rules.date("DATE", mod ^ -1 * ((T.word { "today", "yesterday", "tomorrow" } - T.organization) / "word")
  * part_behind, {
  name = "date.day", form = "day",
  examples = { "They met [yesterday] in Rome.", "They meet [tomorrow afternoon]." },
})
rules.date("DATE", the * T.word "day" * (T.word { "before", "after" } / "beyond") * (T.word { "yesterday",
  "tomorrow" } / "word"), {
  name = "date.day-beyond", form = "day",
  examples = { "They met [the day before yesterday]." },
})
rules.date("TIME", mod ^ -1 * T.word "tonight" / "part", {
  name = "date.tonight", form = "part",
  examples = { "They meet [tonight] in Rome." },
})
rules.date("TIME", the ^ -1 * mod ^ -1 * the ^ -1 * relative * (T.word { "morning", "afternoon", "evening",
  "night" }
  / "part"), {
  name = "date.part", form = "part",
  examples = { "They met [last night] in Rome.", "It fell [early the next morning]." },
})
rules.date("TIME", T.word "overnight" / "part", {
  name = "date.overnight", form = "part",
  examples = { "It was shelled [overnight]." },
})

------------------------------------------------------------------------------------------------
-- Last year, two years ago

local unit_word = T.word { "day", "week", "weekend", "month", "quarter", "year", "decade", "century" }
local one_unit = unit_word / "unit"
local all_units = T.word { "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week",
  "weeks", "weekend", "weekends", "fortnight", "month", "months", "quarter", "quarters", "year", "years",
  "decade", "decades", "century", "centuries", "millennium", "millennia" }
local unit = all_units / "unit"
local many_units = T.word { "seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades",
  "centuries", "weekends" }
rules.date("DATE", (edge + mod * T.word "in" ^ -1) ^ -1 * the ^ -1 * T.word { "very", "whole", "first" } ^ -1
  * (T.word { "last", "this", "next", "previous", "coming", "current", "following", "upcoming", "preceding",
    "prior", "subsequent", "ensuing", "same", "that" } / "relative") * one_unit * -T.word { "-", "old" }, {
  name = "date.unit", form = "unit",
  examples = { "The event was held [last year].", "[Earlier this month] it closed.",
    "It fell at [the end of last week]." },
})
rules.date("DATE", (edge + mod * T.word "in" * the) * (T.word { "week", "month", "quarter", "year", "decade",
  "century", "day" } / "unit"), {
  name = "date.edge", form = "unit",
  examples = { "It closed at [the end of the year].", "It closed [later in the week]." },
})
rules.date("DATE", the ^ -1 * (T.word { "year-end", "month-end", "quarter-end" } / "unit"), {
  name = "date.unit-end", form = "unit",
  examples = { "It closes by [year-end] there." },
})
rules.date("DATE", the * T.word "weekend", {
  name = "date.weekend", form = "weekend",
  examples = { "It fell over [the weekend]." },
})
rules.date("DATE", the * one_unit * (T.word { "before", "after", "earlier", "later" } / "relative")
  * -(T.word { "a", "an", "the" } + T.number + T.capital + T.word { "his", "her", "their", "its", "that",
    "it", "he", "she", "they", "this" }), {
  name = "date.unit-before", form = "unit",
  examples = { "It had risen [the year before].", "It fell the day after the attack." },
})

local number_word = T.number + T.word { "one", "two", "three", "four", "five", "six", "seven", "eight",
  "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
      "thousand",
    "dozen", "twenty-one", "twenty-two", "twenty-three", "twenty-four", "twenty-five", "twenty-six",
      "twenty-seven",
  "twenty-eight", "twenty-nine", "thirty-two", "thirty-five", "thirty-six", "forty-five", "forty-eight",
  "seventy-two" }
local an = T.word { "a", "an" }
local half = T.word "half"
local vague_number = T.word { "several", "few", "many", "some", "numerous", "various", "couple", "pair" }
local counted = an ^ -1 * number_word ^ -3 * number_word * (T.word { "and", "-" } * T.word { "a", "-" } ^ -2
  * half) ^ -1
local range = (number_word * T.word { "or", "to", "-", "–" } * number_word)
local vague = an ^ -1 * T.word { "past", "last", "next", "good" } ^ -1 * vague_number * of ^ -1
local halves = half * T.word "-" ^ -1 * an ^ -1 + an * half * T.word "-" ^ -1 + an
local count = (counted + range + vague + halves) / "count"
local about = (T.word { "about", "nearly", "almost", "around", "some", "roughly", "approximately", "over",
  "just", "barely", "only", "exactly", "under" } + T.word { "more", "less", "fewer", "longer", "later",
    "earlier" }
  * T.word "than" + T.word "at" * T.word { "least", "most" } + T.word "as" * T.word { "many", "little",
    "long", "few" } * T.word "as" + T.word "up" * T.word "to") ^ -1
local side_word = T.word { "ago", "earlier", "later", "afterward", "afterwards", "previously", "hence" }
-- "two days before", but not "two days before the vote": that is a duration beside an event
local side_or_event = T.word { "before", "after", "prior" }
local side = (side_word + side_or_event * #(T.punctuation + T.word { "and", "but", "in", "at" })
  + (side_or_event & T.last)) / "side"
rules.date("DATE", about * count * T.word { "more", "full", "short", "long" } ^ -1 * unit
  * side, {
  name = "date.ago", form = "ago",
  examples = { "It was sold [two years ago].", "[Two days later] he left.",
    "It fell [a few months earlier]." },
})
rules.date("DATE", about * count * unit * (T.word "from" / "side") * T.word { "now", "today" }, {
  name = "date.from-now", form = "ago",
  examples = { "It opens [two weeks from now]." },
})
rules.date("DATE", T.word { "in", "within" } * (about * count * unit * (T.word { "'s", "'", "’", "’s" } ^ -1)
  * (T.word "time" / "side")), {
  name = "date.ahead", form = "ago",
  examples = { "It opens [in two weeks time]." },
})
rules.date("DATE", (many_units / "unit") * (T.word { "ago", "earlier", "later" } / "side"), {
  name = "date.units-ago", form = "ago",
  examples = { "It was sold [years ago]." },
})

------------------------------------------------------------------------------------------------
-- Durations

local old = T.word "-" ^ -1 * T.word { "old", "long" }
local not_ago = -(side_word + T.word "from")
local lasting = T.word { "past", "last", "next", "first", "final", "coming", "previous", "another", "entire",
  "whole", "full", "following", "preceding", "other", "these", "those", "only" }
rules.date("DURATION", about * count * T.word { "more", "full", "consecutive", "straight", "successive",
  "long", "further", "additional", "whole" } ^ -1 * unit * (T.word "and" * T.word "a" * (half / "half")) ^ -1
  * old ^ -1 * not_ago, {
  name = "date.duration", form = "duration",
  examples = { "It lasted [three months] in all.", "It took [nearly a decade].",
    "After [a year and a half] it fell.", "He is [33 years old].", "They waited [half an hour]." },
})
rules.date("DURATION", ((number_word ^ -2 * number_word + half + T.word "multi") / "count") * T.word "-"
  * unit
  * old ^ -1, {
  name = "date.duration-joined", form = "duration",
  examples = { "A [three-day] visit was held.", "A [16-year-old] came." },
})
rules.date("DURATION", (the * lasting + (lasting - T.word "last")) * count * T.word "-" ^ -1 * unit
  * old ^ -1, {
  name = "date.last-duration", form = "duration",
  examples = { "Over [the past five years] it doubled.", "It waited [another two weeks]." },
})
rules.date("DURATION", the ^ -1 * count * (T.word { "past", "last", "previous", "preceding", "next",
  "following" })
  * (many_units / "unit"), {
  name = "date.duration-last", form = "duration",
  examples = { "In [the four previous weeks] it fell." },
})
rules.date("DURATION", (the + T.word "this") * T.word "past" * (T.word { "day", "week", "month", "quarter",
  "year", "decade", "century" } / "unit") + T.word { "all", "entire", "whole", "half" } * (T.word { "day",
    "week",
    "month", "year" } / "unit") + T.word { "the", "an", "a" } * T.word { "entire", "whole", "full" }
      * one_unit, {
  name = "date.whole", form = "whole",
  examples = { "It doubled over [the past year].", "It rained [all day]." },
})
rules.date("DURATION", T.word { "for", "in", "over", "within", "after", "during", "of", "takes", "took",
  "take", "lasted", "last", "by", "many", "spent" } * (((T.word { "the", "those", "these" } ^ -1)
    * (many_units / "unit")) / "date")
  * not_ago, {
  name = "date.units", form = "duration",
  examples = { "They had fought for [years] there.", "They spent [months] there." },
})
rules.date("DURATION", (many_units / "unit") * #of + the ^ -1 * T.word { "following", "succeeding",
  "ensuing", "early", "final", "last", "first", "next", "intervening" } * (many_units / "unit"), {
  name = "date.units-of", form = "duration",
  examples = { "[Years] of war followed.", "It fell in [the following days]." },
})
rules.date("DURATION", an ^ -1 * (T.word { "year-long", "yearlong", "month-long", "monthlong", "week-long",
  "weeklong", "day-long", "daylong", "hour-long", "hourlong", "decade-long", "century-long" } / "unit"), {
  name = "date.unit-long", form = "whole",
  examples = { "After [a year-long] trial he fell." },
})
local row = T.word { "consecutive", "straight", "successive", "running" }
rules.date("DURATION", (the + an) ^ -1 * (day_ordinal / "number") * (row * (all_units / "unit")
  + (all_units / "unit")
  * (T.word "running" + T.word "in" * T.word "a" * T.word "row")), {
  name = "date.streak", form = "streak",
  examples = { "It fell for [the third consecutive year].", "It fell for [a third year in a row]." },
})

------------------------------------------------------------------------------------------------
-- Sets

local each = T.word { "every", "each" }
rules.date("SET", each * ((T.number + T.word { "two", "three", "four", "five", "six", "ten", "other", "few" })
  / "count") ^ -1 * (unit + weekday * part_behind + part + month + T.word { "spring", "summer", "autumn",
    "fall", "winter" } / "season"), {
  name = "date.set", form = "set",
  examples = { "They meet [every year] in Rome.", "They meet [each Monday] there.",
    "It rains [every other day]." },
})
rules.date("SET", all_units * ((an * one_unit) / "date") * -side_word, {
  name = "date.times-unit", form = "set", priority = 1,
  examples = { "He works 12 hours [a day] there." },
})
rules.date("SET", T.word { "once", "twice", "times", "percent", "%", "per" } * T.word { "cent" } ^ -1
  * ((T.word { "a", "an", "per", "each", "every" } * one_unit) / "date"), {
  name = "date.times", form = "set", priority = 1,
  examples = { "They met twice [a year] in Rome." },
})
rules.date("SET", T.symbol * T.number * T.word { "million", "billion", "trillion" } ^ -1
  * ((an * one_unit) / "date") * -side_word, {
  name = "date.rate", form = "set", priority = 1,
  examples = { "It costs $500 [a month] there." },
})
rules.date("SET", T.word "per" * (all_units / "unit"), {
  name = "date.per", form = "set",
  examples = { "They make 20 [per month] there." },
})
for _, set in ipairs {
  { "P1D", "daily" }, { "P1W", "weekly" }, { "P1M", "monthly" }, { "P1Y", "annually", "yearly", "annual" },
  { "P1Q", "quarterly" }, { "PT1H", "hourly" }, { "P2W", "biweekly", "fortnightly" }, { "P2Y", "biennial" },
} do
  rules.date("SET", (T.word(table.move(set, 2, #set, 1, {})) & (T.lower + T.first)) - T.organization, {
    name = "date." .. set[2], form = "vague", value = set[1],
    examples = { ("It is [%s] in Rome."):format(set[2]) },
  })
end

------------------------------------------------------------------------------------------------
-- Quarters, fiscal years, seasons, holidays

local fiscal = T.word { "fiscal", "financial" } / "fiscal"
local of_year = (comma * of ^ -1 * the ^ -1 * ((fiscal * T.word "year" ^ -1) ^ -1 * year
  + ((T.number + T.year) / "year") * era
  + relative * fiscal ^ -1 * T.word "year" + fiscal * T.word "year" ^ -1)) ^ -1
local quarter_number = T.word { "first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th", "final",
  "latest" }
  / "number"
rules.date("DATE", head * (the + relative) ^ -1 * fiscal ^ -1 * quarter_number * fiscal ^ -1
  * T.word "-" ^ -1 * T.word "quarter"
  * of_year, {
  name = "date.quarter", form = "quarter",
  examples = { "Sales fell in [the third quarter of 2024].", "Sales fell in [the fourth quarter]." },
})
rules.date("DATE", (T.word { "first-quarter", "second-quarter", "third-quarter", "fourth-quarter", "Q1",
  "Q2", "Q3", "Q4" } / "number") * (of ^ -1 * year) ^ -1, {
  name = "date.quarter-short", form = "quarter",
  examples = { "Sales fell in [Q3 2024].", "Its [third-quarter] profit fell." },
})
rules.date("DATE", the ^ -1 * (T.word { "first", "second", "latter" } / "number") * half * of_year, {
  name = "date.half", form = "quarter", length = 2,
  examples = { "Sales fell in [the first half of 2024]." },
})
local short_fiscal = {}
for short = 1980, 2049 do
  table.insert(short_fiscal, "FY" .. short)
  table.insert(short_fiscal, ("FY%02d"):format(short % 100))
end
rules.date("DATE", T.word(short_fiscal) / "fiscal_year", {
  name = "date.fiscal-short", form = "fiscal",
  examples = { "Sales fell in [FY2024] there.", "Sales fell in [FY24] there." },
})
rules.date("DATE", the ^ -1 * relative ^ -1 * fiscal * (T.word "year" * year ^ -1 + year), {
  name = "date.fiscal", form = "fiscal",
  examples = { "Sales fell in [fiscal 1998].", "Sales fell in [the last fiscal year]." },
})
local season = T.word { "spring", "summer", "autumn", "fall", "winter" } / "season"
local bare_season = T.word { "spring", "summer", "autumn", "winter" } / "season"
rules.date("DATE", (edge + the ^ -1 * spell) ^ -1 * ((relative * season + the * bare_season) * of_year
  + the * season * -of + the ^ -1 * season * of ^ -1 * (year + ((T.number + T.year) / "year") * era)), {
  name = "date.season", form = "season",
  examples = { "It fell in [the summer of 1990].", "It came [last winter].", "It fell in [spring 2021]." },
})
rules.date("DATE", T.word { "in", "by", "during", "since", "until", "this", "through" } * ((mod ^ -1 * season)
  / "date") * -T.word { "of", "in", "to", "on", "for", "into" }, {
  name = "date.season-bare", form = "season",
  examples = { "It began in [spring] as planned.", "It is in fall of late." },
})
rules.date("DATE", mod ^ -1 * ((T.word { "summer", "winter" } & T.lower) / "season") * -T.word { "olympics",
  "games", "palace", "school" }, {
  name = "date.season-alone", form = "season",
  examples = { "Its [summer] offensive failed.", "The Winter Palace fell." },
})
local holiday = ((T.word { "Christmas", "Easter", "Thanksgiving", "Halloween", "Whitsun", "Pentecost",
  "Epiphany", "Juneteenth", "Midsummer" } & T.capital)
  * T.word { "Day", "Eve", "Sunday", "Monday" } ^ -1
  + (T.word "New" & T.capital) * T.word "Year" * (T.word { "'s", "’s" } * T.word { "Day", "Eve" } ^ -1) ^ -1
  + T.word { "Good", "Maundy", "Ash", "Palm" } * (T.word { "Friday", "Thursday", "Wednesday", "Sunday" })
  + T.word { "Labor", "Labour", "Memorial", "Veterans", "Independence", "Columbus", "Bastille", "Boxing",
    "May", "Canada", "Victory", "Armistice", "Remembrance", "Earth", "Presidents", "Anzac", "Ascension" }
      * T.word "Day"
  + T.word { "Valentine", "Mother", "Father" } * T.word { "'s", "’s" } * T.word "Day"
  + T.word "International" * T.word "Women" * T.word { "'s", "’s" } * T.word "Day"
  + T.word { "Presidents", "Saints" } * T.word { "'", "’" } * T.word "Day"
  + T.word "St." * T.word "Patrick" * T.word { "'s", "’s" } * T.word "Day"
  + T.word "Fourth" * of * T.word "July"
  + T.word "Martin" * T.word "Luther" * T.word "King" * T.word "Jr." ^ -1 * T.word "Day") / "name"
rules.date("DATE", (near_relative / "relative") ^ -1 * holiday * (comma * of ^ -1 * year) ^ -1, {
  name = "date.holiday", form = "holiday",
  examples = { "They met on [Christmas Day] in Rome.", "They met [last Thanksgiving].",
    "It fell on [Easter 2021]." },
})

------------------------------------------------------------------------------------------------
-- Times of day

local day_half = T.word { "a.m.", "p.m.", "am", "pm", "a.m", "p.m" } / "half"
local zone = T.word { "GMT", "UTC", "EST", "EDT", "ET", "CET", "CEST", "BST", "JST", "PST", "PDT", "CST",
  "CDT", "MST", "IST", "KST", "AEST", "Eastern", "Pacific", "Central" }
local zoned = (T.word "(" * zone * T.word ")" + zone + T.word "local" + T.capital * #T.word "time")
  * T.word "time" ^ -1
local in_part = T.word "in" * the * part
local on_day = (comma * T.word "on" ^ -1 * (weekday * comma) ^ -1 * (month * day + day * month) * (comma
  * year) ^ -1
  + T.word { "this", "yesterday", "tomorrow" } / "day_word" * part
  + comma * T.word "on" ^ -1 * weekday + comma * T.word { "today", "yesterday", "tomorrow" } / "day_word"
  + part) ^ -1
rules.date("TIME", (T.number / "time") * (day_half + T.word "o'clock") * zoned ^ -1 * in_part ^ -1 * on_day, {
  name = "date.clock", form = "clock",
  examples = { "Doors open at [10:30 a.m.] on site.", "It ended at [3 p.m. Friday]." },
})
rules.date("TIME", ((T.number & T.hyphenated) / "time") * zoned ^ -1 * in_part ^ -1 * on_day
  * -T.word { "victory",
  "win", "lead", "ratio", "in" }, {
  name = "date.clock-figures", form = "clock",
  examples = { "Doors open at [10:30] on site." },
})
rules.date("TIME", (T.number / "time") * zoned, {
  name = "date.clock-zone", form = "clock",
  examples = { "It fell at [1430 GMT] there." },
})
rules.date("TIME", T.word { "at", "by", "until", "before", "after", "around", "from", "till", "about",
  "since" }
  * ((T.word { "noon", "midnight", "midday" } / "word" * zoned ^ -1 * on_day) / "date"), {
  name = "date.noon", form = "clock",
  examples = { "It ended at [midnight] in Rome." },
})

------------------------------------------------------------------------------------------------
-- What stays vague

rules.date("DATE", T.word "right" ^ -1 * T.word "now" + T.word { "currently", "nowadays", "presently" }
  + the * T.word "present" * -T.lower
  + T.word "at" * T.word { "present" } + the * T.word { "moment" } * -of + T.word "these" * T.word "days"
  + the * T.word "current" * T.word { "time", "moment" }, {
  name = "date.now", form = "vague", value = "PRESENT_REF",
  examples = { "It is [now] a member.", "They are rare [these days]." },
})
rules.date("DATE", T.word { "recently", "lately" } + the * T.word "recent" ^ -1 * T.word "past"
  * -(T.any & T.word { "few", "year", "week", "month", "day", "decade", "century", "president", "tense",
    "two" }), {
  name = "date.past", form = "vague", value = "PAST_REF",
  examples = { "It was [recently] sold.", "It was common in [the past]." },
})
rules.date("DATE", the ^ -1 * T.word { "recent", "past" } * T.word { "years", "months", "weeks", "days",
  "decades", "times", "history" }, {
  name = "date.recent", form = "vague", value = "PAST_REF",
  examples = { "It has grown in [recent years]." },
})
rules.date("DATE", the ^ -1 * T.word { "near", "foreseeable", "immediate", "distant" } ^ -1 * T.word "future"
  * -(T.lower & T.word { "generations", "historians", "wars", "war", "plans", "combat", "leaders" }), {
  name = "date.future", form = "vague", value = "FUTURE_REF",
  examples = { "It may grow in [the future].", "Its plans for [the near future] are open." },
})
rules.date("DATE", the ^ -1 * T.word { "coming", "future" } * T.word { "years", "months", "weeks", "days",
  "decades" }, {
  name = "date.coming", form = "vague", value = "FUTURE_REF",
  examples = { "It will grow in [coming years]." },
})
