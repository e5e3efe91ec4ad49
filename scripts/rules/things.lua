--- Things that are named like bodies: by the word that heads the name. They are neither, and what is made of
--- them here keeps others from taking them for one.
local rules = broadsheet.rules
local T = rules.token

local word = T.capital - T["function"] - T.title - T.month - T.weekday - T.honorific
local loosely = T.word { "of", "and", "for", "the", "on", "&", "in" } ^ -2

-- "Geographic Information Systems (GIS)"
rules.entity("other", (((word * loosely) ^ 1 * (word & T.thing_head)) / "name") * T.word "("
  * (T.upper / "acronym") * T.word ")", {
  name = "other.acronym", priority = 1,
  examples = { "With [Geographic Information Systems] (GIS) one sees.", "The Lake Basin Union (LBU) met." },
})

-- "25 Sparrow Hawk Missiles"
rules.entity("other",
  (T.number - T.year) * (((word - T.thing_head) ^ 1 * (word & T.thing_head) ^ 1) / "name"), {
  name = "other.counted", priority = 1,
  examples = { "They bought 25 [Harbour Hawk Missiles] there.", "They bought 25 boats." },
})

-- "Boeing 787", "Antonov An-32": what a maker calls it
local maker = T.word { "airbus", "antonov", "beechcraft", "boeing", "bombardier", "cessna", "dassault",
  "embraer", "ilyushin", "mikoyan", "piper", "sikorsky", "sukhoi", "tupolev", "yakovlev", "bmw", "toyota",
  "honda", "volvo", "mazda", "nissan", "audi" } & T.capital
rules.entity("other", maker * ((T.number - T.year - T.ordinal) + (T.hyphenated & T.capital)), {
  name = "other.model", priority = 1,
  examples = { "They fly a [Boeing 787] there.", "An [Antonov An-32] left.", "In 2019 Boeing lost." },
})

-- "Oke v. Board of Education": a case, whose parties are not who acts
rules.entity("other", (T.capital - T["function"]) ^ 1 * T.word "v." * (T.capital - T["function"]) ^ 1
  * (T.word "of" * T.capital ^ 1) ^ -2, {
  name = "other.case", priority = 1,
  examples = { "In [Oke v. Board of Education] it lost.", "Oke played Varga." },
})
