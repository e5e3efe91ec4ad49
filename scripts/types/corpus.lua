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

--- How many. Columns: the names in `by`, the name in `of`, then rate, low, high with `per` (95 %), and
--- what the rate is of. Periods between the first and the last are all there, with 0 where nothing is.
--- `words` beside mentions, quotations, dates and claims, or beside the columns entity, type, speaker
--- and cue, keep what shares a `within` with one of them.
---@param options broadsheet.count_options
---@return broadsheet.table
function selection:count(options) end

--- Word list: form, count, articles, per_million, dp. `stop` leaves words out: those of a list, or with
--- true the bundled function words of English.
---@param options { fold: boolean?, stop: string[]|boolean|nil, min: integer?, all: boolean?, families: boolean? }?
---@return broadsheet.table
function selection:words(options) end

--- Sequences of words: form, count, articles, per_million, dp. `n` is from 2 to 8, `min` is 2.
---@param options { n: integer?, min: integer?, families: boolean? }?
---@return broadsheet.table
function selection:ngrams(options) end

--- Neighbours of the hits of a query: form, count, total, expected, g2, pmi, npmi, logdice, t; sorted by
--- `measure`, one of these (g2).
---@param query string
---@param options { span: integer?, measure: string?, min: integer?, families: boolean? }?
---@return broadsheet.table
function selection:collocates(query, options) end

--- What is typical against another selection: form, count, reference, g2, p (Holm), log_ratio, log_odds,
--- z; sorted by `measure`, g2, log_ratio or log_odds.
---@param reference broadsheet.selection
---@param options { measure: string?, min: integer?, families: boolean? }?
---@return broadsheet.table
function selection:keywords(reference, options) end

--- Concordance: left, match, right, article, date; and the number of all hits. `sort` is date, left,
--- right or match.
---@param query string
---@param options { context: integer?, limit: integer?, sort: string?, families: boolean? }?
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

--- Entities: entity (id), type, name, mentions, articles, first, last.
---@param options { type: string?, min: integer?, families: boolean? }?
---@return broadsheet.table
function selection:entities(options) end

--- Which persons of which articles were put together, and which were kept apart though their names may
--- be one: article, date, text (the first mention), entity (id), name (of the entity), rule (linking.middle:
--- what brought the name to the entity; linking.country, office, time: what kept it from another of the
--- name; linking.decision: your own; linking.unclear: it fits several and is closer to none), reason. A row
--- for each person of an article whose name is not that of the entity or is several persons'.
---@param options { entity: string|broadsheet.entity|nil, families: boolean? }?
---@return broadsheet.table
function selection:links(options) end

---@class broadsheet.trend_options: broadsheet.count_options
---@field serial boolean? Mann-Kendall corrected for autocorrelation (Hamed and Rao)
---@field cost "poisson"|"binomial"|"normal"|"mean"|"variance"|nil of the change points
---@field penalty "mbic"|"bic"|"aic"|"hannan-quinn"|number|nil

--- A count by period (year, if `by` names none) with `level` (the rate of the stretch between change
--- points) and `change`, and a row for each series: periods, count, first, last, tau, z, p, p_adjusted
--- (Holm), slope a period with low and high, changes, dispersion, penalty, reading (a sentence). The
--- rate that fits is added unless `per` is given, or false.
---@param options broadsheet.trend_options
---@return broadsheet.table periods
---@return broadsheet.table tests
function selection:trend(options) end

--- What came, went, rose and fell between periods, in articles, copies counted once unless families =
--- false: word or group, shift, from, to, before, after, articles_before, articles_after, share_before,
--- share_after, difference, low, high, log_ratio, p, p_adjusted, first, last, first_date, last_date,
--- reading. `by` is year unless it is given; `at` compares all before a period with the rest; `min`
--- articles (5) make a test; `adjust` is bh unless it is given; rows go up to `alpha` (0.05).
---@param options { by: string?, at: string?, dictionary: broadsheet.dictionary?, min: integer?, stop: string[]?, adjust: string?, alpha: number?, families: boolean? }?
---@return broadsheet.table
function selection:shifts(options) end

