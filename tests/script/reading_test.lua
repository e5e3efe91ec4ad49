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

-- Lexicons and rules are loaded at the first call alone. CPU time of loading: a fifth of a second.
function tests.test_annotating_again_does_not_load_the_lexicons_again()
  local function seconds(options)
    local start = os.clock()
    assert(broadsheet.annotate("Envoys met in Oslo on Monday.", options))
    return os.clock() - start
  end
  local lexicon = file_with("name,type\nZorgon Pact,organization\n", ".csv")
  local first, second = seconds { lexicons = { lexicon } }, seconds { lexicons = { lexicon } }
  lu.assertTrue(second < first / 4, string.format("%.3f s, then %.3f s", first, second))
end

function tests.test_other_options_and_other_files_are_loaded()
  local lexicon = file_with("name,type\nZorgon Pact,organization\n", ".csv")
  local function types(options)
    local found = {}
    local article = assert(broadsheet.annotate("The Zorgon Pact was signed.", options))
    for mention in article:mentions() do found[#found + 1] = mention.entity.type end
    return found
  end
  local with = { lexicons = { lexicon }, layers = "lists" }
  lu.assertEquals(types { layers = "lists" }, {})
  lu.assertEquals(types(with), { "organization" })
  lu.assertEquals(types { layers = "lists" }, {})
  local file = assert(io.open(lexicon, "w"))
  file:write "name,type\nZorgon Pact,programme\n"
  file:close()
  lu.assertEquals(types(with), { "programme" })
  for index = 1, 6 do -- more than are kept
    local other = file_with("name,type\nZorgon Pact,document\n" .. ("x"):rep(index) .. ",place\n", ".csv")
    lu.assertEquals(types { lexicons = { other }, layers = "lists" }, { "document" })
  end
  os.remove(lexicon)
  lu.assertNil((broadsheet.annotate("Text.", with)))
end

function tests.test_options_that_stand_in_the_pattern_of_a_rule_are_its_parts()
  local rules = file_with([[
    local rules = broadsheet.rules
    local T = rules.token
    local who, place = T.class "country", T.digits
    rules.claim("rank", { subject = who, rank = place, metric = "medals",
      pattern = who * (T.word "is" + T.word "was") * T.word "number" ^ -1 * place })
  ]], ".lua")
  local article = assert(broadsheet.annotate("Japan is number 4.", { rules = rules }))
  local claim = assert(article:claims { kind = "rank" }())
  lu.assertEquals({ claim.subject, claim.rank, claim.metric, claim.text },
    { "country:JP", 4, "medals", "Japan is number 4" })
end

function tests.test_a_source_that_is_named_first_is_no_subject()
  local text = "According to SIPRI, Poland was the 10th largest arms exporter.\n\n"
    .. "According to the ministry, Japan spent $3 billion on ships in 2022.\n"
  local found = {}
  for claim in assert(broadsheet.annotate(text, { date = "2024-07-09" })):claims() do
    found[#found + 1] = { claim.kind, claim.subject, claim.according_to }
  end
  local wanted = { { "rank", "country:PL", "org:sipri" }, { "quantity", "country:JP", "the ministry" } }
  lu.assertEquals(found, wanted)
end

_G.TestReading = tests
os.exit(lu.LuaUnit.run())
