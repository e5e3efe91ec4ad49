--- Organisations: by the word that heads the name, and by the acronym that follows it.
local rules = broadsheet.rules
local T = rules.token

local word = T.capital - T["function"] - T.title - T.month - T.weekday - T.honorific
-- "in" and "and the" lead to something else more often than on: "the Ministry of Health in Accra"
local joined = (T.word { "of", "for", "on" } * T.word "the" ^ -1 + T.word { "and", "&" }) ^ -1
local name = word * (joined * word) ^ -6
local loosely = T.word { "of", "and", "for", "the", "on", "&", "in" } ^ -2
local long_name = word * (loosely * word) ^ -6

-- "Ministry of Foreign Affairs", "University of Lagos"
local head = T.organization_head & T.capital
rules.entity("organization", head * T.word { "of", "for", "on" } * T.word "the" ^ -1 * name, {
  name = "organization.of",
  examples = { "The [Ministry of Foreign Affairs] replied.", "At the [University of Lagos] they met.",
    "The [Ministry of Health] in Wabag said so.", "The [Ministry of Labour] and the Lake Council met." },
})

-- "Acme Corp.", "Brookfield Institute", "Lake Council on Trade"
rules.entity("organization", (word - head) ^ 1 * (T.word { "&", "and" } * (word - head) ^ 1) ^ -1
  * head ^ 1 * (T.word { "of", "for", "on" } * T.word "the" ^ -1 * name) ^ -1, {
  name = "organization.head",
  examples = { "Shares of [Varga Dynamics] fell.", "The [Brookfield Institute] wrote it." },
})

-- "Shanghai Cooperation Organisation (SCO)": the acronym must be spelt by the capitals
rules.entity("organization", (long_name / "name") * T.word "(" * (T.upper / "acronym") * T.word ")", {
  name = "organization.acronym", priority = 1,
  examples = { "The [Lake Basin Trade Organisation] (LBTO) met.", "The report (UN) came." },
})
