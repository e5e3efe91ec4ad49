--- Topics by year, or by event: how many articles, at which rate, since when, no longer, rising or
--- falling; and what sentences state to have been discussed or not.
---
--- An article has a topic when any query of the dictionary finds something in it. A 0 says that so many
--- articles were searched in vain; that is not the same as a sentence which denies the topic.
local chart = require "chart"
local events = require "events"
local trends = require "trends"

local report = {
  summary = "Topics by year or by event: rates, first and last, trends, stated and denied",
  needs = { corpus = true, tables = { dictionary = "rows of topic and query" } },
  defaults = { dictionary = "data/topics.csv" },
  params = {
    by = { "year", "year, or event", one_of = { "year", "event" } },
    from = { "", "first year", is_year = true },
    to = { "", "last year", is_year = true },
    days = { 14, "by event: how many days before and after it count" },
    series = { "NATO summit", "by event: which events" },
    correction = { "holm", "how p is corrected for the number of topics: holm, bh or by",
      one_of = { "holm", "bh", "by" } },
    level = { 0.05, "which corrected p is taken for more than chance" },
  },
}

local function dictionary_of(source)
  local columns = source.columns
  local groups, order = {}, {}
  for index = 1, #source do
    local row = source[index]
    local topic, query = row[columns[1]], row[columns[2]]
    if topic and query then
      if not groups[topic] then
        groups[topic] = {}
        order[#order + 1] = topic
      end
      table.insert(groups[topic], query)
    end
  end
  if #order == 0 then error("the dictionary has no topics: it needs the columns topic and query", 0) end
  return broadsheet.dictionary(groups), order
end

--- Long counts of articles (period, topic, articles) with the periods and their sizes.
local function by_year(selection, dictionary)
  local sizes = selection:count { of = "articles", by = "year" }
  local periods, undated = {}, 0
  for index = 1, #sizes do
    local row = sizes[index]
    if row.year then
      periods[#periods + 1] = { name = tostring(row.year), articles = row.articles }
    else
      undated = row.articles
    end
  end
  local counts = selection:count { of = "articles", by = { "year", "dictionary" }, words = dictionary }
  counts = counts:where(function(row) return row.year ~= nil end)
    :add { period = function(row) return tostring(row.year) end }
    :rename { dictionary = "topic" }:pick { "period", "topic", "articles" }
  return counts, periods, undated
end

--- The day `days` after (or before) an ISO date.
local function shift(date, days)
  local year, month, day = date:match "^(%d+)-(%d+)-(%d+)$"
  return os.date("!%Y-%m-%d", os.time { year = tonumber(year), month = tonumber(month),
    day = tonumber(day) + days, hour = 12 })
end

local function by_event(selection, dictionary, params)
  local from = params.from == "" and "0000" or tostring(params.from)
  local to = params.to == "" and "9999" or tostring(params.to)
  local counts, periods = nil, {}
  for _, event in ipairs(events.between(params.series, from, to)) do
    local near = selection:select { from = shift(event.from, -params.days),
      to = shift(event.to, params.days) }
    if #near > 0 then
      local name = events.short(event.name)
      periods[#periods + 1] = { name = name, articles = #near }
      local part = near:count { of = "articles", by = { "dictionary" }, words = dictionary }
        :rename { dictionary = "topic" }:add { period = function() return name end }
        :pick { "period", "topic", "articles" }
      counts = counts and counts:bind(part) or part
    end
  end
  return counts, periods, 0
end

--- { name, counts } of each topic in the order of the dictionary.
local function series_of(counts, periods, order)
  local place, series, by_topic = {}, {}, {}
  for index, period in ipairs(periods) do place[period.name] = index end
  for index, topic in ipairs(order) do
    series[index] = { name = topic, counts = {} }
    for at = 1, #periods do series[index].counts[at] = 0 end
    by_topic[topic] = series[index]
  end
  for index = 1, #counts do
    local row = counts[index]
    by_topic[row.topic].counts[place[row.period]] = row.articles
  end
  return series, by_topic
end

local function sizes_of(periods)
  local sizes, place = {}, {}
  for index, period in ipairs(periods) do
    sizes[index] = period.articles
    place[period.name] = period.articles
  end
  return sizes, place
end

local function rates_table(counts, place)
  local function interval(row)
    local _, low, high = broadsheet.stats.proportion(row.articles, place[row.period])
    return low, high
  end
  local function percent(value) return value == value and 100 * value or nil end
  return counts:add {
    of = function(row) return place[row.period] end,
    rate = function(row) return percent(row.articles / place[row.period]) end,
    low = function(row) return percent((interval(row))) end,
    high = function(row) return percent((select(2, interval(row)))) end,
  }:where(function(row) return row.articles > 0 end)
    :pick { "topic", "period", "articles", "of", "rate", "low", "high" }
end

local function is_found(topic)
  for _, count in ipairs(topic.counts) do
    if count > 0 then return true end
  end
  return false
end

--- First and last period, with what was searched in vain before and after.
local function spans_table(totals, series, periods, sizes, params)
  local spans, new, gone = {}, {}, {}
  for index, topic in ipairs(series) do
    local span = trends.span(topic.counts, sizes)
    spans[topic.name] = span
    if span and span.first > 1 then new[index] = span.p_new end
    if span and span.last < #periods then gone[index] = span.p_gone end
  end
  local p_new = trends.adjust(new, #series, params.correction)
  local p_gone = trends.adjust(gone, #series, params.correction)
  for index, topic in ipairs(series) do
    local span = spans[topic.name]
    if span then span.p_new, span.p_gone = p_new[index], p_gone[index] end
  end
  local function field(get)
    return function(row)
      local span = spans[row.topic]
      if span then return get(span) end
    end
  end
  return totals:where(function(row) return spans[row.topic] ~= nil end):add {
    first = field(function(span) return periods[span.first].name end),
    last = field(function(span) return periods[span.last].name end),
    not_found_before = field(function(span) return span.first > 1 and span.before or nil end),
    not_found_after = field(function(span) return span.last < #periods and span.after or nil end),
    p_new = field(function(span) return span.p_new end),
    p_gone = field(function(span) return span.p_gone end),
    verdict = field(function(span)
      local words = {}
      if span.p_new and span.p_new < params.level then words[1] = "newly present" end
      if span.p_gone and span.p_gone < params.level then words[#words + 1] = "gone" end
      return #words > 0 and table.concat(words, ", ") or nil
    end),
  }:pick { "topic", "articles", "first", "last", "not_found_before", "p_new", "not_found_after", "p_gone",
    "verdict" }
end

local function trends_table(totals, series, sizes, params)
  local tests, p = {}, {}
  for index, topic in ipairs(series) do
    local test = is_found(topic) and trends.test(topic.counts, sizes) or {}
    tests[topic.name] = test
    p[index] = test.p
  end
  local adjusted = trends.adjust(p, #series, params.correction)
  for index, topic in ipairs(series) do tests[topic.name].adjusted = adjusted[index] end
  local function field(name) return function(row) return tests[row.topic][name] end end
  return totals:where(function(row) return tests[row.topic].p ~= nil end):add {
    tau = field "tau", slope = field "slope", slope_low = field "low", slope_high = field "high",
    p = field "p", p_corrected = field "adjusted",
    verdict = function(row)
      local test = tests[row.topic]
      if test.adjusted >= params.level then return nil end
      return test.tau > 0 and "rising" or "falling"
    end,
  }:sort("p", "topic"):pick { "topic", "articles", "tau", "slope", "slope_low", "slope_high", "p",
    "p_corrected", "verdict" }
end

--- Spellings of one topic: case and the two ways to write defence.
local function topic_key(topic)
  return (topic:lower():gsub("defense", "defence"):gsub("^the ", ""):gsub("%s+", " "))
end

--- What sentences state: 1 was discussed, 0 was not, "1/0" both are stated; blank is not stated.
local function stated_table(selection)
  local claims = selection:claims { kind = "topic" }
  local cells, order = {}, {}
  for index = 1, #claims do
    local claim = claims[index]
    if claim.event and claim.topic then
      local event = events.find(claim.event, claim.date)
      local key = topic_key(claim.topic) .. "\0" .. event.id
      local cell = cells[key]
      if not cell then
        cell = { event = event, topic = topic_key(claim.topic), evidence = {} }
        cells[key] = cell
        order[#order + 1] = cell
      end
      if claim.stated == false then cell.denied = true else cell.stated = true end
      for _, one in ipairs(claims:evidence(index)) do table.insert(cell.evidence, one) end
    end
  end
  if #order == 0 then return nil end
  table.sort(order, function(a, b)
    if a.event.id ~= b.event.id then return events.before(a.event, b.event) end
    return a.topic < b.topic
  end)
  local rows, evidence = {}, {}
  for index, cell in ipairs(order) do
    local mark = cell.stated and (cell.denied and "1/0" or "1") or "0"
    rows[index] = { cell.topic, events.short(cell.event.name), mark }
    evidence[index] = cell.evidence
  end
  local long = broadsheet.table(rows, { columns = { "topic", "event", "mark" }, evidence = evidence })
  return long:pivot { rows = { "topic" }, columns = "event", value = "mark" }:sort "topic"
end

local function by_total(series)
  local list = {}
  for _, topic in ipairs(series) do
    local total = 0
    for _, count in ipairs(topic.counts) do total = total + count end
    if total > 0 then list[#list + 1] = { topic = topic, total = total } end
  end
  table.sort(list, function(a, b)
    if a.total ~= b.total then return a.total > b.total end
    return a.topic.name < b.topic.name
  end)
  return list
end

local function charts_of(series, periods, sizes, params)
  local names, rows, cells, lines = {}, {}, {}, {}
  for index, period in ipairs(periods) do names[index] = period.name end
  for index, entry in ipairs(by_total(series)) do
    rows[index] = entry.topic.name
    cells[index] = trends.rates(entry.topic.counts, sizes)
    for at, rate in ipairs(cells[index]) do
      if rate ~= rate then cells[index][at] = false end
    end
    if index <= 6 then lines[index] = { name = entry.topic.name, values = cells[index] } end
  end
  local title = params.by == "event" and "Articles with a topic around each event, per cent"
    or "Articles with a topic, per cent of the year"
  local charts = { chart.heat { title = title, rows = rows, columns = names, cells = cells, unit = "%",
    shown = function(value) return ("%.0f"):format(value) end } }
  if params.by ~= "event" then
    charts[2] = chart.line { title = "The six most frequent topics", x = names, series = lines, unit = "%" }
  end
  return charts
end

local FORMATS = { rate = "%.1f", low = "%.1f", high = "%.1f", tau = "%+.2f", slope = "%+.2f",
  slope_low = "%+.2f", slope_high = "%+.2f", p = "%.3g", p_corrected = "%.3g", p_new = "%.3g",
  p_gone = "%.3g" }

local LABELS = { rate = "rate %", low = "from", high = "to", slope = "slope pp", slope_low = "from",
  slope_high = "to", p_corrected = "p corrected", not_found_before = "searched before",
  not_found_after = "searched after", p_new = "p new", p_gone = "p gone" }

local function notes_of(series, undated, params)
  local never = {}
  for _, topic in ipairs(series) do
    if not is_found(topic) then never[#never + 1] = topic.name end
  end
  local notes = {
    "Counts are articles; copies of one story count as often as they were printed. Rates have 95 per cent "
      .. "intervals (Wilson).",
    ("p new and p gone: how likely so many articles without the topic stand before or after the others "
      .. "by chance, as if all had come in random order. Trends: Mann-Kendall over the rates, slope by "
      .. "Theil and Sen in percentage points a period. p new, p gone and p corrected are corrected for "
      .. "the number of topics (%s); verdicts at %g.")
      :format(params.correction, params.level),
  }
  if #never > 0 then
    notes[#notes + 1] = "Searched and found in no article: " .. table.concat(never, ", ") .. "."
  end
  if undated > 0 then
    notes[#notes + 1] = ("%d articles have no year and are left out."):format(undated)
  end
  return notes
end

local function selected(input, params)
  local options = {}
  if params.from ~= "" then options.from = tostring(params.from) end
  if params.to ~= "" then options.to = tostring(params.to) end
  return next(options) and input.corpus:select(options) or input.corpus
end

function report.run(input, params)
  if not input.corpus then error("this report needs a corpus", 0) end
  local dictionary, order = dictionary_of(input.tables.dictionary)
  local selection = selected(input, params)
  local counts, periods, undated
  if params.by == "event" then
    counts, periods, undated = by_event(selection, dictionary, params)
  elseif params.by == "year" then
    counts, periods, undated = by_year(selection, dictionary)
  else
    error(("by is year or event, not '%s'"):format(params.by), 0)
  end
  if not counts or #periods == 0 then
    return { tables = {}, charts = {}, notes = { "No article of the corpus lies in any of the periods." } }
  end
  local series = series_of(counts, periods, order)
  local sizes, place = sizes_of(periods)
  local totals = counts:group { by = "topic", articles = { "sum", "articles" } }
  local matrix = counts:pivot { rows = { "topic" }, columns = "period", value = "articles" }
  local all = 0
  for _, size in ipairs(sizes) do all = all + size end
  local function searched(_, column)
    local size, where = place[column] or all, place[column] and " of " .. column or ""
    return { kind = "computed", id = ("searched and not found in %d articles%s"):format(size, where),
      rule = "topics.dictionary" }
  end
  local tables = {
    { title = "Articles by topic and " .. params.by, table = matrix, otherwise = searched },
    { title = "First and last", table = spans_table(totals, series, periods, sizes, params),
      formats = FORMATS, labels = LABELS, stands_on = "articles" },
    { title = "Trends", table = trends_table(totals, series, sizes, params), formats = FORMATS,
      labels = LABELS, stands_on = "articles" },
    { title = "Rates", table = rates_table(counts, place), formats = FORMATS, labels = LABELS,
      stands_on = "articles" },
  }
  local stated = stated_table(selection)
  if stated then
    tables[#tables + 1] = { title = "Stated to have been discussed", table = stated, marks = true,
      note = "1 stated, 0 stated as not discussed, 1/0 both are stated, blank: not stated." }
  end
  return { tables = tables, charts = charts_of(series, periods, sizes, params),
    notes = notes_of(series, undated, params) }
end

return report
