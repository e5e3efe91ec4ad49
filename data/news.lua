--- Prints the annotated news of this folder as rows of token and label (IOB2), to train taggers on:
---     broadsheet run data/news.lua > news.tsv         people, places, organisations, and MISC
---     broadsheet run data/news.lua all > news.tsv     every type that is marked
--- With `count` it prints how many articles, words and mentions there are.
local home = (arg and arg[0] or "data/news.lua"):match "^(.*)/[^/]*$" or "."
package.path = home .. "/build/?.lua;" .. package.path

local news = require "news"

local articles = assert(news.all(home .. "/news"))
local what = arg and arg[1] or "three"
if what == "count" then
  local counts, words, resolved = {}, 0, 0
  for _, article in ipairs(articles) do
    for _ in article.text:gmatch "%S+" do words = words + 1 end
    for _, mention in ipairs(article.mentions) do
      counts[mention.type] = (counts[mention.type] or 0) + 1
    end
    if article.coreference then resolved = resolved + 1 end
  end
  print(("articles\t%d\nwords\t%d\ncoreference\t%d"):format(#articles, words, resolved))
  for _, type in ipairs(news.types) do print(type .. "\t" .. (counts[type] or 0)) end
else
  assert(what == "three" or what == "all", "usage: news.lua [all|count]")
  io.write(news.rows(articles, what == "all"))
end
