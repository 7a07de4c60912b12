/**
 * What is right in an answer, said at once: loaded when somebody asks for it. The lesson's own
 * criteria run here, made from the grader's (`course.lessons.compiled`).
 *
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("../exercise/types.js").Field} Field
 * @typedef {import("../feedback/engine.js").Found} Found
 * @typedef {import("../feedback/engine.js").Row} Row
 */
import { button, h, replaceChildren } from "../exercise/dom.js";
import { fill, said } from "../exercise/wording.js";
import { engine } from "../feedback/engine.js";
import { flat } from "../feedback/named.js";
import { measuredPhoto } from "../feedback/photo.js";
import { str } from "../feedback/text.js";
import { longText } from "./time.js";
import { uses } from "./uses.js";
import { CHECK } from "./wording.js";

const MOST_NAMED = 6;
const MOST_LETTERS = 44;
const PATIENCE = 4000;
const TYPED = ["short_text", "long_text"];
const WRITTEN = [...TYPED, "photo"];

/** Stands here and not in the page's style, which is loaded before the first tap. */
const STYLE = `
.check {
  margin: 16px 0 8px;
}
.check-said {
  margin-top: 12px;
}
.check-choice .button {
  margin: 0 8px 8px 0;
}
.check-head {
  margin: 12px 0 4px;
  font-weight: 600;
}
.check-part {
  margin: 20px 0 0;
  padding-top: 12px;
  border-top: 1px solid var(--line);
  font-weight: 700;
}
.check-part ~ .check-head[class*="is-"] {
  font-weight: 400;
}
.check-list {
  padding: 0;
  list-style: none;
}
.check-list li {
  padding: 8px 12px 8px 36px;
  border-left: 4px solid var(--line);
  background: var(--raised);
  text-indent: -24px;
}
.check-list li::before {
  display: inline-block;
  width: 24px;
  text-indent: 0;
  content: "◐";
}
.check-list.is-there li {
  border-left-color: var(--accent);
}
.check-list.is-there li::before {
  content: "✓";
}
.check-list.is-missing li::before {
  content: "✗";
}
.check-more {
  display: block;
  color: var(--soft);
  text-indent: 0;
}
.check-use .button {
  display: inline-block;
  margin: 4px 8px 8px 0;
}
.check-all {
  font-weight: 600;
}
.check-counted {
  color: var(--soft);
  font-size: 0.9rem;
}
`;

/** @type {Map<string, any[] | null>} what was measured, by the picture's own bytes */
const MEASURED = new Map();
/** @type {Promise<import("../feedback/engine.js").Compiled> | undefined} */
let compiled;

/** @param {string} address @returns {Promise<import("../feedback/engine.js").Compiled>} */
function criteria(address) {
  compiled = compiled || import(new URL(address, location.href).href);
  compiled.catch(() => {
    compiled = undefined; // so that it can be tried again
  });
  return compiled;
}

/** @param {any} value @returns {any} as `Definition.read` takes it in */
function clean(value) {
  if (typeof value === "string") return str.strip(value.replace(/\r\n?/g, "\n").normalize("NFC"));
  if (Array.isArray(value)) return value.map(clean);
  if (!value || typeof value !== "object") return value;
  return Object.assign({}, ...Object.entries(value).map(([key, one]) => ({ [key]: clean(one) })));
}

/** @param {any} model @returns {Promise<void>} once what is typed is kept, or cannot be */
function settled(model) {
  const isKept = () => (model.get("revision") || 0) <= (model.get("saved_revision") || 0);
  return new Promise((resolve) => {
    const until = Date.now() + PATIENCE;
    const look = () =>
      isKept() || model.get("problem") || Date.now() > until ? resolve() : setTimeout(look, 50);
    setTimeout(look, 0); // what is typed is saved when its field is left
  });
}

/** @param {Field[]} fields @returns {Map<string, string>} rows and options in words, by key */
function names(fields) {
  const known = new Map();
  for (const field of fields) {
    const rows = field.kind === "table" ? field.rows : [];
    for (const column of field.columns || [])
      for (const [key, text] of column.options || []) known.set(key, text);
    for (const [key, text] of field.options || []) known.set(key, text);
    for (const { key, label } of rows) known.set(key, label);
  }
  return known;
}

/** @param {any} value @returns {string[]} every text in an answer */
const texts = (value) =>
  value && typeof value === "object" ? flat(Object.values(value).map(texts)) : [String(value)];

/** @param {string} found @returns {string} what was found, as a sentence */
const sentence = (found) => (found ? `${found[0].toUpperCase()}${found.slice(1)}.` : "");

