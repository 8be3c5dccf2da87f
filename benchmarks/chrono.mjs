// chrono-node's Russian parser over JSON lines on standard input; prints {posts, dates, seconds} of processor time.
//   node chrono.mjs PATH-OF-CHRONO-NODE < posts.jsonl
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const chrono = await import(pathToFileURL(join(process.argv[2], "dist/esm/index.js")).href);
const posts = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const reference = new Date(2024, 1, 5, 10);
for (const text of posts.slice(0, 500)) chrono.ru.parse(text, reference);
const before = process.cpuUsage();
let dates = 0;
for (const text of posts) dates += chrono.ru.parse(text, reference).length;
const used = process.cpuUsage(before);
console.log(JSON.stringify({ posts: posts.length, dates, seconds: (used.user + used.system) / 1e6 }));
