--- How good quotations are: content and speaker against attributions marked by hand.
--
--     broadsheet run tests/bench/score_quotations.lua [odd|even|all] [list] < FILE.jsonl
--
-- Each line is { id, text, attr = { { content, cue, source, direct } } } with spans in characters from 0;
-- `direct` is 2 for words in quotation marks alone, 1 for some in marks, 0 for none. `odd` and `even` take
-- every other document, so that one half can be looked at and the other be kept unseen; `list` prints what
-- is missed. Content is found when a quotation overlaps it (by a character; by half of it; by an F of 0.8),
-- the speaker when the words for the speaker of the quotation that overlaps best share one with the source.
local home = arg[0]:match "^(.*)/[^/]*$" or "."
local read_json = dofile(home .. "/json_read.lua")
local half, is_listed = arg[1] or "all", arg[2] == "list"

local KINDS = { [2] = "direct", [1] = "mixed", [0] = "indirect" }
local EMPTY = { the = true, a = true, an = true, of = true, ["and"] = true, ["in"] = true, ["for"] = true,
  to = true, at = true, mr = true, ms = true, mrs = true, dr = true, s = true, said = true }

-- Spans in characters as spans in bytes.
local function to_bytes(text, spans)
  local list = {}
  for index, span in ipairs(spans) do
    list[index] = { utf8.offset(text, span[1] + 1) - 1, utf8.offset(text, span[2] + 1) - 1 }
  end
  return list
end

local function size_of(spans)
  local size = 0
  for _, span in ipairs(spans) do size = size + span[2] - span[1] end
  return size
end

local function overlap(a, b)
  local size = 0
  for _, one in ipairs(a) do
    for _, other in ipairs(b) do
      size = size + math.max(0, math.min(one[2], other[2]) - math.max(one[1], other[1]))
    end
  end
  return size
end

local function words_of(text)
  local words = {}
  for word in text:lower():gmatch "[%w\128-\255]+" do words[word] = not EMPTY[word] or nil end
  return words
end

local function text_of(text, spans)
  local parts = {}
  for index, span in ipairs(spans) do parts[index] = text:sub(span[1] + 1, span[2]) end
  return table.concat(parts, " .. ")
end

local tally = {}
local function add(kind, name) tally[kind .. name] = (tally[kind .. name] or 0) + 1 end

local function score_one(document, attribution, quotations)
  local text, kind = document.text, KINDS[attribution.direct]
  local content, covered, best, best_f = to_bytes(text, attribution.content), 0, nil, 0
  for _, quotation in ipairs(quotations) do
    local common = overlap(content, quotation.parts)
    local f = 2 * common / (size_of(content) + size_of(quotation.parts))
    covered = covered + common
    if f > best_f then best, best_f = quotation, f end
  end
  add(kind, "count")
  if best then add(kind, "any") end
  if covered >= size_of(content) / 2 then add(kind, "half") end
  if best_f >= 0.8 then add(kind, "near") end
  local source, is_right = words_of(text_of(text, to_bytes(text, attribution.source))), false
  if next(source) then
    add(kind, "sources")
    for word in pairs(words_of(best and best.speaker_text or "")) do is_right = is_right or source[word] end
    if is_right then add(kind, "speakers") end
  end
  if is_listed and (not best or (next(source) and not is_right)) then
    print(("%s\t%s\t%s\t%s\t%s"):format(best and "speaker" or "missing", kind, document.id,
      text_of(text, content):gsub("%s+", " "), best and best.speaker_text or ""))
  end
end

local predictions, right = 0, 0
local number = 0
for line in io.lines() do
  number = number + 1
  if half == "all" or (half == "even") == (number % 2 == 0) then
    local document = assert(read_json(line), "a line is no JSON")
    local quotations, gold = {}, {}
    for quotation in assert(broadsheet.annotate(document.text, { as = "text" })):quotations() do
      quotations[#quotations + 1] = { parts = quotation.parts, speaker_text = quotation.speaker_text }
    end
    for _, attribution in ipairs(document.attr) do
      score_one(document, attribution, quotations)
      gold[#gold + 1] = to_bytes(document.text, attribution.content)
    end
    for _, quotation in ipairs(quotations) do
      local inside = 0
      for _, content in ipairs(gold) do inside = math.max(inside, overlap(content, quotation.parts)) end
      predictions = predictions + 1
      if inside >= size_of(quotation.parts) / 2 then right = right + 1 end
    end
  end
end

local function percent(part, whole) return whole and whole > 0 and 100 * (part or 0) / whole or 0 end
print "kind      count    any   half   near  speaker"
for _, kind in ipairs { "direct", "mixed", "indirect" } do
  local count = tally[kind .. "count"]
  print(("%-8s %6d %6.1f %6.1f %6.1f %8.1f"):format(kind, count or 0, percent(tally[kind .. "any"], count),
    percent(tally[kind .. "half"], count), percent(tally[kind .. "near"], count),
    percent(tally[kind .. "speakers"], tally[kind .. "sources"])))
end
local both = (tally.mixedcount or 0) + (tally.indirectcount or 0)
print(("mixed and indirect %.1f any, %.1f half; %d quotations, %.1f at least half inside one"):format(
  percent((tally.mixedany or 0) + (tally.indirectany or 0), both),
  percent((tally.mixedhalf or 0) + (tally.indirecthalf or 0), both), predictions,
  percent(right, predictions)))