/** @param {string} name of a row, which may be a whole message */
const short = (name) =>
  name.length > MOST_LETTERS
    ? `${name.slice(0, MOST_LETTERS).replace(/[\s,.:;]+\S*$/, "")}…`
    : name;

/** @typedef {(text: string, other?: string) => string} Retold A checker's sentence in the page's language (found.js). */

/**
 * @param {Row} row @param {Map<string, string>} known @param {string[]} given @param {Retold} retold
 * @returns {string} what to look at again
 */
function more(row, known, given, retold) {
  /** @type {string[]} */
  const missed = (row.missed || []).map((/** @type {string} */ key) => known.get(key));
  const named = missed.filter(Boolean).slice(0, MOST_NAMED).map(short);
  const n = missed.length - named.length;
  if (named.length) return fill(n ? CHECK.look_more : CHECK.look, { names: named.join("; "), n });
  const found = row.found.trim();
  const isKey = found.split(", ").every((part) => known.has(part));
  return isKey || given.some((one) => one.startsWith(found)) ? "" : sentence(retold(found, ""));
}

/** @param {"there" | "partly" | "missing"} kind @param {HTMLElement[]} items @param {boolean} written */
function group(kind, items, written) {
  if (!items.length) return [];
  const head = (written ? CHECK.written : CHECK.chosen)[kind];
  return [
    h("p", { class: `check-head is-${kind}` }, head),
    h("ul", { class: `check-list is-${kind}` }, ...items),
  ];
}

/** @param {Row[]} rows @param {(row: Row) => string[]} details @param {boolean} written @returns {HTMLElement[]} */
function listed(rows, details, written) {
  const kinds = /** @type {const} */ (["missing", "partly", "there"]);
  const of = (/** @type {Row} */ row) =>
    row.share >= 1 ? "there" : row.share > 0 ? "partly" : "missing";
  return flat(
    kinds.map((kind) => {
      const items = rows
        .filter((row) => of(row) === kind)
        .map((row) =>
          h(
            "li",
            null,
            said(row.label),
            ...details(row).map((text) => h("span", { class: "check-more" }, text)),
          ),
        );
      return group(kind, items, written);
    }),
  );
}

/** @param {Field[]} fields */
const isWritten = (fields) => fields.some(({ kind }) => WRITTEN.includes(kind));

/** @param {Row | null} guard */
const isWrong = (guard) => Boolean(guard && guard.share < 1);

/** @param {Found[]} some @param {Retold} retold @returns {HTMLElement[]} why they cannot count whole */
function guards(some, retold) {
  const wrong = flat(some.map(({ guard }) => (guard && isWrong(guard) ? [guard] : [])));
  return wrong.map(({ found: why }) =>
    h("p", { class: "check-guard" }, fill(CHECK.guard, { why: retold(why) })),
  );
}

/**
 * @param {Found[]} found @param {Field[]} fields
 * @returns {[string, Field[], Found[]][]} by what they are about, as its labels say
 */
function parts(found, fields) {
  /** @type {Map<string, [string, Field[], Found[]]>} */
  const by = new Map();
  for (const one of found) {
    const about = fields.filter(({ key }) => (one.fields || []).includes(key));
    const head = about.map(({ label }) => label).join(" · ");
    const [, , some] = by.get(head) || [head, about, []];
    by.set(head, [head, about.length ? about : fields, [...some, one]]);
  }
  return Array.from(by.values());
}

/**
 * @param {Found[]} found @param {Field[]} fields @param {any} value @param {Record<string, string>} ways
 * @param {Retold} [retold]
 * @returns {HTMLElement[]} what is there and what is not, in words
 */
export function shown(found, fields, value, ways, retold = (text) => text) {
  const known = names(fields);
  const given = texts(value);
  const isPhoto =
    fields.some(({ kind }) => kind === "photo") && !fields.some(({ kind }) => TYPED.includes(kind));
  /** @type {Set<string>} */
  const seen = new Set();
  const details = (/** @type {Row} */ row) => {
    const way = ways[row.label];
    if (row.share >= 1) return isPhoto ? [sentence(retold(row.found))].filter(Boolean) : [];
    const what = more(row, known, given, retold);
    // An empty photo fails in everything: said once, and no advice on what cannot be seen.
    if (isPhoto && what && seen.has(what)) return [];
    seen.add(what);
    return [what, said(way || "")].filter(Boolean);
  };
  const isFull = found.every(
    ({ guard, criteria }) => !isWrong(guard) && criteria.every(({ share }) => share >= 1),
  );
  const several = parts(found, fields);
  const each = several.map(([head, about, some]) => [
    ...(several.length > 1 && head ? [h("p", { class: "check-part" }, head)] : []),
    ...guards(some, retold),
    ...listed(flat(some.map(({ criteria }) => criteria)), details, isWritten(about)),
  ]);
  const all = isWritten(fields) ? CHECK.all_written : CHECK.all;
  return [...(isFull ? [h("p", { class: "check-all" }, all)] : []), ...flat(each)];
}

