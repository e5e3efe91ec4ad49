--- What a report gives back, as the renderers see it: tables of printed cells with their evidence.
---
--- An item of `result.tables` is
---     { title = "..", table = t, formats = { share = "%.1f" }, labels = { share = "share, %" },
---       hidden = { iso3 = true }, marks = true, note = "prose under the table",
---       otherwise = function(row, column) .. end, stands_on = "articles" }
--- `formats` say how a column of numbers is printed for people, a string.format pattern or a function;
--- `labels` what stands above it; `hidden` columns are in CSV and JSON only; `marks` says that the
--- cells are short marks and stand in the middle; `otherwise` gives the evidence of a cell whose table has
--- none, such as a search that found nothing; `stands_on` names the column whose evidence all cells of a row
--- share, where to ask for each would take long.
local view = {}

--- The shortest form of a number that reads back as the same number.
function view.exact(value)
  if math.type(value) == "integer" then return tostring(value) end
  if value ~= value then return "" end
  if value == math.floor(value) and math.abs(value) < 1e15 then return ("%d"):format(value) end
  for digits = 15, 17 do
    local text = ("%." .. digits .. "g"):format(value)
    if digits == 17 or tonumber(text) == value then return text end
  end
end

local function thousands(value)
  local digits = ("%d"):format(value)
  local sign, rest = digits:match "^(-?)(%d+)$"
  return sign .. rest:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")
end

--- For people: years and ranks as they are, large whole numbers with commas, fractions to 4 digits.
function view.printed(value, format)
  if value == nil then return "" end
  if type(value) == "boolean" then return value and "yes" or "no" end
  if type(value) ~= "number" then return tostring(value) end
  if type(format) == "function" then return format(value) end
  if format == "," then return thousands(math.floor(value + 0.5)) end
  if format then
    local text = format:format(value)
    return (text:gsub("^%-(0%.?0*)$", "%1"):gsub("^%-(0%.?0*%D)$", "%1"))
  end
  if value == math.floor(value) and math.abs(value) < 1e15 then return ("%d"):format(value) end
  return ("%.4g"):format(value)
end

--- Columns: { name, label, is_number, is_hidden } in order.
local function columns_of(item)
  local columns = {}
  for index, name in ipairs(item.table.columns) do
    local column = { name = name, label = (item.labels or {})[name] or name }
    column.format = (item.formats or {})[name]
    column.is_hidden = item.hidden and item.hidden[name] or false
    column.is_number = false
    for row = 1, #item.table do
      local value = item.table[row][name]
      if value ~= nil then
        column.is_number = type(value) == "number"
        break
      end
    end
    columns[index] = column
  end
  return columns
end

--- Bundled files go by their names in the project: the same evidence wherever it is installed.
local function without_home(id)
  local home = broadsheet and broadsheet.home
  if home and id:sub(1, #home + 1) == home .. "/" then return id:sub(#home + 2) end
  return id
end

--- { title, note, columns, count, value(row, column), shown(row, column), evidence(row, column) };
--- rows and columns from 1, columns as objects.
function view.table(item)
  local source = item.table
  local self = { title = item.title or "", note = item.note, marks = item.marks, columns = columns_of(item),
    count = #source }
  self.visible = {}
  for _, column in ipairs(self.columns) do
    if not column.is_hidden then self.visible[#self.visible + 1] = column end
  end
  function self.value(row, column) return source[row][column.name] end
  function self.shown(row, column) return view.printed(source[row][column.name], column.format) end
  local kept, kept_row
  --- The evidence that all cells of a row share, asked for once, and how this cell came from it.
  local function derived(row, column)
    if kept_row ~= row then kept, kept_row = source:evidence(row, item.stands_on) or {}, row end
    local list = table.move(kept, 1, #kept, 1, {})
    if column.name ~= item.stands_on then
      list[#list + 1] = { kind = "computed", id = "script: " .. column.name }
    end
    return list
  end
  function self.evidence(row, column)
    if source[row][column.name] == nil then return {} end
    local list = item.stands_on and derived(row, column) or source:evidence(row, column.name) or {}
    for _, one in ipairs(list) do one.id = without_home(one.id) end
    if #list == 0 and item.otherwise then list = { item.otherwise(source[row], column.name) } end
    return list
  end
  return self
end

--- Views of all tables of a result.
function view.tables(result)
  local tables = {}
  for index, item in ipairs(result.tables or {}) do
    if type(item) ~= "table" then item = { title = "", table = item } end
    tables[index] = view.table(item)
  end
  return tables
end

return view
