-- selections_test.lua: what a selection is asked for, on articles few enough to count by hand.
local lu = require "luaunit"

local folder = os.tmpname()
os.remove(folder)

local function line(id, published, outlet, text)
  local quoted = outlet and ('"outlet":"%s",'):format(outlet) or ""
  return ('{"id":"%s","published":"%s",%s"text":"%s"}'):format(id, published, quoted, text)
end

local ONE = "Japan and Norway met in Oslo. Norway said the talks on climate change were good."
local LINES = {
  line("one", "2020-03-01", "North", ONE),
  line("two", "2020-03-20", "North", "Japan warned of cyber attacks. Climate change was not discussed."),
  line("three", "2022-07-05", "South", "Norway and Japan agreed. The talks on cyber defence go on in Japan."),
  line("four", "2023-01-09", nil, "Nothing of note was said in Oslo about the weather."),
}

local function build(lines, name)
  local path = folder .. name .. ".jsonl"
  local file = assert(io.open(path, "wb"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
  return assert(broadsheet.build { path, into = folder .. name .. ".corpus" })
end

local corpus = build(LINES, "few")
local again = line("one-again", "2020-03-02", "North", ONE)
local copies = build({ LINES[1], LINES[2], LINES[3], LINES[4], again }, "copies")

local function rows(made, ...)
  local found = {}
  for index = 1, #made do
    local row = {}
    for place, name in ipairs { ... } do row[place] = made[index][name] end
    found[index] = row
  end
  return found
end

local tests = {}

function tests.test_options_of_a_selection_are_combined_with_and()
  lu.assertEquals(#corpus:select { from = "2020", to = "2020-03", outlet = "nor*" }, 2)
  lu.assertEquals(#corpus:select { from = "2020", match = "climate & change", mentions = "Norway" }, 1)
  lu.assertEquals(#corpus:select { sql = "outlet is null" }, 1)
  lu.assertEquals(#corpus:select { where = function(article) return article.id:find "^t" ~= nil end }, 2)
  local cyber, climate = corpus:select { match = "cyber" }, corpus:select { match = "climate" }
  local sizes = { #(cyber & climate), #(cyber | climate), #(cyber - climate), #(corpus - cyber) }
  lu.assertEquals(sizes, { 1, 3, 1, 2 })
end

function tests.test_years_of_nothing_are_rows_with_their_denominators()
  local counts = corpus:count { of = "articles", by = "year", words = { "cyber" }, per = "article" }
  lu.assertEquals(counts.columns, { "year", "articles", "rate", "low", "high", "total_articles" })
  lu.assertEquals(rows(counts, "year", "articles", "rate", "total_articles"), {
    { "2020", 1, 0.5, 2 }, { "2021", 0, nil, 0 }, { "2022", 1, 1, 1 }, { "2023", 0, 0, 1 },
  })
end

function tests.test_articles_are_counted_by_entity_beside_words()
  local counts = corpus:count { of = "articles", by = "entity", words = { "cyber" } }
  lu.assertEquals(rows(counts, "entity", "articles"), { { "country:JP", 2 } })
  local apart = corpus:count { of = "articles", by = "entity", words = { "cyber" }, within = "article" }
  lu.assertEquals(rows(apart, "entity", "articles"), { { "country:JP", 2 }, { "country:NO", 1 } })
end

function tests.test_mentions_are_counted_by_group_of_a_dictionary()
  local topics = broadsheet.dictionary { climate = { '"climate change"' }, cyber = { "cyber*" }, war = "war" }
  local counts = corpus:count { of = "mentions", type = "country", by = topics }
  lu.assertEquals(rows(counts, "dictionary", "mentions"), { { "climate", 1 }, { "cyber", 2 }, { "war", 0 } })
  lu.assertEquals(#counts:evidence(2), 2)
  lu.assertEquals(corpus:resolve(counts:evidence(1)[1].id).id, "one")
end

function tests.test_pairs_named_in_one_sentence_are_a_network()
  local pairs_named = corpus:network { type = "country" }
  lu.assertEquals(pairs_named.columns, { "a", "b", "a_name", "b_name", "count", "articles", "npmi" })
  lu.assertEquals(rows(pairs_named, "a", "b", "a_name", "b_name", "count", "articles"),
    { { "country:JP", "country:NO", "Japan", "Norway", 2, 2 } })
  -- 7 sentences; Japan is in 4, Norway in 3, both in 2
  local expected = math.log((2 * 7) / (4 * 3)) / -math.log(2 / 7)
  lu.assertAlmostEquals(pairs_named[1].npmi, expected, 1e-12)
  local evidence = pairs_named:evidence(1)
  lu.assertEquals(#evidence, 2)
  local article, start, stop = corpus:resolve(evidence[1].id)
  lu.assertEquals(article.text:sub(start + 1, stop), "Japan and Norway met in Oslo.")
end

function tests.test_pairs_named_in_one_article_are_a_network_too()
  local pairs_named = corpus:network { type = { "country", "place" }, within = "article", min = 1 }
  lu.assertEquals(rows(pairs_named, "a", "b", "count"), {
    { "country:JP", "country:NO", 2 }, { "country:JP", "place:oslo", 1 }, { "country:NO", "place:oslo", 1 },
  })
end

function tests.test_an_article_is_found_by_its_place_and_its_id()
  lu.assertEquals(corpus:article("three").id, "three")
  lu.assertEquals(corpus:article(#corpus).id, corpus:article(corpus:article(#corpus).id).id)
  lu.assertNil(corpus:article "nonesuch")
  lu.assertNil(corpus:article(#corpus + 1))
end

function tests.test_a_matrix_weighs_words_by_how_few_articles_have_them()
  local matrix = corpus:matrix { weight = "tfidf", stop = true }
  lu.assertEquals({ matrix.rows, #matrix, matrix.weight }, { 4, 4, "tfidf" })
  local article = corpus:article(3)
  lu.assertEquals(article.id, "three")
  local weights = {}
  for _, row in matrix:words(article):each() do weights[row.form] = row.weight end
  lu.assertAlmostEquals(weights.japan, 2 * math.log(4 / 3, 10), 1e-12)
  lu.assertAlmostEquals(weights.agreed, math.log(4, 10), 1e-12)
  lu.assertNil(weights.the)
end

function tests.test_the_most_similar_article_comes_first()
  local matrix = corpus:matrix {}
  local similar = matrix:similar(corpus:article(2), { limit = 2 })
  lu.assertEquals(similar.columns, { "article", "date", "title", "similarity" })
  -- two: japan warned of cyber attacks climate change was not discussed
  -- one shares japan, climate, change; it has 13 forms once and norway twice
  lu.assertAlmostEquals(similar[1].similarity, 3 / math.sqrt(10 * 17), 1e-12)
  lu.assertEquals(similar[1].article, "one")
  lu.assertEquals(#similar, 2)
end

function tests.test_a_matrix_is_written_with_its_names()
  local matrix = corpus:matrix {}
  local path = folder .. ".mtx"
  assert(matrix:write(path))
  local lines = {}
  for text in io.lines(path) do lines[#lines + 1] = text end
  lu.assertEquals(lines[1], "%%MatrixMarket matrix coordinate integer general")
  lu.assertEquals(lines[3], ("%d %d %d"):format(matrix.rows, matrix.columns, matrix.entries))
  lu.assertEquals(#lines, 3 + matrix.entries)
  local sum = 0
  for index = 4, #lines do sum = sum + tonumber(lines[index]:match "(%d+)$") end
  lu.assertEquals(sum, corpus:count { of = "words" }[1].words)
  lu.assertEquals(#assert(broadsheet.table(folder .. ".rows.csv")), 4)
  lu.assertEquals(#assert(broadsheet.table(folder .. ".columns.csv")), matrix.columns)
  lu.assertErrorMsgContains(".mtx", function() matrix:write(folder .. ".csv") end)
end

function tests.test_an_article_of_another_selection_is_not_in_a_matrix()
  local matrix = corpus:select { from = "2021" }:matrix {}
  lu.assertErrorMsgContains("not in the matrix", function() matrix:similar(corpus:article(1)) end)
end

function tests.test_stories_are_counted_once_by_every_method()
  lu.assertEquals(#copies, #corpus + 1)
  local function norway(made) return made:where { form = "norway" }[1].count end
  lu.assertEquals({ norway(copies:words()), norway(copies:words { families = true }) }, { 5, 3 })
  lu.assertEquals({ #copies:find "norway", #copies:find("norway", { families = true }) }, { 5, 3 })
  for _, name in ipairs { "ngrams", "entities", "dates", "quotations", "claims", "network" } do
    local once = copies[name](copies, { families = true })
    lu.assertEquals(tostring(once), tostring(corpus[name](corpus)), name)
  end
  local neighbours = copies:collocates("norway", { families = true })
  lu.assertEquals(tostring(neighbours), tostring(corpus:collocates "norway"))
  local late = copies:select { from = "2022" }
  lu.assertEquals(tostring(late:keywords(copies, { families = true })),
    tostring(corpus:select({ from = "2022" }):keywords(corpus)))
  lu.assertEquals(copies:matrix({ families = true }).rows, 4)
end

function tests.test_neighbours_are_counted_in_their_sentence_and_sorted_by_any_measure()
  local near = corpus:collocates("talks", { span = 2, measure = "logDice" })
  local counts, last = {}, math.huge
  for _, row in near:each() do
    counts[row.form] = row.count
    lu.assertTrue(row.logdice <= last)
    last = row.logdice
  end
  lu.assertEquals(counts, { said = 1, the = 2, on = 2, climate = 1, cyber = 1 })
  lu.assertEquals(#near:evidence(1), near[1].count)
end

function tests.test_keywords_are_of_one_selection_against_another()
  local early = corpus:select { to = "2020" }
  local typical = early:keywords(corpus - early, { measure = "log_ratio" })
  lu.assertEquals(typical.columns, { "form", "count", "reference", "g2", "p", "log_ratio", "log_odds", "z" })
  local norway = typical:where { form = "norway" }[1]
  lu.assertEquals({ norway.count, norway.reference }, { 2, 1 })
  -- 25 words against 23
  lu.assertAlmostEquals(norway.log_ratio, math.log((2 / 25) / (1 / 23), 2), 1e-12)
end

function tests.test_counts_do_not_depend_on_who_else_was_asked()
  local before = tostring(corpus:words())
  for _, part in ipairs(corpus:split "year") do part.selection:words() end
  lu.assertEquals(tostring(corpus:words()), before)
  lu.assertEquals(tostring(corpus:select({ from = "2020" }):words()), before)
end

function tests.test_the_bundled_stop_words_leave_the_others()
  local forms = {}
  for _, row in corpus:words({ stop = true }):each() do forms[row.form] = row.count end
  lu.assertEquals({ forms.japan, forms.the, forms["and"] }, { 4, nil, nil })
  lu.assertEquals(#corpus:words { stop = { "JAPAN" } }, #corpus:words() - 1)
end

function tests.test_a_fault_in_a_query_is_shown_with_its_place()
  local _, message = pcall(corpus.find, corpus, 'nato & ("summit')
  lu.assertStrContains(message, 'nato & ("summit')
  lu.assertStrMatches(message:match "[^\n]*$", "%s*%^%s*")
end

_G.TestSelections = tests
os.exit(lu.LuaUnit.run())
