--- CSV as the fact tables are written (RFC 4180), read into rows by column name and written back.
local csv = {}

local function read_all(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "a"
  file:close()
  return (bytes:gsub("^\u{feff}", ""))
end

--- Cells of the record that begins at `at`, and where the next one begins.
local function record(bytes, at)
  local cells = {}
  while true do
    local cell
    if bytes:sub(at, at) == '"' then
      local parts = {}
      repeat
        local close = assert(bytes:find('"', at + 1, true), "a quoted cell is not closed")
        parts[#parts + 1] = bytes:sub(at + 1, close - 1)
        at = close + 1
      until bytes:sub(at, at) ~= '"'
      cell = table.concat(parts, '"')
    else
      local stop = bytes:find("[,\r\n]", at) or #bytes + 1
      cell = bytes:sub(at, stop - 1)
      at = stop
    end
    cells[#cells + 1] = cell
    local separator = bytes:sub(at, at)
    if separator ~= "," then
      return cells, at + (bytes:sub(at, at + 1) == "\r\n" and 2 or 1)
    end
    at = at + 1
  end
end

--- A source without the words that only the keepers of the fact tables understand: where a page was kept,
-- and the numbers of sentences in the article that the tables began with.
local function plain_source(source)
  source = source:gsub("seed document %(Nikkei Asia, July 2024%)", "seed document")
  source = source:gsub(", sentences? s%d+[%d,s ]*", "")
  source = source:gsub("seed document", "Nikkei Asia, July 2024")
  source = source:gsub("%f[%a]seed s%d+", "Nikkei Asia, July 2024"):gsub("^stored pages?$", "press pages")
  return (source:gsub("stored pages?:? ?", ""):gsub("%f[%a]stored ", ""):gsub("^%((.*)%)$", "%1"))
end

--- Rows as tables by column name; an absent cell is "". `row.line` counts records, header included.
function csv.read(path)
  local bytes = read_all(path)
  local header, at = record(bytes, 1)
  local rows = {}
  local line = 1
  while at <= #bytes do
    local cells
    cells, at = record(bytes, at)
    line = line + 1
    if #cells > 1 or cells[1] ~= "" then
      local row = { line = line }
      for index, name in ipairs(header) do
        row[name] = cells[index] or ""
      end
      if row.source then row.source = plain_source(row.source) end
      rows[#rows + 1] = row
    end
  end
  return rows, header
end

local function quoted(value)
  value = tostring(value == nil and "" or value)
  if value:find '[,"\r\n]' then return '"' .. value:gsub('"', '""') .. '"' end
  return value
end

--- Writes the named columns of the rows.
function csv.write(path, columns, rows)
  local lines = { table.concat(columns, ",") }
  for _, row in ipairs(rows) do
    local cells = {}
    for index, name in ipairs(columns) do
      cells[index] = quoted(row[name])
    end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  local file = assert(io.open(path, "wb"))
  assert(file:write(table.concat(lines, "\n"), "\n"))
  assert(file:close())
end

return csv
