--- Words that tell a man from a woman: given names that are one or the other nearly everywhere, from the
--- lists of given names by country, and forms of address.
---     broadsheet run data/build/genders.lua common-forenames-by-country.csv
local home = (arg and arg[0] or "data/build/genders.lua"):match "^(.*)/[^/]*$" or "."
package.path = home .. "/?.lua;" .. package.path

local csv = require "csv"
local text = require "text"

local path = assert(arg and arg[1], "usage: genders.lua FORENAMES.csv")
local NAMES_MAX = 1500

local WORDS = {
  F = { "mrs", "mrs.", "ms", "ms.", "miss", "lady", "dame", "madam", "madame", "queen", "princess", "empress",
    "duchess", "baroness", "countess", "spokeswoman",
    "chairwoman", "congresswoman", "businesswoman", "actress",
    "heroine", "widow", "nun", "mother", "daughter", "sister", "wife", "frau", "señora", "sheikha", "begum" },
  M = { "mr", "mr.", "sir", "lord", "king", "prince", "emperor", "duke", "baron", "count", "spokesman",
    "chairman", "congressman", "businessman", "actor",
    "widower", "monk", "father", "son", "brother", "husband",
    "herr", "señor", "monsieur", "sheikh", "mullah", "ayatollah", "imam", "pope", "cardinal", "monsignor" },
}

local counts = {} -- name to { F = countries, M = countries }
for _, row in ipairs(csv.read(path)) do
  local name = text.plain(row["Romanized Name"] or ""):lower()
  local gender = row.Gender
  if name:match "^%l%l%l+$" and (gender == "F" or gender == "M") then
    counts[name] = counts[name] or { F = 0, M = 0 }
    counts[name][gender] = counts[name][gender] + 1
  end
end

for gender, list in pairs { F = "female", M = "male" } do
  local names = {}
  for name, seen in pairs(counts) do
    local other = gender == "F" and seen.M or seen.F
    if seen[gender] > 0 and other * 10 <= seen[gender] then names[#names + 1] = name end
  end
  table.sort(names, function(a, b)
    if counts[a][gender] ~= counts[b][gender] then return counts[a][gender] > counts[b][gender] end
    return a < b
  end)
  local file = assert(io.open(("%s/../classes/%s.txt"):format(home, list), "wb"))
  file:write(("# Words that tell a %s: forms of address, and given names (data/build/genders.lua).\n")
    :format(gender == "F" and "woman" or "man"))
  for _, word in ipairs(WORDS[gender]) do file:write(word, "\n") end
  for index = 1, math.min(#names, NAMES_MAX) do file:write(names[index], "\n") end
  file:close()
end
