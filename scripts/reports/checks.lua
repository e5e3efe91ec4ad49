--- What the articles claim, held against tables; and quotations that differ between copies of a story.
local checks = require "checks"
local copies = require "copies"

local defaults, wanted = {}, {}
for name, default in pairs(checks.tables) do
  defaults[name], wanted[name] = default[1], default[2]
end

local VERDICTS = { "wrong", "not comparable", "unknown", "correct" }

---@type Report
local report = {
  summary = "Claims of the articles held against tables, and quotations that differ between copies",
  needs = { corpus = true, tables = wanted },
  defaults = defaults,
  params = {
    verdict = { "", "only claims with this verdict: correct, wrong, not comparable, unknown",
      one_of = VERDICTS },
    kind = { "", "only claims of this kind: rank, quantity, attendance, streak, date, office, person, name",
      one_of = { "rank", "quantity", "attendance", "streak", "date", "office", "person", "name" } },
  },
}

local function counts(found)
  local by_kind, order = {}, {}
  for index = 1, #found do
    local row = found[index]
    if not by_kind[row.kind] then
      by_kind[row.kind] = {}
      order[#order + 1] = row.kind
    end
    by_kind[row.kind][row.verdict] = (by_kind[row.kind][row.verdict] or 0) + 1
  end
  table.sort(order)
  local rows = {}
  for index, name in ipairs(order) do
    rows[index] = { name }
    for at, verdict in ipairs(VERDICTS) do rows[index][at + 1] = by_kind[name][verdict] or 0 end
  end
  return broadsheet.table(rows, { columns = { "kind", "wrong", "not comparable", "unknown", "correct" },
    evidence = "computation" })
end

function report.run(input, params)
  local found = checks.check(input.corpus, input.tables)
  local tables = {}
  local shown = found:where(function(row)
    return (params.verdict == "" or row.verdict == params.verdict) and (params.kind == ""
      or row.kind == params.kind)
  end)
  if #shown > 0 then
    tables[#tables + 1] = { title = "Claims and verdicts", table = shown:sort("article", "kind", "claim") }
    tables[#tables + 1] = { title = "Verdicts by kind", table = counts(shown) }
  end
  local differing = copies.quotations(input.corpus)
  if #differing > 0 then
    tables[#tables + 1] = { title = "Quotations that differ between copies", table = differing }
  end
  local notes = {
    "A verdict is wrong only where a table says otherwise; where no table has the period, "
      .. "party or event it is unknown. Not comparable: the table counts something else than the claim." }
  if #shown == 0 then notes[#notes + 1] = "No such claim that a table could be asked about was found." end
  return { tables = tables, charts = {}, notes = notes }
end

return report
