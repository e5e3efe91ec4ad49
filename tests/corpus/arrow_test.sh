#!/bin/sh
# arrow_test.sh COLUMNS SOURCE WORK - installs the pinned apache-arrow into WORK, once, and runs
# arrow_test.mjs there. Says why and exits with 77 (skipped) where there is no node, npm or registry.
set -eu
columns=$1 source=$2 work=$3
command -v node >/dev/null || { echo "skipped: node is not installed"; exit 77; }
command -v npm >/dev/null || { echo "skipped: npm is not installed"; exit 77; }
mkdir -p "$work"
if ! cmp -s "$source/package-lock.json" "$work/installed-lock.json"; then
  cp "$source/package.json" "$source/package-lock.json" "$work"
  (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >install.log 2>&1) || {
    echo "skipped: npm could not install apache-arrow, see $work/install.log"
    exit 77
  }
  cp "$source/package-lock.json" "$work/installed-lock.json"
fi
cd "$work"
exec node "$source/arrow_test.mjs" "$columns" "$work/shards"
