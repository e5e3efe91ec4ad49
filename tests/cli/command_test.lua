-- command_test.lua: commands, options, messages and exit statuses.
local lu = require "luaunit"
local process = require "process"

local run = process.run
local tests = {}

local article = "Leaders met\n\nEnvoys of Japan and Norway met in Oslo on 3 May 2021. They agreed.\n"

function tests.test_unknown_words_are_told_with_the_nearest_one()
  local result = run { "biuld" }
  lu.assertEquals(result.status, 2)
  lu.assertStrContains(result.err, "did you mean build?")
  result = run { "build", "x", "--ouput=y" }
  lu.assertEquals(result.status, 2)
  lu.assertStrContains(result.err, "did you mean --output?")
  lu.assertEquals(run({}).status, 2)
end

function tests.test_misuse_is_status_2()
  for _, arguments in ipairs { { "build", "x" }, { "run" }, { "check" }, { "find", "a" },
    { "check", "a", "b" },
    { "run", "--memory", "lots", "x.lua" }, { "run", "--jobs=0", "x.lua" },
    { "annotate", "--layers=some", "x" },
    { "run", "--trust=yes", "x.lua" }, { "build", "x", "-o" } } do
    local result = run(arguments)
    lu.assertEquals(result.status, 2, table.concat(arguments, " "))
    lu.assertStrMatches(result.err, "broadsheet: .+\n")
    lu.assertEquals(result.out, "")
  end
end

function tests.test_foreign_scripts_are_refused_clearly()
  local result = run { "run", "--untrusted", "x.lua" }
  lu.assertEquals(result.status, 2)
  lu.assertStrContains(result.err, "--untrusted is not in this version")
end

function tests.test_what_is_not_there_is_status_3()
  for _, arguments in ipairs { { "run", "/nonesuch.lua" }, { "check", "/nonesuch" }, { "info", "/nonesuch" },
    { "read", "/nonesuch" }, { "find", "/nonesuch", "x" }, { "export", "/nonesuch", "-o", "/nonesuch/x" } } do
    local result = run(arguments)
    lu.assertEquals(result.status, 3, table.concat(arguments, " "))
    lu.assertStrContains(result.err, "nonesuch")
  end
end

function tests.test_help_is_on_standard_output()
  local all = run { "--help" }
  lu.assertEquals(all.status, 0)
  for command in all.out:gmatch "\n  (%l+) " do
    local result = run { command, "--help" }
    lu.assertEquals(result.status, 0, command)
    lu.assertStrContains(result.out, "usage: broadsheet " .. command)
    lu.assertEquals(result.err, "")
  end
  lu.assertStrMatches(run({ "--version" }).out, "broadsheet %d+%.%d+%.%d+\n")
end

function tests.test_read_gives_the_text_as_it_is()
  local result = run({ "read", "-" }, { input = article })
  lu.assertEquals(result.status, 0)
  lu.assertStrContains(result.out, '"text":"' .. article:gsub("\n", "\\n") .. '"')
  lu.assertNotStrContains(result.out, '"tokens"')
  lu.assertEquals(select(2, result.out:gsub("\n", "")), 1)
end

function tests.test_annotate_goes_as_deep_as_asked()
  local all = run({ "annotate", "--date", "2021-05-04", "-" }, { input = article })
  lu.assertStrContains(all.out, '"country:NO"')
  lu.assertStrContains(all.out, '"published":{"value":"2021-05-04","basis":"stated"}')
  local none = run({ "annotate", "--layers", "none", "-" }, { input = article })
  lu.assertStrContains(none.out, '"mentions":[]')
  lu.assertStrContains(none.out, '"tokens":[[0,7],')
end

function tests.test_what_read_writes_it_reads_again()
  local body = ("The council met for three hours and agreed on very little, two officials said. "):rep(4)
  local text = "Harbour council agrees on little\n\nBy Jane Roe, The Courier, 9 July 2024\n\n" .. body
    .. "\n\nThe mayor at the market [Jane Roe/AFP via Getty Images]\n\n" .. body
    .. "\n\nShare this:\n- Facebook\n- Twitter\n\nAnn Other says:\nJuly 11, 2024 at 9:00 am\nNor did I.\n"
  local first = run({ "read", "--as", "text", "-" }, { input = text }).out
  local second = run({ "read", "--as", "jsonl", "-" }, { input = first }).out
  lu.assertStrContains(first, '"type":"comment"')
  lu.assertStrContains(first, '"anchor":"2024-07-11"')
  lu.assertEquals(second, first)
end

function tests.test_a_date_that_is_inferred_says_so_and_why()
  local text = "They met at the NATO summit in Vilnius last month, in July 2023.\n"
  local all = run({ "annotate", "--as", "text", "-" }, { input = text }).out
  lu.assertStrContains(all, '"published":{"value":"2023-08","basis":"inferred","from":"2023-08-01",'
    .. '"to":"2023-08-31"}')
  lu.assertStrContains(all, '"kind":"date inferred"')
  lu.assertStrContains(run({ "read", "--as", "text", "-" }, { input = text }).out,
    '"published":{"value":null,"basis":null}')
