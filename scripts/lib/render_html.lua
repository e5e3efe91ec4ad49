--- One self-contained HTML page: tables that sort, charts as inline SVG, and behind each number the
--- sentences or table cells that it was made from. It loads nothing and reads well without scripts.
local svg = require "svg"
local view = require "view"

local render_html = {}

--- Pieces of evidence that are shown of one cell; the crosswalk has them all.
local SHOWN_MAX = 25

local STYLE = [[
:root { color-scheme: light; --ink: #1a1a1a; --faint: #5c5c5c; --line: #d9d9d9; --link: #144a8a;
  --soft: #f4f6f9 }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 76rem; color: var(--ink); background: #fff;
  font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", "DejaVu Sans", Arial, sans-serif }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem }
dl.run { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1rem;
  padding: .75rem 1rem; background: var(--soft); font-size: .85rem }
dl.run dt { color: var(--faint) }
dl.run dd { margin: 0; overflow-wrap: anywhere }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums }
th, td { padding: .28rem .7rem; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap }
th { white-space: normal; max-width: 8.5rem; border-bottom: 2px solid var(--ink); vertical-align: bottom }
th button { all: unset; cursor: pointer; font-weight: 600 }
th button:focus-visible { outline: 2px solid var(--link) }
th[aria-sort=ascending] button::after { content: " \2191" }
th[aria-sort=descending] button::after { content: " \2193" }
td.n, th.n { text-align: right }
td.m, th.m { text-align: center }
tbody tr:hover { background: var(--soft) }
td a { color: inherit; text-decoration: underline;
  text-decoration-color: #9bb3cf; text-underline-offset: 3px }
td a:hover { color: var(--link); text-decoration-color: currentColor }
figure { margin: 1.5rem 0 } figure svg { max-width: 100%; height: auto }
p.note, ul.notes { color: var(--faint); max-width: 62rem; font-size: .9rem }
.evidence { font-size: .85rem } .evidence section { padding: .5rem .75rem; border-top: 1px solid var(--line) }
.evidence section:target { background: #fff6d6 } .evidence h3 { margin: 0 0 .25rem; font-size: .9rem }
.evidence ul { margin: 0; padding-left: 1.1rem }
.evidence q { quotes: none } .evidence mark { background: #ffe9a8 } .evidence code { color: var(--faint) }
@media print { th button { cursor: auto } .evidence { font-size: .75rem } }]]

--- Sorts a table by the column that was pressed: numbers by data-v, empty cells always last.
local SCRIPT = [[
for (const button of document.querySelectorAll("th button")) button.addEventListener("click", () => {
  const head = button.parentNode, table = head.closest("table"), body = table.tBodies[0];
  const now = head.getAttribute("aria-sort");
  const down = now ? now === "ascending" : head.classList.contains("n");
  for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = row => row.cells[head.cellIndex].dataset.v;
  const rows = [...body.rows].sort((a, b) => {
    const x = key(a), y = key(b);
    if (x === "" || y === "") return (x === "") - (y === "");
    const order = head.classList.contains("n") ? x - y : x.localeCompare(y);
    return down ? -order : order;
  });
  body.append(...rows);
});]]

local function escape(text) return svg.escape(text) end

--- Two lists of one length whose shown pieces are the same look the same on the page.
local function signature(list)
  local parts = { tostring(#list) }
  for index = 1, math.min(#list, SHOWN_MAX) do
    local one = list[index]
    parts[index + 1] = one.kind .. "\0" .. one.id .. "\0" .. (one.rule or "")
  end
  return table.concat(parts, "\1")
end

--- Blocks of evidence; cells that stand on the same share one.
local function new_blocks()
  local blocks = { list = {}, by_signature = {} }
  function blocks.add(list, label)
    local key = signature(list)
    local block = blocks.by_signature[key]
    if not block then
      block = { id = ("e%d"):format(#blocks.list + 1), evidence = list, labels = {} }
      blocks.by_signature[key] = block
      blocks.list[#blocks.list + 1] = block
    end
    if #block.labels < 4 then block.labels[#block.labels + 1] = label end
    return block.id
  end
  return blocks
end

local function class_of(item, column)
  if column.is_number then return ' class="n"' end
  return item.marks and column ~= item.visible[1] and ' class="m"' or ""
end

local function cell_html(item, row, column, blocks)
  local value = item.value(row, column)
  local shown = escape(item.shown(row, column))
  local class = class_of(item, column)
  local sort_key = value == nil and "" or type(value) == "number" and view.exact(value) or tostring(value)
  if value ~= nil and shown ~= "" and column ~= item.visible[1] then
    local list = item.evidence(row, column)
    if #list > 0 then
      local key = item.visible[1] and item.shown(row, item.visible[1]) or tostring(row)
      local id = blocks.add(list, ("%s · %s: %s"):format(key, column.label, item.shown(row, column)))
      shown = ('<a href="#%s">%s</a>'):format(id, shown)
    end
  end
  return ('<td%s data-v="%s">%s</td>'):format(class, escape(sort_key), shown)
end

local function table_html(item, blocks)
  local heads, rows = {}, {}
  for index, column in ipairs(item.visible) do
    heads[index] = ('<th scope="col"%s><button type="button">%s</button></th>'):format(
      class_of(item, column), escape(column.label))
  end
  for row = 1, item.count do
    local cells = {}
    for index, column in ipairs(item.visible) do cells[index] = cell_html(item, row, column, blocks) end
    rows[row] = "<tr>" .. table.concat(cells) .. "</tr>"
  end
  local note = item.note and ('\n<p class="note">%s</p>'):format(escape(item.note)) or ""
  return table.concat { "<h2>", escape(item.title), '</h2>\n<div class="wide"><table>\n<thead><tr>',
    table.concat(heads), "</tr></thead>\n<tbody>\n", table.concat(rows, "\n"),
    "\n</tbody>\n</table></div>", note }
end

local function one_evidence(one, quote)
  local found = one.kind == "text" and quote and quote(one.id)
  local rule = one.rule and (" <code>%s</code>"):format(escape(one.rule)) or ""
  if not found then
    return ("<li><code>%s</code> %s%s</li>"):format(escape(one.kind), escape(one.id), rule)
  end
  local where = {}
  for _, part in ipairs { found.title or "", found.outlet or "", found.date or "" } do
    if part ~= "" then where[#where + 1] = escape(part) end
  end
  local quoted = escape(found.before or "") .. (found.before and "<mark>" or "") .. escape(found.text)
    .. (found.before and "</mark>" or "") .. escape(found.after or "")
  return ("<li><q>%s</q> <cite>%s</cite> <code>%s</code>%s</li>"):format(quoted,
    table.concat(where, ", "), escape(one.id), rule)
end

local function blocks_html(blocks, quote)
  if #blocks.list == 0 then return "" end
  local parts = { '<h2 id="evidence">Evidence</h2>\n<div class="evidence">' }
  for _, block in ipairs(blocks.list) do
    local items = {}
    for index, one in ipairs(block.evidence) do
      if index > SHOWN_MAX then
        items[#items + 1] = ("<li>and %d more: see the crosswalk</li>"):format(#block.evidence - SHOWN_MAX)
        break
      end
      items[#items + 1] = one_evidence(one, quote)
    end
    parts[#parts + 1] = ('<section id="%s"><h3>%s</h3><ul>%s</ul></section>'):format(block.id,
      escape(table.concat(block.labels, "; ")), table.concat(items))
  end
  parts[#parts + 1] = "</div>"
  return table.concat(parts, "\n")
end

local function header_html(header)
  local lines = {}
  for index = 2, #header do
    lines[#lines + 1] = ("<dt>%s</dt><dd>%s</dd>"):format(escape(header[index][1]), escape(header[index][2]))
  end
  return '<dl class="run">' .. table.concat(lines) .. "</dl>"
end

--- The page. `options.quote` gives the sentence behind an id.
function render_html.page(result, header, options)
  local blocks = new_blocks()
  local title = header[1][2]
  local body = { "<h1>" .. escape(title) .. "</h1>", header_html(header) }
  for _, item in ipairs(view.tables(result)) do body[#body + 1] = table_html(item, blocks) end
  for _, drawing in ipairs(result.charts or {}) do
    body[#body + 1] = "<figure>\n" .. drawing:svg() .. "</figure>"
  end
  local notes = {}
  for index, note in ipairs(result.notes or {}) do notes[index] = "<li>" .. escape(note) .. "</li>" end
  if #notes > 0 then
    body[#body + 1] = '<h2>Notes</h2>\n<ul class="notes">' .. table.concat(notes) .. "</ul>"
  end
  body[#body + 1] = blocks_html(blocks, options.quote)
  return table.concat {
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>', escape(title),
    "</title>\n<style>\n", STYLE, "\n</style>\n</head>\n<body>\n", table.concat(body, "\n"), "\n<script>\n",
    SCRIPT, "\n</script>\n</body>\n</html>\n",
  }
end

return render_html
