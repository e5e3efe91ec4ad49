--- Turns of speech that bring the words of somebody without a verb of saying. What verbs bring, and
--- what stands between quotation marks, is found without rules (core/annotate/indirect.c,
--- quotations.c).
local rules = broadsheet.rules
local T = rules.token

local named = T.person ^ 1 + T.organization ^ 1 + T.country ^ 1 - T.demonym
local possessive = T.word { "'s", "’s" }
local opinion = T.word { "view", "words", "opinion", "telling", "estimation", "reckoning", "judgment",
  "judgement", "account" }

rules.quotation("indirect", (T.word "in" & T.first) * (named / "speaker") * possessive
  * (T.lower - T["function"]) ^ -1 * (opinion / "cue") * T.word ",", {
  name = "quotation.in-the-view-of",
  examples = { "In Maria Okafor's view, [it is late].", "In Maria Okafor's house, it is late." },
})
local who = (T.any - T.punctuation - T.auxiliary) ^ -8 / "speaker"
rules.quotation("indirect", T.word "," * T.word "as" * who
  * (T.word { "put", "sees", "saw", "tells", "told" } / "cue") * T.word "it", {
  name = "quotation.as-put",
  examples = { "[It is late], as Maria Okafor put it.", "It was late, as Maria Okafor put down the book." },
})

rules.quotation("indirect", T.word "," * T.word "as" * who
  * T.word { "has", "have", "had", "also", "once" } ^ -2
  * (T.word { "said", "says", "say", "noted", "notes", "warned", "observed" } / "cue") * #T.punctuation, {
  name = "quotation.as-said",
  examples = { "[It is late], as Maria Okafor has said.", "It was late, as Maria Okafor said it would be." },
})
