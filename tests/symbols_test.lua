-- symbols_test.lua: every external symbol of ours begins with bs_, so that none replaces a library's.
-- LPeg exports `match`, `compile` and others without a prefix: one of ours with such a name would be
-- called instead, with wrong results and no link error.
local lu = require "luaunit"

local build = assert(os.getenv "BROADSHEET"):match "^(.*)/[^/]+$"

local function lines_of(command)
  local lines = {}
  local pipe = assert(io.popen(command))
  for line in pipe:lines() do lines[#lines + 1] = line end
  pipe:close()
  return lines
end

local tests = {}

function tests.test_external_symbols_of_the_core_have_the_prefix()
  local seen = 0
  local objects = ("find '%s/CMakeFiles/core.dir' -name '*.o' | xargs nm --defined-only -g 2>&1")
    :format(build)
  for _, line in ipairs(lines_of(objects)) do
    local kind, name = line:match "^%x+ (%a) (%S+)$"
    -- C++ symbols are mangled, and the sanitizers add their own.
    if kind and not name:find "^_Z" and not name:find "^__" and not name:find "^DW%.ref" then
      seen = seen + 1
      lu.assertStrMatches(name, "bs_[%w_]+")
    end
  end
  lu.assertTrue(seen > 50)
end

function tests.test_the_library_shows_the_public_interface_alone()
  local header = assert(io.open "include/broadsheet.h"):read "a"
  local library = ("nm -D --defined-only '%s/libbroadsheet.so'"):format(build)
  for _, line in ipairs(lines_of(library)) do
    local name = line:match "^%x+ [TDBR] (%S+)$"
    if name and not name:find "^__" then lu.assertStrContains(header, name .. "(") end
  end
end

_G.TestSymbols = tests
os.exit(lu.LuaUnit.run())