end

function tests.test_annotate_explains_what_was_taken_before_what()
  local text = "Michael Jordan flew to Jordan on Monday.\n"
  local told = run({ "annotate", "--explain", "--date", "2021-05-04", "-" }, { input = text })
  lu.assertEquals(told.status, 0)
  lu.assertStrContains(told.out, "\nMichael Jordan flew to Jordan on Monday.\n")
  lu.assertStrMatches(told.out, ".*\n  Michael Jordan +person +name +%S+ %-> person:michael%-jordan\n.*")
  lu.assertStrContains(told.out, "before Jordan as country by lexicon (country:JO): outranked")
  lu.assertStrMatches(told.out, ".*\n  Jordan +country .*")
  lu.assertStrMatches(told.out, ".*\n  Monday +date +DATE +%S+ = 2021%-05%-03 .*")
end

function tests.test_annotate_explains_quotations_and_claims()
  local text = "France was the world's second-largest arms exporter in 2021, Jane Doe said on Monday.\n"
  local told = run({ "annotate", "--explain", "--date", "2021-05-04", "-" }, { input = text })
  lu.assertEquals(told.status, 0)
  lu.assertStrMatches(told.out, ".* quotation +indirect quotation.behind by Jane Doe %-> person:jane%-doe.*")
  lu.assertStrContains(told.out, "attribution after, brought by said\n")
  lu.assertStrMatches(told.out, ".* claim +rank +rank.ordinal\n"
    .. " +subject=country:FR rank=2 metric=arms exporter scope=world period=2021\n.*")
end

function tests.test_train_names_what_it_cannot_read()
  local told = run { "train", "names", "tests/no/such/folder", "-o", "tests/never.model" }
  lu.assertEquals(told.status, 3)
  lu.assertStrContains(told.err, "tests/no/such/folder")
  lu.assertEquals(run({ "train", "dates", "-o", "tests/never.model" }).status, 2)
end

function tests.test_what_comes_out_goes_in_again()
  local first = run({ "annotate", "-" }, { input = article }).out
  local again = run({ "annotate", "--as", "jsonl", "-" }, { input = first }).out
  lu.assertEquals(again:match '"id":"(.-)"', first:match '"id":"(.-)"')
  lu.assertEquals(again:match '"text":(".-"),"segments"', first:match '"text":(".-"),"segments"')
  lu.assertEquals(again:match '"mentions":(%b[])', first:match '"mentions":(%b[])')
end

function tests.test_output_that_is_lost_is_status_3()
  local result = run({ "read", "-" }, { input = article, output = "/dev/full" })
  lu.assertEquals(result.status, 3)
  lu.assertStrContains(result.err, "No space left on device")
  lu.assertEquals(run({ "--version" }, { output = "/dev/full" }).status, 3)
  result = run({ "read", "-" }, { input = article:rep(4000), output = "/dev/full" })
  lu.assertEquals(result.status, 3)
  lu.assertStrContains(result.err, "standard output: ")
end

function tests.test_a_corpus_is_built_told_found_and_checked()
  local folder = os.tmpname()
  os.remove(folder)
  local text = process.file(article, ".txt")
  local built = run { "build", text, "-o", folder, "--date=2021-05" }
  lu.assertEquals(built.status, 0, built.err)
  lu.assertStrContains(built.out, "1 added")
  lu.assertStrContains(run({ "build", text, "-o", folder, "--date=2021-05" }).out, "1 unchanged")
  lu.assertStrMatches(run({ "info", folder }).out, ".*articles +1\n.*")
  lu.assertStrContains(run({ "info", folder, "-f", "json" }).out, '"articles": 1,')
  local found = run { "find", folder, '"norway met"' }
  lu.assertStrContains(found.out, "Norway met")
  lu.assertEquals(run({ "find", folder, "((" }).status, 2)
  lu.assertEquals(run({ "check", folder }).status, 0)
  os.remove(folder .. "/shards/000001/entities.arrow")
  local checked = run { "check", folder }
  lu.assertEquals(checked.status, 1)
  lu.assertStrContains(checked.out, "remove " .. folder .. " and build it again")
  os.execute("rm -r '" .. folder .. "'")
  lu.assertEquals(run({ "build", text, "-o", folder, "--date=2021-05" }).status, 0)
  local script = process.file("print(#corpus, corpus:select { from = '2021-05', to = '2021-05' })", ".lua")
  lu.assertStrContains(run({ "run", "-c", folder, script }).out, "1\t1 articles of ")
  lu.assertStrContains(run({ "run", script, "-c", folder }).out, "1\t1 articles of ")
  os.remove(script)
  os.remove(text)
  os.execute("rm -r '" .. folder .. "'")
