-- touch_annotator.lua: calls what reads and annotates once, right and wrong; leaves a corpus.
-- memory_test.c runs it with fewer and fewer allocations allowed. Its argument is a folder.
-- luacheck: ignore 531 532 631
local folder = ...

-- Raises are expected here, and what is raised is looked at; running out of memory goes on up.
local function try(action, ...)
  local ok, message = pcall(action, ...)
  if not ok and tostring(message):find "memory" then error(message, 0) end
  return ok, message
end

local text = folder .. "/touch.txt"
do
  local file = assert(io.open(text, "wb"))
  file:write 'Envoys of Japan met in Oslo on 3 May 2021. "We agreed," said the envoy.\n'
  file:close()
end
local skipped = {}
for article in assert(broadsheet.read(text, { date = "2021-05-04", layers = "lists", skipped = skipped })) do
  local _ = article.id
end
local corpus = assert(broadsheet.build { text, into = folder .. "/touch.corpus", date = "2021", layers = "lists", jobs = 1 })
corpus:close()
local article = assert(broadsheet.annotate("Japan and Norway met on Monday.", { date = "2021-05-04", layers = "lists" }))
local _ = article.text

for _, call in ipairs {
  function() return broadsheet.build { into = "x" } end, function() return broadsheet.build { "x" } end,
  function() return broadsheet.annotate("x", { layers = "x" }) end,
} do try(call) end
_ = broadsheet.read(folder .. "/nonesuch")
