--- SVG by hand: escaping, elements, and the scale of an axis. Everything a chart draws is real text
--- and shapes inside one viewBox, so that it scales, can be read aloud, and needs no script.
local svg = {}

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

--- Text for an element or an attribute; control characters, which XML forbids, become spaces.
function svg.escape(value)
  return (tostring(value):gsub("[%z\1-\8\11\12\14-\31]", " "):gsub("[&<>\"']", ENTITIES))
end

--- At most two decimals, no trailing zeros: the same bytes everywhere.
function svg.number(value)
  local text = ("%.2f"):format(value):gsub("0+$", ""):gsub("%.$", "")
  return text == "-0" and "0" or text
end

--- `<name a="1">content</name>`; attributes in the order of `attributes`, a list of pairs.
function svg.element(name, attributes, content)
  local parts = { "<", name }
  for _, pair in ipairs(attributes) do
    local value = pair[2]
    if value ~= nil then
      if type(value) == "number" then value = svg.number(value) end
      parts[#parts + 1] = (' %s="%s"'):format(pair[1], svg.escape(value))
    end
  end
  if content == nil then return table.concat(parts) .. "/>" end
  return table.concat(parts) .. ">" .. content .. "</" .. name .. ">"
end

--- A shape with a tooltip.
function svg.titled(name, attributes, title)
  return svg.element(name, attributes, title and "<title>" .. svg.escape(title) .. "</title>" or nil)
end

function svg.text(x, y, content, attributes)
  local all = { { "x", x }, { "y", y } }
  for _, pair in ipairs(attributes or {}) do all[#all + 1] = pair end
  return svg.element("text", all, svg.escape(content))
end

--- The width of a text of `size` pixels in a sans-serif face, near enough to leave room for it.
function svg.text_width(text, size)
  return (utf8.len(text) or #text) * size * 0.6
end

--- Round steps from 0 or below to at least `high`: a list of values, at most `count` + 1 of them.
function svg.ticks(low, high, count)
  if high <= low then high = low + 1 end
  local rough = (high - low) / count
  local power = 10.0 ^ math.floor(math.log(rough, 10) + 1e-9)
  local step = power
  for _, factor in ipairs { 1, 2, 5, 10 } do
    step = factor * power
    if step >= rough * (1 - 1e-9) then break end
  end
  local ticks = {}
  local first = math.floor(low / step + 1e-9)
  local last = math.ceil(high / step - 1e-9)
  for index = first, last do ticks[#ticks + 1] = index * step end
  return ticks
end

--- A number for people: "12,345", "3.5", "0.04".
function svg.label(value)
  if value == math.floor(value) and math.abs(value) < 1e15 then
    local digits = ("%d"):format(value)
    local sign, rest = digits:match "^(-?)(%d+)$"
    rest = rest:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")
    return sign .. rest
  end
  return (("%.4g"):format(value))
end

--- A value with its unit: per cent with one decimal, or two digits where that would be none.
function svg.value(value, unit)
  if unit == "%" then
    local is_small = value ~= 0 and math.abs(value) < 0.1
    return (is_small and "%.2g" or "%.1f"):format(value):gsub("%.0$", "") .. "%"
  end
  local text = svg.label(math.abs(value) >= 100 and math.floor(value + 0.5) or value)
  return unit and unit ~= "" and text .. " " .. unit or text
end

--- The document around the shapes.
function svg.document(width, height, title, body)
  return table.concat {
    svg.element("svg", {
      { "xmlns", "http://www.w3.org/2000/svg" },
      { "viewBox", ("0 0 %s %s"):format(svg.number(width), svg.number(height)) },
      { "width", width }, { "height", height }, { "role", "img" }, { "aria-label", title },
      { "font-family", "system-ui, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif" },
      { "font-size", 12 },
    }, "\n" .. svg.element("title", {}, svg.escape(title)) .. "\n" .. body .. "\n"), "\n",
  }
end

return svg
