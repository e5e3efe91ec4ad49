--- Who came to which summit, at which level, and since when: from a table, from what the articles of a
--- corpus say, or from both.
---
--- A blank cell is not an absence. An absence that somebody stated is a 0; what was only expected, or
--- only invited, is marked so and counts for nothing in first attendances and streaks.
local events = require "events"
local parties = require "parties"

local report = {
  summary = "Who attended which summit, at which level, and since when",
  needs = { corpus = "optional", tables = { attendance = "rows of event, party, level, status" } },
  defaults = { attendance = "data/tables/summit_attendance.csv" },
  params = {
    from = { "", "first year of the events", is_year = true },
    to = { "", "last year of the events", is_year = true },
    party = { "", "only these parties, with commas between them" },
    kind = { "", "only events of this kind in the bundled list: regular, extraordinary .." },
    source = { "", "table, corpus, or both; both where a corpus is given",
      one_of = { "table", "corpus", "both" } },
    checked = { "", "yes: only rows of the table whose column checked says yes", one_of = { "yes", "no" } },
  },
}

local LETTERS = { leader = "L", deputy = "D", minister = "M", official = "O" }
local LEVELS = { L = 4, D = 3, M = 2, O = 1, A = 0 }

--- Of several statements about a party at an event the first of these is printed.
local STATUS = { attended = 4, represented = 4, absent = 3, expected = 2, invited = 1 }

local function status_of(text)
  local status = (text or "attended"):lower()
  if status:find "^not" or status:find "absent" or status:find "declin" or status:find "cancel" then
    return "absent"
  end
  if STATUS[status] == 4 then return "attended" end
  if status:find "expect" or status:find "plan" then return "expected" end
  if status:find "invit" then return "invited" end
  return status
end

local function is_video(mode)
  return mode ~= nil and (mode:lower():find "video" or mode:lower():find "remote") ~= nil
end

--- "L", "L*", "Lv", "i", "0": what one statement puts into its cell.
local function mark_of(statement)
  local letter = LETTERS[statement.level]
  local video = statement.is_video and "v" or ""
  if statement.status == "attended" then return (letter or "A") .. video end
  if statement.status == "expected" then return (letter or "") .. video .. "*" end
  if statement.status == "invited" then return "i" end
  if statement.status == "absent" then return "0" end
  return "?"
end

local function has(source, name)
  for _, column in ipairs(source.columns) do
    if column == name then return true end
  end
  return false
end

--- Statements of a table: event (or summit), party, level, status, and if there are any person, mode.
local function from_table(source, params, statements)
  local event_column = has(source, "event") and "event" or "summit"
  if not (has(source, event_column) and has(source, "party")) then
    error("the table of attendance needs the columns event (or summit) and party", 0)
  end
  local has_checked = has(source, "checked")
  local skipped = 0
  for index = 1, #source do
    local row = source[index]
    if params.checked == "yes" and has_checked and tostring(row.checked) ~= "yes" then
      skipped = skipped + 1
    elseif row[event_column] and row.party then
      statements[#statements + 1] = {
        event = events.find(row[event_column], has(source, "year") and tostring(row.year) or nil),
        party = parties.id(row.party), level = has(source, "level") and row.level or nil,
        person = has(source, "person") and row.person or nil,
        is_video = has(source, "mode") and is_video(row.mode),
        status = status_of(has(source, "status") and row.status or "attended"),
        evidence = source:evidence(index),
        is_unchecked = has_checked and tostring(row.checked) ~= "yes",
      }
    end
  end
  return skipped
end

--- Statements of the sentences in which the rules found an attendance.
local function from_corpus(selection, statements)
  local claims = selection:claims { kind = "attendance" }
  for index = 1, #claims do
    local claim = claims[index]
    if claim.event and claim.party then
      statements[#statements + 1] = {
        event = events.find(claim.event, claim.date), party = parties.id(claim.party), level = claim.level,
        person = claim.person, status = status_of(claim.status), evidence = claims:evidence(index),
        is_claim = true,
      }
    end
  end
end

local function wanted_parties(params)
  if params.party == "" then return nil end
  local wanted = {}
  for name in params.party:gmatch "[^,]+" do
    wanted[parties.id((name:gsub("^%s+", ""):gsub("%s+$", "")))] = true
  end
  return wanted
end

