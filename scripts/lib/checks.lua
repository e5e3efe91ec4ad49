--- Claims held against tables: ranks and shares, who came to what, streaks, days of events and speeches,
--- offices, and names that are nearly those of the lexicons.
---
--- A verdict is `correct`, `wrong`, `not comparable` (the table counts something else), or `unknown`: no
--- table says anything about it. What is wrong says why.
local events = require "events"
local facts_of = require "check_facts"
local home = require "home"
local parties = require "parties"

local checks = {}

local get, has, plain, family = facts_of.get, facts_of.has, facts_of.plain, facts_of.family

checks.tables = facts_of.tables

checks.columns = { "article", "date", "kind", "claim", "field", "claimed", "found", "verdict", "why",
  "sentence" }

------------------------------------------------------------------------------------------------
-- Small things

--- Edits between two words (Levenshtein), over bytes.
local function edits(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local above = row[j]
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      row[j] = math.min(above + 1, row[j - 1] + 1, diagonal + cost)
      diagonal = above
    end
  end
  return row[#b]
end

-- Whether one name may be a slip for the other: a few edits, or more where they share a word.
local function is_near(a, b)
  local allowed = math.max(2, math.max(#a, #b) // 3)
  for word in a:gmatch "%S%S%S+" do
    if (" " .. b .. " "):find(" " .. word .. " ", 1, true) then allowed = math.max(#a, #b) // 2 end
  end
  return edits(a, b) <= allowed
end

-- "2019/2023" and "2019-2023"
local function period_of(claim)
  local from, to = (claim.period or ""):match "^(%d%d%d%d)/(%d%d%d%d)$"
  return from and from .. "-" .. to or claim.period
end

local function is_arms(claim)
  local text = ((claim.metric or "") .. " " .. (claim.topic or "")):lower()
  return text:find "arms" or text:find "weapon" or text:find "military" or text:find "defen[cs]e"
end

local function is_exports(claim)
  local text = ((claim.metric or "") .. " " .. (claim.topic or "")):lower()
  return text:find "export" or text:find "suppl" or text:find "sales" or text:find "sell"
end

--- Members of a group by the lexicon of countries: "org:ip4" -> { "country:JP", .. }.
local members
local function members_of(party)
  if not members then
    members = {}
    local source = assert(broadsheet.table(home.file "data/lexicons/countries.csv"))
    for index = 1, #source do
      local row = source[index]
      for group in ((has(source, "groups") and row.groups) or ""):gmatch "[^|]+" do
        local id = parties.id(group)
        members[id] = members[id] or {}
        table.insert(members[id], row.id)
      end
    end
  end
  return members[party] or { party }
end

local function party_name(id) return parties.name(id or "") end

------------------------------------------------------------------------------------------------
-- One kind of claim each: gives back { field, claimed, found, verdict, why, evidence }

local function show(value)
  if math.type(value) == "float" and value == math.floor(value) then return ("%d"):format(value) end
  return tostring(value)
end

local kind = {}

function kind.rank(claim, facts)
  if not (is_arms(claim) and is_exports(claim)) then return nil end
  local result = { field = "rank", claimed = claim.status == "within" and "among the first " .. claim.rank
    or show(claim.rank), source = "exporters" }
  local period = period_of(claim)
  if not period then
    result.verdict, result.why = "unknown", "no period is stated"
    return result
  end
  local row, count = facts:rank_of(claim.subject, period)
  local rank = row and row.rank
  if not rank then rank = facts:computed(claim.subject, period) end
  if not rank then
    if count == 0 then
      result.verdict, result.why = "unknown", "no table has this period"
    elseif count >= claim.rank then
      result.verdict, result.found = "wrong", "not among " .. count
      result.why = ("%s is not among the %d of the table"):format(party_name(claim.subject), count)
    else
      result.verdict, result.why = "unknown", "the table does not list it"
    end
    return result
  end
  result.found, result.row = show(rank), row and row.index
  local is_right = claim.status == "within" and rank <= claim.rank or rank == claim.rank
  result.verdict = is_right and "correct" or "wrong"
  if not is_right then
    result.why = ("%s was number %d in %s"):format(party_name(claim.subject), rank, period)
  end
  return result
end

-- How exact a printed figure is: 0.5 for "11", 0.05 for "7.8".
local function precision(value)
  local decimals = show(value):match "%.(%d+)$"
  return 0.5 * 10 ^ -(decimals and #decimals or 0)
end

local function share_of(facts, subjects, period)
  local sum, row, tolerance = 0, nil, 0
  for subject in (subjects .. " + "):gmatch "(.-) %+ " do
    local found = facts:rank_of(subject, period)
    local share = found and found.share
    if not share then
      local _, computed = facts:computed(subject, period)
      share = computed and tonumber(("%.1f"):format(computed))
    end
    if not share then return nil end
    sum, row, tolerance = sum + share, row or (found and found.index), tolerance + precision(share)
  end
  return sum, tolerance, row
end

-- A period of the table, or the one before it, in which the share is the one that is claimed: one that
-- ends with the same year rather than another.
local function period_with(facts, subject, value, except)
  local found
  local function note(period)
    if period == except then return end
    if not found or period:sub(-4) == except:sub(-4) then found = period end
  end
  for _, row in ipairs(facts:ranks()) do
    if row.party == subject then
      local from, to = row.period:match "^(%d+)%-(%d+)$"
      if row.share == value then note(row.period) end
      if row.previous == value and from then note(("%d-%d"):format(from - 5, to - 5)) end
    end
  end
  return found
end

function kind.quantity(claim, facts)
  if claim.unit and claim.unit ~= "%" then
    if not (is_arms(claim) and is_exports(claim)) then return nil end
    return { field = "unit", claimed = ("%s %s"):format(claim.unit, show(claim.value)), source = "exporters",
      verdict = "not comparable", why = "the table counts trend-indicator values, not money" }
  end
  local is_share = claim.rule:find("share", 1, true)
  if claim.unit ~= "%" or not is_share or not (is_arms(claim) and is_exports(claim)) then return nil end
  local result = { field = "share_pct", claimed = show(claim.value), source = "exporters" }
  local period = period_of(claim)
  if not period then
    result.verdict, result.why = "unknown", "no period is stated"
    return result
  end
  local share, tolerance, row = share_of(facts, claim.subject, period)
  local elsewhere = period_with(facts, claim.subject, claim.value, period)
  local _, rows = facts:rank_of(claim.subject, period)
  local last = period:match "%-(%d+)$"
  if rows == 0 and elsewhere and last and elsewhere:find("-" .. last, 1, true) then
    result.field, result.claimed, result.found = "period", period, elsewhere
    result.verdict, result.why = "wrong", "the table has this share for " .. elsewhere
    return result
  end
  if not share then
    result.verdict, result.why = "unknown", "no table has this period"
    return result
  end
  result.found, result.row = show(share), row
  local slack = math.max(tolerance, precision(claim.value)) + 1e-9
  if claim.status == "about" then slack = slack + 0.05 * share end
  local is_right = math.abs(share - claim.value) <= slack
  if claim.status == "at least" then is_right = share >= claim.value - slack end
  if claim.status == "at most" then is_right = share <= claim.value + slack end
  result.verdict = is_right and "correct" or "wrong"
  if not is_right then
    result.why = ("it was %s in %s"):format(show(share), period)
    if elsewhere then result.why = ("%s; %s is the share of %s"):format(result.why, show(claim.value),
      elsewhere) end
  end
  return result
end

local function level_fits(claimed, found)
  if not claimed or not found or found == "unknown" then return true end
  return claimed == found or (claimed == "leader or deputy" and (found == "leader" or found == "deputy"))
end

local function attended(row) return row.status == "attended" or row.status == "represented" end

local function told(row)
  local text = row.status or "attended"
  if row.level and row.level ~= "unknown" then text = ("%s, %s"):format(text, row.level) end
  if row.person then text = ("%s (%s)"):format(text, (row.person:gsub("^person:", ""))) end
  return text
end

-- What the table says about a party at an event; the archive's own word where it has none.
local function attendance_row(facts, event, party)
  local rows = facts:attendance(event, party)
  local best
  for _, row in ipairs(rows) do
    if not best or (attended(row) and not attended(best)) then best = row end
  end
  return best or (facts.archive and facts.archive[event .. "\0" .. party])
end

function kind.attendance(claim, facts)
  if not claim.event or not claim.party then return nil end
  local result = { field = "attendance", claimed = told(claim), source = "attendance" }
  local row = attendance_row(facts, claim.event, claim.party)
  if not row then
    result.verdict, result.why = "unknown", "the table has no such party and event"
    return result
  end
  result.found, result.row = told(row), row.index
  local came = attended(row)
  if claim.status == "absent" then
    result.verdict = (came and level_fits(claim.level, row.level)) and "wrong" or "correct"
  elseif claim.status == "invited" then
    result.verdict = "correct"
  elseif not came then
    result.verdict = row.status == claim.status and "correct" or "unknown"
    if row.status == "absent" then result.verdict = "wrong" end
  else
    local is_same = not (claim.person and row.person) or family(claim.person) == family(row.person)
    result.verdict = (level_fits(claim.level, row.level) and is_same) and "correct" or "wrong"
  end
  if result.verdict == "wrong" then
    result.why = ("%s: %s"):format(party_name(claim.party), told(row))
    if claim.status == "expected" then result.why = "the plan was overtaken; " .. result.why end
  end
  return result
end

-- Regular events of a series up to a day, the latest last.
local function series_until(series, day)
  local list = {}
  for _, event in ipairs(events.between(series, "1900", (day or "9999"):sub(1, 10))) do
    if (event.kind == nil or event.kind == "regular") and event.from <= (day or "9999") then
      list[#list + 1] = event
    end
  end
  return list
end

local function streak_events(claim, date)
  local event = claim.event and events.find(claim.event, date)
  local series = claim.scope or (event and event.series)
  if not series then return nil end
  local list = series_until(series, event and event.from or date)
  if claim.metric == "since" then
    local kept = {}
    for _, one in ipairs(list) do
      if one.from >= (claim.period or "") then kept[#kept + 1] = one end
    end
    return kept
  end
  local wanted, kept = claim.rank or 0, {}
  if claim.metric == "first" then return { list[#list] }, list end
  for index = math.max(1, #list - wanted + 1), #list do kept[#kept + 1] = list[index] end
  return #kept == wanted and kept or nil
end

function kind.streak(claim, facts, date)
  local result = { field = "attendance", source = "attendance",
    claimed = claim.metric .. (claim.rank and " " .. claim.rank or "") .. (claim.period and " "
      .. claim.period or "") }
  local list, before = streak_events(claim, date)
  if not list or #list == 0 then
    result.verdict, result.why = "unknown", "the lexicon does not know the events"
    return result
  end
  local unknown
  for _, event in ipairs(list) do
    for _, party in ipairs(members_of(claim.party)) do
      local row = attendance_row(facts, event.id, party)
      local is_there = row and attended(row) and level_fits(claim.level, row.level)
      if row and not is_there and not (claim.status == "expected" and event.id == claim.event) then
        result.verdict, result.found, result.row = "wrong", told(row), row.index
        result.why = ("%s at the %s: %s"):format(party_name(party), event.name, told(row))
        return result
      elseif not row and not (claim.status == "expected" and event.id == claim.event) then
        unknown = ("the table does not say whether %s came to the %s"):format(party_name(party), event.name)
      end
    end
  end
  if before then
    for index = 1, #before - 1 do
      local row = attendance_row(facts, before[index].id, claim.party)
      if row and attended(row) and level_fits(claim.level, row.level) then
        result.verdict, result.found = "wrong", before[index].name
        result.why = ("%s came to the %s before"):format(party_name(claim.party), before[index].name)
        return result
      end
    end
  end
  result.verdict, result.why = unknown and "unknown" or "correct", unknown
  return result
end

-- Whether a stated day, month or year and a span of days have a day in common.
local function meets(period, from, to)
  to = (to and to ~= "") and to or from
  return from:sub(1, #period) <= period and period <= to:sub(1, #period)
end

function kind.date(claim, facts, date)
  local result = { field = "date", claimed = claim.period }
  if claim.event then
    local event = events.find(claim.event, date)
    if not event or event.from == "" or event.id ~= claim.event then return nil end
    result.source, result.found = "summits", event.from
    result.verdict = meets(claim.period, event.from, event.to) and "correct" or "wrong"
    if result.verdict == "wrong" then result.why = ("the %s was on %s"):format(event.name, event.from) end
    return result
  end
  local source = facts.sources.speeches
  for index = 1, #source do
    local row = source[index]
    local speaker, called = get(source, row, "speaker"), get(source, row, "called", "title")
    local day = get(source, row, "from", "date")
    local is_one = speaker and called and day and family(speaker) == family(claim.person)
      and called:lower() == (claim.topic or ""):lower()
    if is_one then
      result.source, result.row, result.found = "speeches", index, tostring(day)
      result.verdict = meets(claim.period, tostring(day)) and "correct" or "wrong"
      if result.verdict == "wrong" then result.why = ("the %s was on %s"):format(called:lower(), day) end
      return result
    end
  end
end

local function office_fits(claimed, found)
  claimed, found = (claimed or ""):lower(), found:lower()
  if (claimed:find "deputy" or claimed:find "vice") ~= (found:find "deputy"
    or found:find "vice") then return false end
  return claimed == "" or found == "" or found:find(claimed, 1, true) ~= nil or claimed:find(found, 1,
    true) ~= nil
end

function kind.office(claim, facts)
  local best, others
  for _, row in ipairs(facts:terms()) do
    local is_one = row.plain == plain(claim.person) and (not claim.party or row.country == claim.party)
      and office_fits(claim.topic, row.office) and not row.is_corrected
    if is_one then
      if meets(claim.period, row.from) then best = row end
      if not others or math.abs((tonumber(row.from:sub(1, 4)) or 0) - (tonumber(claim.period:sub(1, 4)) or 0))
        < math.abs((tonumber(others.from:sub(1, 4)) or 0) - (tonumber(claim.period:sub(1, 4)) or 0)) then
        others = row
      end
    end
  end
  local row = best or others
  if not row then return nil end
  return { field = "date", claimed = claim.period, found = row.from, source = "leaders", row = row.index,
    verdict = best and "correct" or "wrong",
    why = not best and ("%s took office on %s"):format(row.name, row.from) or nil }
end

------------------------------------------------------------------------------------------------
-- Names and offices of mentions

local function holds(row, date)
  return row.from:sub(1, #date) <= date and (row.to == "" or date <= row.to:sub(1, #date))
end

-- The holders of an office of a country on a day, each once.
local function holders(facts, country, office, date)
  local list, seen = {}, {}
  for _, row in ipairs(facts:terms()) do
    if row.country == country and office_fits(office, row.office) and holds(row, date)
      and not seen[row.plain] then
      seen[row.plain] = true
      list[#list + 1] = row
    end
  end
  return list
end

local function is_name_of(row, name)
  local wanted = plain(name)
  if row.plain == wanted or #wanted:gsub("%S+", "x") < 2 and family(row.name) == family(name) then
    return true
  end
  for variant in (row.plain .. "|" .. plain(row.names)):gmatch "[^|]+" do
    local words, is_all = (" %s "):format(variant), true
    for word in wanted:gmatch "%S+" do
      is_all = is_all and (#word == 1 or words:find(" " .. word .. " ", 1, true) ~= nil)
    end
    if is_all then return true end
  end
  return false
end

local function is_known(facts, name)
  for _, row in ipairs(facts:terms()) do
    if is_name_of(row, name) then return true end
  end
  return false
end

-- Somebody in office on the day, of a country that the sentence names, whose given name is nearly this one.
local function namesake(mention, facts, date)
  local given, last = plain(mention.text):match "^(%S+) .-(%S+)$"
  if not given then return nil end
  local countries = {}
  for other in mention.article:mentions { type = "country" } do
    local sentence = mention.sentence
    if sentence and other.entity and other.start >= sentence.start and other.stop <= sentence.stop then
      countries[other.entity.id] = true
    end
  end
  for _, row in ipairs(facts:terms()) do
    local first = row.plain:match "^%S+"
    if countries[row.country] and family(row.name) == last and holds(row, date) and first ~= given
      and edits(first, given) <= 2 then
      return row
    end
  end
end

-- "South Korean President Yoon Seok-wyeh": a person to whom the article gives an office that another holds.
local function check_person(mention, facts, date)
  if not date or mention.kind ~= "name" or not mention.text:find " " then return nil end
  local entity = mention.entity
  local office = entity.attributes.said_office or entity.attributes.office
  local country = entity.attributes.said_country or entity.attributes.country
  if office and not country then office, country = office:match "^(.-) of (.+)$" end
  local row, is_slip
  local list = office and country and holders(facts, parties.id(country), office, date) or {}
  if #list == 1 and not is_name_of(list[1], mention.text) and not is_name_of(list[1], entity.name) then
    row, is_slip = list[1], is_near(plain(mention.text), list[1].plain)
    if not is_slip and not is_known(facts, entity.name) then return nil end
  elseif #list == 0 and not is_known(facts, entity.name) then
    row, is_slip = namesake(mention, facts, date), true
  end
  if not row then return nil end
  return { field = is_slip and "name" or "office", claimed = mention.text, found = row.name,
    source = "leaders",
    row = row.index, verdict = "wrong",
    why = is_slip and ("the name is %s"):format(row.name)
      or ("%s of %s was %s on %s"):format(office, party_name(parties.id(country)), row.name, date) }
end

-- Names of three words and more that differ from one of the lexicons in one word.
local long_names
local function near_name(words)
  if not long_names then
    long_names = {}
    for _, file in ipairs { "programmes.csv", "weapons.csv" } do
      local source = assert(broadsheet.table(home.file("data/lexicons/" .. file)))
      for index = 1, #source do
        local row = source[index]
        for name in (row.name .. "|" .. ((has(source, "names") and row.names) or "")):gmatch "[^|]+" do
          local list = {}
          for word in name:gmatch "[%w%-]+" do list[#list + 1] = word end
          if #list >= 3 then long_names[#long_names + 1] = { name = name, words = list } end
        end
      end
    end
  end
  for _, known in ipairs(long_names) do
    if #known.words == #words then
      local different = 0
      for index, word in ipairs(words) do
        if word:lower() ~= known.words[index]:lower() then different = different + 1 end
      end
      if different == 0 then return nil end
      if different == 1 then return known.name end
    end
  end
end

local function check_names(sentence, add)
  local words, start, stop = {}, nil, nil
  local text = sentence.text
  local function close()
    for from = 1, #words - 2 do
      local part = table.move(words, from, #words, 1, {})
      local known = near_name(part)
      if known then
        add({ field = "name", claimed = table.concat(part, " "), found = known, verdict = "wrong",
          why = "the name is " .. known, source = "lexicon" }, start, stop)
        break
      end
    end
    words = {}
  end
  for from, word, to in text:gmatch "()([%w%-]+)()" do
    local is_joined = #words == 0 or text:sub(stop - sentence.start + 1, from - 1):find "^ $"
    if not is_joined then close() end
    if word:find "^%u" then
      if #words == 0 then start = sentence.start + from - 1 end
      words[#words + 1] = word
      stop = sentence.start + to - 1
    else
      close()
    end
  end
  close()
end

------------------------------------------------------------------------------------------------
-- Articles

local function collapse(text) return (text:gsub("%s+", " ")) end

local function check_article(article, facts, rows, evidence)
  local date = article.published
  local seen = {}
  local function put(span, kind_name, claim_text, result)
    local key = table.concat({ kind_name, result.field, claim_text, result.claimed or "", result.found
      or "" }, "\0")
    if seen[key] then return end
    seen[key] = true
    local sentence = span.sentence
    rows[#rows + 1] = { article = article.id, date = date, kind = kind_name, claim = claim_text,
      field = result.field, claimed = result.claimed, found = result.found, verdict = result.verdict,
      why = result.why, sentence = collapse(sentence and sentence.text or span.text) }
    local list = { { kind = "text", id = article:cite(span.start, span.stop), rule = span.rule } }
    local source = result.row and facts.sources[result.source]
    if source then
      for _, one in ipairs(source:evidence(result.row)) do list[#list + 1] = one end
    end
    evidence[#evidence + 1] = list
  end
  for claim in article:claims() do
    local check = kind[claim.kind]
    local result = check and check(claim, facts, date)
    if result then
      local who = claim.subject or claim.party or claim.person or claim.event or ""
      if claim.kind == "quantity" or claim.kind == "rank" then
        who = who:gsub("[%w]+:[%w%-]+", party_name)
      else
        who = party_name(who)
      end
      local what = claim.metric or claim.topic or ""
      put(claim, claim.kind, (who .. " " .. what):gsub("%s+$", ""), result)
    end
  end
  for mention in article:mentions { type = "person" } do
    local result = mention.entity and check_person(mention, facts, date)
    if result then put(mention, "person", mention.text, result) end
  end
  for sentence in article:sentences() do
    check_names(sentence, function(result, start, stop)
      put({ start = start, stop = stop, sentence = sentence, text = sentence.text }, "name", result.claimed,
        result)
    end)
  end
end

local function each_article(source)
  if type(source) == "table" then return ipairs(source) end
  local ok, method = pcall(function() return source.each end)
  if ok and method then
    local next_article, state, control = source:each()
    local number = 0
    return function()
      control = next_article(state, control)
      if control == nil then return nil end
      number = number + 1
      return number, control
    end
  end
  return ipairs { source }
end

--- Holds the claims of an article, a sequence of articles, a selection or a corpus against tables.
---@param source broadsheet.article | broadsheet.article[] | broadsheet.selection
---@param tables table<string, broadsheet.table|string>? by name: exporters, exports, attendance, summits
---@return broadsheet.table one row a check, with the columns of `checks.columns`
function checks.check(source, tables)
  local facts = facts_of.open(tables)
  local rows, evidence = {}, {}
  for _, article in each_article(source) do
    for claim in article:claims { kind = "attendance" } do facts:learn(claim) end
  end
  for _, article in each_article(source) do check_article(article, facts, rows, evidence) end
  return broadsheet.table(rows, { columns = checks.columns, evidence = evidence })
end

return checks
