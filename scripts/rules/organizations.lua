--- Organisations: by the word that heads the name, and by the acronym that follows it.
local rules = broadsheet.rules
local T = rules.token

local word = T.capital - T["function"] - T.title - T.month - T.weekday - T.honorific
-- "in" and "and the" lead to something else more often than on: "the Ministry of Health in Accra"
local joined = (T.word { "of", "for", "on" } * T.word "the" ^ -1 + T.word { "and", "&" }) ^ -1
local name = word * (joined * word) ^ -6
local loosely = T.word { "of", "and", "for", "the", "on", "&", "in" } ^ -2
local spelt = (T.upper / "acronym") * T.word ")"
-- what the acronym stands for when it is no organisation: see programmes.lua and things.lua
local no_body = T.thing_head + T.document_head + T.word { "plan", "program", "programme", "scheme",
  "framework" }

-- the place of a branch, which nothing is joined to: "Union of Ohio and .."
local where = (T.country + T.place) ^ 1 * -T.capital

-- "Ministry of Foreign Affairs", "University of Lagos"
local head = T.organization_head & T.capital
rules.entity("organization", head * T.word { "of", "for", "on" } * T.word "the" ^ -1 * name, {
  name = "organization.of",
  examples = { "The [Ministry of Foreign Affairs] replied.", "At the [University of Lagos] they met.",
    "The [Ministry of Health] in Wabag said so.", "The [Ministry of Labour] and the Lake Council met." },
})

-- "Acme Corp.", "Brookfield Institute", "Lake Council on Trade"
rules.entity("organization", (word - head) ^ 1 * (T.word { "&", "and" } * (word - head) ^ 1) ^ -1
  * head ^ 1 * (T.word { "of", "for", "on" } * T.word "the" ^ -1 * (where + name)) ^ -1, {
  name = "organization.head",
  examples = { "Shares of [Varga Dynamics] fell.", "The [Brookfield Institute] wrote it.",
    "The [Lake Teachers Union of Japan] and Harbour sued." },
})

-- "Shanghai Cooperation Organisation (SCO)": the acronym must be spelt by the capitals
rules.entity("organization", (((word * loosely) ^ -6 * (word - no_body)) / "name") * T.word "(" * spelt, {
  name = "organization.acronym", priority = 1,
  examples = { "The [Lake Basin Trade Organisation] (LBTO) met.", "The report (UN) came.",
    "Geographic Information Systems (GIS) help." },
})

-- A chamber or a service by its name alone: "voted in Congress", "a Navy veteran"
local joins = T.capital - T.title - T.honorific - T.word { "republican", "republicans", "democrat",
  "democrats", "majority", "minority", "secretary" }
local function alone(what)
  return ((T.first & what) / "name" + (T.any - (T.capital - T["function"])) * (what / "name")) * -joins
end
rules.entity("organization", alone(T.word { "congress", "senate", "parliament", "navy", "army", "marines",
  "pentagon" } & T.capital), {
  name = "organization.alone",
  examples = { "They voted in [Congress] twice.", "A [Navy] veteran, she left.",
    "[Senate] Majority Leader Oke left.", "An army marched.", "In Navy Pier they sat." },
})

-- "a House panel", "the full House"
local house = T.word "house" & T.capital
rules.entity("organization", alone(house) * #T.word { "speaker", "panel", "panels", "committee", "committees",
  "subcommittee", "republican", "republicans", "democrat", "democrats", "gop", "majority", "minority",
  "member", "members", "leader", "leaders", "leadership", "lawmakers", "bill", "vote", "votes", "floor",
  "seat", "seats", "race", "races", "hearing", "investigators", "voted", "passed", "approved", "rejected" }
  + T.word { "the", "full", "entire" } * (house / "name") * -joins, {
  name = "organization.house",
  examples = { "A [House] panel voted.", "It went to the full [House].", "[House] Speaker Ana Duarte left.",
    "In the House of Blues they sang.", "The house burnt." },
})
