---@meta broadsheet
--- The functions of `broadsheet`, which is there without `require`. What the world does wrong gives
--- nil and a message; misuse raises. Text positions are bytes from 0, half-open.

---@class broadsheet
---@field version string
---@field home string? the folder that holds scripts/ and data/
---@field stats broadsheet.stats
broadsheet = {}

---@class broadsheet.read_options
---@field date string? for articles that have none, ISO 8601
---@field outlet string? for articles that have none
---@field as string? whatever it looks like: "text", "markdown", "html", "json", "jsonl", "csv", "tsv", "feed", "export", "docx", "odt", "rtf", "epub" or "pdf"
---@field columns table<string, string>|nil columns of tables and keys of JSON: { text = "Body copy", title = "Kop" }; of title, byline, outlet, date, url, language, id too
---@field cut broadsheet.cut? how text files with many articles are cut
---@field lexicons string|string[]|nil paths of lexicons beside the bundled ones
---@field rules string|string[]|nil paths of rule files beside the bundled ones
---@field without string|string[]|nil names of rules that are switched off; "date.*" is all that begin so
---@field layers "none"|"lists"|"all"|nil

--- A rule for text files that hold many articles: regular expressions (PCRE2), or lists of them, each
--- for a line. One of begins, between and ends is needed. What tells a fact is no part of the text; the
--- first group is the fact, or all of the match.
---@class broadsheet.cut
---@field begins string|string[]|nil a line with which an article begins, and which belongs to it
---@field between string|string[]|nil a line between two articles, which belongs to neither
---@field ends string|string[]|nil the last line of an article
---@field text string|string[]|nil the line behind which the text begins
---@field drop string|string[]|nil lines that are left out
---@field count string|string[]|nil the line that says how many articles there are
---@field title string|string[]|nil
---@field byline string|string[]|nil
---@field outlet string|string[]|nil
---@field date string|string[]|nil
---@field url string|string[]|nil
---@field language string|string[]|nil
---@field id string|string[]|nil

--- Opens a corpus for reading.
---@param path string
---@return broadsheet.corpus?
---@return string? message
function broadsheet.open(path) end

---@class broadsheet.build_options: broadsheet.read_options
---@field [integer] string inputs: files, folders, archives
---@field into string folder of the corpus
---@field jobs integer? threads, 0 for one a processor
---@field links string? CSV: decision (join or apart), name, other, article, other_article
---@field keep_repeats boolean? leave lines that many articles of an outlet have in their bodies

--- Builds a corpus, or brings it up to date. The second result counts what was done: sources_read,
--- sources_unchanged, sources_dropped, articles_added, articles_dropped, articles, text_bytes,
--- tokens, sentences, skipped_litter, skipped_unreadable, skipped_foreign.
---@param options broadsheet.build_options
---@return broadsheet.corpus?
---@return table<string, integer>|string counts or message
function broadsheet.build(options) end

--- One text with every layer, in memory. It is read as plain text unless `as` says otherwise.
---@param text string
---@param options broadsheet.read_options?
---@return broadsheet.article?
---@return string? message
function broadsheet.annotate(text, options) end

--- Holds claims against tables: the bundled ones, or those given by name (a table or a path): exporters,
--- exports, attendance, summits, leaders, speeches. One row a check: article, date, kind, claim, field,
--- claimed, found, verdict (correct, wrong, not comparable, unknown), why, sentence. Its evidence is the
--- sentence and, where there is one, the row of the table.
---@param source broadsheet.article|broadsheet.article[]|broadsheet.selection
---@param tables table<string, broadsheet.table|string>?
---@return broadsheet.table
function broadsheet.check_claims(source, tables) end

--- Articles of files, in memory; without layers unless asked for. `options.skipped`, a table, is
--- filled with { file, reason } of what could not be read, and of what to know of the rest.
---@param paths string|string[]
---@param options broadsheet.read_options?
---@return (fun(): broadsheet.article)?
---@return string? message
function broadsheet.read(paths, options) end

--- A table from a file (options: delimiter, header, types, totals), or from rows: a sequence of
--- { name = value } or, with options.columns, of lists. options.evidence gives, for each row, a
--- sequence of { kind, id, rule }.
---@param source string|table[]
---@param options table?
---@return broadsheet.table?
---@return string? message
function broadsheet.table(source, options) end

--- Rows of a CSV file one after the other, for files too large for a table. Cells are strings, by the
--- names of the first record or, with header = false, in order.
---@param path string
---@param options { delimiter: string?, header: boolean? }?
---@return (fun(): table<string, string>)?
---@return string? message
function broadsheet.csv(path, options) end

--- A vector of the numbers in a sequence; nil and NaN are missing.
---@param numbers number[]
---@return broadsheet.vector
function broadsheet.vector(numbers) end

--- Words in named groups: of a table { group = { query, .. } }, of a Table with columns group and
--- query, or of the path of one.
---@param groups table<string, string|string[]>|broadsheet.table|string
---@return broadsheet.dictionary?
---@return string? message
function broadsheet.dictionary(groups) end

--- Names in a folder, in byte order.
---@param folder string
---@return string[]?
---@return string? message
function broadsheet.files(folder) end

--- XXH3 of a file, in 16 hexadecimal digits.
---@param path string
---@return string?
---@return string? message
function broadsheet.digest(path) end

--- The one of `names` that `name` was probably meant to be.
---@param name string
---@param names string[]
---@return string?
function broadsheet.nearest(name, names) end

---@class broadsheet.dictionary
---@field groups table[] { name, { query, .. } } in order