--- A topic model: latent Dirichlet allocation, or factors of tf-idf weights with method = "nmf". Words are
--- folded forms with a letter, no function words (unless stop = false), in `min` (3) articles or more and
--- in at most `max_share` (0.3) of them. `runs` (3) seeds are fitted to see which topics come again.
---@param options { k: integer?, seed: integer?, iterations: integer?, runs: integer?, method: "lda"|"nmf"|nil, min: integer?, max_share: number?, stop: string[]|boolean|nil, families: boolean? }? 20, 1, 200
---@return broadsheet.topics
function selection:topics(options) end

--- Pairs of entities named together, in a sentence or an article: a, b (ids), a_name, b_name, count (of
--- sentences or articles), articles, npmi. Both of a pair are of one of the types.
---@param options { type: string|string[]|nil, within: "sentence"|"article"|nil, min: integer?, families: boolean? }?
---@return broadsheet.table
function selection:network(options) end

--- Articles by words. `weight` is count, presence, frequency, log (1 + log10 n) or tfidf (n log10(N / df)).
---@param options { weight: string?, min: integer?, stop: string[]|boolean|nil, families: boolean? }?
---@return broadsheet.matrix
function selection:matrix(options) end

---@param options { speaker: string|broadsheet.entity|nil, about: string?, kind: string?, families: boolean? }?
---@return broadsheet.table
function selection:quotations(options) end

---@param options { type: string?, families: boolean? }?
---@return broadsheet.table
function selection:dates(options) end

---@param options { kind: string?, families: boolean? }?
---@return broadsheet.table
function selection:claims(options) end

---@class broadsheet.matrix
---@operator len: integer
---@field rows integer
---@field columns integer
---@field entries integer counts that are not 0
---@field weight string
local matrix = {}

--- What the columns are: form, count, articles; or the words of one article: form, count, weight.
---@param article broadsheet.article?
---@return broadsheet.table
function matrix:words(article) end

--- What the rows are: article, date, title, words.
---@return broadsheet.table
function matrix:articles() end

--- The articles most like one of the matrix: article, date, title, similarity (cosine of the weights).
---@param article broadsheet.article
---@param options { limit: integer? }?
---@return broadsheet.table
function matrix:similar(article, options) end

--- Writes "x.mtx" (Matrix Market), and "x.rows.csv" and "x.columns.csv" beside it.
---@param path string
---@return true?
---@return string? message
function matrix:write(path) end

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

--- The article at a place in the order of articles, or with an id.
---@param which integer|string
---@return broadsheet.article?
function corpus:article(which) end

--- Lets go of the corpus. What was taken from it stays whole.
function corpus:close() end

---@class broadsheet.entity
---@field id string
---@field name string
---@field type string
---@field names string[]
---@field attributes table<string, string> what the lexicons know (`office`, `country`, `from`, `to` on the day of the article); what the text says is apart: `said_office`, `said_country`, `said_affiliation`

--- Topics are numbered by their share, the largest first. `fit` is the log-likelihood a token of lda, the
--- relative error of nmf; `coherence` the mean NPMI, `stability` the mean cosine to other runs.
---@class broadsheet.topics
---@field k integer
---@field seed integer
---@field iterations integer
---@field runs integer
---@field tokens integer
---@field method string
---@field fit number
---@field coherence number?
---@field stability number?
local topics = {}

--- topic, label, share, articles (that it leads in), coherence, stability.
---@return broadsheet.table
function topics:topics() end

--- topic, rank, word, probability, lift, articles: the most relevant words (Sievert and Shirley 2014, lambda
--- 0.6) of a topic, or of all.
---@param topic integer?
---@param options { limit: integer?, lambda: number? }?
---@return broadsheet.table
function topics:words(topic, options) end

--- topic, article, date, title, share; the greatest share first.
---@param topic integer
---@param options { limit: integer? }?
---@return broadsheet.table
function topics:articles(topic, options) end

--- The mean share of each topic by period with its interval, and a test of its trend.
---@param by string? year
---@return broadsheet.table periods
---@return broadsheet.table tests
function topics:trend(by) end
