--- How many columns of a terminal a text takes, and padding by that measure.
local width = {}

--- Ranges of code points that take two columns (East Asian wide and full-width forms, emoji).
local WIDE = {
  { 0x1100, 0x115F }, { 0x2E80, 0x303E }, { 0x3041, 0x33FF }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF },
  { 0xA000, 0xA4CF }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE30, 0xFE4F }, { 0xFF00, 0xFF60 },
  { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
}

--- Ranges that take none: combining marks, joiners, variation selectors.
local NONE = { { 0x300, 0x36F }, { 0x200B, 0x200F }, { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F } }

local function is_in(code, ranges)
  for _, range in ipairs(ranges) do
    if code >= range[1] and code <= range[2] then return true end
  end
  return false
end

function width.of(text)
  if not text:find "[\128-\255]" then return #text end
  if not utf8.len(text) then return #text end
  local columns = 0
  for _, code in utf8.codes(text) do
    if code < 0x300 then
      columns = columns + 1
    elseif is_in(code, WIDE) then
      columns = columns + 2
    elseif not is_in(code, NONE) then
      columns = columns + 1
    end
  end
  return columns
end

--- `side` is "left" (the default) or "right": where the text stands.
function width.pad(text, columns, side)
  local space = (" "):rep(math.max(0, columns - width.of(text)))
  return side == "right" and space .. text or text .. space
end

--- At most `columns` wide, with an ellipsis where it was cut.
function width.cut(text, columns)
  if width.of(text) <= columns then return text end
  local kept, used = {}, 0
  for _, code in utf8.codes(text) do
    local char = utf8.char(code)
    used = used + width.of(char)
    if used > columns - 1 then break end
    kept[#kept + 1] = char
  end
  return table.concat(kept) .. "…"
end

return width