local function keep(statements, params)
  local wanted, kept = wanted_parties(params), {}
  local from, to = tostring(params.from), tostring(params.to)
  for _, statement in ipairs(statements) do
    local year = statement.event.from:sub(1, 4)
    local is_inside = (from == "" or from == "0" or year >= from) and (to == "" or to == "0" or year <= to)
    local is_kind = params.kind == "" or statement.event.kind == params.kind
    if is_inside and is_kind and (not wanted or wanted[statement.party]) then kept[#kept + 1] = statement end
  end
  return kept
end

local function stronger(a, b)
  local left, right = STATUS[a.status] or 0, STATUS[b.status] or 0
  if left ~= right then return left > right end
  return (LEVELS[mark_of(a):sub(1, 1)] or -1) > (LEVELS[mark_of(b):sub(1, 1)] or -1)
end

--- Cells by event and party, in order of events and then of names: { event, party, best, statements }.
local function cells_of(statements)
  local cells, by_key = {}, {}
  for order, statement in ipairs(statements) do
    local key = statement.event.id .. "\0" .. statement.party
    local cell = by_key[key]
    if not cell then
      cell = { event = statement.event, party = statement.party, name = parties.name(statement.party),
        statements = {}, order = order }
      by_key[key] = cell
      cells[#cells + 1] = cell
    end
    table.insert(cell.statements, statement)
    if not cell.best or stronger(statement, cell.best) then cell.best = statement end
  end
  table.sort(cells, function(a, b)
    if a.event.id ~= b.event.id then return events.before(a.event, b.event) end
    return a.name < b.name
  end)
  return cells
end

--- The evidence of what is printed: that of all statements that say the same, those of sentences first.
local function evidence_of(cell, accept)
  local list, seen = {}, {}
  for _, statement in ipairs(cell.statements) do
    if accept(statement) then
      for _, one in ipairs(statement.evidence) do
        if not seen[one.id] then
          seen[one.id] = true
          list[#list + 1] = one
        end
      end
    end
  end
  return list
end

local function matrix(cells)
  local rows, evidence = {}, {}
  for index, cell in ipairs(cells) do
    local mark = mark_of(cell.best)
    rows[index] = { cell.name, cell.event.name, mark }
    evidence[index] = evidence_of(cell, function(statement) return mark_of(statement) == mark end)
  end
  local long = broadsheet.table(rows, { columns = { "party", "event", "mark" }, evidence = evidence })
  return long:pivot { rows = { "party" }, columns = "event", value = "mark" }:sort "party"
end

local function event_list(cells)
  local list = {}
  for _, cell in ipairs(cells) do
    if not list[#list] or list[#list].id ~= cell.event.id then list[#list + 1] = cell.event end
  end
  return list
end

--- First, count, longest and last run of events at which `is_there(cell)` holds.
local function runs(row, list, is_there)
  local found = { count = 0, longest = 0, current = 0 }
  local from
  for _, event in ipairs(list) do
    local cell = row[event.id]
    if cell and is_there(cell.best) then
      if found.current == 0 then from = event.name end
      found.first = found.first or events.short(event.name)
      found.count, found.current = found.count + 1, found.current + 1
      if found.current > found.longest then
        found.longest, found.longest_from, found.longest_to = found.current, from, event.name
      end
    else
      found.current = 0
    end
  end
  if found.longest > 1 then
    found.span = ("%s to %s"):format(events.short(found.longest_from), events.short(found.longest_to))
  end
  return found
end

local function is_leader(statement)
  return statement.status == "attended" and statement.level == "leader"
end

local function is_anyone(statement)
  return statement.status == "attended"
end

local function by_party(cells)
  local rows, order = {}, {}
  for _, cell in ipairs(cells) do
    if not rows[cell.party] then
      rows[cell.party] = { name = cell.name, cells = {} }
      order[#order + 1] = rows[cell.party]
    end
    rows[cell.party][cell.event.id] = cell
    table.insert(rows[cell.party].cells, cell)
  end
  table.sort(order, function(a, b) return a.name < b.name end)
  return order
end

local STREAK_COLUMNS = { "party", "first_leader", "leader_events", "leader_streak", "leader_streak_span",
  "leader_now", "first_any", "any_events", "any_streak", "any_streak_span", "any_now" }

local function streaks(cells)
  local rows, evidence = {}, {}
  local list = event_list(cells)
  for _, row in ipairs(by_party(cells)) do
    local leader, anyone = runs(row, list, is_leader), runs(row, list, is_anyone)
    local support = {}
    for _, cell in ipairs(row.cells) do
      for _, one in ipairs(evidence_of(cell, is_anyone)) do support[#support + 1] = one end
    end
    if anyone.count > 0 then
      rows[#rows + 1] = { party = row.name, first_leader = leader.first, leader_events = leader.count,
        leader_streak = leader.longest, leader_streak_span = leader.span, leader_now = leader.current,
        first_any = anyone.first, any_events = anyone.count, any_streak = anyone.longest,
        any_streak_span = anyone.span, any_now = anyone.current }
      evidence[#evidence + 1] = support
    end
  end
  return broadsheet.table(rows, { columns = STREAK_COLUMNS, evidence = evidence })
end

--- "person:anthony-albanese" reads as "Anthony Albanese"; a printed name stays as it is.
local function person_name(person)
  local slug = person:match "^person:(.+)$"
  if not slug then return person end
  return (slug:gsub("%-", " "):gsub("%f[%a]%l", string.upper))
end

--- Words for a statement: "expected, leader (Shigeru Ishiba)".
local function told(statement)
  local text = statement.status
  if statement.level and statement.level ~= "unknown" then text = text .. ", " .. statement.level end
  if statement.person then
    text = ("%s (%s)"):format(text, person_name(statement.person))
  end
  return text
end

--- How a statement is at odds with the one that is printed, or nil.
local function surprise(statement, best)
  local is_other = statement.level ~= best.level
  local came = best.status == "attended"
  if statement.status == "expected" and (best.status == "absent" or (came and is_other)) then
    return "expected otherwise"
  elseif statement.status == "absent" and came then
    local is_told = is_other and LETTERS[statement.level] and LETTERS[best.level]
    if is_told then return ("%s absent, %s came"):format(statement.level, best.level) end
    return "an absence is stated too"
  elseif statement.status == "attended" and came and is_other and LETTERS[statement.level]
    and statement.is_claim ~= best.is_claim then
    return "two levels"
  end
end

--- What was expected and came otherwise, and statements that exclude each other.
local function surprises(cells)
  local rows, evidence = {}, {}
  local function add(cell, one, other, kind)
    rows[#rows + 1] = { cell.event.name, cell.name, told(one), told(other), kind }
    evidence[#evidence + 1] = evidence_of(cell, function(statement)
      return statement == one or statement == other
    end)
  end
  for _, cell in ipairs(cells) do
    local seen = {}
    for _, statement in ipairs(cell.statements) do
      local kind = surprise(statement, cell.best)
      local mark = mark_of(statement)
      if kind and not seen[mark] then
        seen[mark] = true
        add(cell, statement, cell.best, kind)
      end
    end
  end
  return broadsheet.table(rows, { columns = { "event", "party", "stated", "and", "kind" },
    evidence = evidence })
end

local LEGEND = "L leader, D deputy, M minister, O official, A attended at a level not stated; v by video; "
  .. "* only expected; i only invited; 0 an absence is stated; blank: not stated."

local function notes_of(statements, skipped, sources, params)
  local unchecked, claims = 0, 0
  for _, statement in ipairs(statements) do
    if statement.is_unchecked then unchecked = unchecked + 1 end
    if statement.is_claim then claims = claims + 1 end
  end
  local notes = {
    "Of several statements about a party at an event attendance is printed before a stated absence, that "
      .. "before expectation and invitation, and the highest level before the others.",
    "A streak is a row of events in the table at which attendance is stated; an event at which it is not "
      .. "ends it. Attendance by video counts." }
  if params.from ~= "" then
    notes[#notes + 1] = ("First attendances are the first since %s."):format(params.from)
  end
  if unchecked > 0 then
    notes[#notes + 1] = ("%d of %d statements are rows that the table does not mark as checked "
      .. "(--checked=yes leaves them out)."):format(unchecked, #statements)
  end
  if skipped > 0 then
    notes[#notes + 1] = ("%d rows that are not checked were left out."):format(skipped)
  end
  if sources.corpus then
    notes[#notes + 1] = ("%d statements are sentences of the corpus."):format(claims)
  end
  return notes
end

local LABELS = { first_leader = "first as leader", leader_events = "events", leader_streak = "longest streak",
  leader_streak_span = "from, to", leader_now = "streak now", first_any = "first at any level",
  any_events = "events (any)", any_streak = "longest (any)", any_streak_span = "from, to (any)",
  any_now = "now (any)" }

--- Short names of events for the head of the matrix: "2022 Madrid".
local function short_labels(list)
  local labels = {}
  for _, event in ipairs(list) do
    labels[event.name] = events.short(event.name)
  end
  return labels
end

--- input.tables.attendance, input.corpus: at least one of them.
function report.run(input, params)
  local sources = { table = input.tables.attendance ~= nil and params.source ~= "corpus",
    corpus = input.corpus ~= nil and params.source ~= "table" }
  if not sources.table and not sources.corpus then
    error("nothing to read attendance from: give a table, a corpus, or both", 0)
  end
  local statements, skipped = {}, 0
  if sources.table then skipped = from_table(input.tables.attendance, params, statements) end
  if sources.corpus then from_corpus(input.corpus, statements) end
  statements = keep(statements, params)
  if #statements == 0 then
    return { tables = {}, charts = {}, notes = { "No statement about attendance was found." } }
  end
  local cells = cells_of(statements)
  local tables = {
    { title = "Attendance by party and event", table = matrix(cells), marks = true,
      labels = short_labels(event_list(cells)), note = LEGEND },
    { title = "First attendance and streaks", table = streaks(cells), labels = LABELS,
      note = "On the left at the level of leaders, on the right at any level." },
  }
  local odd = surprises(cells)
  if #odd > 0 then
    tables[#tables + 1] = { title = "Expected and what came, and statements that differ", table = odd }
  end
  return { tables = tables, charts = {}, notes = notes_of(statements, skipped, sources, params) }
end

return report
