--- Dates: what an expression looks like. What it means is worked out from its parts and the anchor
--- (core/annotate/dates.c): `form` says how.
local rules = broadsheet.rules
local T = rules.token

local comma = T.word "," ^ -1
local month = (T.month & T.capital) / "month"
local day = (T.digits + T.ordinal) / "day"
local year = T.year / "year"
local weekday = T.weekday & T.capital
local number = T.number + T.word { "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight",
  "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "hundred" }
local vague_number = T.word { "several", "few", "many", "some" }
local unit = T.word { "day", "days", "week", "weeks", "month", "months", "quarter", "quarters", "year",
  "years",
  "decade", "decades", "century", "centuries", "hour", "hours", "minute", "minutes" }
local relative = T.word { "last", "this", "next", "previous", "past", "coming", "current", "following" }
local part_of_day = T.word { "morning", "afternoon", "evening", "night" }
local part_of = T.word { "early", "late", "mid", "earlier", "later", "mid-" }

rules.date("DATE", (weekday * comma) ^ -1 * month * (T.word "the" ^ -1) * day * comma * year, {
  name = "date.month-day-year", form = "calendar",
  examples = { "It began on [July 9, 2024].", "It began on [Tuesday, March 4th, 1997]." },
})
rules.date("DATE", (weekday * comma) ^ -1 * (T.word "the" ^ -1) * day * (T.word "of" ^ -1) * month * comma *
  year, {
  name = "date.day-month-year", form = "calendar",
  examples = { "It began on [9 July 2024].", "It ended on [the 3rd of May 1999]." },
})
rules.date("DATE", month * (comma + T.word "of") * year, {
  name = "date.month-year", form = "calendar",
  examples = { "In [July 2024] they met.", "Until [August of 1991] it held." },
})
rules.date("DATE", (weekday * comma) ^ -1 * month * day * -(T.word { ":", "%", "percent" }), {
  name = "date.month-day", form = "calendar",
  examples = { "They met on [July 5].", "The May 40 per cent rule is odd." },
})
rules.date("DATE", (weekday * comma) ^ -1 * (T.word "the" ^ -1) * day * (T.word "of" ^ -1) * month, {
  name = "date.day-month", form = "calendar",
  examples = { "They met on [5 July]." },
})

local before_month = T.word { "in", "since", "until", "till", "by", "from", "during", "of", "before", "after",
  "through", "between", "and", "to", "late", "early", "mid", "last", "this", "next", "end" }
rules.date("DATE", before_month * ((part_of ^ -1 * month) / "date"), {
  name = "date.month", form = "calendar",
  examples = { "In [June] the two met.", "May the two meet." },
})
rules.date("DATE", (T.word { "last", "this", "next" } / "relative") * month, {
  name = "date.relative-month", form = "calendar",
  examples = { "It rained [last June]." },
})

local before_year = T.word { "in", "since", "until", "till", "by", "from", "during", "of", "before",
  "after", "for",
  "through", "to", "and", "between", "around", "circa", "late", "early", "mid", "back", "than", "the", "(" }
rules.date("DATE", before_year * (year / "date"), {
  name = "date.year", form = "calendar",
  examples = { "It was founded in [1998].", "They had 1998 tanks." },
})
rules.date("DATE", (T.first & T.year) / "year" * #(T.past_verb + T.word { ",", "saw", "marked",
  "brought" }), {
  name = "date.year-first", form = "calendar",
  examples = { "[1991] saw the end of it." },
})

rules.date("DURATION", year * T.word { "-", "–", "—" } * ((T.year + T.number) / "to"), {
  name = "date.years", form = "range",
  examples = { "Exports of [2019-2023] were higher.", "In [1998–99] it was so." },
})
rules.date("DURATION", T.word { "between", "from" } * year * T.word { "to", "and", "through", "until",
  "till" }
  * (T.year / "to"), {
  name = "date.year-to-year", form = "range",
  examples = { "They ruled [from 1990 to 1995]." },
})

