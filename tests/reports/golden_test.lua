--- The bundled reports on the bundled tables, byte for byte, in every format. After a change that is
--- meant, BROADSHEET_UPDATE_GOLDEN=1 writes the files anew; review their difference.
local lu = require "luaunit"
local render = require "render"

local tests = {}

local REPORTS = {
  exports = { table = "data/tables/arms_exports_2014_2023.csv", params = { top = 5 } },
  attendance = { table = "data/tables/summit_attendance.csv", params = { from = "2022", party = "JPN,AUS" } },
}

local function run(name)
  local definition = assert(loadfile(("scripts/reports/%s.lua"):format(name)))()
  local params = {}
  for key, param in pairs(definition.params) do params[key] = param[1] end
  for key, value in pairs(REPORTS[name].params) do params[key] = value end
  return definition.run({ tables = { [name] = assert(broadsheet.table(REPORTS[name].table)) } }, params)
end

local function compare(path, text)
  if os.getenv "BROADSHEET_UPDATE_GOLDEN" then
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
  end
  local file = assert(io.open(path, "rb"))
  local golden = file:read "a"
  file:close()
  if golden == text then return end
  local made, line = text:gmatch "([^\n]*)\n", 0
  for kept in golden:gmatch "([^\n]*)\n" do
    local found = made() or "(nothing)"
    line = line + 1
    if kept ~= found then
      lu.fail(("%s, line %d:\n  kept: %s\n  made: %s"):format(path, line, kept:sub(1, 200),
        found:sub(1, 200)))
    end
  end
  lu.fail(path .. ": longer than it was")
end

for name in pairs(REPORTS) do
  for _, format in ipairs(render.formats) do
    tests[("test_%s_as_%s"):format(name, format)] = function()
      local header = { report = name, version = "0", options = { { "for", "tests" } } }
      compare(("tests/golden/%s.%s"):format(name, format == "text" and "txt" or format),
        render.render(run(name), header, format))
    end
  end
  tests[("test_crosswalk_of_%s"):format(name)] = function()
    compare(("tests/golden/%s.crosswalk.csv"):format(name), render.crosswalk(run(name)))
  end
end

_G.TestGolden = tests
os.exit(lu.LuaUnit.run())
