-- repeats_test.lua: what an outlet prints under all of its articles is no part of any of them.
local lu = require "luaunit"

local tests = {}
local NOTICE = "The Courier is published by the harbour trust."

local WORDS = {
  "council", "harbour", "minister", "ferry", "bridge", "price", "steel", "winter", "market", "street",
}

--- A sentence that no other number gives.
local function sentence(number)
  local words = {}
  for i = 1, 12 do
    number = (number * 1103515245 + 12345) % 2147483648
    words[i] = WORDS[number // 65536 % #WORDS + 1]
  end
  return table.concat(words, " ") .. "."
end

local function folder()
  local path = os.tmpname()
  os.remove(path)
  assert(os.execute("mkdir " .. path))
  return path
end

local function put(into, name, body, outlet)
  local file = assert(io.open(("%s/%s.txt"):format(into, name), "w"))
  file:write(("Title: Story %s\nSource: %s\nDate: 2024-07-01\n\n%s\n\n%s\n"):format(
    name, outlet or "The Courier", body, NOTICE))
  file:close()
end

local function build(from, into, options)
  options = options or {}
  options[1], options.into, options.layers = from, into, "none"
  return assert(broadsheet.build(options))
end

--- Title, segments and findings of all articles, in one string.
local function describe(corpus)
  local lines = {}
  for article in corpus:each() do
    local parts = { article.title }
    for segment in article:segments() do parts[#parts + 1] = segment.type .. "=" .. segment.text end
    for finding in article:findings() do parts[#parts + 1] = finding.kind .. "=" .. finding.text end
    lines[#lines + 1] = table.concat(parts, "|")
  end
  table.sort(lines)
  return table.concat(lines, "\n")
end

function tests.test_a_line_under_every_article_becomes_a_widget_and_says_why()
  local input = folder()
  for i = 1, 9 do put(input, i, sentence(i)) end
  local corpus = build(input, input .. ".corpus")
  lu.assertEquals(#corpus, 9)
  for article in corpus:each() do
    local widgets, kinds = {}, {}
    for segment in article:segments() do
      if segment.type == "widget" then widgets[#widgets + 1] = segment.text end
    end
    for finding in article:findings() do kinds[finding.kind] = finding.text end
    lu.assertEquals(widgets, { NOTICE })
    lu.assertEquals(kinds["repeated line"], NOTICE)
    lu.assertStrContains(article.text, NOTICE)
  end
  lu.assertEquals(#corpus:find "published", 0)
end

function tests.test_bit_by_bit_with_any_number_of_threads_and_back_again_it_is_the_same()
  local whole, parts = folder(), folder()
  local corpus
  for i = 1, 9 do
    put(whole, i, sentence(i))
    put(parts, i, sentence(i))
    if i % 3 == 0 then corpus = build(parts, parts .. ".corpus", { jobs = 1 }) end
  end
  local at_once = describe(build(whole, whole .. ".corpus", { jobs = 3 }))
  lu.assertEquals(describe(corpus), at_once)
  lu.assertStrContains(at_once, "widget=" .. NOTICE)
  for i = 3, 9 do
    os.remove(("%s/%d.txt"):format(parts, i))
    os.remove(("%s/%d.txt"):format(whole, i))
  end
  corpus = build(parts, parts .. ".corpus")
  lu.assertEquals(describe(corpus), describe(build(whole, whole .. ".new")))
  lu.assertNotStrContains(describe(corpus), "widget")
end

function tests.test_it_can_be_switched_off_and_on()
  local input = folder()
  for i = 1, 6 do put(input, i, sentence(i)) end
  lu.assertNotStrContains(describe(build(input, input .. ".corpus", { keep_repeats = true })), "widget")
  lu.assertStrContains(describe(build(input, input .. ".corpus")), "widget")
  lu.assertNotStrContains(describe(build(input, input .. ".corpus", { keep_repeats = true })), "repeated")
end

function tests.test_copies_of_one_article_and_lines_of_several_outlets_are_no_repeats()
  local input = folder()
  for i = 1, 6 do put(input, "copy" .. i, sentence(7)) end
  for i = 1, 6 do put(input, "other" .. i, sentence(i), "Outlet " .. i) end
  lu.assertNotStrContains(describe(build(input, input .. ".corpus")), "widget")
end

_G.TestRepeats = tests
os.exit(lu.LuaUnit.run())
