---@meta broadsheet.table
--- Tables: typed columns; every row knows its evidence. Operations give new tables. A missing cell is
--- nil, which is not 0.

---@class broadsheet.row a view of one row: row.name, row[1]; pairs(row) gives what is not missing

---@class broadsheet.table
---@field columns string[]
---@field types table<string, string> text, integer, number, boolean
---@field notes string[] prose that came with the table, and what could not be read
---@field totals broadsheet.table? rows of totals that stood under the data
---@field [integer] broadsheet.row
---@operator len: integer
local tables = {}

--- A column: a vector of numbers, or a column of text.
---@param name string
---@return broadsheet.vector|broadsheet.column
function tables:column(name) end

---@return fun(): integer, broadsheet.row
function tables:each() end

--- What a cell, or without `column` a whole row, was made from.
---@param row integer
---@param column string?
---@return { kind: string, id: string, rule: string? }[]
function tables:evidence(row, column) end

--- Writes a file by its ending: csv, tsv, json, md, html, txt.
---@param path string
---@param options { decimals: table<string, integer>? }?
---@return true?
---@return string? message
function tables:write(path, options) end

--- The same as a string: "text", "csv", "tsv", "json", "md", "html".
---@param format string
---@param options { decimals: table<string, integer>?, width: integer?, rows: integer?, ascii: boolean?, colour: boolean? }?
---@return string
function tables:format(format, options) end

--- A chart with :svg(), :text() and :write(path).
---@param options { kind: string?, x: string, y: string, by: string?, title: string?, unit: string? }
function tables:chart(options) end

--- Rows for which the function is true, or that have all of the values.
---@param condition (fun(row: broadsheet.row): boolean)|table<string, any>
---@return broadsheet.table
function tables:where(condition) end

--- Sorted by columns, the first counting most; "-name" downwards; missing cells last.
---@param ... string
---@return broadsheet.table
function tables:sort(...) end

--- The rows with the largest values ("-name": the smallest).
---@param count integer
---@param column string
---@return broadsheet.table
function tables:top(count, column) end

--- Rows by number, in that order.
---@param rows integer[]
---@return broadsheet.table
function tables:take(rows) end

--- One row for each combination of the columns, with only those.
---@param ... string
---@return broadsheet.table
function tables:distinct(...) end

---@param columns string[]
---@return broadsheet.table
function tables:pick(columns) end

---@param names table<string, string> new names by old ones
---@return broadsheet.table
function tables:rename(names) end

--- New columns, in order of their names: what a function of the row gives, items of a sequence or
--- vector, or one value for all rows.
---@param columns table<string, any>
---@return broadsheet.table
function tables:add(columns) end

--- The rows of both.
---@param other broadsheet.table
---@return broadsheet.table
function tables:bind(other) end

--- A column `rank`; the largest is 1 unless `ascending`. Ties: min, max, average, dense.
---@param options { by: string, ties: string?, ascending: boolean?, within: string|string[]|nil, as: string? }
---@return broadsheet.table
function tables:rank(options) end

--- A column `share`: fractions of the sum, of all or within groups.
---@param options { of: string, within: string|string[]|nil, as: string? }
---@return broadsheet.table
function tables:share(options) end

--- One row for each combination of `by`, and a column for each further key, in order of names:
--- "count", or { total, column }, or { "quantile", column, probability }. Totals: sum, mean, median,
--- quantile, min, max, count, missing, zeros, distinct, first, last.
---@param options table
---@return broadsheet.table
function tables:group(options) end

--- Kinds: inner, left, full, anti, semi. `on` is a name, a list, or { left = "right" }.
---@param other broadsheet.table
---@param options { on: string|string[]|table<string, string>, kind: string? }
---@return broadsheet.table
function tables:join(other, options) end

--- One row for each combination of `rows`, one column for each value of `columns`.
---@param options { rows: string|string[], columns: string, value: string, total: string?, probability: number?, fill: any }
---@return broadsheet.table
function tables:pivot(options) end

--- One row for each row and melted column. `numbered` melts only columns whose names are numbers.
---@param options { keep: string|string[]|nil, columns: string|string[]|nil, numbered: boolean?, drop_missing: boolean?, names: string?, values: string? }?
---@return broadsheet.table
function tables:melt(options) end

---@class broadsheet.column a column of text: column[i], #column
local column = {}

--- A sequence, its length in `n` because missing cells are nil.
---@return any[]
function column:list() end

---@return fun(): integer, any
function column:each() end

---@class broadsheet.vector numbers: v[i], #v, arithmetic item by item with vectors and numbers
---@field [integer] number?
---@operator len: integer
---@operator add(broadsheet.vector|number): broadsheet.vector
---@operator sub(broadsheet.vector|number): broadsheet.vector
---@operator mul(broadsheet.vector|number): broadsheet.vector
---@operator div(broadsheet.vector|number): broadsheet.vector
---@operator unm: broadsheet.vector
local vector = {}

--- How many items are not missing.
---@return integer
function vector:count() end

--- Nil when all are missing: that is no 0.
---@return number?
function vector:sum() end

---@return number?
function vector:mean() end

---@return number?
function vector:median() end

--- Type 7 of Hyndman and Fan, as in R.
---@param probability number
---@return number?
function vector:quantile(probability) end

--- Of a sample, with n - 1.
---@return number?
function vector:variance() end

---@return number?
function vector:sd() end

--- The median absolute deviation times 1.4826.
---@return number?
function vector:mad() end

---@return number?
function vector:min() end

---@return number?
function vector:max() end

--- A sorted copy, missing items last.
---@return broadsheet.vector
function vector:sort() end

--- A sequence, its length in `n` because missing items are nil.
---@return number[]
function vector:list() end

---@return fun(): integer, number?
function vector:each() end
