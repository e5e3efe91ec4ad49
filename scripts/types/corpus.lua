---@meta broadsheet.corpus
--- Corpora, selections, entities. A corpus is the selection of everything in it.

---@class broadsheet.selection
---@field digest string of the corpus, whatever its shards
---@operator band(broadsheet.selection): broadsheet.selection
---@operator bor(broadsheet.selection): broadsheet.selection
---@operator sub(broadsheet.selection): broadsheet.selection
---@operator len: integer
local selection = {}

---@class broadsheet.select_options
---@field from string? ISO 8601, cut to its precision
---@field to string? includes the whole of its period
---@field outlet string? `*` stands for any run
---@field language string?
---@field byline string?
---@field url string?
---@field title string?
---@field match string? a query
---@field mentions string|broadsheet.entity|nil
---@field segments string|string[]|nil types of segments that count from here on
---@field sql string? a condition over the columns of articles
---@field where (fun(article: broadsheet.article): boolean)?

--- The articles that meet all conditions.
---@param options broadsheet.select_options
---@return broadsheet.selection
function selection:select(options) end

--- Articles in order of date, then id.
---@return fun(): broadsheet.article
function selection:each() end

--- Parts by year, quarter, month, week, day, outlet, language or byline, in order of keys. A part is
--- { key, selection }, also as .key and .selection; the key of articles without one is false.
---@param by string
---@return table[]
function selection:split(by) end

--- Articles drawn at random, the same ones for the same seed.
---@param count integer
---@param options { seed: integer? }?
---@return broadsheet.selection
function selection:sample(count, options) end

---@class broadsheet.count_options
---@field of string? articles, sentences, tokens, words, mentions, quotations, dates, claims
---@field by string|string[]|broadsheet.dictionary|nil
---@field per "article"|"thousand articles"|"million tokens"|nil
---@field type string?
---@field entity string|broadsheet.entity|nil
---@field words string|string[]|broadsheet.dictionary|nil queries
---@field within "sentence"|"article"|nil
---@field families boolean? count each family of near-duplicates once: only its first article in the selection

--- How many. Columns: the names in `by`, the name in `of`, then rate, low, high with `per`.
---@param options broadsheet.count_options
---@return broadsheet.table
function selection:count(options) end

--- Word list: form, count, articles, per_million, dp.
---@param options { fold: boolean?, stop: string[]?, min: integer?, all: boolean? }?
---@return broadsheet.table
function selection:words(options) end

--- Sequences of words: form, count, articles, per_million, dp.
---@param options { n: integer?, min: integer? }?
---@return broadsheet.table
function selection:ngrams(options) end

--- Neighbours of the hits of a query.
---@param query string
---@param options { span: integer?, measure: string?, min: integer? }?
---@return broadsheet.table
function selection:collocates(query, options) end

--- What is typical against another selection.
---@param reference broadsheet.selection
---@param options { measure: string?, min: integer? }?
---@return broadsheet.table
function selection:keywords(reference, options) end

--- Concordance: left, match, right, article, date; and the number of all hits.
---@param query string
---@param options { context: integer?, limit: integer?, sort: string? }?
---@return broadsheet.table
---@return integer total
function selection:find(query, options) end

--- Near-duplicate articles, one row for each story with several: family (the id of its first article in
--- the corpus), articles, first (its first date here), similarity (the lowest of any copy with the first:
--- the share of the shorter one's runs of five words that the longer has), title. Widgets and comments are
--- left out. And the number of all families, those of one article too.
---@param options { threshold: number? }? from 0.5 to 1, 0.8 if it is not given
---@return broadsheet.table
---@return integer total
function selection:families(options) end

--- Entities with mentions, articles, first, last.
---@param options { type: string?, min: integer? }?
---@return broadsheet.table
function selection:entities(options) end

---@param options { speaker: string|broadsheet.entity|nil, about: string?, kind: string? }?
---@return broadsheet.table
function selection:quotations(options) end

---@param options { type: string? }?
---@return broadsheet.table
function selection:dates(options) end

---@param options { kind: string? }?
---@return broadsheet.table
function selection:claims(options) end

---@class broadsheet.corpus: broadsheet.selection
---@field path string
local corpus = {}

--- An entity by id or name; or nil and the candidates.
---@param name string
---@return broadsheet.entity?
---@return broadsheet.entity[]? candidates
function corpus:entity(name) end

--- What the build noted: "version", "lexicons", "rules", ..
---@param name string
---@return string?
function corpus:setting(name) end

--- The article, start and stop that an evidence id names; or nil and a message.
---@param id string
---@return broadsheet.article?
---@return integer|string start or message
---@return integer? stop
function corpus:resolve(id) end

--- The article at a place in the order of articles.
---@param index integer
---@return broadsheet.article?
function corpus:article(index) end

--- Lets go of the corpus. What was taken from it stays whole.
function corpus:close() end

---@class broadsheet.entity
---@field id string
---@field name string
---@field type string
---@field names string[]
---@field attributes table<string, string>
