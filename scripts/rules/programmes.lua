--- Programmes and documents, by the word that heads the name.
local rules = broadsheet.rules
local T = rules.token

local word = T.capital - T["function"] - T.title - T.weekday - T.honorific
local joined = T.word { "of", "and", "for", "the", "on", "to", ",", "&", "in" } ^ -2
-- "and" and a comma go on behind a word, not behind a name: "Mexico and the Lake Basin Treaty"
local function named(head)
  local plain = word - head
  return T.year ^ -1 * (plain * T.word { "of", "for", "on", "to", "in" } * T.word "the" ^ -1
    + (plain - T.ends) * T.word { ",", "and", "&" } * T.word "and" ^ -1 + plain * #word) ^ -8 * plain * head
end

local programme_head = T.programme_head & T.capital
local plan = T.word { "plan" } & T.capital
rules.entity("programme", named(programme_head) + named(T.word { "action",
  "production" } & T.capital) * plan, {
  name = "programme.head", yields = "in titles",
  examples = {
    "The [Harbour Defence Production Plan] was signed.", "They joined the [Blue Corridor Initiative] late.",
    "A new programme was signed.",
  },
})

-- "Joint Air, Sea and Land Exchange (JASLE) forum": the name of a programme with its acronym
local lower_head = T.programme_head + T.word { "forum", "plan" }
local commas = T.word { "of", "and", "for", "the", "on", ",", "&", "in" } ^ -3
rules.entity("programme", ((word * (commas * word) ^ -9) / "name") * T.word "("
  * (T.upper / "acronym") * T.word ")" * lower_head, {
  name = "programme.acronym", priority = 2,
  examples = { "The [Joint Air, Sea, and Land Exchange] (JASLE) forum met." },
})

local document_head = T.document_head & T.capital
rules.entity("document", named(document_head) * (T.number + T.year) ^ -1, {
  name = "document.head", yields = "in titles",
  examples = {
    "The [Rome Communique] repeats it.", "Under the [Lake Basin Treaty] fishing is free.",
    "They fear Japan and the [Lake Basin Treaty].", "An agreement was near.",
  },
})

-- "Treaty of Rome", "Charter of the United Nations", "Treaty on Open Skies", "Resolution 1325"
rules.entity("document", document_head * (T.word { "of",
  "on" } * T.word "the" ^ -1 * word * (joined * word) ^ -4
  + T.number), {
  name = "document.of",
  examples = { "The [Treaty of Porto] ended it.", "[Resolution 1325] was read out." },
})

-- "Lake Basin Trade Treaty (LBTT)", "Harbour Aid Programme (HAP)"
local function spelt(head)
  return (((word * commas) ^ 1 * (word & head)) / "name") * T.word "(" * (T.upper / "acronym") * T.word ")"
end
rules.entity("document", spelt(T.document_head), {
  name = "document.acronym", priority = 1,
  examples = { "The [Lake Basin Trade Treaty] (LBTT) was signed.", "The Lake Basin Union (LBU) met." },
})
rules.entity("programme", spelt(T.word { "plan", "program", "programme", "scheme", "framework" }), {
  name = "programme.spelt", priority = 1,
  examples = { "The [Harbour Aid Programme] (HAP) ended.", "The Lake Basin Union (LBU) met." },
})

-- "the Bill", which is nobody's name behind an article
rules.entity("document", T.word { "the", "a", "this", "that", "new" } * ((T.word { "bill", "act", "treaty" }
  & T.capital) / "name") * -(T.capital + T.word { "of", "on", "for" }), {
  name = "document.short", priority = 1,
  examples = { "The [Bill] would need a warrant.", "They asked Bill to stay." },
})
