--- Organisations: by the word that heads the name, and by the acronym that follows it.
local T = rules.token

local word = T.capital - T["function"] - T.title - T.month - T.weekday - T.honorific
local joined = T.word { "of", "and", "for", "the", "on", "&", "in" } ^ -2
local name = word * (joined * word) ^ -6

-- "Ministry of Foreign Affairs", "University of Lagos"
local head = T.word { "ministry", "department", "university", "institute", "centre", "center", "bank",
  "council", "committee", "commission", "agency", "office", "bureau", "academy", "college", "school",
  "association", "federation", "union", "league", "organization", "organisation", "court", "board",
  "chamber", "authority", "directorate", "foundation", "society", "house", "republic" } & T.capital
rules.entity("organization", (head - T.word { "house", "republic" }) * T.word { "of", "for", "on" }
  * T.word "the" ^ -1 * name, {
  name = "organization.of",
  examples = { "The [Ministry of Foreign Affairs] replied.", "At the [University of Lagos] they met." },
})

-- "Acme Corp.", "Brookfield Institute"
local tail = T.word { "corp", "corp.", "corporation", "inc", "inc.", "ltd", "ltd.", "plc", "gmbh", "ag", "llc",
  "co.", "group", "holdings", "company", "industries", "university", "institute", "institution", "council",
  "committee", "commission", "agency", "bureau", "academy", "college", "association", "federation", "union",
  "league", "organization", "organisation", "foundation", "society", "ministry", "department", "party",
  "congress", "parliament", "bank", "fund", "court", "authority", "command", "corps", "center", "centre",
  "airlines", "airways", "technologies", "systems", "aerospace", "shipbuilding", "dynamics", "electronics",
  "times", "news", "press", "journal", "herald", "tribune", "network", "forces", "army", "navy", "brigade" }
  & T.capital
rules.entity("organization", (word - tail) ^ 1 * (T.word { "&", "and", "of" } * (word - tail) ^ 1) ^ -1
  * tail ^ 1 * (T.word { "of", "for", "on" } * T.word "the" ^ -1 * name) ^ -1, {
  name = "organization.head",
  examples = { "Shares of [Varga Dynamics] fell.", "The [Brookfield Institute] wrote it." },
})

-- "Shanghai Cooperation Organisation (SCO)": the acronym must be spelt by the capitals
rules.entity("organization", (name / "name") * T.word "(" * (T.upper / "acronym") * T.word ")", {
  name = "organization.acronym", priority = 1,
  examples = { "The [Lake Basin Trade Organisation] (LBTO) met.", "The report (UN) came." },
})
