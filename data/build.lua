--- Builds the lexicons and tables of this folder from a folder of fact tables:
---     broadsheet run data/build.lua ../shared/facts        (or: lua5.4 data/build.lua FACTS)
--- The same facts give the same bytes. What is written by hand lies in data/build/*.csv.
local script = arg and arg[0] or "data/build.lua"
local home = script:match "^(.*)/[^/]*$" or "."
package.path = home .. "/build/?.lua;" .. package.path

local bodies = require "bodies"
local countries = require "countries"
local csv = require "csv"
local people = require "people"
local tables = require "tables"

local facts = assert(arg and arg[1], "usage: build.lua FACTS [INTO]")
local into = arg[2] or home
local lists = home .. "/build"

csv.write(into .. "/lexicons/countries.csv", countries.columns, countries.rows(facts, lists))
csv.write(into .. "/lexicons/places.csv", countries.place_columns, countries.places(facts, lists))
csv.write(into .. "/lexicons/people.csv", people.columns, people.rows(facts))
csv.write(into .. "/lexicons/organizations.csv", bodies.organisation_columns,
  bodies.organisations(facts, lists))
csv.write(into .. "/lexicons/programmes.csv", bodies.programme_columns, bodies.programmes(facts))
csv.write(into .. "/lexicons/events.csv", bodies.event_columns, bodies.events(facts))

local names = { sipri_exporters_2019_2023 = "published", nato_summits = "summits",
  summit_attendance = "attendance", summit_topics = "topics", arms_exports_2014_2023 = "exports" }
for name, maker in pairs(names) do
  local rows, columns = tables[maker](facts)
  csv.write(into .. "/tables/" .. name .. ".csv", columns, rows)
end
