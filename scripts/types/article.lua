---@meta broadsheet.article
--- Articles and what stands off from their text. `start` and `stop` are bytes from 0, half-open.

---@class broadsheet.article
---@field id string
---@field file string
---@field url string?
---@field title string?
---@field byline string[]
---@field outlet string?
---@field language string?
---@field published string? ISO 8601, cut to its precision
---@field published_basis string? stated, metadata, url, file; inferred from what the text says
---@field crawled string? when a crawler stored the page it comes from, ISO 8601
---@field text string
---@field family string id of the first article of its family of near-duplicates; its own without a copy
local article = {}

---@return fun(): broadsheet.segment
function article:segments() end

---@return fun(): broadsheet.sentence
function article:sentences() end

---@return fun(): broadsheet.token
function article:tokens() end

---@param options { type: string? }?
---@return fun(): broadsheet.mention
function article:mentions(options) end

---@param options { speaker: string|broadsheet.entity|nil, kind: string? }?
---@return fun(): broadsheet.quotation
function article:quotations(options) end

---@return fun(): broadsheet.date
function article:dates() end

---@param options { kind: string? }?
---@return fun(): broadsheet.claim
function article:claims(options) end

--- What a careful editor would flag.
---@return fun(): broadsheet.finding
function article:findings() end

--- The evidence id of a stretch, or of the whole text.
---@param start integer?
---@param stop integer?
---@return string
function article:cite(start, stop) end

--- What all of the following have. As strings they are their text.
---@class broadsheet.span
---@field text string
---@field start integer
---@field stop integer
---@field sentence broadsheet.sentence? in which it begins
---@field article broadsheet.article

---@class broadsheet.segment: broadsheet.span
---@field type string headline, byline, body, caption, credit, widget, comment, speech
---@field anchor string?
local segment = {}

--- Its evidence id.
---@return string
function segment:cite() end

---@class broadsheet.sentence: broadsheet.span
local sentence = {}

---@return string
function sentence:cite() end

---@class broadsheet.token: broadsheet.span
---@field form string
---@field fold string
---@field stem string
---@field kind string word, number, punctuation, symbol, url, handle
local token = {}

---@return string
function token:cite() end

---@class broadsheet.mention: broadsheet.span
---@field entity broadsheet.entity?
---@field type string
---@field kind string name, family, acronym, demonym, nominal, pronoun
---@field rule string
local mention = {}

---@return string
function mention:cite() end

---@class broadsheet.quotation: broadsheet.span
---@field parts integer[][] { start, stop }
---@field kind string direct, partial, indirect
---@field attribution string before, after, middle, none
---@field speaker broadsheet.entity?
---@field speaker_text string?
---@field cue string?
---@field rule string
local quotation = {}

---@return string
function quotation:cite() end

---@class broadsheet.date: broadsheet.span
---@field type string DATE, TIME, DURATION, SET
---@field value string? TIMEX3
---@field mod string? TIMEX3: START, MID, END, APPROX, LESS_THAN, MORE_THAN, EQUAL_OR_MORE, EQUAL_OR_LESS
---@field anchor string?
---@field rule string
local date = {}

---@return string
function date:cite() end

---@class broadsheet.claim: broadsheet.span
---@field kind string rank, quantity, attendance, topic, streak, agreement, date, office
---@field subject string?
---@field rank integer?
---@field value number?
---@field unit string?
---@field metric string?
---@field scope string?
---@field period string?
---@field according_to string?
---@field event string?
---@field party string?
---@field person string?
---@field level string?
---@field status string?
---@field topic string?
---@field stated boolean? of a topic
---@field rule string
local claim = {}

---@return string
function claim:cite() end

---@class broadsheet.finding: broadsheet.span
---@field kind string
---@field message string
local finding = {}

---@return string
function finding:cite() end
