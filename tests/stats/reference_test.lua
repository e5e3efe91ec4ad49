-- reference_test.lua: broadsheet.stats against figures that R, packages of R and scipy gave. Each row of
-- reference/*.csv is an expression in Lua, the value, and the call that made it.
local lu = require "luaunit"

local FOLDER = "tests/stats/reference/"
local data = dofile(FOLDER .. "data.lua")
for name, values in pairs(dofile(FOLDER .. "more.lua")) do data[name] = values end

local function detail(...) return (select(2, ...)) end

local function pick(index, list, ...)
  local item = list[index]
  if item == nil and select("#", ...) > 0 then item = select(index - 1, ...) end
  return item
end

local function head(list, count) return { table.unpack(list, 1, count) } end

local function seq(from, to)
  local list = {}
  for i = from, to do list[#list + 1] = i end
  return list
end

local function scaled(list, by)
  local result = {}
  for i, item in ipairs(list) do result[i] = item * by end
  return result
end

local function differences(list)
  local result = {}
  for i = 2, #list do result[i - 1] = list[i] - list[i - 1] end
  return result
end

-- Bursts as the packages print them: "level start stop; ..".
local function join(bursts)
  local parts = {}
  for i, burst in ipairs(bursts) do
    parts[i] = string.format("%d %g %g", burst.level, burst.start, burst.stop)
  end
  return table.concat(parts, "; ")
end

local environment = setmetatable({
  stats = broadsheet.stats, detail = detail, pick = pick, head = head, seq = seq, scaled = scaled,
  differences = differences, join = join, concat = table.concat, math = math, select = select,
}, { __index = data })

-- The draws of the bootstrap, one after another, as the option takes them.
environment.draws = setmetatable({}, { __call = function(self)
  if #self == 0 then
    for line in io.lines(FOLDER .. "draws.csv") do
      for place in line:gmatch "%d+" do self[#self + 1] = tonumber(place) end
    end
  end
  return self
end })

-- Special functions are held to more than what is made of them, by R; scipy has fewer digits in some tails.
local TOLERANCE, TAIL_TOLERANCE = 1e-9, 1e-12

local function is_near(value, expected, tolerance)
  if type(expected) == "string" then return value == expected end
  if expected == nil or value == nil then return value == expected end
  if expected == math.huge or expected == -math.huge or expected == 0 then
    return math.abs(value - expected) < 1e-12 or value == expected
  end
  return math.abs(value / expected - 1) <= (tolerance or TOLERANCE)
end

local function parse(cell)
  if cell == "nil" then return nil end
  if cell == "Inf" then return math.huge end
  if cell == "-Inf" then return -math.huge end
  return tonumber(cell) or cell
end

local tests = {}

local function check(name, tail_tolerance)
  local types = { lua = "text", value = "text", call = "text" }
  local rows = assert(broadsheet.table(FOLDER .. name, { types = types }))
  local wrong = {}
  for _, row in rows:each() do
    local chunk = assert(load("return " .. row.lua, row.lua, "t", environment))
    local expected, value = parse(row.value or ""), chunk()
    local is_tail = row.lua:find "^stats%.%a+_tail" or row.lua:find "^stats%.normal_quantile"
    if not is_near(value, expected, is_tail and tail_tolerance) then
      wrong[#wrong + 1] = string.format("%s is %s, not %s (%s)", row.lua, value, row.value, row.call)
    end
  end
  lu.assertEquals(table.concat(wrong, "\n"), "")
  return #rows
end

function tests.test_figures_are_those_of_base_r()
  lu.assertTrue(check("r.csv", TAIL_TOLERANCE) > 900)
end

function tests.test_figures_are_those_of_packages_of_r()
  lu.assertTrue(check "packages.csv" > 100)
end

function tests.test_figures_are_those_of_scipy()
  lu.assertTrue(check "scipy.csv" > 50)
end

function tests.test_a_wrong_figure_is_seen()
  lu.assertFalse(is_near(1, 1.00000001))
  lu.assertFalse(is_near(nil, 1))
  lu.assertFalse(is_near(1e-300, 0.5e-300))
  lu.assertTrue(is_near(1, 1 + 1e-10))
end

_G.TestReference = tests
os.exit(lu.LuaUnit.run())
