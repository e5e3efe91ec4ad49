--- Rules over token classes: `broadsheet.rules`.
--
-- A pattern says what a row of tokens looks like. It is built from tests of one token, joined like
-- LPeg patterns:
--
--     T.capital, T.month, ..          a token of that class (built in, or a list in data/classes)
--     T.word "summit"                 that word in any case, or one of a table of words
--     (a & b), a - b                  a token that is both (binds less than *); that is a and not b
--     a * b, a + b                    one after the other; the first that fits
--     a ^ n, a ^ -n                   n or more; at most n
--     #a, -a                          looks ahead: there is, there is not
--     a / "name"                      a part of the match with a name
--
-- Unlike LPeg's, a repetition gives back items that it took when what follows does not fit; an item,
-- or a branch of a choice, is taken whole.
-- Patterns become programs over rows of classes (core/annotate/rule.h) when all files are read.

local rules = {}

local Pattern = {} -- the metatable of patterns
local CLASSES_MAX, PARTS_MAX, REPEAT_MAX, CLAUSES_MAX = 1024, 64, 32, 4

local state -- what is being loaded: see rules.begin

------------------------------------------------------------------------------------------------
-- Patterns as trees

local function node(fields)
  return setmetatable(fields, Pattern)
end

local function check(value, what)
  if getmetatable(value) ~= Pattern then
    error(what .. ": a pattern is needed, not a " .. type(value), 3)
  end
  return value
end

local function is_single(pattern)
  return pattern.single == true
end

Pattern.__mul = function(a, b)
  check(a, "*")
  check(b, "*")
  return node { tag = "sequence", a, b, nullable = a.nullable and b.nullable }
end

Pattern.__add = function(a, b)
  check(a, "+")
  check(b, "+")
  if is_single(a) and is_single(b) then return node { tag = "or", a, b, single = true } end
  return node { tag = "choice", a, b, nullable = a.nullable or b.nullable }
end

Pattern.__unm = function(a)
  return node { tag = "unless", check(a, "-"), nullable = true }
end

Pattern.__len = function(a)
  return node { tag = "ahead", check(a, "#"), nullable = true }
end

Pattern.__sub = function(a, b)
  check(a, "-")
  check(b, "-")
  if is_single(a) and is_single(b) then
    return node { tag = "and", a, node { tag = "not", b, single = true }, single = true }
  end
  return -b * a
end

Pattern.__band = function(a, b)
  if not (is_single(check(a, "&")) and is_single(check(b, "&"))) then
    error("&: both sides must be tests of one token", 2)
  end
  return node { tag = "and", a, b, single = true }
end

Pattern.__pow = function(a, n)
  check(a, "^")
  if math.type(n) ~= "integer" or math.abs(n) > REPEAT_MAX then
    error("^: a whole number up to " .. REPEAT_MAX .. " is needed", 2)
  end
  if a.nullable then error("^: what is repeated may not be empty", 2) end
  local least, most = n, nil
  if n < 0 then least, most = 0, -n end
  return node { tag = "repeat", a, least = least, most = most, nullable = least == 0 }
end

Pattern.__div = function(a, name)
  check(a, "/")
  if type(name) ~= "string" then error("/: the name of a part is needed", 2) end
  return node { tag = "part", a, name = name, nullable = a.nullable }
end

Pattern.__index = function(_, name)
  error("patterns have no field " .. tostring(name), 2)
end

-- rawget everywhere below would be noise: absent fields are looked up with this.
for _, name in ipairs { "single", "nullable", "most", "least", "class", "name", 1, 2 } do
  Pattern[name] = false
end
Pattern.__index = function(_, name)
  if Pattern[name] == nil then error("patterns have no field " .. tostring(name), 2) end
  return nil
end

------------------------------------------------------------------------------------------------
-- Classes

local function class_node(number)
  return node { tag = "class", class = number, single = true }
end

