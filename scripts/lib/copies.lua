--- Copies of one story compared: quotations that are nearly the same and not the same.
local copies = {}

local WORDS_MIN, LIKENESS_MIN = 5, 0.6

local function words_of(text)
  local words = {}
  for word in text:lower():gmatch "[%w\128-\255]+" do words[#words + 1] = word end
  return words
end

-- Words in common, in order, as a share of the longer (longest common subsequence).
local function likeness(a, b)
  local row = {}
  for j = 0, #b do row[j] = 0 end
  for i = 1, #a do
    local diagonal = 0
    for j = 1, #b do
      local above = row[j]
      row[j] = a[i] == b[j] and diagonal + 1 or math.max(above, row[j - 1])
      diagonal = above
    end
  end
  return row[#b] / math.max(#a, #b)
end

local function quotations_of(article)
  local list = {}
  for quotation in article:quotations { kind = "direct" } do
    local parts = {}
    for index, part in ipairs(quotation.parts) do parts[index] = article.text:sub(part[1] + 1, part[2]) end
    local text = table.concat(parts, " "):gsub("%s+", " ")
    local words = words_of(text)
    if #words >= WORDS_MIN then
      list[#list + 1] = { text = text, words = words, key = table.concat(words, " "), article = article,
        speaker = quotation.speaker and quotation.speaker.name or quotation.speaker_text,
        evidence = { kind = "text", id = article:cite(quotation.start, quotation.stop),
          rule = quotation.rule } }
    end
  end
  return list
end

-- The quotation of a copy that is most like one of the first telling, and no equal of any.
local function differing(quotation, others)
  local best, best_likeness = nil, LIKENESS_MIN
  for _, other in ipairs(others) do
    if other.key == quotation.key or other.key:find(quotation.key, 1, true)
      or quotation.key:find(other.key, 1, true) then
      return nil
    end
    local alike = likeness(quotation.words, other.words)
    if alike > best_likeness then best, best_likeness = other, alike end
  end
  return best
end

--- Quotations of near-duplicate articles whose words are not those of the first telling.
---@param selection broadsheet.selection
---@return broadsheet.table family, article, speaker, first, copy
function copies.quotations(selection)
  local families, order = {}, {}
  for article in selection:each() do
    local family = article.family
    if not families[family] then
      families[family] = {}
      order[#order + 1] = family
    end
    table.insert(families[family], article)
  end
  local rows, evidence = {}, {}
  for _, family in ipairs(order) do
    local list = families[family]
    local first = #list > 1 and quotations_of(list[1]) or {}
    for index = 2, #list do
      for _, quotation in ipairs(#first > 0 and quotations_of(list[index]) or {}) do
        local other = differing(quotation, first)
        if other then
          rows[#rows + 1] = { family, list[index].id, other.speaker or quotation.speaker or "", other.text,
            quotation.text }
          evidence[#evidence + 1] = { other.evidence, quotation.evidence }
        end
      end
    end
  end
  return broadsheet.table(rows, { columns = { "family", "article", "speaker", "first", "copy" },
    evidence = evidence })
end

return copies
