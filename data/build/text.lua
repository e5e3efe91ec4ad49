--- Names as the lists print them: hints in parentheses, accents, lists in one cell.
local text = {}

local PLAIN = {
  ["À"] = "A", ["Á"] = "A", ["Â"] = "A", ["Ã"] = "A", ["Ä"] = "A", ["Å"] = "A", ["Ā"] = "A", ["Ă"] = "A",
  ["Ą"] = "A", ["Æ"] = "Ae", ["Ç"] = "C", ["Ć"] = "C", ["Č"] = "C", ["Ď"] = "D", ["Đ"] = "D", ["Ð"] = "D",
  ["È"] = "E", ["É"] = "E", ["Ê"] = "E", ["Ë"] = "E", ["Ē"] = "E", ["Ė"] = "E", ["Ę"] = "E", ["Ě"] = "E",
  ["Ə"] = "E", ["Ģ"] = "G", ["Ğ"] = "G", ["Ì"] = "I", ["Í"] = "I", ["Î"] = "I", ["Ï"] = "I", ["Ī"] = "I",
  ["İ"] = "I", ["Ķ"] = "K", ["Ļ"] = "L", ["Ľ"] = "L", ["Ł"] = "L", ["Ñ"] = "N", ["Ń"] = "N", ["Ņ"] = "N",
  ["Ň"] = "N", ["Ò"] = "O", ["Ó"] = "O", ["Ô"] = "O", ["Õ"] = "O", ["Ö"] = "O", ["Ø"] = "O", ["Ō"] = "O",
  ["Ő"] = "O", ["Œ"] = "Oe", ["Ŕ"] = "R", ["Ř"] = "R", ["Ś"] = "S", ["Š"] = "S", ["Ş"] = "S", ["Ș"] = "S",
  ["Ť"] = "T", ["Ţ"] = "T", ["Ț"] = "T", ["Ù"] = "U", ["Ú"] = "U", ["Û"] = "U", ["Ü"] = "U", ["Ū"] = "U",
  ["Ů"] = "U", ["Ű"] = "U", ["Ų"] = "U", ["Ý"] = "Y", ["Ź"] = "Z", ["Ž"] = "Z", ["Ż"] = "Z",
  ["à"] = "a", ["á"] = "a", ["â"] = "a", ["ã"] = "a", ["ä"] = "a", ["å"] = "a", ["ā"] = "a", ["ă"] = "a",
  ["ą"] = "a", ["æ"] = "ae", ["ç"] = "c", ["ć"] = "c", ["č"] = "c", ["ď"] = "d", ["đ"] = "d", ["ð"] = "d",
  ["è"] = "e", ["é"] = "e", ["ê"] = "e", ["ë"] = "e", ["ē"] = "e", ["ė"] = "e", ["ę"] = "e", ["ě"] = "e",
  ["ə"] = "e", ["ģ"] = "g", ["ğ"] = "g", ["ì"] = "i", ["í"] = "i", ["î"] = "i", ["ï"] = "i", ["ī"] = "i",
  ["ı"] = "i", ["ķ"] = "k", ["ļ"] = "l", ["ľ"] = "l", ["ł"] = "l", ["ñ"] = "n", ["ń"] = "n", ["ņ"] = "n",
  ["ň"] = "n", ["ò"] = "o", ["ó"] = "o", ["ô"] = "o", ["õ"] = "o", ["ö"] = "o", ["ø"] = "o", ["ō"] = "o",
  ["ő"] = "o", ["œ"] = "oe", ["ŕ"] = "r", ["ř"] = "r", ["ś"] = "s", ["š"] = "s", ["ş"] = "s", ["ș"] = "s",
  ["ß"] = "ss", ["ť"] = "t", ["ţ"] = "t", ["ț"] = "t", ["ù"] = "u", ["ú"] = "u", ["û"] = "u", ["ü"] = "u",
  ["ū"] = "u", ["ů"] = "u", ["ű"] = "u", ["ų"] = "u", ["ý"] = "y", ["ÿ"] = "y", ["ź"] = "z", ["ž"] = "z",
  ["ż"] = "z", ["þ"] = "th", ["Þ"] = "Th", ["’"] = "'", ["‘"] = "'", ["ʻ"] = "'", ["–"] = "-",
  ["\u{301}"] = "", ["\u{307}"] = "", ["\u{a0}"] = " ",
}

function text.trim(value)
  return (value:gsub("^[%s\u{a0}]+", ""):gsub("%s+$", ""))
end

--- Without accents.
function text.plain(value)
  return (value:gsub(utf8.charpattern, PLAIN))
end

--- "Luis Simón" gives "luis-simon".
function text.slug(value)
  local slug = text.plain(value):lower():gsub("'", ""):gsub("[^%w\128-\255]+", "-")
  return (slug:gsub("^%-+", ""):gsub("%-+$", ""))
end

--- The parts of a cell, trimmed, empty ones left out.
function text.split(value, separator)
  local parts = {}
  local pattern = "(.-)" .. separator:gsub("%p", "%%%0")
  for part in (value .. separator):gmatch(pattern) do
    part = text.trim(part)
    if part ~= "" then parts[#parts + 1] = part end
  end
  return parts
end

--- "Byelorussia (dated)" gives the name and its hint; without a hint the second is nil.
function text.hint(value)
  local name, hint = value:match("^(.-)%s*%(([^()]*)%)$")
  if name and name ~= "" then return text.trim(name), hint end
  return value, nil
end

--- A list that takes each name once and joins them for a cell. `skip` is never taken.
function text.names(skip)
  local list, seen = {}, { [skip or ""] = true }
  function list.add(name)
    if name and name ~= "" and not seen[name] then
      seen[name] = true
      list[#list + 1] = name
    end
  end
  function list.cell()
    return table.concat(list, "|")
  end
  return list
end

--- "U.S." and "NATO" are acronyms: capitals, digits and points, at most eight of them.
function text.is_acronym(name)
  return #name >= 2 and #name <= 10 and name:match("^[%u%d.&-]+$") ~= nil and name:match("%u") ~= nil
end

return text
