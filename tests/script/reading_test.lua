-- reading_test.lua: how files are read can be told from Lua: columns and cutting rules.
local lu = require "luaunit"

local tests = {}

local function file_with(text, ending)
  local path = os.tmpname() .. ending
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
  return path
end

local function texts_of(path, options)
  local texts = {}
  for article in assert(broadsheet.read(path, options)) do texts[#texts + 1] = article.text end
  table.sort(texts) -- articles come in the order of date, then id
  return texts
end

function tests.test_columns_are_named_in_a_table()
  local path = file_with("kop,tekst\nOne,First.\nTwo,Second.\n", ".csv")
  lu.assertEquals(texts_of(path, { columns = { text = "kop" } }), { "One", "Two" })
end

function tests.test_a_cutting_rule_is_a_table_of_expressions()
  local path = file_with("a\n---\nb\nno\n---\nc\nnot\n", ".txt")
  local cut = { between = "^---$", drop = { "^no$", "^not$" } }
  lu.assertEquals(texts_of(path, { cut = cut }), { "a", "b", "c" })
end

function tests.test_a_rule_that_cuts_nothing_is_an_error()
  local path = file_with("a\n", ".txt")
  lu.assertErrorMsgContains("option 'cut'", broadsheet.read, path, { cut = 1 })
  local useless = { cut = { title = "a" } }
  lu.assertErrorMsgContains("needs one of begins, between and ends", broadsheet.read, path, useless)
end

_G.TestReading = tests
os.exit(lu.LuaUnit.run())
