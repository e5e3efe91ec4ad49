--- What the interactive prompt does with a line: runs it, prints what it gives, completes names.
-- The line editor is C (core/cli/line.c); this knows no terminal.
local repl = {}

local LIST_ITEMS_MAX = 20
local NESTING_MAX = 3

local keywords = { "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if",
  "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while" }

-- Names in order, whatever `pairs` gives.
local function sorted_keys(values)
  local keys = {}
  for key in pairs(values) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if math.type(a) and math.type(b) then return a < b end
    return tostring(a) < tostring(b)
  end)
  return keys
end

local function is_plain(value)
  local metatable = getmetatable(value)
  return type(value) == "table" and not (type(metatable) == "table" and metatable.__tostring)
end

local show

-- A Lua table as it would be written, cut where it is long or deep.
local function show_plain(value, depth)
  if depth >= NESTING_MAX then return "{..}" end
  local parts, in_sequence = {}, {}
  for index, item in ipairs(value) do
    in_sequence[index] = true
    if index > LIST_ITEMS_MAX then break end
    parts[#parts + 1] = show(item, depth + 1)
  end
  for _, key in ipairs(sorted_keys(value)) do
    if #parts > LIST_ITEMS_MAX then break end
    if not in_sequence[key] then
      local is_name = type(key) == "string" and key:find "^[%a_][%w_]*$"
      local name = is_name and key or "[" .. show(key, depth + 1) .. "]"
      parts[#parts + 1] = name .. " = " .. show(value[key], depth + 1)
    end
  end
  if #parts > LIST_ITEMS_MAX then parts[#parts] = ".." end
  return #parts > 0 and "{ " .. table.concat(parts, ", ") .. " }" or "{}"
end

function show(value, depth)
  if type(value) == "string" and depth > 0 then return ("%q"):format(value):gsub("\\\n", "\\n") .. "" end
  if is_plain(value) then return show_plain(value, depth) end
  return tostring(value)
end

--- How the prompt prints a value.
---@param value any
---@return string
function repl.show(value)
  return show(value, 0)
end

-- A chunk of one line or many. An expression gives its values without `return`.
local function compile(text)
  local chunk = load("return " .. text, "=input", "t")
  if chunk then return chunk end
  return load(text, "=input", "t")
end

--- A session: what stands between the line editor and the interpreter. Errors of what is run go up to
-- the caller, who shows them; the session is then ready for the next line.
---@param write fun(text: string) where results go
---@return table
function repl.new(write)
  local session = { buffer = nil, is_timed = false, mode = "text", is_done = false }
  local commands = {}

  local function print_value(value)
    local metatable = getmetatable(value)
    local is_table = type(metatable) == "table" and metatable.__name == "broadsheet.table"
    if is_table and session.mode ~= "text" then
      write(value:format(session.mode))
    else
      write(repl.show(value))
    end
    write "\n"
  end

  local function print_results(count, results)
    if count == 0 then return end
    if count > 1 and results[1] == nil and type(results[2]) == "string" then
      write("nil, " .. results[2] .. "\n") -- a failure of the world: nil and its message
      return
    end
    for i = 1, count do print_value(results[i]) end
    if results[1] ~= nil then _G._ = results[1] end
  end

  local function run(chunk)
    local started = os.clock()
    local results = table.pack(chunk())
    print_results(results.n, results)
    if session.is_timed then write(("%.3f s\n"):format(os.clock() - started)) end
  end

  commands.help = { "", "this list", function()
    write "Lua expressions print themselves; _ is the last value. Commands:\n"
    for _, name in ipairs(sorted_keys(commands)) do
      local usage = "." .. name .. " " .. commands[name][1]
      write(("  %-32s %s\n"):format(usage, commands[name][2]))
    end
  end }
  commands.open = { "CORPUS", "make it `corpus`", function(argument)
    _G.corpus = assert(broadsheet.open(argument))
    print_value(_G.corpus)
  end }
  commands.info = { "", "what is in `corpus`", function()
    if not _G.corpus then error("there is no corpus; .open one", 0) end
    print_value(_G.corpus:info())
  end }
  commands.reports = { "", "the bundled reports", function() write(require("report").list()) end }
  commands.timer = { "on|off", "say how long each line took", function(argument)
    session.is_timed = argument == "on" or (argument == "" and not session.is_timed)
    write("timer " .. (session.is_timed and "on" or "off") .. "\n")
  end }
  commands.mode = { "text|csv|tsv|json|md|html", "how tables print", function(argument)
    local known = { text = true, csv = true, tsv = true, json = true, md = true, html = true }
    if not known[argument] then
      write("no mode '" .. argument .. "'; one of text, csv, tsv, json, md, html\n")
      return
    end
    session.mode = argument
  end }
  commands.quit = { "", "leave (also Ctrl-D)", function() session.is_done = true end }

  local function run_command(line)
    local name, argument = line:match "^%.(%w*)%s*(.-)%s*$"
    local command = commands[name]
    if not command then
      write("no command ." .. tostring(name) .. "; .help lists them\n")
      return
    end
    command[3](argument)
  end

  --- Takes one line. True when the input so far is not yet complete and another line is wanted.
  function session:feed(line)
    if not self.buffer and line:find "^%s*%.%a" then
      run_command(line:match "^%s*(.*)$")
      return false
    end
    local text = self.buffer and self.buffer .. "\n" .. line or line
    if text:find "^%s*$" then return false end
    local chunk, message = compile(text)
    if not chunk and message:find "<eof>$" and not (self.buffer and line == "") then
      self.buffer = text
      return true
    end
    self.buffer = nil
    if not chunk then error(message, 0) end
    run(chunk)
    return false
  end

  --- Forgets a half-typed chunk.
  function session:cancel()
    self.buffer = nil
  end

  --- What the text before the cursor could become: whole words, and where the word begins (from 1).
  function session:complete(text) -- luacheck: no self
    local command = text:match "^%s*%.(%a*)$"
    local found, seen = {}, {}
    local function offer(name, prefix, tail)
      if type(name) == "string" and name:sub(1, #prefix) == prefix and not seen[name]
        and name:find "^[%a_][%w_]*$" and (prefix ~= "" or not name:find "^_") then
        seen[name] = true
        found[#found + 1] = name .. (tail or "")
      end
    end
    local start
    if command then
      start = #text - #command + 1
      for name in pairs(commands) do offer(name, command, " ") end
    else
      local path, separator, prefix = text:match "([%a_][%w_%.]*)([%.:])([%w_]*)$"
      if path then
        start = #text - #prefix + 1
        local value = _G
        for name in path:gmatch "[^%.]+" do
          local ok, inner = pcall(function() return value[name] end)
          value = ok and inner or nil
          if value == nil then break end
        end
        for _, name in ipairs(repl.members(value, separator == ":")) do offer(name, prefix) end
      else
        prefix = text:match "[%a_][%w_]*$" or ""
        start = #text - #prefix + 1
        for name in pairs(_G) do offer(name, prefix) end
        for _, name in ipairs(keywords) do offer(name, prefix) end
      end
    end
    table.sort(found)
    return found, start
  end

  return session
end

--- Names that can follow a dot or, with `only_methods`, a colon.
---@param value any
---@param only_methods boolean
---@return string[]
function repl.members(value, only_methods)
  local names = {}
  local function add(from)
    if type(from) ~= "table" then return end
    for name in pairs(from) do names[#names + 1] = name end
  end
  if type(value) == "table" and not only_methods then add(value) end
  local metatable = getmetatable(value)
  if type(metatable) == "table" then
    add(metatable.__methods)
    if not only_methods then add(metatable.__getters) end
    add(metatable.__index)
  end
  table.sort(names)
  return names
end

--- The one session of the process, as the command line drives it.
local session

---@return boolean wants_more
function repl.feed(line)
  session = session or repl.new(function(text) io.write(text) end)
  return session:feed(line)
end

---@return boolean
function repl.is_done()
  return session ~= nil and session.is_done
end

function repl.cancel()
  if session then session:cancel() end
end

--- The words, and as `start` the place where the one before the cursor begins.
---@return string[]
function repl.complete(text)
  session = session or repl.new(function(written) io.write(written) end)
  local words, start = session:complete(text)
  words.start = start
  return words
end

return repl
