-- types_test.lua: the stubs in scripts/types name what scripts can call, no more and no less.
local lu = require "luaunit"

local FOLDER = "scripts/types/"

local function read_file(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

-- Per class: its functions, its fields, and the class it inherits from.
local function read_stubs()
  local classes, of_local = {}, { broadsheet = "broadsheet" }
  local current
  for _, name in ipairs(assert(broadsheet.files(FOLDER))) do
    for line in read_file(FOLDER .. name):gmatch "[^\n]+" do
      local class, parent = line:match "^%-%-%-@class ([%w_.]+):? ?([%w_.]*)"
      if class then
        current = class
        local is_ours = parent:find "^broadsheet%."
        classes[class] = { functions = {}, fields = {}, parent = is_ours and parent or nil }
      end
      local field = line:match "^%-%-%-@field ([%a_][%w_]*)"
      if field then classes[current].fields[field] = true end
      local variable = line:match "^local ([%w_]+) = {}"
      if variable then of_local[variable] = current end
      local owner, method = line:match "^function ([%w_]+)[.:]([%w_]+)"
      if owner then classes[of_local[owner]].functions[method] = true end
    end
  end
  return classes
end

local function keys(from, skip)
  local names = {}
  for name in pairs(from or {}) do
    if not (skip and skip[name]) then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

local function inherited(classes, name, what)
  local all = {}
  local class = classes[name]
  while class do
    for key in pairs(class[what]) do all[key] = true end
    class = classes[class.parent]
  end
  return all
end

local stubs = read_stubs()

-- Names of the metatables that bindings make, as the registry has them.
local function metatables()
  local found = {}
  for name, value in pairs(debug.getregistry()) do
    local is_class = type(value) == "table" and value.__methods
    if is_class and type(name) == "string" and name:find "^broadsheet%." then found[name] = value end
  end
  return found
end

local tests = {}

function tests.test_methods_and_fields_of_classes_are_those_of_the_stubs()
  local seen = 0
  for name, metatable in pairs(metatables()) do
    lu.assertNotNil(stubs[name], name .. " has no stub")
    lu.assertEquals(keys(inherited(stubs, name, "functions")), keys(metatable.__methods), name .. ": methods")
    lu.assertEquals(keys(inherited(stubs, name, "fields")), keys(metatable.__getters), name .. ": fields")
    seen = seen + 1
  end
  lu.assertTrue(seen >= 12, seen .. " classes")
end

function tests.test_functions_of_broadsheet_are_those_of_the_stubs()
  local functions = {}
  for name, value in pairs(broadsheet) do
    if type(value) == "function" then functions[name] = true end
  end
  lu.assertEquals(keys(stubs.broadsheet.functions), keys(functions))
end

function tests.test_statistics_are_those_of_the_stubs()
  lu.assertEquals(keys(stubs["broadsheet.stats"].functions), keys(broadsheet.stats))
end

function tests.test_functions_of_rule_files_are_those_of_the_stubs()
  local functions = {}
  for name in read_file "scripts/lib/rules.lua":gmatch "%f[^\n\0]function rules%.([%w_]+)" do
    functions[name] = true
  end
  lu.assertEquals(keys(stubs["broadsheet.rules"].functions), keys(functions))
end

function tests.test_stubs_load_as_lua()
  for _, name in ipairs(assert(broadsheet.files(FOLDER))) do
    lu.assertNotNil(loadfile(FOLDER .. name, "t", {}), name)
  end
end

_G.TestTypes = tests
os.exit(lu.LuaUnit.run())