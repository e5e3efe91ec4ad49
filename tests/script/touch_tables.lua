-- touch_tables.lua: calls every binding of tables, vectors, statistics and files once, right and wrong.
-- memory_test.c runs it with fewer and fewer allocations allowed. Its argument is a folder.
-- luacheck: ignore 531 532 631
local folder = ...

-- Raises are expected here, and what is raised is looked at; running out of memory goes on up.
local function try(action, ...)
  local ok, message = pcall(action, ...)
  if not ok and tostring(message):find "memory" then error(message, 0) end
  return ok, message
end

local function index(value, name) return value[name] end

local rows = { { name = "a", year = 2001, value = 1.5, sure = true }, { name = "b", year = 2002 },
  { name = "c", value = 3 } }
local t = broadsheet.table(rows, { columns = { "name", "year", "value", "sure" },
  evidence = { { { kind = "text", id = "x:0-1:0", rule = "r" } } } })
local csv = folder .. "/touch.csv"
assert(t:write(csv, { decimals = { value = 2 } }))
local again = assert(broadsheet.table(csv, { delimiter = ",", types = { year = "integer" } }))
local _ = #t, t.columns, t.types, t.notes, t.totals, tostring(t), t[1], tostring(t[1]), t[1].name, t[1][2], t[9]
for _, row in t:each() do for name, value in pairs(row) do _ = name, value end end
for _, format in ipairs { "text", "csv", "tsv", "json", "md", "html" } do _ = t:format(format) end
_ = t:where(function(row) return row.year end):where { name = "a" }
_ = t:sort("-value", "name"):top(2, "value"):take { 1 }:distinct "name"
_ = t:pick { "name", "value" }:rename { value = "v" }:bind(t):add { k = 1, s = { 1, 2 }, f = function() return "x" end }
_ = t:rank { by = "value", ties = "average", within = "sure" }:share { of = "value" }
_ = t:group { by = "name", n = "count", s = { "sum", "value" }, q = { "quantile", "value", 0.9 } }
_ = t:join(again, { on = "name" }), t:join(again, { on = { name = "name" }, kind = "left" })
_ = t:melt { keep = "name", columns = { "year", "value" } }:pivot { rows = "name", columns = "column", value = "value" }
_ = t:evidence(1, "name"), t:evidence(1)
local texts = t:column "name"
_ = #texts, texts[1], texts:list()
for _, text in texts:each() do _ = text end
local v = t:column "value"
_ = #v, v[1], v:count(), v:sum(), v:mean(), v:median(), v:quantile(0.5), v:variance(), v:sd(), v:mad(), v:min(), v:max()
_ = v:sort(), v:list(), tostring(v), v + 1, 2 * v, v / v, -v, v - v, v == v, broadsheet.vector { 1, 2 }
for _, number in v:each() do _ = number end

local s = broadsheet.stats
local x, y = { 1, 2, 3, 4 }, { 2, 1, 4, 3 }
for _, name in ipairs { "sum", "mean", "median", "variance", "sd", "mad", "gini", "hhi", "entropy", "mann_kendall", "rank" } do
  _ = s[name](x)
end
for _, name in ipairs { "correlation", "spearman", "kendall", "jsd", "kl", "cosine", "theil_sen" } do _ = s[name](x, y) end
for _, name in ipairs { "chi2", "fisher", "g2", "log_ratio", "log_odds", "pmi", "npmi", "logdice", "t_score",
  "mutual_information" } do _ = s[name](10, 90, 5, 95), s[name] { 1, 2, 3, 4 } end
for _, name in ipairs { "ttr", "mattr", "mtld", "hdd" } do _ = s[name] { "a", "b", "a" } end
for _, name in ipairs { "mi3", "z_score", "percent_difference", "odds_ratio" } do _ = s[name](10, 90, 5, 95) end
for _, name in ipairs { "dispersion", "dp", "juilland_d", "loess", "permutation", "rbo", "top_overlap" } do _ = s[name](x, y) end
_ = s.g2({ 1, 2, 3, 4 }, { form = "two_cell" }), s.chi2({ 1, 2, 3, 4 }, { yates = true }), s.pelt { 1, 2, 9, 8 }
_ = s.loess(x, y, { degree = 1, span = 1 }), s.bursts { 1, 2, 4, 9 }, s.bursts(x, { totals = { 9, 9, 9, 9 } })
_ = s.mann_kendall({ 1, 3, 2, 5, 4 }, { serial = true }), s.rank_range(x, { step = 1 }), s.rank_bootstrap({ x, y }, { repeats = 9 })
_ = s.bootstrap(x, "median", { repeats = 9, method = "bca" }), s.bootstrap({ x, y }, function(a) return a[1] end, { repeats = 9 })
_ = s.permutation(x, y, { statistic = function(a, b) return a[1] - b[1] end, repeats = 9 }), s.quantile(x, 0.5, 6)
_ = s.normal_tail(1), s.gamma_tail(1, 2), s.chi_square_tail(1), s.beta_tail(0.5, 1, 2), s.student_tail(1, 2), s.f_tail(1, 2, 3)
_ = s.poisson_tail(1, 2), s.binomial_tail(1, 2, 0.5), s.normal_quantile(0.5), s.student_quantile(0.5, 2), s.chi_square_quantile(0.5)
_ = s.quantile(x, 0.5), s.difference(1, 2, 3, 4), s.proportion(1, 2), s.poisson_rate(3), s.adjust { 0.1, 0.2 }

for row in broadsheet.csv(csv) do _ = row.name end
for row in broadsheet.csv(csv, { header = false }) do _ = row[1] end
_ = broadsheet.files(folder), broadsheet.digest(csv), broadsheet.nearest("nam", { "name" })

-- misuse, and what the world does wrong
for _, value in ipairs { t, t[1], v, texts, broadsheet, s } do try(index, value, "nonsuch") end
for _, call in ipairs {
  function() return t:sort "nope" end, function() return t:rank { bye = 1 } end,
  function() return t:add { x = {} } end, function() return t:add { x = io.stdout } end,
  function() return t:pick {} end, function() return t:format "xml" end,
  function() return t:write(folder .. "/x.xyz") end, function() return t:evidence(99) end,
  function() return t:where(function() error "boo" end) end, function() return v + { 1 } end,
  function() return broadsheet.table { { f = io.stdout } } end, function() return s.sum { "x" } end,
  function() return s.rank(x, { ties = "odd" }) end, function() return s.correlation(x, { 1 }) end,
} do try(call) end
_ = broadsheet.table(folder .. "/nonesuch"), broadsheet.csv(folder .. "/nonesuch")
_ = broadsheet.files(folder .. "/nonesuch"), broadsheet.digest(folder .. "/nonesuch")
_ = t:write(folder .. "/nonesuch/x.csv")

-- coroutines, which have their own resume and wrap, and xpcall, which has its own handler
local thread = coroutine.create(function(a) coroutine.yield(a, a) error "end" end)
_ = { coroutine.resume(thread, 1) }, { coroutine.resume(thread) }, { coroutine.resume(thread) }
try(coroutine.wrap(function() error "end" end))
for value in coroutine.wrap(function() coroutine.yield(1) end) do _ = value end
_ = xpcall(function() error "x" end, function(message) return message end)
_ = load "return 1"
