--- JSON out: values in the order they are given. Objects are lists of { name, value } made by
--- json.object, so that the same report gives the same bytes.
local view = require "view"

local json = {}

local OBJECT, ARRAY = {}, {}

function json.object(pairs_) return setmetatable(pairs_, OBJECT) end
function json.array(list) return setmetatable(list, ARRAY) end

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n",
  ["\r"] = "\\r", ["\t"] = "\\t" }

function json.string(text)
  if not utf8.len(text) then
    text = text:gsub("[\128-\255]", function(byte) return utf8.char(byte:byte()) end)
  end
  return '"' .. text:gsub('[%c"\\\127]', function(char)
    return ESCAPES[char] or ("\\u%04x"):format(char:byte())
  end) .. '"'
end

local encode

local function encode_list(list, indent)
  if #list == 0 then return "[]" end
  local parts = {}
  for index, value in ipairs(list) do parts[index] = encode(value, indent .. "  ") end
  local flat = "[" .. table.concat(parts, ", ") .. "]"
  if #flat < 100 and not flat:find("\n", 1, true) then return flat end
  return "[\n" .. indent .. "  " .. table.concat(parts, ",\n" .. indent .. "  ") .. "\n" .. indent .. "]"
end

local function encode_object(object, indent)
  local parts = {}
  for index, pair in ipairs(object) do
    parts[index] = json.string(pair[1]) .. ": " .. encode(pair[2], indent .. "  ")
  end
  local flat = "{" .. table.concat(parts, ", ") .. "}"
  if #flat < 100 and not flat:find("\n", 1, true) then return flat end
  return "{\n" .. indent .. "  " .. table.concat(parts, ",\n" .. indent .. "  ") .. "\n" .. indent .. "}"
end

--- nil and json.null are null.
json.null = setmetatable({}, { __name = "null" })

encode = function(value, indent)
  if value == nil or value == json.null then return "null" end
  local kind = type(value)
  if kind == "string" then return json.string(value) end
  if kind == "boolean" then return tostring(value) end
  if kind == "number" then
    local text = view.exact(value)
    return text ~= "" and not text:find "inf" and text or "null"
  end
  return getmetatable(value) == OBJECT and encode_object(value, indent) or encode_list(value, indent)
end

function json.encode(value) return encode(value, "") .. "\n" end

return json
