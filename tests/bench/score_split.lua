--- How good tokens and sentences are: exact spans against texts cut by hand.
--
--     broadsheet run tests/bench/score_split.lua FILE [list] [tokens|sentences]
--
-- Hyphenated words are one token here, as for counts and queries; what `annotate` prints, which cuts
-- them as the treebanks do, scores about a point higher.
-- FILE is CoNLL-U, whose words are the tokens, or two columns with `# doc` and `# text` lines. The
-- sentences of a paragraph are joined by a space; in two columns, where paragraphs are not marked, one
-- without a full stop, mark or quotation mark at its end is a paragraph of its own.
local path, is_listed, what = arg[1], arg[2] == "list", arg[3]

local function f1(right, found, wanted)
  return found + wanted > 0 and 200 * right / (found + wanted) or 0
end

-- Documents as lists of { text, words, is_paragraph }.
local function read_documents()
  local documents, sentence, is_paragraph = {}, nil, false
  for line in assert(io.open(path)):lines() do
    local text = line:match "^# text = (.*)"
    if line:find "^# newdoc" or line:find "^# doc" then
      documents[#documents + 1] = {}
      is_paragraph = true
    elseif line:find "^# newpar" then
      is_paragraph = true
    elseif text then
      sentence = { text = text, words = {}, is_paragraph = is_paragraph }
      table.insert(documents[#documents], sentence)
      is_paragraph = false
    elseif line ~= "" and not line:find "^#" then
      local first, second = line:match "^([^\t]*)\t([^\t]*)"
      if first:find "^%d+$" and line:find "\t.*\t.*\t" then
        sentence.words[#sentence.words + 1] = second
      elseif not line:find "\t.*\t.*\t" then
        sentence.words[#sentence.words + 1] = first
      end
    end
  end
  return documents
end

-- The text of a document with the spans of its words and sentences, as keys "start stop".
local function lay_out(document)
  local parts, size, words, sentences, word_list = {}, 0, {}, {}, {}
  for index, sentence in ipairs(document) do
    local text = sentence.text:gsub("^%s+", ""):gsub("%s+$", "")
    local last = document[index - 1]
    if last then
      local is_open = path:find "tsv" and not last.text:find '[.?!"%)\x94]%s*$'
      local is_break = sentence.is_paragraph or is_open
      parts[#parts + 1] = is_break and "\n\n" or " "
      size = size + #parts[#parts]
    end
    local at = 1
    for _, word in ipairs(sentence.words) do
      local from, to = text:find(word, at, true)
      if from and from - at < 12 then
        words[(size + from - 1) .. " " .. (size + to)] = true
        word_list[#word_list + 1] = { size + from - 1, size + to }
        at = to + 1
      end
    end
    sentences[size .. " " .. (size + #text)] = true
    parts[#parts + 1] = text
    size = size + #text
  end
  return table.concat(parts), words, sentences, word_list
end

local function compare(kind, text, found, wanted, total)
  local list = {}
  for key in pairs(wanted) do
    total.wanted = total.wanted + 1
    if found[key] then total.right = total.right + 1 else list[#list + 1] = { key, "MISSED" } end
  end
  for key in pairs(found) do
    total.found = total.found + 1
    if not wanted[key] then list[#list + 1] = { key, "EXTRA" } end
  end
  if not is_listed or what and what ~= kind then return end
  for _, item in ipairs(list) do item.from = tonumber(item[1]:match "^%d+") end
  table.sort(list, function(a, b)
    if a.from ~= b.from then return a.from < b.from end
    return a[2] < b[2]
  end)
  for _, item in ipairs(list) do
    local from, to = item[1]:match "(%d+) (%d+)"
    local piece = text:sub(from + 1, to)
    print(("%s %s: %s"):format(kind, item[2], (piece:gsub("\n", "\\n"))))
  end
end

local function new_total() return { wanted = 0, found = 0, right = 0 } end

local totals = { tokens = new_total(), sentences = new_total() }
for _, document in ipairs(read_documents()) do
  local text, words, sentences = lay_out(document)
  local article = broadsheet.annotate(text, { as = "text", layers = "none" })
  if article then
    local tokens, cuts = {}, {}
    for token in article:tokens() do tokens[token.start .. " " .. token.stop] = true end
    for sentence in article:sentences() do cuts[sentence.start .. " " .. sentence.stop] = true end
    compare("tokens", text, tokens, words, totals.tokens)
    compare("sentences", text, cuts, sentences, totals.sentences)
  end
end
for _, kind in ipairs { "tokens", "sentences" } do
  local total = totals[kind]
  local score = f1(total.right, total.found, total.wanted)
  print(("%-10s %6d wanted %6d found  F1 %.2f"):format(kind, total.wanted, total.found, score))
end
