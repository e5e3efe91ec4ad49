-- repl_test.lua: lines that go to the prompt, where standard input is no terminal.
local lu = require "luaunit"

local broadsheet_path = assert(os.getenv "BROADSHEET")

-- What the prompt prints for `lines` (both streams), and whether it ended well.
local function feed(lines)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(lines)
  file:close()
  local pipe = assert(io.popen(("'%s' repl < '%s' 2>&1"):format(broadsheet_path, name)))
  local text = pipe:read "a"
  local _, _, status = pipe:close()
  os.remove(name)
  return text, status
end

local tests = {}

function tests.test_expressions_print_themselves()
  lu.assertEquals(feed "1 + 1\n'a', 2\n{ 1, 'x', n = 2.5 }\n", '2\na\n2\n{ 1, "x", n = 2.5 }\n')
end

function tests.test_a_chunk_goes_on_until_it_is_complete()
  lu.assertEquals(feed "for i = 1, 2 do\nprint(i)\nend\nx =\n5\nx\n", "1\n2\n5\n")
end

function tests.test_errors_do_not_end_it_and_show_in_the_status()
  local text, status = feed "error 'boo'\nreturn )\n7\n"
  lu.assertStrContains(text, "boo")
  lu.assertStrContains(text, "unexpected symbol")
  lu.assertStrContains(text, "\n7\n")
  lu.assertEquals(status, 1)
end

function tests.test_a_chunk_that_the_end_of_the_input_cuts_off_is_told()
  local text, status = feed "for i = 1, 2 do\nprint(i)\n"
  lu.assertStrContains(text, "'end' expected")
  lu.assertEquals(status, 1)
end

function tests.test_the_last_value_is_kept()
  lu.assertEquals(feed "6 * 7\n_ + 1\n", "42\n43\n")
end

function tests.test_a_failure_of_the_world_prints_its_message()
  lu.assertEquals(feed "nil, 'no such file'\n", "nil, no such file\n")
end

function tests.test_unknown_commands_are_told()
  lu.assertStrContains((feed ".nope\n"), "no command .nope")
  lu.assertStrContains((feed ".help\n"), ".open CORPUS")
  lu.assertEquals(select(2, feed ".quit\nerror 'not reached'\n"), 0)
end

function tests.test_names_are_completed()
  local repl = require "repl"
  lu.assertEquals(repl.complete "string.forma", { "format", start = 8 })
  lu.assertEquals(repl.complete "x = string.le", { "len", start = 12 })
  lu.assertItemsEquals(repl.complete ".qu", { "quit ", start = 2 })
  lu.assertEquals(repl.complete "broadsheet.nothing_like_it", { start = 12 })
end

_G.TestRepl = tests
os.exit(lu.LuaUnit.run())
