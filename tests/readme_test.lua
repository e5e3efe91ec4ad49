-- readme_test.lua: every Lua example of the README and of the manual page runs, as it stands there, on
-- the sample archive.
local lu = require "luaunit"
package.path = package.path .. ";tests/cli/?.lua"
local process = require "process"

local function read_file(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  return text
end

-- The blocks in order: { text, line where it begins }.
local function read_examples()
  local examples, block = {}, nil
  local number = 0
  for line in read_file "README.md":gmatch "([^\n]*)\n" do
    number = number + 1
    if line == "```lua" then
      block = { line = number + 1 }
    elseif line == "```" and block then
      block.text = table.concat(block, "\n") .. "\n"
      examples[#examples + 1], block = block, nil
    elseif block then
      block[#block + 1] = line
    end
  end
  return examples
end

local corpus = os.tmpname()
os.remove(corpus)

local tests = {}

function tests.setUp()
  lu.assertEquals(process.run({ "build", "data/sample", "-o", corpus, "--quiet" }).err, "")
end

function tests.tearDown()
  os.execute("rm -rf '" .. corpus .. "'")
end

function tests.test_every_line_of_lua_in_the_manual_page_runs()
  local count = 0
  for line in read_file("core/cli/broadsheet.1"):gmatch "%f[^\n\0]print[^\n]+" do
    local path = process.file(line .. "\n", ".lua")
    local result = process.run { "run", path, "-c", corpus }
    os.remove(path)
    lu.assertEquals(result.status, 0, line .. ": " .. result.err)
    lu.assertStrContains(result.out, "─", line)
    count = count + 1
  end
  lu.assertTrue(count >= 4)
end

function tests.test_every_example_runs()
  local examples = read_examples()
  lu.assertTrue(#examples > 0)
  for _, example in ipairs(examples) do
    local path = process.file(example.text, ".lua")
    local is_rule_file = example.text:find "broadsheet%.rules"
    local result
    if is_rule_file then
      result = process.run({ "annotate", "--rules", path, "-" }, { input = "Nothing to be found here.\n" })
    else
      result = process.run { "run", path, "-c", corpus }
    end
    os.remove(path)
    local place = "README.md:" .. example.line
    lu.assertEquals(result.status, 0, place .. ": " .. result.err)
    lu.assertNotEquals(result.out, "", place)
  end
end

_G.TestReadme = tests
os.exit(lu.LuaUnit.run())