/** @param {Page} page @param {string} id @param {any} model @returns {Promise<HTMLElement[]>} */
async function checked(page, id, model) {
  const { keeper, data } = page;
  const module = await criteria(data.assets.criteria || "");
  if (module.data.left.includes(id)) return [h("p", null, CHECK.teacher)];
  const { fields } = data.widgets[id].traits;
  const uploads = model.get("uploads") || {};
  for (const data_ of Object.values(uploads)) {
    if (!MEASURED.has(data_)) MEASURED.set(data_, await measuredPhoto(data_).catch(() => null));
  }
  const asked = (/** @type {string} */ one) =>
    one in data.widgets ? /** @type {any} */ (data.widgets[one].traits) : null;
  const value = clean(model.get("value") || {});
  const given = (/** @type {string} */ one) => {
    const entry = keeper.entries.get(one);
    if (one === id) return value;
    // What builds on an earlier task builds on what counts of it.
    return entry && keeper.state(one) !== "changed" ? clean((entry.first || entry).value) : null;
  };
  const { check } = engine(module, asked, (path) => MEASURED.get(uploads[path]) || null);
  const { found = "" } = data.assets;
  /** @type {{retold?: Retold}} */
  const { retold } = found ? await import(new URL(found, location.href).href) : {};
  return shown(check(id, given), fields, value, module.data.ways[id] || {}, retold);
}

/** @param {Page} page @param {string} id @returns {Promise<HTMLElement[]>} what is made of the answer to keep */
async function keepsakesOf(page, id) {
  const { keepsakes } = page.data.assets;
  if (!keepsakes) return [];
  /** @type {typeof import("./keepsakes.js")} */
  const made = await import(new URL(keepsakes, location.href).href);
  return made.keepsakes(page, id);
}

/** @param {Page} page @param {string} id @returns {HTMLElement} */
function counted(page, id) {
  const { at = "" } = page.keeper.entries.get(id)?.first || {};
  return h("p", { class: "check-counted" }, fill(CHECK.counted, { time: longText(new Date(at)) }));
}

/** The box under a task: its button, and where it is said. */
class Box {
  /** @param {HTMLElement} el @param {string} id @param {Page} page @param {any} model */
  constructor(el, id, page, model) {
    this.said = /** @type {HTMLElement} */ (el.querySelector(".check-said"));
    this.press = /** @type {HTMLButtonElement} */ (el.querySelector("button"));
    this.id = id;
    this.page = page;
    this.model = model;
  }

  async run() {
    const { id, page, model } = this;
    replaceChildren(this.said, h("p", { class: "soft" }, CHECK.working));
    try {
      await settled(model);
      await criteria(page.data.assets.criteria || "");
      await page.keeper.check(id);
      const own = uses(page.data.widgets[id].traits.fields, model.get("value") || {});
      const kept = await keepsakesOf(page, id);
      const found = await checked(page, id, model);
      replaceChildren(this.said, ...found, ...own, ...kept, counted(page, id));
    } catch (error) {
      console.error(error);
      replaceChildren(this.said, h("p", null, CHECK.broken));
    }
    this.press.hidden = false;
    this.press.textContent = CHECK.again;
  }

  /** Before the first time: this is what counts. */
  ask() {
    const later = () => {
      this.said.textContent = "";
      this.press.hidden = false;
      this.press.focus();
    };
    const isPart = this.page.keeper.state(this.id) === "part";
    const question = h("p", null, isPart ? `${CHECK.part} ${CHECK.question}` : CHECK.question);
    const yes = button(CHECK.yes, () => this.run(), { class: "button primary" });
    const no = button(CHECK.no, later, { class: "button" });
    this.press.hidden = true;
    replaceChildren(this.said, question, h("div", { class: "check-choice" }, yes, no));
    yes.focus();
  }
}

/**
 * Says what is right in the answer to an exercise; before the first time, that it will count.
 *
 * @param {HTMLElement} el with the button, and where it is said
 * @param {string} id @param {Page} page
 */
export async function openCheck(el, id, page) {
  const model = page.keeper.models.get(id);
  if (!model) return;
  if (!document.getElementById("check-style")) {
    document.head.append(h("style", { id: "check-style" }, STYLE));
  }
  await settled(model);
  const box = new Box(el, id, page, model);
  if (page.keeper.entries.get(id)?.first) await box.run();
  else box.ask();
}
