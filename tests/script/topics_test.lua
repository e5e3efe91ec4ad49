-- topics_test.lua: topics of an archive whose articles are each about one of three things.
local lu = require "luaunit"

local folder = os.tmpname()
os.remove(folder)

local ABOUT = {}
for about, words in ipairs {
  "navy frigate submarine harbour fleet sailor destroyer admiral torpedo shipyard",
  "budget deficit tax revenue spending treasury bond inflation auditor surplus",
  "summit minister treaty delegation embassy envoy talks protocol accord consul",
} do
  ABOUT[about] = {}
  for word in words:gmatch "%S+" do table.insert(ABOUT[about], word) end
end

local state = 7
local function draw(bound)
  state = (state * 1103515245 + 12345) % 2147483648
  return (state >> 16) % bound
end

local lines = {}
for number = 1, 90 do
  local about = number % 3 + 1
  if number > 60 then about = 1 end -- later on all is about ships
  local words = {}
  for i = 1, 40 do words[i] = ABOUT[about][draw(10) + 1] end
  lines[number] = ('{"id":"a%02d","published":"%d-05-01","title":"On %s","text":"The %s."}'):format(number,
    2001 + (number - 1) // 10, ABOUT[about][1], table.concat(words, " "))
end
local path = folder .. ".jsonl"
local file = assert(io.open(path, "wb"))
file:write(table.concat(lines, "\n"), "\n")
file:close()
local corpus = assert(broadsheet.build { path, into = folder .. ".corpus" })

-- Which of the three a topic is about, by the share of its words that are of one of them.
local function about_of(model, topic)
  local seen = { 0, 0, 0 }
  for _, row in model:words(topic, { limit = 8 }):each() do
    for about, words in ipairs(ABOUT) do
      for _, word in ipairs(words) do
        if word == row.word then seen[about] = seen[about] + 1 end
      end
    end
  end
  for about = 1, 3 do if seen[about] >= 7 then return about end end
end

local tests = {}

function tests.test_three_topics_are_the_three_things()
  for _, method in ipairs { "lda", "nmf" } do
    local model = corpus:topics { k = 3, seed = 1, iterations = 100, method = method, max_share = 1 }
    local found = {}
    for topic = 1, 3 do found[about_of(model, topic) or "none"] = topic end
    lu.assertTrue(found[1] and found[2] and found[3] and true, method)
    lu.assertEquals({ #model, model.k, model.seed, model.iterations, model.runs, model.method },
      { 3, 3, 1, 100, 3, method })
    local topics = model:topics()
    lu.assertEquals(topics.columns, { "topic", "label", "share", "articles", "coherence", "stability" })
    lu.assertEquals(found[1], 1) -- ships have most articles
    lu.assertTrue(topics[1].share > topics[2].share)
    lu.assertEquals(topics[1].articles + topics[2].articles + topics[3].articles, 90)
    lu.assertEquals(topics[1].articles, 50)
    for topic = 1, 3 do
      local line = ("%s %d: %g %g"):format(method, topic, topics[topic].stability, topics[topic].coherence)
      -- factors from a random start may end elsewhere: their stability says so
      lu.assertTrue(topics[topic].stability > (method == "lda" and 0.9 or 0.3), line)
      lu.assertTrue(topics[topic].coherence > 0.1, line)
    end
    local articles = model:articles(1)
    lu.assertEquals(#articles, 90)
    for place = 1, 50 do lu.assertEquals(articles[place].title, "On navy") end
    lu.assertTrue(articles[1].share > 0.9)
    lu.assertEquals(#model:articles(1, { limit = 4 }), 4)
    lu.assertStrContains(articles:evidence(1)[1].id, articles[1].article)
  end
end

function tests.test_topics_have_a_course()
  local model = corpus:topics { k = 3, seed = 1, iterations = 100, max_share = 1, runs = 1 }
  local periods, found = model:trend "year"
  lu.assertEquals(periods.columns, { "year", "topic", "label", "share", "low", "high", "articles" })
  lu.assertEquals(#periods, 3 * 9)
  local ships = periods:where { topic = 1 }
  lu.assertEquals({ ships[1].year, ships[9].year, ships[1].articles }, { "2001", "2009", 10 })
  lu.assertTrue(ships[1].share < 0.5 and ships[9].share > 0.9)
  lu.assertTrue(ships[1].low < ships[1].share and ships[1].share < ships[1].high)
  lu.assertTrue(found[1].tau > 0.4 and found[1].p_adjusted >= found[1].p)
  lu.assertEquals(#found, 3)
  lu.assertNil(model.stability)
end

function tests.test_a_model_does_not_depend_on_threads_and_order()
  local one = corpus:topics { k = 4, seed = 5, iterations = 30, max_share = 1 }
  local part = corpus:select { from = "2001" }
  local again = part:topics { k = 4, seed = 5, iterations = 30, max_share = 1, runs = 1 }
  lu.assertEquals(one.fit, again.fit)
  lu.assertEquals(one:words():format "csv", again:words():format "csv")
  local other = corpus:topics { k = 4, seed = 6, iterations = 30, max_share = 1, runs = 1 }
  lu.assertNotEquals(one.fit, other.fit)
end

function tests.test_wrong_calls_raise()
  local model = corpus:topics { k = 2, iterations = 5, runs = 1, max_share = 1 }
  for _, call in ipairs {
    function() corpus:topics { k = 91, iterations = 5, max_share = 1 } end,
    function() corpus:topics { method = "lsa" } end,
    function() corpus:topics { kk = 2 } end,
    function() corpus:select({ from = "2050" }):topics { k = 2 } end,
    function() model:words(3) end,
    function() model:words(0) end,
    function() model:articles() end,
    function() model:trend "outlet" end,
    function() return model.nonsuch end,
  } do
    lu.assertFalse((pcall(call)))
  end
  lu.assertStrContains(tostring(model), "2 topics of 90 articles, lda, seed 1")
end

_G.TestTopics = tests
local status = lu.LuaUnit.run()
os.remove(path)
os.exit(status)
