--- The host of reports: finds one, checks what it was given, opens its tables, runs it, and renders
--- what it gives. The command line calls list(), help() and main(); nothing here prints.
local render = require "render"

local report = {}

-- Keys that a report may have; any other is a slip of the pen.
local KNOWN = { summary = true, needs = true, defaults = true, params = true, run = true }

local function sorted_keys(from)
  local keys = {}
  for key in pairs(from or {}) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

local function contains(list, wanted)
  for _, item in ipairs(list) do
    if item == wanted then return true end
  end
  return false
end

local function folder()
  return broadsheet.home .. "/scripts/reports"
end

local function misuse(message, ...)
  return nil, message:format(...)
end

local function did_you_mean(name, names)
  local nearest = broadsheet.nearest(name, names)
  return nearest and ("; did you mean '%s'?"):format(nearest) or ""
end

--- Names of the bundled reports, in order.
---@return string[]
function report.names()
  local names = {}
  for _, file in ipairs(assert(broadsheet.files(folder()))) do
    names[#names + 1] = file:match "^([^.].*)%.lua$"
  end
  return names
end

local function check_shape(definition, path)
  if type(definition) ~= "table" or type(definition.run) ~= "function" then
    error(path .. ": a report returns a table with a function `run`", 0)
  end
  for _, key in ipairs(sorted_keys(definition)) do
    if not KNOWN[key] then
      error(("%s: a report has no '%s'%s"):format(path, key, did_you_mean(key, sorted_keys(KNOWN))), 0)
    end
  end
  for _, name in ipairs(sorted_keys(definition.params)) do
    local param = definition.params[name]
    if type(param) ~= "table" or param[1] == nil then
      error(("%s: parameter '%s' is { default, description, one_of, is_year }"):format(path, name), 0)
    end
  end
  return definition
end

--- Loads a report by name, or by path where the name has a slash or ends in ".lua".
---@param name string
---@return table? definition
---@return string message or the plain name
function report.load(name)
  local is_path = name:find("/", 1, true) or name:find "%.lua$"
  if not is_path then
    local names = report.names()
    if not contains(names, name) then
      local nearest = broadsheet.nearest(name, names)
      return misuse("there is no report '%s'; %s", name,
        nearest and ("did you mean '%s'?"):format(nearest) or "broadsheet report lists them")
    end
  end
  local path = is_path and name or ("%s/%s.lua"):format(folder(), name)
  local chunk, message = loadfile(path, "t")
  if not chunk then error(message, 0) end
  return check_shape(chunk(), path), (name:gsub("^.*/", ""):gsub("%.lua$", ""))
end

--- One line for each bundled report.
function report.list()
  local lines = {}
  for _, name in ipairs(report.names()) do
    lines[#lines + 1] = ("%-12s %s"):format(name, assert(report.load(name)).summary or "")
  end
  return table.concat(lines, "\n") .. "\n"
end

local function needs_of(definition)
  local needs = definition.needs or {}
  return needs.corpus, needs.tables or {}
end

--- What one report takes.
function report.help(name)
  local definition, message = report.load(name)
  if not definition then return { misuse = message } end
  local needs_corpus, tables = needs_of(definition)
  local lines = { ("usage: broadsheet report %s%s [--NAME=VALUE]..."):format(name,
    needs_corpus == true and " -c CORPUS" or needs_corpus ~= nil and " [-c CORPUS]" or ""), "",
    definition.summary or "", "" }
  for _, key in ipairs(sorted_keys(tables)) do
    local default = (definition.defaults or {})[key]
    lines[#lines + 1] = ("  --%-22s %s%s"):format(key .. "=FILE", tables[key],
      default and (" (%s)"):format(default) or "")
  end
  for _, key in ipairs(sorted_keys(definition.params)) do
    local default, description = table.unpack(definition.params[key], 1, 2)
    lines[#lines + 1] = ("  --%-22s %s (%s)"):format(key .. "=" .. type(default):upper(), description or "",
      default == "" and "none" or tostring(default))
  end
  return { text = table.concat(lines, "\n") .. "\n" }
end

local BOOLEANS = { ["true"] = true, yes = true, on = true, ["1"] = true,
  ["false"] = false, no = false, off = false, ["0"] = false }

-- `text` as a value of the type of the default of `param`, one of its `one_of` where it has some, and a year
-- where `is_year` says so.
local function convert(name, text, param)
  local default = param[1]
  if param.one_of and text ~= default and not contains(param.one_of, text) then
    return misuse("--%s is one of %s, not '%s'%s", name, table.concat(param.one_of, ", "), text,
      did_you_mean(text, param.one_of))
  end
  if param.is_year and text ~= default and not text:match "^%d%d%d%d$" then
    return misuse("--%s is a year of four digits, not '%s'", name, text)
  end
  if type(default) == "boolean" then
    local value = BOOLEANS[text:lower()]
    if value == nil then return misuse("--%s is true or false, not '%s'", name, text) end
    return value
  end
  if type(default) == "number" then
    local value = math.type(default) == "integer" and math.tointeger(tonumber(text)) or nil
    if math.type(default) == "float" then value = tonumber(text) end
    if not value then return misuse("--%s is a %s, not '%s'", name,
      math.type(default) == "integer" and "whole number" or "number", text) end
    return value
  end
  if type(default) == "table" then
    local values = {}
    for item in text:gmatch "[^,]+" do values[#values + 1] = item:match "^%s*(.-)%s*$" end
    return values
  end
  return text
end

-- Parameters with their defaults, paths of tables, and the options as given, for the header.
local function read_params(definition, given)
  local _, tables = needs_of(definition)
  local names = sorted_keys(definition.params)
  for _, name in ipairs(sorted_keys(tables)) do names[#names + 1] = name end
  local params, paths, options = {}, {}, {}
  for name, param in pairs(definition.params or {}) do params[name] = param[1] end
  for _, pair in ipairs(given) do
    local name, text = pair[1], pair[2]
    if tables[name] then
      paths[name] = text
    elseif params[name] ~= nil then
      local value, message = convert(name, text, definition.params[name])
      if value == nil then return nil, message end
      params[name] = value
    else
      return misuse("the report has no parameter '%s'%s", name, did_you_mean(name, names))
    end
  end
  for _, name in ipairs(sorted_keys(params)) do
    local value = params[name]
    options[#options + 1] = { name, type(value) == "table" and table.concat(value, ",") or value }
  end
  return params, paths, options
end

local function open_tables(definition, paths)
  local _, wanted = needs_of(definition)
  local tables, facts = {}, {}
  for _, name in ipairs(sorted_keys(wanted)) do
    local default = (definition.defaults or {})[name]
    local path = paths[name] or default and broadsheet.home .. "/" .. default
    if not path then return misuse("the report needs --%s=FILE: %s", name, wanted[name]) end
    local opened, message = broadsheet.table(path)
    if not opened then error(message, 0) end
    tables[name] = opened
    facts[#facts + 1] = { name = name, path = paths[name] or default, digest = broadsheet.digest(path),
      rows = #opened }
  end
  return tables, facts
end

local function corpus_facts(corpus)
  return { path = corpus.path, digest = corpus.digest, articles = #corpus,
    families = corpus:count { families = true }[1].articles }
end

-- The settings of the build that change what is found.
local function corpus_settings(corpus)
  local settings = {}
  for _, name in ipairs { "version", "layers", "lexicons", "rules", "annotator", "links" } do
    local value = corpus:setting(name)
    if value then settings[#settings + 1] = { "corpus " .. name, value } end
  end
  return settings
end

-- Articles whose sentences are kept, as one is asked for many times.
local KEPT_MAX = 500

-- A function that gives the bytes of the sentence that a place lies in; the place itself where no
-- sentence holds it.
local function sentence_finder()
  local kept, count = {}, 0
  local function sentences_of(article)
    local list = kept[article.id]
    if list then return list end
    if count == KEPT_MAX then kept, count = {}, 0 end
    list = {}
    for sentence in article:sentences() do
      list[#list + 1] = { sentence.start, sentence.stop }
    end
    kept[article.id], count = list, count + 1
    return list
  end
  return function(article, start, stop)
    local list = sentences_of(article)
    local low, high = 1, #list
    while low < high do
      local middle = (low + high + 1) // 2
      if list[middle][1] <= start then low = middle else high = middle - 1 end
    end
    local found = list[low]
    if found and found[1] <= start and stop <= found[2] then return found[1], found[2] end
    return start, stop
  end
end

-- Finds the words behind an evidence id of a text, with the sentence around them.
local function quoter(corpus)
  local sentence_around = sentence_finder()
  return function(id)
    local article, start, stop = corpus:resolve(id)
    if not article then return nil end
    local first, last = sentence_around(article, start, stop)
    return { before = article.text:sub(first + 1, start), text = article.text:sub(start + 1, stop),
      after = article.text:sub(stop + 1, last), title = article.title, outlet = article.outlet,
      date = article.published }
  end
end

--- Runs a report.
---@param request table { name, params = { { name, text }, .. }, format, wants_crosswalk, width }
---@return { text: string?, crosswalk: string?, misuse: string? }
function report.main(request)
  local format = request.format or "text"
  if not contains(render.formats, format) then
    return { misuse = ("there is no format '%s'; they are %s"):format(format,
      table.concat(render.formats, ", ")) }
  end
  local definition, name = report.load(request.name)
  if not definition then return { misuse = name } end
  local params, paths, options = read_params(definition, request.params)
  if not params then return { misuse = paths } end
  local corpus = rawget(_G, "corpus")
  if needs_of(definition) == true and not corpus then
    return { misuse = ("report %s needs a corpus: -c CORPUS"):format(name) }
  end
  local tables, facts = open_tables(definition, paths)
  if not tables then return { misuse = facts } end
  local result = definition.run({ corpus = corpus, tables = tables }, params)
  if type(result) ~= "table" then error(name .. ": run() gives a table", 0) end
  local header = render.header { report = name, summary = definition.summary, version = broadsheet.version,
    options = options, corpus = corpus and corpus_facts(corpus),
    settings = corpus and corpus_settings(corpus), tables = facts }
  local text = render.render(result, header, format,
    { quote = corpus and quoter(corpus), width = request.width })
  return { text = text, crosswalk = request.wants_crosswalk and render.crosswalk(result) or nil }
end

return report
