--- The folder that holds `scripts/` and `data/`, found from where this file was loaded.
local _, path = ...

local home = {}

home.path = (path or ""):match "^(.*)/scripts/lib/home%.lua$" or "."

--- A path below it.
function home.file(name)
  return home.path .. "/" .. name
end

return home
