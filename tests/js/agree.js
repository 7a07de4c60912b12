/** Answers on stdin, one a line, are marked by lessons' criteria in JavaScript: `test_compiled.py` compares. */

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { engine, withCommon } from "../../course/js/feedback/engine.js";
import { measured } from "../../course/js/feedback/photo.js";

const folder = process.argv[2];
const lessons = JSON.parse(readFileSync(`${folder}/asked.json`, "utf8"));
/** @type {Record<string, any[]>} what was measured, by its path */
const photos = {};
/** @type {Record<string, ReturnType<typeof engine>>} */
const engines = {};
const common = await import(pathToFileURL(`${folder}/common.mjs`).href);
for (const [name, asked] of Object.entries(lessons)) {
  const compiled = await import(pathToFileURL(`${folder}/${name}.mjs`).href);
  engines[name] = engine(
    withCommon(compiled, common),
    (exercise) => asked[exercise] || null,
    (path) => photos[path] || null,
  );
}

/** @type {Record<string, any>} */
const known = {};

/** @param {{ width: number, height: number, bytes: number, raw: string }} photo measured once, used by many answers */
function measure({ width, height, bytes, raw }) {
  known[raw] ||= measured({ width, height, data: readFileSync(raw) }, bytes);
  return known[raw];
}

for await (const line of createInterface({ input: process.stdin })) {
  const { lesson, exercise, value, pictures = {} } = JSON.parse(line);
  for (const path of Object.keys(photos)) delete photos[path];
  for (const [path, picture] of Object.entries(pictures)) photos[path] = measure(picture);
  const given = (/** @type {string} */ one) => (one === exercise ? value : null);
  process.stdout.write(`${JSON.stringify(engines[lesson].check(exercise, given))}\n`);
}
