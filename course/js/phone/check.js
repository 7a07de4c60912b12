/**
 * What is right in an answer, said at once: loaded when somebody asks for it. The lesson's own
 * criteria run here, made from the grader's (`course.lessons.compiled`).
 *
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("../exercise/types.js").Field} Field
 * @typedef {import("./verdict.js").Retold} Retold
 * @typedef {import("../feedback/engine.js").Found} Found
 * @typedef {import("./types.js").First} First
 */

import { button, h, replaceChildren } from "../exercise/dom.js";
import { isBare } from "../exercise/parts/frame.js";
import { fill, said } from "../exercise/wording.js";
import { engine, withCommon } from "../feedback/engine.js";
import { measuredPhoto } from "../feedback/photo.js";
import { str } from "../feedback/text.js";
import { under } from "./entries.js";
import { uses } from "./uses.js";
import { empties, guardText, harmless, hasNumber, isWritten, rightOf, verdict } from "./verdict.js";
import { CHECK } from "./wording.js";

const MOST_THERE = 3;
const PATIENCE = 4000;

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
.check-list.is-missing li::before {
  content: "✗";
}
.check-more {
  display: block;
  text-indent: 0;
}
.check-more,
.check-later {
  color: var(--soft);
}
.check-use .button {
  display: inline-block;
  margin: 4px 8px 8px 0;
}
.check-all {
  font-weight: 600;
}
.check-all::before,
.check-there::before,
.check-row.is-right::before {
  content: "✓ ";
}
.check-row.is-wrong::before {
  content: "✗ ";
}
.check-row {
  display: block;
  color: var(--accent);
}
.check-row.is-wrong {
  color: var(--bad);
}
`;

/** @type {Map<string, any[] | null>} what was measured, by the picture's own bytes */
const MEASURED = new Map();
/** @type {Promise<import("../feedback/engine.js").Compiled> | undefined} */
let compiled;

/** @param {Page} page @returns {Promise<import("../feedback/engine.js").Compiled>} */
function criteria({ data: { assets } }) {
  compiled = compiled || whole(assets.criteria || "", assets.common || "");
  compiled.catch(() => {
    compiled = undefined; // so that it can be tried again
  });
  return compiled;
}

/** @param {string[]} addresses of the lesson's own criteria, and of what all lessons have in common */
async function whole(...addresses) {
  const [own, shared] = await Promise.all(
    addresses.map((address) => import(new URL(address, location.href).href)),
  );
  return withCommon(own, shared);
}

/** @param {any} value @returns {any} as `Definition.read` takes it in */
function clean(value) {
  if (typeof value === "string") return str.strip(value.replace(/\r\n?/g, "\n").normalize("NFC"));
  if (Array.isArray(value)) return value.map(clean);
  if (!value || typeof value !== "object") return value;
  return Object.assign({}, ...Object.entries(value).map(([key, one]) => ({ [key]: clean(one) })));
}

/** @param {Field[]} fields @param {any} value @returns {any} an answer as the grader reads it: a sentence with nothing filled in is none */
const readBy = (fields, value) => {
  const left = fields.filter((field) => isBare(field, value[field.key]));
  return Object.assign(clean(value), ...left.map(({ key }) => ({ [key]: "" })));
};

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

/** @param {[string, string[]]} there @param {boolean} written @returns {string} in one line */
function thereText([part, there], written) {
  const { there: word } = written ? CHECK.written : CHECK.chosen;
  const some = there.slice(0, MOST_THERE).map((label) => said(label));
  const n = there.length - some.length;
  const head = part ? `${part} · ${word}` : word;
  return fill(n ? CHECK.there_more : CHECK.there, { head, what: some.join(", "), n });
}

/** @param {import("./verdict.js").Item} item */
const entry = ({ label, details }) =>
  h(
    "li",
    null,
    said(label),
    ...details.map((text) => h("span", { class: "check-more" }, said(text))),
  );

/** @param {import("./verdict.js").Item[]} items @returns {HTMLElement[]} under what they are about, and what they lack */
function listed(items) {
  /** @type {HTMLElement[]} */
  const all = [];
  let [part, word] = ["", ""];
  for (const item of items) {
    const { head, kind, written } = item;
    const now = (written ? CHECK.written : CHECK.chosen)[kind];
    if (head !== part) all.push(h("p", { class: "check-part" }, head));
    if (head !== part || now !== word)
      all.push(
        h("p", { class: "check-head" }, now),
        h("ul", { class: `check-list is-${kind}` }, entry(item)),
      );
    else all[all.length - 1].append(entry(item));
    [part, word] = [head, now];
  }
  return all;
}

/**
 * @param {import("./verdict.js").Verdict} verdict @param {Field[]} fields @param {Retold} retold
 * @param {number} before how many were right at first @returns {HTMLElement[]}
 */
function shown({ isFull, guards, items, later, there, right, of, told }, fields, retold, before) {
  const written = isWritten(fields);
  const { mended } = written ? CHECK.written : CHECK.chosen;
  const isBetter = right > before && !guards.length;
  const better = isBetter ? [fill(mended, { before, now: right, of })] : [];
  const more = [...better, ...told].map((text) => h("p", { class: "check-mended" }, text));
  if (isFull)
    return [h("p", { class: "check-all" }, written ? CHECK.all_written : CHECK.all), ...more];
  return [
    ...more,
    ...there.map((some) => h("p", { class: "check-there" }, thereText(some, written))),
    ...guards.map((guard) => h("p", { class: "check-guard" }, guardText(guard, retold))),
    ...listed(items),
    ...(later ? [h("p", { class: "check-later" }, CHECK.later)] : []),
  ];
}

/** @param {HTMLElement} place of the task @param {Record<string, Record<string, boolean>>} rows */
function markRows(place, rows) {
  for (const el of Array.from(place.querySelectorAll(".check-row"))) el.remove();
  for (const [key, marks] of Object.entries(rows)) {
    for (const el of Array.from(place.querySelectorAll(`[data-field="${key}"] [data-row]`))) {
      const row = /** @type {HTMLElement} */ (el);
      const isRight = marks[row.dataset.row || ""];
      if (isRight === undefined) continue;
      const [look, words] = isRight ? ["right", CHECK.row_right] : ["wrong", CHECK.row_wrong];
      const mark = h("span", { class: `check-row is-${look}` }, words);
      row.querySelector("th")?.append(mark);
      // What is mended is no longer what was checked.
      for (const way of ["input", "change"])
        row.addEventListener(way, () => mark.remove(), { once: true });
    }
  }
}

/**
 * @param {Page} page @param {string} id @param {Record<string, string>} uploads
 * @returns {Promise<(own: any, checked?: First) => Found[]>} what the criteria say of an answer to the task; what it builds on is
 *   as it stands, or as it stood when it was `checked`
 */
async function checker(page, id, uploads) {
  const { keeper, data } = page;
  const module = await criteria(page);
  for (const data_ of Object.values(uploads)) {
    if (!MEASURED.has(data_)) MEASURED.set(data_, await measuredPhoto(data_).catch(() => null));
  }
  const asked = (/** @type {string} */ one) =>
    one in data.widgets ? /** @type {any} */ (data.widgets[one].traits) : null;
  const { check } = engine(module, asked, (path) => MEASURED.get(uploads[path]) || null);
  return (own, checked) =>
    check(id, (one, later) => {
      const entry = keeper.entries.get(one);
      if (one === id) return own;
      if (!entry || keeper.state(one) === "changed") return null;
      return clean((later ? under(entry, one, checked) : (entry.first || entry).value) || {});
    });
}

/** @param {Page} page @returns {Promise<Retold>} */
async function retelling({ data }) {
  const { found = "" } = data.assets;
  /** @type {{retold?: Retold}} */
  const { retold = (text) => text } = found ? await import(new URL(found, location.href).href) : {};
  return retold;
}

/**
 * @param {HTMLElement} place of the task @param {Page} page @param {string} id @param {any} model
 * @returns {Promise<[HTMLElement[], boolean]>} what is said of it, beside what its rows say themselves; and
 *   whether it may be used as it is
 */
async function checked(place, page, id, model) {
  const { data } = await criteria(page);
  if (data.left.includes(id)) return [[h("p", null, CHECK.teacher)], true];
  const { fields } = page.data.widgets[id].traits;
  const value = readBy(fields, model.get("value") || {});
  const check = await checker(page, id, model.get("uploads") || {});
  const retold = await retelling(page);
  const plain = check(harmless(fields, value));
  const { first } = page.keeper.entries.get(id) || {};
  const ways = data.ways[id] || {};
  const said_ = verdict(check(value), fields, value, ways, retold, plain, first?.value);
  markRows(place, said_.rows);
  // A picture of before is no longer at hand to be measured.
  const isSeen = fields.some((/** @type {Field} */ { kind }) => kind === "photo");
  const before = first && !isSeen ? rightOf(check(readBy(fields, first.value), first)) : said_.of;
  const lines = shown(said_, fields, retold, before);
  if (hasNumber(value)) lines.push(h("p", null, CHECK.number));
  return [lines, said_.isFit];
}

/** @param {Page} page @param {string} id @returns {Promise<HTMLElement[]>} what is made of the answer to keep */
async function keepsakesOf(page, id) {
  const { keepsakes } = page.data.assets;
  if (!keepsakes) return [];
  /** @type {typeof import("./keepsakes.js")} */
  const made = await import(new URL(keepsakes, location.href).href);
  return made.keepsakes(page, id);
}

/** The box under a task: its button, and where it is said. */
class Box {
  /** @param {HTMLElement} el @param {string} id @param {Page} page @param {any} model */
  constructor(el, id, page, model) {
    this.said = /** @type {HTMLElement} */ (el.querySelector(".check-said"));
    this.place = /** @type {HTMLElement} */ (el.parentElement);
    this.press = /** @type {HTMLButtonElement} */ (el.querySelector("button"));
    this.id = id;
    this.page = page;
    this.model = model;
    /** Nothing of this lesson was checked yet: what counts is said once. */
    this.isNew = !Array.from(page.keeper.entries.values()).some(({ first }) => first);
    // What was said of a picture is not said of another one; a question (no button) stays.
    model.off("change:uploads", undefined, this.said);
    model.on("change:uploads", () => this.press.hidden || this.clear(), this.said);
  }

  async run() {
    const { id, page, model } = this;
    replaceChildren(this.said, h("p", { class: "soft" }, CHECK.working));
    try {
      await settled(model);
      const { data } = await criteria(page);
      await page.keeper.check(id, data.below?.[id]);
      const kept = await keepsakesOf(page, id);
      const [lines, isFit] = await checked(this.place, page, id, model);
      const own = uses(page.data.widgets[id].traits.fields, model.get("value") || {}, isFit);
      replaceChildren(this.said, ...lines, ...own, ...kept);
    } catch (error) {
      console.error(error);
      replaceChildren(this.said, h("p", null, CHECK.broken));
    }
    this.press.hidden = false;
    this.press.textContent = CHECK.again;
  }

  /** Before the first time, once a lesson: this is what counts. */
  ask() {
    const yes = button(CHECK.yes, () => this.run(), { class: "button primary" });
    const no = button(CHECK.no, () => this.close(), { class: "button" });
    this.choose([h("p", null, CHECK.question), h("p", null, CHECK.counts)], yes, no);
  }

  /** What has empty boxes is not yet what counts, unless somebody wants it so. @param {ReturnType<typeof empties>} left */
  askToFill({ keys, names }) {
    const fill_ = button(CHECK.fill, () => this.goTo(keys[0]), { class: "button primary" });
    const run = button(CHECK.as_it_is, () => this.run(), { class: "button" });
    const text = names.length ? fill(CHECK.empty, { names: names.join(", ") }) : CHECK.empty_one;
    const more = this.isNew ? [h("p", null, CHECK.counts)] : [];
    this.choose([h("p", null, text), ...more], fill_, run);
  }

  /** @param {HTMLElement[]} question @param {HTMLButtonElement} first @param {HTMLButtonElement} second */
  choose(question, first, second) {
    this.press.hidden = true;
    replaceChildren(this.said, ...question, h("div", { class: "check-choice" }, first, second));
    first.focus();
  }

  clear() {
    replaceChildren(this.said);
    this.press.hidden = false;
  }

  close() {
    this.clear();
    this.press.focus();
  }

  /** Turns to the page of a long form on which a field stands. @param {string} key */
  toPart(key) {
    const { model } = this;
    const isHere = () =>
      model.get("shown").some((/** @type {{key: string}} */ one) => one.key === key);
    for (let n = 1; n <= (model.get("parts") || 0) && !isHere(); n += 1) {
      model.set("part", n);
      location.hash = `${this.place.closest(".step")?.id}${n > 1 ? `.${n}` : ""}`;
    }
  }

  /** @param {string} key of the field to fill */
  goTo(key) {
    this.close();
    this.toPart(key);
    const field = this.place.querySelector(`[data-field="${key}"]`);
    const control = Array.from(
      field?.querySelectorAll("input, textarea, select, button") || [],
    ).find((one) => !(/** @type {HTMLInputElement} */ (one).value) || one.tagName === "BUTTON");
    field?.scrollIntoView({ block: "center" });
    /** @type {HTMLElement | undefined} */ (control)?.focus({ preventScroll: true });
  }
}

/**
 * Says what is right in the answer to an exercise. Before the first time of a lesson it says that this will count; an answer
 * with something empty counts only where that is wanted.
 *
 * @param {HTMLElement} el with the button, and where it is said
 * @param {string} id @param {Page} page
 */
export async function openCheck(el, id, page) {
  const { keeper } = page;
  const model = keeper.models.get(id);
  if (!model) return;
  if (!document.getElementById("check-style")) {
    document.head.append(h("style", { id: "check-style" }, STYLE));
  }
  await page.left();
  await settled(model);
  const box = new Box(el, id, page, model);
  if (keeper.entries.get(id)?.first) return box.run();
  const { fields } = page.data.widgets[id].traits;
  const left = empties(fields, readBy(fields, model.get("value") || {}));
  if (left.keys.length) return box.askToFill(left);
  return box.isNew ? box.ask() : box.run();
}
