--- What came, went, rose and fell among topics counted over periods; pure functions over plain lists.
---
--- A topic is { counts = { 3, 0, 5 } }, one count a period; `sizes` are the articles of the periods.
--- Every list of tests is corrected for their number.
local trends = {}

local stats = broadsheet.stats

--- Rates of the periods in per cent; a period without articles has none.
function trends.rates(counts, sizes)
  local rates = {}
  for index, size in ipairs(sizes) do
    rates[index] = size > 0 and 100 * counts[index] / size or 0 / 0
  end
  return rates
end

local function sum(list, from, to)
  local total = 0
  for index = from, to do total = total + list[index] end
  return total
end

--- How likely it is that none of `searched` articles has the topic when `found` of all `size` do and they
--- came in random order: the hypergeometric probability of 0, C(size - searched, found) / C(size, found).
function trends.silence(found, size, searched)
  local p = 1
  for index = 0, found - 1 do
    p = p * (size - searched - index) / (size - index)
    if p <= 0 then return 0 end
  end
  return p
end

--- First and last period of a topic, the articles searched in vain before and after, and how likely such
--- silences are by chance. nil for a topic that never occurs.
function trends.span(counts, sizes)
  local first, last
  for index, count in ipairs(counts) do
    if count > 0 then first, last = first or index, index end
  end
  if not first then return nil end
  local before, after = sum(sizes, 1, first - 1), sum(sizes, last + 1, #sizes)
  local found, size = sum(counts, 1, #counts), sum(sizes, 1, #sizes)
  return { first = first, last = last, before = before, after = after,
    p_new = trends.silence(found, size, before), p_gone = trends.silence(found, size, after) }
end

--- Mann-Kendall and Theil-Sen of the rates: { tau, p, slope, low, high }; fields are nil when there are
--- fewer than three periods or all are equal.
function trends.test(counts, sizes)
  local rates, times = {}, {}
  for index, rate in ipairs(trends.rates(counts, sizes)) do
    if rate == rate then rates[#rates + 1], times[#times + 1] = rate, index end
  end
  if #rates < 3 then return {} end
  local kendall, slope = stats.mann_kendall(rates), stats.theil_sen(rates, times)
  local function number(value)
    if value ~= nil and value == value then return value end
  end
  return { tau = number(kendall.tau), p = number(kendall.p), slope = number(slope.slope),
    low = number(slope.low), high = number(slope.high) }
end

--- Corrected p for a sparse list (1 .. count, nil where there was no test).
function trends.adjust(values, count, method)
  local list, places, adjusted = {}, {}, {}
  for index = 1, count do
    if values[index] then
      list[#list + 1] = values[index]
      places[#places + 1] = index
    end
  end
  if #list == 0 then return adjusted end
  local result = stats.adjust(list, method)
  for at, index in ipairs(places) do adjusted[index] = result[at] end
  return adjusted
end

return trends
