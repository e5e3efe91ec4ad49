-- properties_test.lua: what broadsheet.stats must do whatever the numbers are, held against slow and plain
-- ways to the same results.
local lu = require "luaunit"
local stats = broadsheet.stats

-- A small generator of its own: tests must not lean on what they test.
local function generator(seed)
  local state = seed
  return function(bound)
    state = (state * 1103515245 + 12345) % 2147483648
    return (state // 65536) % bound
  end
end

local function draw(random, count, bound)
  local list = {}
  for i = 1, count do list[i] = random(bound) end
  return list
end

local function map(list, f)
  local result = {}
  for i, item in ipairs(list) do result[i] = f(item) end
  return result
end

local function concat(a, b)
  local all = { table.unpack(a) }
  for _, item in ipairs(b) do all[#all + 1] = item end
  return all
end

local function near(value, expected, tolerance)
  lu.assertTrue(math.abs(value - expected) <= (tolerance or 1e-9) * math.max(1, math.abs(expected)),
    string.format("%.17g is not %.17g", value, expected))
end

-- The first result alone.
local function one(value) return value end

local tests = {}

function tests.test_measures_of_association_are_symmetric()
  local random = generator(1)
  for _ = 1, 200 do
    local a, b, c, d = random(50) + 1, random(500) + 1, random(50) + 1, random(5000) + 1
    for _, name in ipairs { "pmi", "npmi", "mi3", "logdice", "t_score", "z_score", "mutual_information",
      "chi2", "g2", "fisher", "odds_ratio" } do
      near(one(stats[name](a, b, c, d)), one(stats[name](a, c, b, d)))
    end
    near(stats.log_ratio(a, b, c, d), -stats.log_ratio(c, d, a, b))
    near(stats.log_odds(a, b, c, d), -stats.log_odds(c, d, a, b))
    near(stats.g2(a, b, c, d), -stats.g2(c, d, a, b))
    near(stats.g2(3 * a, 3 * b, 3 * c, 3 * d), 3 * stats.g2(a, b, c, d)) -- evidence grows with the corpus
    near(stats.pmi(3 * a, 3 * b, 3 * c, 3 * d), stats.pmi(a, b, c, d)) -- an effect does not
  end
end

function tests.test_order_and_scale_do_not_matter_where_they_should_not()
  local random = generator(2)
  for _ = 1, 50 do
    local x = map(draw(random, 30, 1000), function(v) return v + 1 end)
    local y = draw(random, 30, 1000)
    local mirrored = {}
    for i, item in ipairs(x) do mirrored[#x + 1 - i] = item end
    for _, name in ipairs { "sum", "mean", "median", "variance", "mad", "gini", "hhi", "entropy" } do
      near(stats[name](mirrored), stats[name](x))
    end
    local times_7 = map(x, function(v) return 7 * v end)
    for _, name in ipairs { "gini", "hhi", "entropy" } do near(stats[name](times_7), stats[name](x)) end
    for _, name in ipairs { "mean", "median", "sd", "mad" } do
      near(stats[name](times_7), 7 * stats[name](x))
    end
    for _, name in ipairs { "correlation", "spearman", "kendall" } do
      near(one(stats[name](x, y)), one(stats[name](y, x)))
      near(one(stats[name](times_7, y)), one(stats[name](x, y)))
      near(stats[name](x, map(y, function(v) return -v end)), -stats[name](x, y))
    end
    local cubed = map(x, function(v) return v ^ 3 end)
    near(one(stats.spearman(cubed, y)), one(stats.spearman(x, y)))
    near(one(stats.kendall(cubed, y)), one(stats.kendall(x, y)))
    near(stats.jsd(x, times_7), 0)
    near(stats.jsd(x, cubed), stats.jsd(cubed, x))
  end
end

function tests.test_parts_make_up_the_whole()
  local random = generator(3)
  for _ = 1, 50 do
    local a, b = draw(random, 12, 100), draw(random, 19, 100)
    local all = concat(a, b)
    near(stats.sum(all), stats.sum(a) + stats.sum(b))
    near(stats.mean(all), (12 * stats.mean(a) + 19 * stats.mean(b)) / 31)
    local between = 12 * 19 / 31 * (stats.mean(a) - stats.mean(b)) ^ 2
    near(stats.variance(all) * 30, stats.variance(a) * 11 + stats.variance(b) * 18 + between)
    -- Shannon's rule of grouping
    local sa, sb = stats.sum(a), stats.sum(b)
    near(stats.entropy(all),
      stats.entropy { sa, sb } + (sa * stats.entropy(a) + sb * stats.entropy(b)) / (sa + sb))
  end
end

function tests.test_several_quantiles_are_a_vector()
  local x = { 3, 1, 4, 1, 5, 9, 2, 6 }
  local all = stats.quantile(x, { 0.25, 0.5, 0.9 })
  lu.assertEquals(#all, 3)
  for place, p in ipairs { 0.25, 0.5, 0.9 } do lu.assertEquals(all[place], stats.quantile(x, p)) end
end

function tests.test_missing_values_are_left_out_and_nothing_gives_nothing()
  local holes = { 3, 0 / 0, 5, n = 4 }
  near(stats.mean(holes), 4)
  lu.assertNil(stats.mean {})
  lu.assertNil(stats.sum {})
  lu.assertNil(stats.variance { 1 })
  lu.assertNil(stats.gini {})
  lu.assertNil(stats.entropy { 0, 0 })
  lu.assertNil(stats.correlation({ 1, 2 }, { 2, 3 }))
  lu.assertNil(stats.correlation({ 1, 1, 1 }, { 1, 2, 3 }))
  lu.assertNil(stats.mann_kendall({ 1, 1 }).p)
  lu.assertNil(stats.chi2(0, 0, 0, 0))
  lu.assertNil((stats.dp({ 0, 0 }, { 1, 1 })))
  lu.assertNil(stats.rbo({}, { 1 }))
  lu.assertEquals(#stats.pelt {}, 0)
  lu.assertEquals(#stats.bursts {}, 0)
  lu.assertEquals(#stats.loess({}, {}), 0)
  lu.assertEquals(stats.loess({ 1 }, { 5 })[1], 5)
  lu.assertNil(stats.permutation({}, { 1 }))
  lu.assertNil(select(2, stats.bootstrap({}, "mean")))
end

function tests.test_wrong_arguments_raise_and_name_what_there_is()
  for _, call in ipairs {
    function() stats.pelt({ 1, -1, 2 }, { cost = "poisson" }) end,
    function() stats.pelt({ 1, 2, 3 }, { cost = "binomial" }) end,
    function() stats.pelt({ 1, 0 / 0, 3 }) end,
    function() stats.pelt({ 1, 2 }, { penalty = "most" }) end,
    function() stats.bursts { 1, 1, 2 } end,
    function() stats.bursts({ 5 }, { totals = { 4 } }) end,
    function() stats.loess({ 2, 1 }, { 1, 1 }) end,
    function() stats.loess({ 1, 2, 3 }, { 1, 1, 1 }, { degree = 2, span = 0.1 }) end,
    function() stats.rbo({ 1, 1 }, { 2 }) end,
    function() stats.rbo({ 1 }, { 2 }, 1) end,
    function() stats.bootstrap({ 1, 2 }, "mode") end,
    function() stats.bootstrap({ 1, 2 }, "mean", { confidence = 95 }) end,
    function() stats.bootstrap({ 1, 2 }, function() return "one" end) end,
    function() stats.permutation({ 1 }, { 2 }, { statistic = "gini" }) end,
    function() stats.quantile({ 1 }, 2) end,
    function() stats.quantile({ 1 }, 0.5, 10) end,
    function() stats.entropy({ 1 }, { base = 1 }) end,
    function() stats.g2(-1, 2, 3, 4) end,
    function() stats.mann_kendal { 1 } end,
  } do
    lu.assertFalse((pcall(call)))
  end
end

function tests.test_tails_are_probabilities_whatever_they_are_asked()
  local extremes = { 0, 1, -1, 0.5, 3, 17, 1e6, 3e7, 1e15, 2 ^ 53, 1e300, -1e300, 1e-300, 5e-324, math.huge,
    -math.huge, 0 / 0, 0.1, 0.999999 }
  local arguments = { normal_tail = 1, gamma_tail = 2, chi_square_tail = 2, beta_tail = 3, student_tail = 2,
    f_tail = 3, poisson_tail = 2, binomial_tail = 3 }
  local random = generator(6)
  for _ = 1, 500 do
    for name, count in pairs(arguments) do
      local list = {}
      for i = 1, count do list[i] = extremes[random(#extremes) + 1] end
      if name ~= "f_tail" then list[count + 1] = { lower = random(2) == 1 } end
      local tail = stats[name](table.unpack(list, 1, count + 1))
      lu.assertTrue(tail == nil or (tail >= 0 and tail <= 1), name .. " " .. tostring(tail))
    end
  end
end

function tests.test_no_p_value_is_0()
  local g2, p, log10_p = stats.g2(3000, 100, 10, 50000)
  lu.assertTrue(g2 > 4000 and p > 0 and p < 1e-300)
  near(log10_p, -(g2 / 2) / math.log(10) + math.log(math.sqrt(2 / math.pi / g2), 10), 1e-3)
  near(stats.chi_square_tail(4000, 1, { log = true }) / math.log(10), -870.2, 1e-3)
end

-- All ways to cut a short series, the plain way.
local function cheapest_cut(values, cost, penalty, least)
  local best = { [0] = -penalty }
  for stop = 1, #values do
    best[stop] = math.huge
    for start = 0, stop - least do
      if best[start] then
        best[stop] = math.min(best[stop], best[start] + cost(values, start + 1, stop) + penalty)
      end
    end
  end
  return best[#values]
end

local function poisson_cost(values, from, to)
  local sum = 0
  for i = from, to do sum = sum + values[i] end
  return sum > 0 and 2 * sum * (math.log(to - from + 1) - math.log(sum)) or 0
end

local function normal_cost(values, from, to)
  local sum, squares, n = 0, 0, to - from + 1
  for i = from, to do sum, squares = sum + values[i], squares + values[i] ^ 2 end
  local variance = (squares - sum * sum / n) / n
  return n * (math.log(2 * math.pi) + math.log(variance > 1e-11 and variance or 1e-11) + 1) + math.log(n)
end

function tests.test_pelt_finds_the_cheapest_of_all_cuts()
  local random = generator(4)
  for round = 1, 60 do
    local values = {}
    for i = 1, 60 do values[i] = random(4 + 6 * ((i // (7 + round % 9)) % 3)) end
    local found = stats.pelt(values, { cost = "poisson", penalty = 3 })
    near(found.cost, cheapest_cut(values, poisson_cost, 3, 2), 1e-9)
    local spread = map(values, function(v) return v + random(1000) / 1000 end)
    found = stats.pelt(spread)
    near(found.cost, cheapest_cut(spread, normal_cost, 4 * math.log(60), 2), 1e-7)
  end
end

function tests.test_change_points_of_shares_are_where_shares_change()
  local successes, trials = {}, {}
  for i = 1, 40 do
    trials[i] = 50 + i % 7
    successes[i] = math.floor(trials[i] * (i <= 25 and 0.1 or 0.4) + 0.5)
  end
  lu.assertEquals({ table.unpack(stats.pelt(successes, { cost = "binomial", exposure = trials })) }, { 25 })
  -- a level rate over parts of unlike size has no change
  local counts, sizes = {}, {}
  for i = 1, 40 do
    sizes[i] = i <= 20 and 10 or 100
    counts[i] = sizes[i] * 2 + i % 3 - 1
  end
  lu.assertEquals(#stats.pelt(counts, { cost = "poisson", exposure = sizes }), 0)
  lu.assertEquals({ table.unpack(stats.pelt(counts, { cost = "poisson" })) }, { 20 })
end

-- The cheapest of all sequences of two states.
local function cheapest_states(counts, totals, s, gamma)
  local found, size = stats.sum(counts), stats.sum(totals)
  local share = { [0] = found / size, math.min(found / size * s, 0.9999) }
  local best, best_cost = nil, math.huge
  for code = 0, 2 ^ #counts - 1 do
    local cost, before = 0, 0
    for t = 1, #counts do
      local state = code >> (t - 1) & 1
      if state > before then cost = cost + gamma * math.log(#counts) end
      cost = cost - counts[t] * math.log(share[state]) - (totals[t] - counts[t]) * math.log(1 - share[state])
      before = state
    end
    if cost < best_cost then best, best_cost = code, cost end
  end
  return best
end

function tests.test_bursts_of_batches_are_the_cheapest_states()
  local random = generator(5)
  for _ = 1, 20 do
    local counts, totals = {}, {}
    for t = 1, 10 do
      totals[t] = 60 + random(20)
      counts[t] = 3 + random(t > 3 and t < 8 and 25 or 4)
    end
    local states = 0
    for _, burst in ipairs(stats.bursts(counts, { totals = totals })) do
      lu.assertTrue(burst.weight > 0)
      for t = burst.start, burst.stop do states = states | 1 << (t - 1) end
    end
    lu.assertEquals(states, cheapest_states(counts, totals, 2, 1))
  end
end

function tests.test_rank_biased_overlap_meets_its_definition()
  local a, b = { "a", "b", "c", "d", "e" }, { "b", "a", "x", "d", "y" }
  local p, sum, seen, common = 0.8, 0, {}, 0
  for d = 1, 5 do
    for _, item in ipairs { a[d], b[d] } do
      if seen[item] then common = common + 1 end
      seen[item] = true
    end
    sum = sum + (1 - p) / p * common / d * p ^ d
  end
  local extrapolated, least, most = stats.rbo(a, b, p)
  near(extrapolated, sum + common / 5 * p ^ 5)
  lu.assertTrue(least <= extrapolated and extrapolated <= most)
  -- the residual: both go on with the items that the other has left open
  local longer_a, longer_b = { table.unpack(a) }, { table.unpack(b) }
  for _, item in ipairs { "x", "y" } do longer_a[#longer_a + 1] = item end
  for _, item in ipairs { "c", "e" } do longer_b[#longer_b + 1] = item end
  for i = 1, 200 do longer_a[#longer_a + 1], longer_b[#longer_b + 1] = i, i end
  near((stats.rbo(longer_a, longer_b, p)), most, 1e-9)
  near((stats.rbo(a, a)), 1)
  lu.assertEquals((stats.rbo({ 1, 2 }, { 3, 4 })), 0)
  near((stats.rbo(a, { "b", "a" })), (stats.rbo({ "b", "a" }, a)))
end

function tests.test_the_top_of_two_lists()
  lu.assertEquals({ stats.top_overlap({ "a", "b", "c" }, { "c", "d", "a" }, 3) }, { 2 / 3, 2 })
  lu.assertEquals({ stats.top_overlap({ "a", "b", "c" }, { "c", "d", "a" }, 2) }, { 0, 0 })
  lu.assertEquals({ stats.top_overlap({ "a" }, { "a", "b" }, 10) }, { 0.5, 1 })
end

function tests.test_values_that_print_alike_share_a_range_of_ranks()
  local best, worst = stats.rank_range({ 2.1, 0.6, 0.6, 0.5, 0 / 0, 0.7 }, { step = 0.1 })
  local function list(v) return map({ 1, 2, 3, 4, 6 }, function(i) return v[i] end) end
  lu.assertEquals(list(best), { 1, 3, 3, 5, 2 })
  lu.assertEquals(list(worst), { 1, 4, 4, 5, 2 })
  lu.assertNil(best[5])
  best, worst = stats.rank_range({ 3, 1, 1 }, { ascending = true })
  lu.assertEquals({ best[1], worst[1], best[2], worst[2] }, { 3, 3, 1, 2 })
end

function tests.test_draws_are_those_of_the_seed()
  local x = { 5, 1, 8, 2, 9, 4, 7 }
  local _, low, high, more = stats.bootstrap(x, "mean", { seed = 7, repeats = 500 })
  local _, low_again, high_again = stats.bootstrap(x, function(v) return v:sum() / #v end,
    { seed = 7, repeats = 500 })
  near(low, low_again)
  near(high, high_again)
  lu.assertEquals(more.seed, 7)
  lu.assertEquals(#more.replicates, 500)
  local _, other = stats.bootstrap(x, "mean", { seed = 8, repeats = 500 })
  lu.assertNotEquals(low, other)
  local _, _, _, blocks = stats.bootstrap({ 1, 1, 1, 1, 9, 9, 9, 9 }, "mean", { block = 4, repeats = 400 })
  local _, _, _, single = stats.bootstrap({ 1, 1, 1, 1, 9, 9, 9, 9 }, "mean", { repeats = 400 })
  lu.assertTrue(blocks.se > 1.1 * single.se) -- runs hang together, so there is less in them
end

function tests.test_ranks_are_as_sure_as_the_means()
  local ranks, low, high = stats.rank_bootstrap { { 9, 9, 10, 11 }, { 5, 1, 9, 3 }, { 4, 2, 8, 5 }, {} }
  lu.assertEquals({ ranks[1], low[1], high[1] }, { 1, 1, 1 })
  lu.assertEquals({ ranks[2], low[2], high[2] }, { 3, 2, 3 })
  lu.assertNil(ranks[4])
end

function tests.test_arrangements_are_all_there()
  local _, exact = stats.permutation({ 1, 2, 3 }, { 10, 11, 12, 13 })
  lu.assertEquals({ exact.exact, exact.repeats }, { true, 35 })
  near(exact.p, 1 / 35) -- three and four are not dealt alike: no mirror image is as far out
  local x, y = {}, {}
  for i = 1, 30 do x[i], y[i] = i, i + 40 end
  local p, drawn = stats.permutation(x, y, { repeats = 999, alternative = "less" })
  lu.assertEquals({ p, drawn.exact }, { 1 / 1000, false })
end

function tests.test_no_share_has_more_successes_than_trials()
  lu.assertErrorMsgContains("from 0 to the number of trials", stats.proportion, 11, 10)
  lu.assertErrorMsgContains("from 0 to the number of trials", stats.proportion, -1, 10)
  lu.assertEquals({ select(2, stats.proportion(0, 0)) }, { 0, 1 })
end

_G.TestProperties = tests
os.exit(lu.LuaUnit.run())