rules.date("DATE", T.word "the" ^ -1 * (part_of ^ -1) * (T.decade / "decade"), {
  name = "date.decade", form = "decade",
  examples = { "It was popular in [the 1960s]." },
})
rules.date("DATE", T.word "the" * part_of ^ -1 * (T.word { "twenties", "thirties", "forties", "fifties",
  "sixties",
  "seventies", "eighties", "nineties" } / "decade"), {
  name = "date.decade-word", form = "decade",
  examples = { "It was popular in [the sixties]." },
})
rules.date("DATE", T.word "the" ^ -1 * ((T.ordinal + T.word { "eighteenth", "nineteenth",
  "twentieth" }) / "number")
  * T.word "century", {
  name = "date.century", form = "century",
  examples = { "In [the 19th century] steam came." },
})

rules.date("DATE", (relative / "relative") ^ -1 * (weekday / "weekday") * part_of_day ^ -1, {
  name = "date.weekday", form = "weekday",
  examples = { "He said on [Monday] that it holds.", "They meet [next Friday]." },
})
rules.date("DATE", T.word { "today", "yesterday", "tomorrow", "tonight" } / "word", {
  name = "date.day", form = "day",
  examples = { "They met [yesterday] in Rome." },
})
rules.date("DATE", (T.word { "earlier", "later" } ^ -1) * (relative / "relative")
  * (T.word { "week", "month", "quarter", "year", "decade", "century" } / "unit"), {
  name = "date.unit", form = "unit",
  examples = { "The event was held [last year].", "[Earlier this month] it closed." },
})
rules.date("DATE", ((number + vague_number) / "count") * (unit / "unit") * T.word { "ago", "earlier",
  "before" }, {
  name = "date.ago", form = "ago",
  examples = { "It was sold [two years ago]." },
})
rules.date("DATE", T.word { "in", "within" } * ((number / "count") * (unit / "unit") * T.word "time"), {
  name = "date.ahead", form = "ago", side = "ahead",
  examples = { "It opens [in two weeks time]." },
})
rules.date("DURATION", ((number + vague_number) / "count") * (unit / "unit") * -T.word { "ago", "old",
  "earlier" }, {
  name = "date.duration", form = "duration",
  examples = { "It lasted [three months] in all." },
})
rules.date("DURATION", T.word "the" ^ -1 * T.word { "past", "last", "next", "coming" } * (number / "count")
  * (unit / "unit"), {
  name = "date.last-duration", form = "duration",
  examples = { "Over [the past five years] it doubled." },
})
rules.date("SET", T.word { "every",
  "each" } * (number / "count") ^ -1 * (unit / "unit" + weekday / "weekday"), {
  name = "date.set", form = "set",
  examples = { "They meet [every year] in Rome.", "They meet [each Monday] there." },
})
rules.date("SET", T.word { "annually", "yearly" }, {
  name = "date.yearly", form = "vague", value = "P1Y",
  examples = { "It meets [annually] in Rome." },
})
rules.date("DATE", T.word "the" ^ -1 * ((T.word { "first", "second", "third",
  "fourth" } + T.ordinal) / "number")
  * T.word "quarter" * (T.word "of" ^ -1 * year) ^ -1, {
  name = "date.quarter", form = "quarter",
  examples = { "Sales fell in [the third quarter of 2024]." },
})
rules.date("DATE", T.word { "recent", "past" } * T.word { "years", "months", "weeks", "days", "decades" }, {
  name = "date.recent", form = "vague", value = "PAST_REF",
  examples = { "It has grown in [recent years]." },
})
rules.date("DATE", T.word { "coming", "future" } * T.word { "years", "months", "weeks", "days", "decades" }, {
  name = "date.coming", form = "vague", value = "FUTURE_REF",
  examples = { "It will grow in [coming years]." },
})
rules.date("TIME", (T.number / "time") * (T.word { "a.m.", "p.m.", "am", "pm", "a.m", "p.m" } / "half"), {
  name = "date.clock", form = "clock",
  examples = { "Doors open at [10:30 a.m.] on site." },
})
