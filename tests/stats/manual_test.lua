-- manual_test.lua: every statistic has its page in the manual, with formula, units and edges.
local lu = require "luaunit"

local tests = {}

function tests.test_every_function_has_a_section_that_says_how_it_is_worked_out()
  local file = assert(io.open("core/cli/broadsheet-stats.7", "rb"))
  local text = file:read "a"
  file:close()
  local sections = {}
  for name, body in text:gmatch '%.Ss "([%w_]+)%(.-"\n(.-)%.El\n' do sections[name] = body end
  for name in pairs(broadsheet.stats) do
    local body = sections[name]
    lu.assertNotNil(body, name .. " is not in the manual")
    lu.assertStrContains(body, ".It Formula")
    lu.assertStrContains(body, ".It Units")
  end
  for name in pairs(sections) do
    lu.assertNotNil(rawget(broadsheet.stats, name), name .. " is in the manual and not there")
  end
end

_G.TestManual = tests
os.exit(lu.LuaUnit.run())
