// arrow_test.mjs - our column files, opened by apache-arrow: rows, missing rows, sums and digests
// must be those that the program `columns` prints. `node arrow_test.mjs COLUMNS FOLDER [SHARD...]`
// from a folder with node_modules; the shards are made in FOLDER unless some are given.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { tableFromIPC, DataType } = createRequire(`${process.cwd()}/`)("apache-arrow");

const digestByte = (digest, byte) => Math.imul(digest ^ byte, 16777619) >>> 0;
const digestText = (digest, text) => {
  for (const byte of Buffer.from(text, "utf8")) digest = digestByte(digest, byte);
  return digestByte(digest, 0xff);
};

function digestTexts(column, isList) {
  let digest = 2166136261;
  for (let row = 0; row < column.length; row++) {
    const value = column.get(row);
    if (value === null) digest = digestByte(digest, 0xfe);
    else if (!isList) digest = digestText(digest, value);
    else {
      for (let i = 0; i < value.length; i++) digest = digestText(digest, value.get(i));
      digest = digestByte(digest, 0xfd);
    }
  }
  return digest.toString(16).padStart(8, "0");
}

// Days are read as they are stored, not as the points in time that `get` makes of them.
function sumWhole(column) {
  let sum = 0n;
  const isDay = DataType.isDate(column.type);
  let row = 0;
  for (const data of column.data)
    for (let i = 0; i < data.length; i++, row++) {
      const value = column.get(row);
      if (value === null) continue;
      if (DataType.isList(column.type))
        for (let j = 0; j < value.length; j++) sum += BigInt(value.get(j)) * BigInt(row + 1);
      else sum += BigInt(isDay ? data.values[i] : value);
    }
  return BigInt.asUintN(64, sum).toString();
}

function sumNumbers(column) {
  let sum = 0;
  for (const value of column) if (value !== null) sum += value;
  return sum;
}

const [columns, folder, ...shards] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const lines = execFileSync(columns, shards.length ? shards : ["make", folder], {
  encoding: "utf8",
  maxBuffer: 1 << 26,
}).trimEnd().split("\n");

const tables = new Map();
const wrong = [];
for (const line of lines) {
  const [path, name, rows, missing, kind, expected] = line.split("\t");
  if (!tables.has(path)) tables.set(path, { table: tableFromIPC(readFileSync(path)), seen: 0 });
  const opened = tables.get(path);
  opened.seen++;
  const column = opened.table.getChild(name);
  const say = (what, found) => wrong.push(`${path}: ${name}: ${what}: ${found}; ${line}`);
  if (!column) {
    say("missing column", "none");
    continue;
  }
  if (column.length !== Number(rows)) say("rows", column.length);
  if (column.nullCount !== Number(missing)) say("missing rows", column.nullCount);
  const item = DataType.isList(column.type) ? column.type.children[0].type : column.type;
  if (kind === "digest") {
    const found = digestTexts(column, DataType.isList(column.type));
    if (!DataType.isUtf8(item) && !DataType.isDictionary(item)) say("type", column.type);
    if (found !== expected) say("digest", found);
  } else if (kind === "number") {
    if (sumNumbers(column) !== Number(expected)) say("sum", sumNumbers(column));
  } else if (sumWhole(column) !== expected) say("sum", sumWhole(column));
}
for (const [path, { table, seen }] of tables)
  if (table.numCols !== seen) wrong.push(`${path}: ${table.numCols} columns, ${seen} were printed`);
if (tables.size === 0 || lines.length < 80) wrong.push(`only ${lines.length} columns were printed`);

for (const problem of wrong) console.error(problem);
console.log(`${tables.size} files, ${lines.length} columns, ${wrong.length} differ`);
process.exit(wrong.length ? 1 : 0);
