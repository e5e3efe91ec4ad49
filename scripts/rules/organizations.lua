--- Organisations: by the word that heads the name, and by the acronym that follows it.
local rules = broadsheet.rules
local T = rules.token

local word = T.capital - T["function"] - T.title - T.month - T.weekday - T.honorific
-- "in" and "and the" lead to something else more often than on: "the Ministry of Health in Accra"; so does
-- "and" behind what is a name already: "the Bank of England and Barclays"
local open_word = word - T.ends
local name = (word * T.word { "of", "for", "on" } * T.word "the" ^ -1 + open_word * T.word { "and", "&" }
  + word * #word) ^ -6 * word
local loosely = T.word { "of", "and", "for", "the", "on", "&", "in" } ^ -2
local spelt = (T.upper / "acronym") * T.word ")"
-- what the acronym stands for when it is no organisation: see programmes.lua and things.lua
local no_body = T.thing_head + T.document_head + T.word { "plan", "program", "programme", "scheme",
  "framework" }

-- the place of a branch, which nothing is joined to: "Union of Ohio and .."
local where = (T.country + T.place) ^ 1 * -T.capital

-- what trades is of no place
local trades = T.company_form + T.word { "aerospace", "industries", "technologies", "systems", "motors",
  "airlines", "airways", "electronics", "dynamics", "shipbuilding", "partners", "ventures", "securities",
  "networks", "labs", "times", "news", "journal", "herald", "tribune" }

-- "Ministry of Foreign Affairs", "University of Lagos"
local head = T.organization_head & T.capital
local of_what = T.word "of" * T.word "the" ^ -1 * (where + -(T.given + T.person) * name)
  + T.word { "for", "on" } * T.word "the" ^ -1 * -(T.given + T.person + T.place + T.country) * name
rules.entity("organization", (head - trades) * of_what, {
  name = "organization.of", yields = "in titles",
  examples = { "The [Ministry of Foreign Affairs] replied.", "At the [University of Lagos] they met.",
    "The [Ministry of Health] in Wabag said so.", "The [Ministry of Labour] and the Lake Council met." },
})

-- "Acme Corp.", "Brookfield Institute", "Lake Council on Trade". A nationality names only what a state has:
-- "a Swedish Company".
local of_state = head & T.word { "ministry", "navy", "army", "police", "parliament", "congress", "academy",
  "council", "fund", "federation", "union", "association", "party", "command" }
local heads = head - T.word "press" + (head & T.word "press") * -T.title -- "the Pentagon's Press Secretary"
local before = (word - head) ^ 1
local joining = (before * T.word "&" + (word - head) ^ 0 * (open_word - head) * T.word "and") ^ -1 * before
rules.entity("organization", -(T.demonym ^ 1 * (head - of_state)) * joining
  * (heads ^ 0 * (head & trades) * -head + heads ^ 1 * of_what ^ -1), {
  name = "organization.head", yields = "in titles",
  examples = { "Shares of [Varga Dynamics] fell.", "The [Brookfield Institute] wrote it.",
    "The [Lake Teachers Union of Japan] and Harbour sued.",
    "Then [Harbour Steel Industries] of Japan fell.",
    "The Japanese Company left." },
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
  "pentagon", "treasury" } & T.capital), {
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

-- "oil giant Saudi Aramco", "the airline Ryanair": what a company is, then its name
local kind = T.lower & T.word { "giant", "airline", "carmaker", "automaker", "chipmaker", "drugmaker",
  "planemaker",
  "retailer", "charity", "brokerage", "insurer", "lender", "startup", "start-up", "supermarket",
  "conglomerate",
  "broadcaster", "newspaper", "magazine", "website", "tabloid", "consultancy", "firm", "company", "provider",
  "subsidiary", "watchdog", "nonprofit", "utility", "chain", "manufacturer" }
local bare = word - T.hyphenated - T.demonym - T.country - T.place - T.cue - T.word { "african", "american",
  "arab", "asian",
  "european", "western" }
rules.entity("organization", kind * (((bare - T.given) * bare ^ 0) / "name") * -T.capital, {
  name = "organization.kind", sure = true,
  examples = { "The oil giant [Varga Harbour] fell.", "Its subsidiary [Oke] grew.",
  "The company left Harbour." },
})

-- "Vulture magazine", "the Harbour Post newspaper"
local kind_behind = T.lower & T.word { "magazine", "newspaper", "tabloid", "brokerage", "airline", "airlines",
  "broadcaster", "consultancy", "supermarket", "supermarkets", "militia" }
rules.entity("organization", (bare ^ 1 / "name") * (kind_behind
  + T.word "news" * T.word { "agency", "site", "website", "channel" } + T.word "think" * T.word "tank"
  + T.word "law" * T.word "firm" + T.word "hedge" * T.word "fund"
  + T.word { "terrorist", "terror", "militant", "rebel", "rights" } * T.word { "group", "network" }), {
  name = "organization.named-kind", sure = true,
  examples = { "The [Harbour] magazine wrote so.", "At the [Varga Oke] news agency they knew.",
    "The Japanese newspaper said so." },
})

-- An office is no body: "the Secretary of State has authorised it"
local rank = T.word { "prime", "deputy", "vice", "foreign", "defense", "defence", "interior", "finance",
  "home",
  "attorney", "surgeon", "assistant", "national", "security", "press", "chief", "executive", "senior",
  "special",
  "first", "justice", "health", "treasury" } & T.capital
rules.entity("organization", (T.country + T.demonym) ^ -2 * rank ^ -3 * (T.title & T.capital)
  * (T.word { "general", "secretary", "executive", "officer" } & T.capital) ^ -1
  * (T.word "of" * T.word "the" ^ -1 * (T.word { "state", "defense", "defence", "staff", "treasury",
  "interior",
  "war", "army", "navy", "house", "republic", "agriculture", "commerce", "labor", "education", "energy" }
  & T.capital) ^ 1) ^ -1 * -T.capital, {
  name = "organization.office", denies = "tagger",
  examples = { "The [Secretary of State] came.", "Then the [Prime Minister] left.", "The ministry left." },
})

-- Members of a party are none: "Senate Republicans"
rules.entity("organization", (T.word { "senate", "house", "congressional", "state" } & T.capital)
  * (T.word { "republican", "republicans", "democrat", "democrats" }
  & T.capital) * -T.capital, {
  name = "organization.members", denies = "tagger",
  examples = { "In the end [Senate Republicans] left.", "The Republican Party met." },
})

local function two(first, second)
  return (T.word(first) & T.capital) * (T.word(second) & T.capital)
end
rules.entity("organization", (two("air", "force") + two({ "coast", "national", "border", "presidential" },
  "guard")
  + two("marine", "corps") + two("border", "patrol") + two({ "supreme", "high", "constitutional" }, "court")
  + two("security", "council") + two("general", "assembly")
  + two({ "state", "justice", "defense", "commerce", "labor", "treasury", "interior", "energy" },
  "department")
  + two({ "foreign", "defense", "defence", "interior", "finance", "health", "justice", "energy", "trade" },
  "ministry"))
  * -joins, {
  name = "organization.of-state",
  examples = { "The [Coast Guard] came.",
  "In National Guard Road it rained." },
})

-- "The Post reported": a newspaper by the word that heads its name
rules.entity("organization", T.word "the" * ((T.word { "times", "post", "guardian", "journal", "herald",
  "tribune",
  "globe", "sun", "telegraph", "observer", "economist", "chronicle", "mirror", "independent",
  "atlantic" } & T.capital) / "name") * #(T.cue + T.word { "'s", "\u{2019}s", "reported", "first" }), {
  name = "organization.paper",
  examples = { "The [Post] reported it first.", "Later the [Times] wrote so.", "The sun said nothing." },
})

-- "82nd Airborne Division", "5th Fleet"
local unit = T.word { "battalion", "brigade", "regiment", "squadron", "division", "fleet", "wing", "corps",
  "army",
  "group", "infantry", "battery", "cavalry" } & T.capital
rules.entity("organization", T.ordinal * (word - unit) ^ -4 * unit * T.word { "division", "regiment",
  "brigade" } ^ -1, {
  name = "organization.unit", sure = true,
  examples = { "The [71st Harbour Guard Battalion] left.", "The U.S. [5th Fleet] left.",
  "The 5th battalion left." },
})

-- "an analyst at Harbour Priorities": where somebody works, when nothing else knows the name
local post = T.lower & (T.title + T.word { "lecturer", "consultant", "strategist", "columnist", "scientist",
  "historian", "lawyer", "trader", "specialist" })
local employer = bare - T.given - T.event_head - T.document_head - T.programme_head - T.thing_head
rules.entity("organization", post
  * (T.word { "of", "for", "in", "on" } * (T.lower - T.word { "at", "of", "for", "in", "on" }) ^ -3) ^ -1
  * T.word "at" * T.word "the" ^ -1
  * ((employer * (T.word { "of", "for", "and", "&" } ^ -1 * employer) ^ -5) / "name") * -T.capital, {
  name = "organization.employer", yields = "tagger",
  examples = { "Ama Oke, director of naval studies at [Harbour Priorities], spoke.",
    "A fellow at the [Lake Horizons] said so.", "An analyst at Madrid Summit spoke.",
    "She was a director at Thursday's gala." },
})
