std = "lua54"
max_line_length = 110
read_globals = { "broadsheet", "lpeg", "corpus", "arg" }
exclude_files = { "scripts/types/*", "build/*", "tests/fixtures/*" }
