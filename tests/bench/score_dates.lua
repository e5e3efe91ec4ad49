--- How good the dates are: spans and values against texts annotated with TIMEX3.
--
--     broadsheet run tests/bench/score_dates.lua [odd|even|all] [list] < FILE.jsonl
--
-- A line is an object with `text`, `dct` (the day of writing) and `timex`, a list of [start, end,
-- type, value] in characters. `odd` and `even` take every other line, so that one half can be
-- looked at and the other be kept unseen; `list` prints what differs. Scored as TempEval-3 was
-- (UzZaman and others 2013): an expression is found when one overlaps it, and the value F1 is the
-- relaxed F1 times the share of the found with the right value.
local home = arg[0]:match "^(.*)/[^/]*$" or "."
local read_json = dofile(home .. "/json_read.lua")

local function f1(right, found, wanted)
  return found + wanted > 0 and 200 * right / (found + wanted) or 0
end

-- Where each character of the text begins, in bytes from 0.
local function byte_starts(text)
  local starts = {}
  for at in utf8.codes(text) do starts[#starts + 1] = at - 1 end
  starts[#starts + 1] = #text
  return starts
end

local half, is_listed = arg[1] or "all", arg[2] == "list"
local total = { wanted = 0, found = 0, strict = 0, relaxed = 0, value = 0, type = 0 }

local function around(text, from, to)
  return (text:sub(math.max(1, from - 60), from) .. "[" .. text:sub(from + 1, to) .. "]"
    .. text:sub(to + 1, to + 40)):gsub("%s+", " ")
end

local function score(gold)
  local article = assert(broadsheet.annotate(gold.text, { date = gold.dct, as = "text" }))
  local text, starts, dates = article.text, byte_starts(gold.text), {}
  assert(text == gold.text, "the text was changed when it was read")
  for date in article:dates() do
    dates[#dates + 1] = { from = date.start, to = date.stop, type = date.type, value = date.value or "?",
      rule = date.rule }
  end
  total.wanted, total.found = total.wanted + #gold.timex, total.found + #dates
  for _, timex in ipairs(gold.timex) do
    local from, to, match = starts[timex[1] + 1], starts[timex[2] + 1], nil
    for _, date in ipairs(dates) do
      if not date.taken and date.from < to and date.to > from then
        match = date
        break
      end
    end
    if match then
      match.taken = true
      total.relaxed = total.relaxed + 1
      if match.from == from and match.to == to then total.strict = total.strict + 1 end
      if match.type == timex[3] then total.type = total.type + 1 end
      if match.value == timex[4] then total.value = total.value + 1 end
      if is_listed and match.value ~= timex[4] then
        print(("VALUE %s not %s (%s): %s | %s"):format(match.value, timex[4], match.rule,
          text:sub(match.from + 1, match.to), around(text, from, to)))
      elseif is_listed and (match.from ~= from or match.to ~= to) then
        local found = text:sub(match.from + 1, match.to)
        print(("SPAN %s (%s): %s"):format(found, match.rule, around(text, from, to)))
      end
    elseif is_listed then
      print(("MISSED %s %s: %s"):format(timex[3], timex[4], around(text, from, to)))
    end
  end
  for _, date in ipairs(dates) do
    if is_listed and not date.taken then
      local place = around(text, date.from, date.to)
      print(("EXTRA %s %s (%s): %s"):format(date.type, date.value, date.rule, place))
    end
  end
end

local number = 0
for line in io.lines() do
  number = number + 1
  if half == "all" or (half == "odd") == (number % 2 == 1) then score(assert(read_json(line), "no JSON")) end
end
local relaxed = f1(total.relaxed, total.found, total.wanted)
local function print_row(name, value) print(("%-28s %5.1f"):format(name, value)) end
print(("%d expressions in the annotation, %d found"):format(total.wanted, total.found))
print_row("F1 of exact spans", f1(total.strict, total.found, total.wanted))
print_row("F1 of overlapping spans", relaxed)
print_row("precision, recall", 100 * total.relaxed / math.max(1, total.found))
print_row("", 100 * total.relaxed / math.max(1, total.wanted))
print_row("value F1", relaxed * total.value / math.max(1, total.relaxed))
print_row("type F1", relaxed * total.type / math.max(1, total.relaxed))
