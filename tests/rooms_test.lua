-- rooms_test.lua: which room may use which. This table is the picture of the architecture.
local lu = require "luaunit"

local may_use = {
  base = {},
  text = { "base" },
  read = { "base", "text" },
  annotate = { "base", "text" },
  stats = { "base" },
  table = { "base", "stats" },
  corpus = { "base", "text", "read", "annotate", "stats", "table" },
  script = { "base", "text", "read", "annotate", "stats", "table", "corpus" },
  cli = { "base", "text", "read", "annotate", "stats", "table", "corpus", "script" },
}
local knows_lua = { script = true, cli = true }

-- Paths of the sources, as their rooms' CMake lists name them, and of the headers.
local function files_of(room)
  local names = {}
  local pipe = assert(io.popen("ls core/" .. room))
  for name in pipe:lines() do
    if name:find "%.[ch]c?$" then names[#names + 1] = "core/" .. room .. "/" .. name end
  end
  pipe:close()
  return names
end

local function read_file(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

local function is_allowed(room, used)
  if room == used then return true end
  for _, name in ipairs(may_use[room]) do
    if name == used then return true end
  end
  return false
end

-- The include lines of `text` that `room` may not have.
local function wrong_includes(room, text)
  local wrong = {}
  for line, name in text:gmatch '(#include ["<]([^">]+)[">])' do
    local used = name:match "^(%l+)/"
    local is_lua = name == "lua.h" or name == "lauxlib.h" or name == "lualib.h" or name == "lua-lpeg.h"
    if (used and may_use[used] and line:find '"' and not is_allowed(room, used))
      or (is_lua and not knows_lua[room])
      or (line:find '"' and not used and name ~= "broadsheet.h") then
      wrong[#wrong + 1] = line
    end
  end
  return wrong
end

local tests = {}

function tests.test_no_room_includes_what_it_may_not_use()
  local seen = 0
  for room in pairs(may_use) do
    for _, path in ipairs(files_of(room)) do
      seen = seen + 1
      for _, line in ipairs(wrong_includes(room, read_file(path))) do
        lu.fail(path .. ": " .. line .. " is not for the room " .. room)
      end
    end
  end
  lu.assertTrue(seen > 20)
end

function tests.test_a_wrong_include_is_seen()
  lu.assertEquals(wrong_includes("read", '#include "corpus/shard.h"'), { '#include "corpus/shard.h"' })
  lu.assertEquals(wrong_includes("stats", "#include <lua.h>"), { "#include <lua.h>" })
  lu.assertEquals(wrong_includes("base", '#include "arena.h"'), { '#include "arena.h"' })
  lu.assertEquals(wrong_includes("corpus", '#include "read/read.h"'), {})
end

function tests.test_every_source_is_listed_by_name()
  for room in pairs(may_use) do
    local list = read_file("core/" .. room .. "/CMakeLists.txt")
    for _, path in ipairs(files_of(room)) do
      local name = path:match "[^/]+$"
      if not name:find "%.h$" then lu.assertStrContains(list, name) end
    end
  end
end

function tests.test_the_top_level_is_fixed()
  local pipe = assert(io.popen "git ls-files 2>/dev/null")
  local wanted = {}
  for name in ("core scripts include data tests CMakeLists.txt README.md bootstrap CMakePresets.json "
    .. "LICENSE .clang-format .ci .editorconfig .luacheckrc .gitignore"):gmatch "%S+" do
    wanted[name] = true
  end
  for path in pipe:lines() do
    lu.assertTrue(wanted[path:match "^[^/]+"], path .. " lies outside the layout")
  end
  pipe:close()
end

_G.TestRooms = tests
os.exit(lu.LuaUnit.run())
