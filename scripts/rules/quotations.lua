--- Words of somebody without quotation marks. Those between marks are found without rules.
local rules = broadsheet.rules
local T = rules.token

local stop = T.word { ",", ".", ";", "!", "?", "\"", "“", "”", "(" }
local text = T.any - T.word { "\"", "“", "”", ";" }
local said = T.word { "said", "says", "told", "added", "argued", "argues", "warned", "warns", "claimed",
  "claims",
  "stated", "states", "announced", "insisted", "insists", "explained", "explains", "noted", "notes",
  "stressed",
  "stresses", "confirmed", "confirms", "denied", "acknowledged", "reported", "reports", "wrote", "writes",
  "suggested", "suggests", "predicted", "predicts", "declared", "pledged", "vowed", "promised", "emphasized",
  "emphasised", "reiterated", "reaffirmed", "admitted", "testified", "recalled", "remarked", "believes",
  "thinks" }

rules.quotation("indirect", T.word "according" * T.word "to" * (((T.any - stop) ^ 1) / "speaker"), {
  name = "quotation.according",
  examples = { "[Prices rose], according to the ministry.", "According to one official, [it is late]." },
})

local told = T.word { "told", "reported", "reports", "wrote", "writes", "denied" }
local apposition = T.word "," * (T.any - T.word { ",", ";", "\"", "“" } - said) ^ 1 * T.word ","
local named = (T.person ^ 1 + T.organization ^ 1 + T.country ^ 1 - T.demonym)
local aside = ((T.any - T.word "that" - stop) ^ -5 * T.word "that") + T.word "that" ^ -1
local auxiliary = T.word { "has", "have", "had", "also" } ^ -2
local pronoun = T.word { "he", "she" }
local subject = (named / "speaker") * apposition ^ -1 + pronoun / "speaker"

-- "Maria Kowalska, a friend, said on Monday that .."; "told" and "reported" need their `that`
local content = (text ^ 1) / "content"
rules.quotation("indirect", subject * auxiliary * ((said - told) / "cue") * aside * content, {
  name = "quotation.said",
  examples = {
    "Maria Kowalska said that [it is late].", "Maria Kowalska, a friend, said [it is late].",
    "Yesterday he said that [it is late].",
  },
})
rules.quotation("indirect", subject * auxiliary * (told / "cue") * ((T.any - T.word "that" - stop) ^ -8)
  * T.word "that" * content, {
  name = "quotation.told",
  examples = { "Maria Kowalska told reporters in Rome that [it is late].", "Maria Kowalska told a story." },
})

-- "it is late, Maria Kowalska said." "it is late, Maria Kowalska, a friend, told reporters."
rules.quotation("indirect", T.word "," * subject * (said / "cue") * (T.any - stop) ^ -6
  * #(T.word "." & T.last), {
  name = "quotation.behind", priority = 1,
  examples = { "[It is late], Maria Kowalska said.",
  "[It is late], Maria Kowalska, a friend, told the radio." },
})
