--- Runs our executable for tests: arguments as a list, what it prints, and its exit status.
local process = {}

local executable = assert(os.getenv "BROADSHEET", "BROADSHEET names the executable")

local function quote(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end

local function read_file(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  os.remove(path)
  return text
end

--- A file with that text, in a temporary place; the caller removes it.
function process.file(text, ending)
  local path = os.tmpname()
  os.remove(path)
  path = path .. (ending or "")
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

--- `options`: input (text), interrupt (seconds until SIGINT), output (path of standard output).
function process.run(arguments, options)
  options = options or {}
  local words = { quote(executable) }
  for index, word in ipairs(arguments) do words[index + 1] = quote(word) end
  local out, err = options.output or os.tmpname(), os.tmpname()
  local input = options.input and process.file(options.input) or "/dev/null"
  local command = ("%s <%s >%s 2>%s"):format(table.concat(words, " "), quote(input), quote(out), quote(err))
  if options.interrupt then -- in the foreground: else the group is signalled too, a second Ctrl-C
    command = ("timeout --foreground -s INT -k 10 %s %s"):format(options.interrupt, command)
  end
  local _, how, status = os.execute(command)
  if options.input then os.remove(input) end
  return { status = how == "exit" and status or -status, out = options.output and "" or read_file(out),
    err = read_file(err) }
end

return process
