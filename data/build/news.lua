--- Reads the annotated news of data/news: articles with the names that they mention, who is who
--- among them where that was noted, and the same as rows of tokens to train a tagger on.
local news = {}

--- What a span may be. The first three are what taggers are measured by.
news.types = { "PER", "LOC", "ORG", "DEMONYM", "EVENT", "PROGRAMME", "WEAPON", "DOCUMENT", "OTHER", "ROLE" }

local KNOWN = {}
for _, type in ipairs(news.types) do KNOWN[type] = true end

--- In rows of three types the others are one, and roles are none: they are no names.
local COARSE = { PER = "PER", LOC = "LOC", ORG = "ORG", DEMONYM = "MISC", EVENT = "MISC", PROGRAMME = "MISC",
  WEAPON = "MISC", DOCUMENT = "MISC", OTHER = "MISC" }

--- A line without its marks, what they marked in it by byte offsets, or nil and what is wrong.
---@param line string
---@return string? plain
---@return table|string mentions or a message
function news.plain(line)
  local parts, size, open, mentions, at = {}, 0, {}, {}, 1
  local function keep(text)
    parts[#parts + 1] = text
    size = size + #text
  end
  while at <= #line do
    local stop = line:find("[%[%]|]", at)
    keep(line:sub(at, (stop or #line + 1) - 1))
    if not stop then break end
    local mark = line:sub(stop, stop)
    at = stop + 1
    if mark == "[" then
      if #open == 2 then return nil, "a mark inside a mark inside a mark" end
      open[#open + 1] = size
    elseif #open == 0 and mark == "|" then
      keep "|"
    elseif #open == 0 then
      return nil, "a ] that closes nothing"
    else
      local type, entity, last = line:match("^|(%u+)#?([%w-]*)()%]", stop)
      if not type then return nil, "a mark without |TYPE]: " .. line:sub(stop, stop + 20) end
      if not KNOWN[type] then return nil, type .. " is no type" end
      local start = table.remove(open)
      if start == size then return nil, "a mark around nothing" end
      mentions[#mentions + 1] = { start = start, stop = size, type = type, depth = #open,
        entity = entity ~= "" and entity or nil }
      at = last + 1
    end
  end
  if #open > 0 then return nil, "a [ that nothing closes" end
  local plain = table.concat(parts)
  for _, mention in ipairs(mentions) do
    local text = plain:sub(mention.start + 1, mention.stop)
    if text:find "^%s" or text:find "%s$" then return nil, "blanks at the end of " .. text end
    if text:find "['’]s$" and mention.type ~= "ORG" and mention.type ~= "OTHER" then
      return nil, "a possessive in " .. text
    end
  end
  table.sort(mentions, function(a, b)
    if a.start ~= b.start then return a.start < b.start end
    return a.stop > b.stop
  end)
  return plain, mentions
end

--- The articles of a file: id, date, kind, coreference (whether entities are noted), text (paragraphs,
--- the headline first, with an empty line between), mentions { start, stop, type, entity, depth }.
---@param path string
---@return table[]? articles
---@return string? message
function news.read(path)
  local articles, article, line_number = {}, nil, 0
  local function fault(message) return nil, ("%s:%d: %s"):format(path, line_number, message) end
  local file, reason = io.open(path, "rb")
  if not file then return nil, reason end
  for line in file:lines() do
    line_number = line_number + 1
    local name, value = line:match "^# (%a+)%s*(.*)$"
    if name == "article" then
      article = { id = value, mentions = {}, paragraphs = {}, size = 0, file = path, line = line_number }
      if value == "" then file:close() return fault "an article without a name" end
      articles[#articles + 1] = article
    elseif not article then
      if line ~= "" then file:close() return fault "text before the first # article" end
    elseif name == "date" or name == "kind" then
      article[name] = value
    elseif name == "coreference" then
      article.coreference = true
    elseif line ~= "" then
      local plain, mentions = news.plain(line)
      if not plain then file:close() return fault(mentions) end
      if #article.paragraphs > 0 then article.size = article.size + 2 end
      for _, mention in ipairs(mentions) do
        mention.start, mention.stop = mention.start + article.size, mention.stop + article.size
        article.mentions[#article.mentions + 1] = mention
      end
      article.size = article.size + #plain
      article.paragraphs[#article.paragraphs + 1] = plain
    end
  end
  file:close()
  for _, each in ipairs(articles) do each.text = table.concat(each.paragraphs, "\n\n") end
  return articles
end

--- All articles of the folder, in the order of its files.
---@param folder string
---@return table[]? articles
---@return string? message
function news.all(folder)
  local all = {}
  for number = 1, 99 do
    local path = ("%s/%02d.txt"):format(folder, number)
    local file = io.open(path, "rb")
    if not file then break end
    file:close()
    local articles, message = news.read(path)
    if not articles then return nil, message end
    for _, article in ipairs(articles) do all[#all + 1] = article end
  end
  return all
end

--- The label of each token: of the innermost mention of a type that is asked for.
local function labels_of(article, tokens, type_of)
  local labels, longest = {}, {}
  for _, mention in ipairs(article.mentions) do
    local type = type_of(mention.type)
    if type then longest[#longest + 1] = { mention = mention, type = type } end
  end
  local first, is_started = 1, {}
  for index, token in ipairs(tokens) do
    while longest[first] and longest[first].mention.stop <= token.start do first = first + 1 end
    local best
    for at = first, math.min(first + 3, #longest) do
      local mention = longest[at].mention
      if mention.start < token.stop and mention.stop > token.start then
        if not best or mention.depth > best.mention.depth then best = longest[at] end
      end
    end
    if best then
      labels[index] = (is_started[best] and "I-" or "B-") .. best.type
      is_started[best] = true
    else
      labels[index] = "O"
    end
  end
  return labels
end

--- Rows of token and label (IOB2) with the lines `# doc` and `# text` in front, in the tokens and
--- sentences of broadsheet. Places inside an event's name ("Madrid summit") count as places.
---@param articles table[]
---@param fine boolean? all types, instead of PER, LOC, ORG and MISC
---@return string
function news.rows(articles, fine)
  local out = {}
  local function type_of(type)
    if fine then return type end
    return COARSE[type]
  end
  for _, article in ipairs(articles) do
    local options = { as = "text", date = article.date, layers = "none" }
    local read = assert(broadsheet.annotate(article.text, options))
    assert(read.text == article.text, article.id .. ": read with another text")
    local tokens = {}
    for token in read:tokens() do tokens[#tokens + 1] = { start = token.start, stop = token.stop } end
    local labels = labels_of(article, tokens, type_of)
    out[#out + 1] = "# doc " .. article.id
    local at = 1
    for sentence in read:sentences() do
      local text = article.text:sub(sentence.start + 1, sentence.stop):gsub("%s+", " ")
      out[#out + 1] = "# text = " .. text
      while tokens[at] and tokens[at].start < sentence.stop do
        out[#out + 1] = article.text:sub(tokens[at].start + 1, tokens[at].stop) .. "\t" .. labels[at]
        at = at + 1
      end
      out[#out + 1] = ""
    end
  end
  return table.concat(out, "\n") .. "\n"
end

return news