local function add_class(key, class)
  local number = state.class_numbers[key]
  if not number then
    number = state.first_class + #state.classes
    if number >= CLASSES_MAX then
      error("rules name too many lists of words: at most " .. CLASSES_MAX - state.first_class, 0)
    end
    state.class_numbers[key] = number
    state.classes[#state.classes + 1] = class
  end
  return class_node(number)
end

local token = {}

--- A token that is one of these words, in any case.
---@param words string|string[]
function token.word(words)
  if type(words) == "string" then words = { words } end
  if type(words) ~= "table" or #words == 0 then error("word: a word or a list of words", 2) end
  local sorted = {}
  for index, word in ipairs(words) do
    if type(word) ~= "string" or word == "" or word:find "%s" then
      error("word: each must be one word, not " .. tostring(word), 2)
    end
    sorted[index] = word
  end
  table.sort(sorted)
  return add_class("=" .. table.concat(sorted, " "), { words = sorted })
end

local function class_names()
  local names = {}
  for _, list in ipairs { state.built_in, state.lists, state.own_lists } do
    for name in pairs(list) do names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

--- A token of a class: built in, made by `rules.class`, or a list in data/classes.
---@param name string
function token.class(name, level)
  local number = state.built_in[name]
  if number then return class_node(number) end
  local words = state.own_lists[name]
  if words then return add_class(name, { name = name, words = words }) end
  if not state.lists[name] then
    error("there is no class " .. tostring(name) .. state.nearest(name, class_names()), level or 2)
  end
  return add_class(name, { name = name, words = {} })
end

token.any = node { tag = "any", single = true }

--- `T.month` is `T.class "month"`.
rules.token = setmetatable({}, {
  __index = function(_, name)
    if token[name] then return token[name] end
    local found = token.class(name, 3) -- no tail call: the level counts
    return found
  end,
})

--- Gives a list of words a name, for `T.class`.
---@param name string
---@param words string[]
function rules.class(name, words)
  if state.built_in[name] or state.lists[name] or state.own_lists[name] then
    error("class " .. name .. ": there is one already", 2)
  end
  state.own_lists[name] = words
end

local CUES = { speech = "cue", clause = "cue_clause", act = "cue_act", intent = "cue_intent",
  noun = "cue_noun" }

--- Verbs (or nouns) that bring the words of somebody, in all the forms that are meant, beside those of
--- data/classes: `rules.cue({ "quoth" })`. Of which kind they are says what they may bring: speech (quoted
--- words, a clause), clause (a clause), act (an object), intent (to do something), noun (his claim that ..).
---@param words string[]
---@param kind string?
function rules.cue(words, kind)
  local list = CUES[kind or "speech"]
  if not list then
    local kinds = { "speech", "clause", "act", "intent", "noun" }
    error(("cue: %s is none of %s"):format(tostring(kind), table.concat(kinds, ", ")), 2)
  end
  token.word(words) -- checks them
  local key = "+" .. list .. " " .. table.concat(words, " ")
  add_class(key, { words = words, also = state.built_in[list] })
end

--- Stands for the option of that name, which is a pattern; it becomes a part of the match.
---@param name string
function rules.part(name)
  return node { tag = "option", name = name }
end

--- What matches nothing and always fits.
rules.nothing = node { tag = "nothing", nullable = true }

------------------------------------------------------------------------------------------------
-- What a pattern begins with and what it requires. A set is a table of class numbers; nil says
-- that nothing is known.

local POSITION_FIRST, POSITION_LAST, FREQUENT_FIRST, FREQUENT_LAST = 24, 31, 8, 13

local function union(a, b)
  if not a or not b then return nil end
  local both = {}
  for class in pairs(a) do both[class] = true end
  for class in pairs(b) do both[class] = true end
  return both
end

-- How frequent the classes of a set are, roughly: what is looked for should be rare.
local function frequency(set)
  local sum = 0
  for class in pairs(set) do
    if class >= FREQUENT_FIRST and class <= FREQUENT_LAST then
      sum = sum + 1000
    elseif class < 32 then
      sum = sum + 50
    else
      sum = sum + state.weight(class)
    end
  end
  return sum
end

local function rarer(a, b)
  if not a or not b then return a or b end
  return frequency(a) <= frequency(b) and a or b
end

local first

local first_of = {
  class = function(pattern)
    if pattern.class >= POSITION_FIRST and pattern.class <= POSITION_LAST then return nil end
    return { [pattern.class] = true }
  end,
  ["and"] = function(pattern) return rarer(first(pattern[1]), first(pattern[2])) end,
  ["or"] = function(pattern) return union(first(pattern[1]), first(pattern[2])) end,
  choice = function(pattern) return union(first(pattern[1]), first(pattern[2])) end,
  part = function(pattern) return first(pattern[1]) end,
  ["repeat"] = function(pattern) return first(pattern[1]) end,
  sequence = function(pattern)
    local a, b = pattern[1], pattern[2]
    if a.tag == "ahead" then return rarer(first(a[1]), first(b)) end
    if a.tag == "unless" or a.tag == "nothing" then return first(b) end
    if a.nullable then return union(first(a), first(b)) end
    return first(a)
  end,
}

function first(pattern)
  local of = first_of[pattern.tag]
  return of and of(pattern)
end

-- A clause is a token that every match has: `any` is a set of which it has one, `with` another, and
-- `reach` says how far behind the first token it may stand, nil when that has no limit.

-- The most tokens that a pattern takes, nil when there is no limit.
local function longest(pattern)
  if is_single(pattern) then return 1 end
  local tag = pattern.tag
  if tag == "ahead" or tag == "unless" or tag == "nothing" then return 0 end
  local a = longest(pattern[1])
  if tag == "part" then return a end
  if tag == "repeat" then return a and pattern.most and a * pattern.most end
  local b = longest(pattern[2])
  if not a or not b then return nil end
  return tag == "sequence" and a + b or math.max(a, b)
end

local clauses

local function best(list)
  local found
  for _, clause in ipairs(list) do
    if not found or frequency(clause.any) < frequency(found.any) then found = clause end
  end
  return found
end

-- The one clause that is least frequent, joined with that of another branch.
local function either(a, b)
  local left, right = best(clauses(a)), best(clauses(b))
  if not left or not right then return {} end
  return { {
    any = union(left.any, right.any),
    with = left.with and right.with and union(left.with, right.with),
    reach = left.reach and right.reach and math.max(left.reach, right.reach),
  } }
end

local clauses_of = {
  class = function(pattern)
    local set = first(pattern)
    return set and { { any = set, reach = 0 } } or {}
  end,
  ["and"] = function(pattern)
    local a, b = best(clauses(pattern[1])), best(clauses(pattern[2]))
    if not a or not b then return { a or b } end
    if frequency(b.any) < frequency(a.any) then a, b = b, a end
    return { { any = a.any, with = a.with or b.any, reach = 0 } }
  end,
  sequence = function(pattern)
    local all, length = {}, longest(pattern[1])
    for _, clause in ipairs(clauses(pattern[1])) do all[#all + 1] = clause end
    for _, clause in ipairs(clauses(pattern[2])) do
      local reach = clause.reach and length and clause.reach + length
      all[#all + 1] = { any = clause.any, with = clause.with, reach = reach }
    end
    return all
  end,
  ["or"] = function(pattern) return either(pattern[1], pattern[2]) end,
  choice = function(pattern) return either(pattern[1], pattern[2]) end,
  part = function(pattern) return clauses(pattern[1]) end,
  ahead = function(pattern) return clauses(pattern[1]) end,
  ["repeat"] = function(pattern) return pattern.least > 0 and clauses(pattern[1]) or {} end,
}

function clauses(pattern)
  local of = clauses_of[pattern.tag]
  return of and of(pattern) or {}
end

local function sorted(set)
  if not set then return nil end
  local classes = {}
  for class in pairs(set) do classes[#classes + 1] = class end
  table.sort(classes)
  return classes
end

-- The rarest few, each once, with sets as sequences.
local function required(pattern)
  local all, seen, kept = clauses(pattern), {}, {}
  for index, clause in ipairs(all) do clause.place = index end
  table.sort(all, function(a, b)
    local left, right = frequency(a.any), frequency(b.any)
    if left ~= right then return left < right end
    return a.place < b.place
  end)
  for _, clause in ipairs(all) do
    local any, with = sorted(clause.any), sorted(clause.with)
    local key = table.concat(any, " ") .. "&" .. table.concat(with or {}, " ")
    if not seen[key] and #kept < CLAUSES_MAX and frequency(clause.any) < 1000 then
      seen[key] = true
      kept[#kept + 1] = { any = any, with = with, reach = clause.reach }
    end
  end
  return kept
end

------------------------------------------------------------------------------------------------
-- Patterns as programs

local TEST_CLAUSES_MAX, PROGRAM_MAX, DEPTH_MAX = 64, 32768, 16

-- A test of one token as clauses, all of which must hold: each a map from a class to whether the
-- token has it (true) or lacks it (false), of which one must.
local function test_clauses(pattern, is_negated)
  if pattern.tag == "any" then return is_negated and { {} } or {} end
  if pattern.tag == "class" then return { { [pattern.class] = not is_negated } } end
  if pattern.tag == "not" then return test_clauses(pattern[1], not is_negated) end
  local a, b = test_clauses(pattern[1], is_negated), test_clauses(pattern[2], is_negated)
  if (pattern.tag == "and") ~= is_negated then return table.move(b, 1, #b, #a + 1, a) end
  local both = {}
  for _, left in ipairs(a) do
    for _, right in ipairs(b) do
      local joined, always = {}, false
      for class, has in pairs(left) do joined[class] = has end
      for class, has in pairs(right) do
        always = always or joined[class] == not has
        joined[class] = has
      end
      if not always then both[#both + 1] = joined end
    end
  end
  if #both > TEST_CLAUSES_MAX then error("a test of one token has too many cases", 0) end
  return both
end

-- The number, from 0, of a test; equal tests are one. A test goes to the host as rows of terms: 1
-- behind a class that the token must have, 0 behind one that it must lack.
local function test_number(pattern)
  local rows, keys = {}, {}
  for _, clause in ipairs(test_clauses(pattern, false)) do
    local row = {}
    for _, class in ipairs(sorted(clause)) do
      row[#row + 1] = class
      row[#row + 1] = clause[class] and 1 or 0
    end
    rows[#rows + 1], keys[#keys + 1] = row, table.concat(row, " ")
  end
  local key = table.concat(keys, ";")
  local number = state.test_numbers[key]
  if not number then
    number = #state.tests
    state.test_numbers[key] = number
    state.tests[number + 1] = rows
  end
  return number
end

local DONE, TEST, SPLIT, JUMP, OPEN, CLOSE, WHOLE, AHEAD, UNLESS = 0, 1, 2, 3, 4, 5, 6, 7, 8

-- Adds an instruction to a program, a flat row of operations and arguments; gives its place.
local function add(program, op, argument)
  local place = #program // 2
  if place == PROGRAM_MAX then error("the pattern is too long", 0) end
  program[#program + 1], program[#program + 2] = op, argument or 0
  return place
end

local function aim(program, place)
  program[2 * place + 2] = #program // 2
end

local emit

-- A pattern that is fitted once and not otherwise when what follows does not fit.
local function emit_once(program, op, pattern, parts, depth)
  if op == WHOLE and is_single(pattern) then return emit(program, pattern, parts, depth) end
  if depth == DEPTH_MAX then error("choices and repetitions lie too deep in one another", 0) end
  local place = add(program, op)
  emit(program, pattern, parts, depth + 1)
  add(program, DONE)
  aim(program, place)
end

local emit_of = {
  nothing = function() end,
  sequence = function(program, pattern, parts, depth)
    emit(program, pattern[1], parts, depth)
    emit(program, pattern[2], parts, depth)
  end,
  choice = function(program, pattern, parts, depth)
    local split = add(program, SPLIT)
    emit_once(program, WHOLE, pattern[1], parts, depth)
    local jump = add(program, JUMP)
    aim(program, split)
    emit_once(program, WHOLE, pattern[2], parts, depth)
    aim(program, jump)
  end,
  ahead = function(program, pattern, parts, depth)
    emit_once(program, AHEAD, pattern[1], parts, depth)
  end,
  unless = function(program, pattern, parts, depth)
    emit_once(program, UNLESS, pattern[1], parts, depth)
  end,
  part = function(program, pattern, parts, depth)
    local number = parts[pattern.name]
    if not number then
      if #parts == PARTS_MAX then error("more than " .. PARTS_MAX .. " parts", 0) end
      number = #parts + 1
      parts[number], parts[pattern.name] = pattern.name, number
    end
    add(program, OPEN, number - 1)
    emit(program, pattern[1], parts, depth)
    add(program, CLOSE, number - 1)
  end,
  ["repeat"] = function(program, pattern, parts, depth)
    for _ = 1, pattern.least do emit_once(program, WHOLE, pattern[1], parts, depth) end
    local splits = {}
    for _ = 1, pattern.most or 1 do
      splits[#splits + 1] = add(program, SPLIT)
      emit_once(program, WHOLE, pattern[1], parts, depth)
    end
    if not pattern.most then add(program, JUMP, splits[1]) end
    for _, split in ipairs(splits) do aim(program, split) end
  end,
}

function emit(program, pattern, parts, depth)
  if is_single(pattern) then
    add(program, TEST, test_number(pattern))
  else
    emit_of[pattern.tag](program, pattern, parts, depth)
  end
end

local function compile(pattern, parts)
  local program = {}
  emit(program, pattern, parts, 0)
  add(program, DONE)
  return program
end

local OWN_OPTIONS = { name = true, pattern = true, priority = true, examples = true }

-- The names in the pattern that are given by rules.part.
local function named_parts(pattern, names)
  if pattern.tag == "option" then names[pattern.name] = true end
  if pattern[1] then named_parts(pattern[1], names) end
  if pattern[2] then named_parts(pattern[2], names) end
  return names
end

-- Puts the options that are patterns in place of rules.part, and makes parts of those that stand in the
-- pattern themselves.
local function fill(pattern, options, of)
  local named, name_of, is_met = named_parts(pattern, {}), {}, {}
  for name, option in pairs(options) do
    if not OWN_OPTIONS[name] and not named[name] and getmetatable(option) == Pattern then
      if name_of[option] then
        error(("%s: %s and %s are one pattern: say rules.part where they stand")
          :format(of, name, name_of[option]), 0)
      end
      name_of[option] = name
    end
  end
  local function filled(at)
    local name = name_of[at]
    if name then
      is_met[name] = true
      return at / name
    end
    if at.tag == "option" then
      local option = options[at.name]
      if getmetatable(option) ~= Pattern then
        error(("%s: there is no pattern for the part %s"):format(of, at.name), 0)
      end
      return option / at.name
    end
    if not at[1] or is_single(at) then return at end
    local copy = {}
    for key, value in next, at do copy[key] = value end
    copy[1] = filled(at[1])
    if at[2] then copy[2] = filled(at[2]) end
    return node(copy)
  end
  local result = filled(pattern)
  local missing
  for _, name in next, name_of do
    if not is_met[name] and (not missing or name < missing) then missing = name end
  end
  if missing then error(("%s: the part %s stands nowhere in the pattern"):format(of, missing), 0) end
  return result
end

------------------------------------------------------------------------------------------------
-- Rules

local LAYERS = { entity = 0, date = 1, quotation = 2, claim = 3 }

local function add_rule(layer, subject, pattern, options)
  if type(subject) ~= "string" then error(layer .. ": the first argument says of what kind", 3) end
  if getmetatable(pattern) ~= Pattern and type(pattern) == "table" then
    pattern, options = pattern.pattern, pattern
  end
  options = options or {}
  if getmetatable(pattern) ~= Pattern then
    error(("%s %s: a pattern is needed"):format(layer, subject), 3)
  end
  if pattern.nullable then
    error(("%s %s: the pattern fits no token at all"):format(layer, subject), 3)
  end
  local facts, keys = {}, {}
  for key, value in pairs(options) do
    if not OWN_OPTIONS[key] and getmetatable(value) ~= Pattern then keys[#keys + 1] = key end
  end
  table.sort(keys)
  for _, key in ipairs(keys) do facts[#facts + 1] = { key, tostring(options[key]) } end
  state.count = state.count + 1
  local name = options.name or ("%s.%s-%d"):format(state.stem, subject, state.count)
  if state.names[name] then error("there is another rule named " .. name, 3) end
  state.names[name] = true
  state.rules[#state.rules + 1] = {
    layer = LAYERS[layer], subject = subject, name = name, file = state.file,
    pattern = fill(pattern, options, layer .. " " .. subject), facts = facts,
    priority = options.priority or 0,
    examples = options.examples or {},
  }
end

--- Each takes what is made (an entity type, a date type, a quotation kind, a claim kind), the pattern,
--- and options: name, priority, examples; others are facts that go into what is made.
function rules.entity(type, pattern, options) add_rule("entity", type, pattern, options) end
function rules.date(type, pattern, options) add_rule("date", type, pattern, options) end
function rules.quotation(kind, pattern, options) add_rule("quotation", kind, pattern, options) end
function rules.claim(kind, pattern, options) add_rule("claim", kind, pattern, options) end

--- Switches a rule off, wherever it stands; a `*` at the end of the name stands for any rest.
---@param name string
function rules.off(name)
  if type(name) ~= "string" or name == "" then error("off: the name of a rule is needed", 2) end
  state.off[#state.off + 1] = { name = name, where = state.file .. ": " }
end

-- The rules that stay, and the names of those of the annotator's own code that are off.
local function apply_off()
  local is_off, names = {}, {}
  for _, rule in ipairs(state.rules) do names[#names + 1] = rule.name end
  for _, name in ipairs(state.of_code) do names[#names + 1] = name end
  for _, off in ipairs(state.off) do
    local stem, is_known = off.name:match "^(.*)%*$", false
    for _, name in ipairs(names) do
      if name == off.name or stem and name:sub(1, #stem) == stem then
        is_off[name], is_known = true, true
      end
    end
    if not is_known then
      local message = ("%sthere is no rule %s%s"):format(off.where, off.name, state.nearest(off.name, names))
      error(off.where == "" and { misuse = message } or message, 0)
    end
  end
  local kept, off_of_code = {}, {}
  for _, rule in ipairs(state.rules) do
    if not is_off[rule.name] then kept[#kept + 1] = rule end
  end
  for _, name in ipairs(state.of_code) do
    if is_off[name] then off_of_code[#off_of_code + 1] = name end
  end
  return kept, off_of_code
end

------------------------------------------------------------------------------------------------
-- For the host

local host = {}

--- Starts afresh. `built_in` maps names of classes to numbers, `lists` has the names of word lists
--- as keys, `first_class` is the first number that is free; `of_code` names the rules that are in no
--- file, `off` those to switch off.
function host.begin(built_in, lists, first_class, nearest, of_code, off)
  state = {
    built_in = built_in, lists = lists, first_class = first_class, own_lists = {},
    classes = {}, class_numbers = {}, tests = {}, test_numbers = {}, rules = {}, names = {}, count = 0,
    nearest = nearest or function() return "" end, of_code = of_code or {}, off = {},
  }
  for index, name in ipairs(off or {}) do state.off[index] = { name = name, where = "" } end
  function state.weight(class)
    local list = state.classes[class - first_class + 1]
    return list and #list.words > 0 and math.min(#list.words, 40) or 10
  end
end

--- Says which file comes next.
function host.file(path)
  state.file, state.count = path, 0
  state.stem = path:match "([^/]*)%.[^./]*$" or path:match "[^/]*$"
end

--- Compiles all rules; gives rules, classes, tests, the words of 64 classes in use, and the names of the
--- rules in no file that are off.
function host.finish()
  local off_of_code
  state.rules, off_of_code = apply_off()
  for _, rule in ipairs(state.rules) do
    local parts = {}
    local ok, program = pcall(compile, rule.pattern, parts)
    if not ok then
      error(("%s: rule %s: %s"):format(rule.file, rule.name, program), 0)
    end
    local starts = first(rule.pattern)
    rule.program, rule.parts, rule.starts = program, parts, sorted(starts)
    rule.required = required(rule.pattern)
  end
  local class_words = (state.first_class + #state.classes + 63) // 64
  return state.rules, state.classes, state.tests, class_words, off_of_code
end

local names = {}
for name in pairs(rules) do names[#names + 1] = name end
table.sort(names)
setmetatable(rules, {
  __index = function(_, name)
    error(("rules has no field %s%s"):format(name, state.nearest(tostring(name), names)), 2)
  end,
})

return { rules = rules, host = host }
