---@meta broadsheet.rules
--- Rule files: what `broadsheet.rules` gives them. A file is given with `--rules FILE.lua`; the rules of
--- a file of the user outrank the bundled ones (scripts/rules).
---
--- A rule is a pattern over the tokens of a sentence, what it makes, and its options. A pattern is built
--- from tests of one token:
---
---     T.capital, T.month, ..   a token of that class: a shape, a list in data/classes, or what is known
---                              of it here (T.first, T.date, T.person)
---     T.word "summit"          that word in any case, or one of a table of words; T.any: any token
---     (a & b), a - b, a + b    both; the first and not the second; either
---
--- and joined:
---
---     a * b, a + b             one after the other; the first that fits
---     a ^ n, a ^ -n            n or more; at most n. Gives back what it took when the rest does not fit
---     #a, -a                   looks ahead: there is, there is not
---     a / "name"               a part of the match, by which the annotator reads it

---@class broadsheet.rule_pattern
---@operator mul(broadsheet.rule_pattern): broadsheet.rule_pattern
---@operator add(broadsheet.rule_pattern): broadsheet.rule_pattern
---@operator sub(broadsheet.rule_pattern): broadsheet.rule_pattern
---@operator band(broadsheet.rule_pattern): broadsheet.rule_pattern
---@operator pow(integer): broadsheet.rule_pattern
---@operator div(string): broadsheet.rule_pattern
---@operator unm: broadsheet.rule_pattern
---@operator len: broadsheet.rule_pattern

---@class broadsheet.rule_options
---@field name string? by which the layers show it and `--without` switches it off; one is made up without
---@field priority integer? where two rules overlap the higher wins, then the longer match
---@field examples string[]? sentences with the match in brackets; one without brackets must not match
---@field [string] any facts that go into what is made

---@class broadsheet.rules
---@field token table<string, broadsheet.rule_pattern> `T.month`; `T.word(words)`, `T.class(name)`, `T.any`
---@field nothing broadsheet.rule_pattern fits everywhere and takes no token
local rules = {}

--- An entity: a mention of this type. Parts: name, office, country, acronym, affiliation. With the option
--- `yields = "tagger"` names that the tagger found go first where they overlap: its ends of names are better
--- than those of a loose pattern; with `yields = "in titles"` in headlines in title case alone, where
--- people, places and organisations are those that the tagger found, as in sentences all in capitals. With
--- `sure = true` the rule's type goes before the tagger's where both have the same words. With
--- `denies = "tagger"` nothing is made: what the tagger took for a name of this type inside the match is none.
---@param type string person, organization, country, place, event, programme, document, other
---@param pattern broadsheet.rule_pattern
---@param options broadsheet.rule_options?
function rules.entity(type, pattern, options) end

--- A date, as TIMEX3 has it. The option `form` says how its parts are read:
---
---     calendar   day, month, year, era (BC), weekday, part (of the day), yearly, relative
---     year       year, where the words around do not make it a number
---     iso        date: 2024-07-09, 7/9/2024
---     range      from, a year, whose century that of two figures is
---     decade     decade: 1990s, or the word of one; era
---     century    number; era
---     weekday    weekday, perhaps relative (last, next, this), week (of last week), part
---     day        word: today, yesterday, tomorrow; beyond; part
---     part       part of a day: relative, part
---     unit       relative and unit: last year, earlier this month
---     weekend    nothing
---     ago        count, unit, side: ago, earlier, later, ..
---     duration   count and unit; half
---     streak     number and unit: the third consecutive year
---     whole      one unit: all day
---     set        unit, weekday, month, season or part; count
---     quarter    number, perhaps year, relative or fiscal; the option `length` 2 for halves
---     fiscal     year, relative, or fiscal_year: FY24
---     season     season, perhaps year or relative
---     clock      time, half (a.m., p.m.), word (noon); weekday, day_word or month, day, year
---     holiday    name, perhaps year or relative
---     vague      the option `value`, as it stands: PAST_REF, P1D, 1944-06-06
---
--- Where a pattern has a part `date`, that is the span, and the rest only must stand around it.
---@param type string DATE, TIME, DURATION, SET
---@param pattern broadsheet.rule_pattern
---@param options broadsheet.rule_options
function rules.date(type, pattern, options) end

--- Words of somebody without quotation marks. Parts: speaker, cue, content.
---@param kind string direct, partial, indirect
---@param pattern broadsheet.rule_pattern
---@param options broadsheet.rule_options?
function rules.quotation(kind, pattern, options) end

--- A claim. The parts are its facts: subject, rank, metric, scope, period, according_to, event, party, ..
---@param kind string rank, quantity, attendance, topic, streak, agreement, date, office
---@param pattern broadsheet.rule_pattern
---@param options broadsheet.rule_options?
function rules.claim(kind, pattern, options) end

--- Switches a rule off by its name, in whatever file or code it stands; a `*` at the end stands for any
--- rest: `rules.off "date.*"`.
---@param name string
function rules.off(name) end

--- Gives a list of words a name, for `T.class`.
---@param name string
---@param words string[]
function rules.class(name, words) end

--- Verbs (or nouns) that bring the words of somebody, in all the forms that are meant, beside those of
--- data/classes: `rules.cue { "quoth" }`. Of which kind they are says what they may bring.
---@param words string[]
---@param kind string? speech (quoted words, a clause), clause, act (an object), intent (to do something), noun
function rules.cue(words, kind) end

--- Stands for the option of that name, which is a pattern; it becomes a part of the match. An option
--- that stands in the pattern as the same value needs none:
---
---     local who, place = T.class "country", T.digits
---     rules.claim("rank", { subject = who, rank = place, pattern = who * T.word "is" * place })
---@param name string
---@return broadsheet.rule_pattern
function rules.part(name) end

return rules
