/**
 * The words of the pages themselves, as a gettext template: `course/locale/words.pot`. Translators'
 * catalogues beside it are brought up to date from it by `course translate`.
 *
 * Words are every text of a `wording.js`, and what stands in `said("...")` (JavaScript, Python), in
 * `_("...")` (templates) or in `sayable("...")` (Python: said later).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const WORDINGS = ["exercise/wording.js", "phone/wording.js", "phone/found.js", "live/wording.js"];
/** What only a class's own people see, or a page says in two languages already. */
const LEFT_OUT = { "live/wording.js": ["SCREEN"], "phone/wording.js": ["LETTER"] };
const CALLS = /\b(?:said|_|sayable)\(\s*"((?:[^"\\]|\\.)*)"/g;
const ROOMS = ["exercises", "phone", "lessons", "criteria", "curriculum", "js"];

/** @param {any} words @returns {string[]} */
const texts = (words) =>
  typeof words === "string"
    ? [words]
    : typeof words === "object"
      ? Object.values(words).flatMap(texts)
      : [];

/** @param {string} folder @returns {string[]} */
function sources(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(js|py|j2)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/node_modules|static/.test(path))
    .sort();
}

/** @returns {Promise<string>} the template */
export async function template() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  const note = (/** @type {string} */ text, /** @type {string} */ place) => {
    const places = found.get(text) || [];
    if (/\p{L}/u.test(text) && !places.includes(place)) found.set(text, [...places, place]);
  };
  for (const path of WORDINGS) {
    const left = /** @type {Record<string, string[]>} */ (LEFT_OUT)[path] || [];
    for (const [name, words] of Object.entries(await import(`./${path}`)))
      if (!left.includes(name) && name !== "LANG")
        for (const text of texts(words)) note(text, `js/${path}`);
  }
  for (const room of ROOMS)
    for (const path of sources(join("..", room)))
      for (const [, text] of readFileSync(path, "utf8").matchAll(CALLS))
        note(JSON.parse(`"${text}"`), path.split(sep).slice(1).join("/"));
  const blocks = [...found].map(([text, places]) => {
    const where = places.map((place) => `#: ${place}\n`).join("");
    return `${where}msgid ${JSON.stringify(text)}\nmsgstr ""\n`;
  });
  const head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n';
  return [`# Written by build.js.\n${head}`, ...blocks].join("\n");
}