end

function tests.test_a_folder_with_files_of_its_own_is_no_place_for_a_corpus()
  local folder, text = os.tmpname(), process.file(article, ".txt")
  os.remove(folder)
  os.execute("mkdir -p '" .. folder .. "/shards'")
  local result = run { "build", text, "-o", folder }
  lu.assertEquals(result.status, 3)
  lu.assertStrContains(result.err, "holds shards, and no corpus")
  lu.assertNil((io.open(folder .. "/lock")))
  os.remove(text)
  os.execute("rm -r '" .. folder .. "'")
end

function tests.test_a_rule_that_is_none_is_misuse()
  local result = run({ "annotate", "--without", "date.decad", "-" }, { input = article })
  lu.assertEquals(result.status, 2)
  lu.assertStrContains(result.err, "there is no rule date.decad (date.decade?)")
end

function tests.test_what_is_skipped_is_status_1()
  local page = process.file(article, ".txt")
  local image = process.file("\137PNG\r\n\26\n" .. ("\0"):rep(99), ".png")
  local result = run { "read", page, image }
  lu.assertEquals(result.status, 1)
  lu.assertStrContains(result.err, image)
  lu.assertStrContains(result.out, '"text"')
  os.remove(page)
  os.remove(image)
end

function tests.test_reports_are_listed_checked_and_written()
  local listed = run { "report" }
  lu.assertEquals(listed.status, 0)
  lu.assertStrMatches(listed.out, ".*exports +%u.*")
  lu.assertStrContains(run({ "report", "exprots" }).err, "did you mean 'exports'?")
  local path = process.file([[return { summary = "Counts",
    params = { count = { 3, "how many" }, wide = { false, "" }, by = { "", "", one_of = { "year", "day" } },
      from = { "", "", is_year = true } },
    run = function(_, params) return { tables = { { title = "Counts",
      table = broadsheet.table { { n = params.count } } } } } end }]], ".lua")
  lu.assertStrContains(run({ "report", path, "--count=12" }).out, "12")
  lu.assertStrContains(run({ "report", path, "--count=12", "-f", "csv" }).out, "12")
  lu.assertStrContains(run({ "report", path, "--help" }).out, "--count=NUMBER")
  for _, word in ipairs { "--count=many", "--cuont=1", "--wide=perhaps", "--count=1.5", "--by=yaer",
    "--from=abc" } do
    lu.assertEquals(run({ "report", path, word }).status, 2, word)
  end
  lu.assertStrContains(run({ "report", path, "--by=yaer" }).err, "one of year, day, not 'yaer'")
  lu.assertEquals(run({ "report", path, "--by=day", "--from=1999" }).status, 0)
  lu.assertEquals(run({ "report", path, "-f", "xml" }).status, 2)
  local out, crosswalk = os.tmpname(), os.tmpname()
  lu.assertEquals(run({ "report", path, "-o", out, "--crosswalk", crosswalk }).status, 0)
  lu.assertStrContains(io.open(out):read "a", "Counts")
  lu.assertStrContains(io.open(crosswalk):read "a", "table,row,key,column,value,evidence,kind,rule\n")
  for _, name in ipairs { path, out, crosswalk } do os.remove(name) end
end

function tests.test_a_report_that_fails_says_so_without_its_insides()
  local path = process.file("return { run = function() error('the years are wrong', 0) end }", ".lua")
  local result = run { "report", path }
  lu.assertEquals(result.status, 3)
  lu.assertEquals(result.err, "broadsheet: the years are wrong\n")
  os.remove(path)
end

function tests.test_a_cutting_rule_comes_from_a_lua_file()
  local dump = process.file("= One\nFirst text.\n= Two\nSecond text.\n", ".txt")
  local rule = process.file('return { begins = "^= ", title = "^= (.*)" }', ".lua")
  local result = run { "read", "--cut", rule, dump }
  lu.assertEquals(result.status, 0)
  lu.assertStrContains(result.out, '"title":"Two"')
  lu.assertStrContains(result.out, '"text":"Second text."')
  os.remove(rule)
  rule = process.file("return { begins = 1 }", ".lua")
  result = run { "read", "--cut", rule, dump }
  lu.assertEquals(result.status, 3)
  lu.assertStrContains(result.err, "'begins'")
  os.remove(rule)
  os.remove(dump)
end

function tests.test_columns_are_named_on_the_command_line_and_wrong_ones_are_misuse()
  local path = process.file("kop,tekst\nOne,First.\n", ".csv")
  local result = run { "read", "--columns", "text=kop", path }
  lu.assertStrContains(result.out, '"text":"One"')
  result = run { "read", "--columns", "colour=kop", path }
  lu.assertEquals(result.status, 2)
  lu.assertStrContains(result.err, "colour")
  os.remove(path)
end

_G.TestCommands = tests
os.exit(lu.LuaUnit.run())
