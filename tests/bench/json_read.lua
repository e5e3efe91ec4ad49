--- JSON in, for programs that measure: values as Lua has them, null as nil. Grammar: RFC 8259.
local P, R, S, V, C, Cf, Cg, Cs, Ct, Cc = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Cf, lpeg.Cg, lpeg.Cs,
  lpeg.Ct, lpeg.Cc

local ESCAPES = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local hex = R("09", "af", "AF")
local unit = P "\\u" * C(hex * hex * hex * hex) / function(digits) return tonumber(digits, 16) end
local pair = unit * unit / function(high, low)
  if high >= 0xD800 and high < 0xDC00 and low >= 0xDC00 and low < 0xE000 then
    return utf8.char(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
  end
  return utf8.char(high, low)
end

local space = S " \t\r\n" ^ 0
local characters = Cs((pair + unit / utf8.char + P "\\" / "" * (S 'bfnrt' / ESCAPES + C(S '"\\/'))
  + (1 - S '"\\')) ^ 0)
local text = P '"' * characters * P '"'
local digits = R "09" ^ 1
local exponent = S "eE" * S "+-" ^ -1 * digits
local number = C(P "-" ^ -1 * digits * (P "." * digits) ^ -1 * exponent ^ -1) / tonumber
local grammar = P {
  space * V "value" * space * -1,
  value = text + number + P "true" * Cc(true) + P "false" * Cc(false) + P "null" * Cc(nil)
    + V "list" + V "object",
  list = Ct(P "[" * space * (V "value" * space * (P "," * space * V "value" * space) ^ 0) ^ -1 * P "]"),
  member = Cg(text * space * P ":" * space * V "value" * space),
  object = Cf(P "{" * space * Ct "" * (V "member" * (P "," * space * V "member") ^ 0) ^ -1 * P "}", rawset),
}

--- The value of a text in JSON, or nil when it is none.
return function(source) return grammar:match(source) end
