--- Who was put together and who was kept apart over an archive: which names joined which person, by which
--- rule, and who of one name are several.
---@type Report
local report = {
  summary = "Which names were taken for one person over the archive, which for several, and why",
  needs = { corpus = true, tables = {} },
  params = {
    name = { "", "one person alone: a name or an id" },
  },
}

local function is_apart(rule)
  for _, what in ipairs { "country", "office", "time", "unclear" } do
    if rule == "linking." .. what then return true end
  end
  return false
end

--- Persons who share a name with another, with the entities of that name.
local function count_entities(links)
  local counts, seen = {}, {}
  for _, row in links:each() do
    local key = row.name .. "\0" .. row.entity
    if not seen[key] then
      seen[key] = true
      counts[row.name] = (counts[row.name] or 0) + 1
    end
  end
  return counts
end

function report.run(input, params)
  local options = params.name ~= "" and { entity = params.name } or nil
  local links = input.corpus:links(options)
  local counts = count_entities(links)
  local joined = links:where(function(row) return not is_apart(row.rule) and row.text ~= row.name end)
  local apart = links:where(function(row) return is_apart(row.rule) or counts[row.name] > 1 end)
  return {
    tables = {
      { title = "Put together", table = joined },
      { title = "Kept apart", table = apart },
    },
    notes = {
      "A row is a person of an article; date and text are those of the first mention.",
      "A table given to build --links (decision, name, other, article, other_article) decides otherwise.",
    },
  }
end

return report
