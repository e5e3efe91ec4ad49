-- script_test.lua: what scripts may and may not do, and what stops them.
local lu = require "luaunit"
local process = require "process"

local tests = {}

local function run(source, options, ...)
  local path = process.file(source, ".lua")
  local arguments = { "run" }
  for _, word in ipairs { ... } do arguments[#arguments + 1] = word end
  arguments[#arguments + 1] = path
  local result = process.run(arguments, options)
  os.remove(path)
  return result
end

local function assert_refused(source, name)
  local result = run(source)
  lu.assertEquals(result.status, 3, source)
  lu.assertStrContains(result.err, name .. " is not available to scripts; run with --trust")
end

function tests.test_programs_cannot_be_started()
  assert_refused('os.execute "true"', "os.execute")
  assert_refused('io.popen "true"', "io.popen")
end

function tests.test_machine_code_cannot_be_loaded()
  assert_refused('package.loadlib("libc.so.6", "*")', "package.loadlib")
  lu.assertEquals(run('print(package.cpath == "", #package.searchers)').out, "true\t2\n")
end

function tests.test_bytecode_cannot_be_made_or_loaded()
  assert_refused("string.dump(print)", "string.dump")
  assert_refused('load("\\27Lua")', "bytecode")
  assert_refused('load(function() return nil end, "x", "b") load("\\27Lua", "x", "b")', "bytecode")
  local path = process.file(string.dump(function() return 1 end), ".luac")
  assert_refused(("loadfile(%q)"):format(path), "bytecode")
  assert_refused(("dofile(%q)"):format(path), "bytecode")
  assert_refused(("package.path = %q require 'x'"):format(path), "bytecode")
  lu.assertEquals(process.run { "run", path }.status, 3)
  os.remove(path)
end

function tests.test_debug_keeps_only_its_traceback()
  assert_refused("debug.getregistry()", "debug.getregistry")
  assert_refused("debug.sethook()", "debug.sethook")
  lu.assertStrContains(run("print(debug.traceback 'here')").out, "here\nstack traceback:")
end

function tests.test_trust_gives_all_of_it()
  local result = run([[
    local seven = load(string.dump(function() return 7 end))()
    print(seven, os.execute "true", debug.getinfo(1).what)]], nil, "--trust")
  lu.assertEquals(result.out, "7\ttrue\tmain\n")
end

function tests.test_memory_has_a_limit()
  local result = run("local t = {} for i = 1, 1e9 do t[i] = { i } end", nil, "--memory", "64M")
  lu.assertEquals(result.status, 3)
  lu.assertStrContains(result.err, "memory limit of 64 MiB reached")
  result = run("local s = 'x' while true do s = s .. s end", nil, "--memory", "64M")
  lu.assertStrContains(result.err, "memory limit of 64 MiB reached")
  result = run("local function eat() local t = {} for i = 1, 1e9 do t[i] = { i } end end\n"
    .. "while true do pcall(eat) end", nil, "--memory", "32M")
  lu.assertStrContains(result.err, "memory limit of 32 MiB reached")
end

function tests.test_garbage_does_not_count()
  local source = "for _ = 1, 2000 do local s = ('x'):rep(1 << 20) end print 'done'"
  local result = run(source, nil, "--memory", "16M")
  lu.assertEquals(result.out, "done\n")
end

function tests.test_an_interrupt_ends_loops_of_any_kind()
  for _, source in ipairs {
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "xpcall(function() while true do end end, function() while true do end end)",
    "coroutine.wrap(function() while true do end end)()",
    "coroutine.wrap(function() while true do pcall(function() while true do end end) end end)()",
    "local function f() return f() end f()",
  } do
    local result = run(source, { interrupt = 0.3 })
    lu.assertStrContains(result.err, "interrupted", false, source)
  end
end

function tests.test_a_script_that_fails_says_where()
  local result = run("local function inner() error 'boo' end\ninner()")
  lu.assertEquals(result.status, 3)
  lu.assertStrContains(result.err, ":1: boo\nstack traceback:")
  lu.assertStrContains(result.err, ":2: in main chunk")
end

function tests.test_arguments_and_status_are_the_scripts_own()
  local path = process.file("print(#arg, ...) os.exit(tonumber(arg[2]))", ".lua")
  local result = process.run { "run", path, "--top=3", "7", "-c", "x" }
  lu.assertEquals(result.out, "4\t--top=3\t7\t-c\tx\n")
  lu.assertEquals(result.status, 7)
  os.remove(path)
end

function tests.test_a_module_beside_the_script_is_found()
  local module = process.file("return { word = 'found' }", ".lua")
  local name = module:match "([^/]+)%.lua$"
  lu.assertEquals(run(("print(require(%q).word)"):format(name)).out, "found\n")
  os.remove(module)
end

_G.TestScripts = tests
os.exit(lu.LuaUnit.run())
