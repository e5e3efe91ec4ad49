--- Places: states in the short forms of newspapers, which are other words elsewhere.
local rules = broadsheet.rules
local T = rules.token

-- "Jackson, Miss.", "(R-Miss.)", "Paul Ryan, R-Wis."
local state = T.word { "ala.", "ariz.", "ark.", "calif.", "colo.", "conn.", "d.c.", "del.", "fla.", "ga.",
  "ill.", "ind.", "kan.", "kans.", "ky.", "la.", "mass.", "md.", "me.", "mich.", "minn.", "miss.", "mo.",
  "mont.", "n.c.", "n.d.", "n.h.", "n.j.", "n.m.", "n.y.", "neb.", "nev.", "okla.", "ont.", "ore.", "pa.",
  "que.", "r.i.", "s.c.", "s.d.", "tenn.", "tex.", "va.", "vt.", "w.va.", "wash.", "wis.", "wyo." } &
  T.capital
local party = T.word { "r", "d", "i" } * T.word { "-", "\u{2013}" }
rules.entity("place", T.word "(" * party ^ -1 * (state / "name") * T.word ")"
  + T.word "," * party ^ -1 * (state / "name") + party * (state / "name"), {
  name = "place.state", priority = 1,
  examples = { "He met Ana Duarte (R-[Miss.]) there.", "In Harbour, [Wis.], it rained.",
    "Ana Duarte, D-[Mass.], left.", "They heard Mass." },
})

-- "the Amazon", "Amazon rainforest": what is a company elsewhere
local river = T.word "amazon" & T.capital
local company = T.word { "'s", "\u{2019}s", "-", "founder", "chief", "ceo", "app", "warehouse", "store",
  "stock", "spokesman", "spokeswoman", "spokesperson", "website", "workers", "union" }
local land = T.word { "river", "basin", "rainforest", "rain", "jungle", "forest", "forests", "region",
  "deforestation", "delta", "clearing", "fires", "tribe", "tribes", "states" }
rules.entity("place", T.word "the" * (river / "name") * -company + (river / "name") * #land, {
  name = "place.river", priority = 1,
  examples = { "Trees of the [Amazon] burn.", "In the [Amazon] basin it rains.", "They sued Amazon." },
})
