--- Words of somebody without quotation marks. Those between marks are found without rules.
local T = rules.token

local stop = T.word { ",", ".", ";", "!", "?", "\"", "“", "”", "(" }
local text = T.any - T.word { "\"", "“", "”", ";" }
local said = T.word { "said", "says", "told", "added", "argued", "argues", "warned", "warns", "claimed", "claims",
  "stated", "states", "announced", "insisted", "insists", "explained", "explains", "noted", "notes", "stressed",
  "stresses", "confirmed", "confirms", "denied", "acknowledged", "reported", "reports", "wrote", "writes",
  "suggested", "suggests", "predicted", "predicts", "declared", "pledged", "vowed", "promised", "emphasized",
  "emphasised", "reiterated", "reaffirmed", "admitted", "testified", "recalled", "remarked", "believes", "thinks" }

rules.quotation("indirect", T.word "according" * T.word "to" * (((T.any - stop) ^ 1) / "speaker"), {
  name = "quotation.according",
  examples = { "Prices rose, [according to the ministry].", "[According to one official], it is late." },
})

local apposition = T.word "," * (T.any - T.word { ",", ";", "\"", "“" } - said) ^ 1 * T.word ","
local named = (T.person ^ 1 + T.organization ^ 1 + T.country ^ 1 - T.demonym)
local aside = ((T.any - T.word "that" - stop) ^ -5 * T.word "that") + T.word "that" ^ -1

rules.quotation("indirect", (named / "speaker") * apposition ^ -1 * T.word { "has", "have", "had", "also" } ^ -2
  * (said / "cue") * aside * ((text ^ 1) / "content"), {
  name = "quotation.named",
  examples = { "[Maria Kowalska said that it is late].", "[Maria Kowalska, a friend, said it is late]." },
})

rules.quotation("indirect", (T.word { "he", "she" } / "speaker") * T.word { "has", "had", "also" } ^ -2
  * (said / "cue") * aside * ((text ^ 1) / "content"), {
  name = "quotation.pronoun", speaker = "pronoun",
  examples = { "Yesterday [he said that it is late]." },
})

-- "it is late, Maria Kowalska said."
rules.quotation("indirect", T.word "," * ((named + T.word { "he", "she" }) / "speaker") * (said / "cue")
  * #(T.word { ".", "on", "in" }), {
  name = "quotation.behind",
  examples = { "It is late[, Maria Kowalska said]." },
})
