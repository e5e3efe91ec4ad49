-- touch_corpus.lua: calls every binding of corpora, selections and articles once, right and wrong.
-- memory_test.c runs it with fewer and fewer allocations allowed. Its argument is a folder.
-- luacheck: ignore 531 532 631
local folder = ...

-- Raises are expected here, and what is raised is looked at; running out of memory goes on up.
local function try(action, ...)
  local ok, message = pcall(action, ...)
  if not ok and tostring(message):find "memory" then error(message, 0) end
  return ok, message
end

local function index(value, name) return value[name] end

local corpus = assert(broadsheet.open(folder .. "/touch.corpus"))
local _ = corpus.path, corpus.digest, corpus:setting "version", #corpus, tostring(corpus), corpus:article(1)
_ = corpus:entity "Japan", corpus:entity "Nowhere at all"
local part = corpus:select { from = "2020", to = "2022", match = "japan", mentions = "Japan", segments = "body",
  sql = "tokens > 1", where = function(article) return #article.text > 1 end }
_ = part & corpus, part | corpus, corpus - part, part == corpus, part:sample(1), part:split "year", tostring(part), part.digest
_ = corpus:count { of = "mentions", by = { "year", "type" }, per = "article", type = "country" }
local dictionary = broadsheet.dictionary { place = { "oslo", "japan" }, people = "envoy*" }
_ = dictionary.groups, corpus:count { by = dictionary }, corpus:count { words = { "japan" }, by = "word" }:evidence(1)
_ = corpus:words { min = 1, stop = { "of" } }, corpus:find("japan", { context = 3 }), corpus:entities { min = 1 }
_ = corpus:quotations { about = "agreed" }, corpus:dates {}, corpus:claims {}
_ = corpus:ngrams { n = 2, min = 1 }, corpus:collocates("japan", { span = 2 })
_ = corpus:keywords(corpus, { min = 1 })
_ = corpus:network { min = 1, within = "article", type = { "country", "place" } }
_ = corpus:trend { words = { "japan" }, by = { "year", "word" }, serial = true }, corpus:trend { per = false, of = "words" }
_ = corpus:shifts { min = 1, alpha = 1 }, corpus:shifts { dictionary = broadsheet.dictionary { a = { "japan" } } }
for _, method in ipairs { "lda", "nmf" } do
  local topics = corpus:topics { k = 1, iterations = 2, runs = 2, min = 1, max_share = 1, method = method }
  _ = #topics, tostring(topics), topics.fit, topics.seed, topics:topics(), topics:words(), topics:articles(1), topics:trend "year"
end
local matrix = corpus:matrix { weight = "tfidf", min = 1, stop = true }
_ = matrix.rows, matrix.columns, matrix.entries, matrix.weight, #matrix, tostring(matrix), matrix:articles():evidence(1)
_ = matrix:similar(corpus:article(1), { limit = 2 }), matrix:words():evidence(1), matrix:words(corpus:article(1))
_ = matrix:write(folder .. "/touch.mtx"), corpus:words { families = true }, corpus:find("japan", { families = true })
local beside = corpus:count { of = "articles", by = { dictionary, "entity" } }
_ = #beside > 0 and beside:evidence(1)
_ = corpus:families(), corpus:families { threshold = 0.6 }, part:count { families = true, by = "year" }
for article in corpus:each() do
  for _, name in ipairs { "id", "file", "url", "title", "byline", "outlet", "language", "published", "published_basis",
    "text", "family" } do _ = article[name] end
  local id = article:cite(0, 6)
  _ = tostring(article), corpus:resolve(id), corpus:resolve "nonsense"
  for _, name in ipairs { "segments", "sentences", "tokens", "mentions", "quotations", "dates", "claims", "findings" } do
    for span in article[name](article) do
      _ = span.text, span.start, span.stop, span.sentence, span.article, span:cite(), span .. "", span == span
      for field in pairs(getmetatable(span).__getters) do _ = span[field] end
    end
  end
  for mention in article:mentions { type = "country" } do
    local entity = mention.entity
    _ = entity.id, entity.name, entity.type, entity.names, entity.attributes, tostring(entity), entity == entity
    _ = corpus:select { mentions = entity }
  end
end

-- misuse, and what the world does wrong
for _, value in ipairs { corpus, part, corpus:article(1), matrix } do try(index, value, "nonsuch") end
for _, call in ipairs {
  function() return corpus:select { mach = "x" } end, function() return corpus:select { match = "((" } end,
  function() return corpus:select { where = function() error "boo" end } end,
  function() return corpus:matrix { weight = "x" } end, function() return matrix:write "x.csv" end,
  function() return corpus:network { within = "x" } end, function() return corpus:network { type = "x" } end,
  function() return corpus:count { of = "x" } end, function() return corpus:find "((" end,
  function() return broadsheet.dictionary { x = "((" } end, function() return corpus:families { threshold = 2 } end, function() return corpus:select { sql = "(" } end,
} do try(call) end
_ = broadsheet.open(folder .. "/nonesuch"), broadsheet.dictionary(folder .. "/nonesuch")
corpus:close()
try(index, corpus, "digest")
