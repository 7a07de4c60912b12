/**
 * What is said of an answer: pure functions from what the criteria found to what the page shows. Two things
 * to mend at once, and never how many are left: what must not stand there, then the ones worth most; what is there in a
 * line for each part of the page; of a table each row.
 *
 * @typedef {import("../exercise/types.js").Field} Field
 * @typedef {import("../exercise/types.js").Row} TableRow
 * @typedef {import("../feedback/engine.js").Found} Found
 * @typedef {import("../feedback/engine.js").Row} Row
 *
 * @typedef {(text: string, other?: string) => string} Retold A checker's sentence in the page's language (found.js).
 *
 * @typedef {object} Item  something to mend
 * @property {string} head  what it is about, where a task has several messages
 * @property {"missing" | "partly"} kind
 * @property {boolean} written  or chosen
 * @property {string} label
 * @property {string[]} details
 *
 * @typedef {object} Verdict
 * @property {boolean} isFull
 * @property {(Row & {head: string})[]} guards  why the texts cannot count whole, and which where there are several
 * @property {Item[]} items
 * @property {boolean} later  more comes after those
 * @property {boolean} isFit  what is written may go out as it is
 * @property {[string, string[]][]} there  under what they are about, "" where there is one thing alone
 * @property {string[]} told  what is worth saying of those
 * @property {number} right  how many are there
 * @property {number} of  how many are asked for
 * @property {Record<string, Record<string, boolean>>} rows  by table and row, as far as that is known
 */
import { fill } from "../exercise/wording.js";
import { flat } from "../feedback/named.js";
import { isGiven } from "./entries.js";
import { CHECK } from "./wording.js";

const AT_ONCE = 2;
const MOST_NAMED = 6;
const MOST_LETTERS = 44;
const MOST_LABELS = 2;
const TYPED = ["short_text", "long_text"];
const NAMED = ["table", "choice", "choices", "order"];

/** @param {Field[]} fields */
export const isWritten = (fields) => fields.some(({ kind }) => [...TYPED, "photo"].includes(kind));

/** @param {string} name of a row, which may be a whole message @returns {string} */
export const short = (name) =>
  name.length > MOST_LETTERS
    ? `${name.slice(0, MOST_LETTERS).replace(/[\s,.:;]+\S*$/, "")}…`
    : name;

const NUMBERED = /^(\w{1,2})\.\s/;

/** @param {string} name @returns {string} "3" of what is numbered on the page */
const called = (name) => NUMBERED.exec(name)?.[1] || `“${short(name)}”`;

/** @param {string} [why] a guard refuses @returns {boolean} */
const isList = (why = "") => /^berupa daftar kata/.test(why);

/** @param {Row | null} guard */
const isWrong = (guard) => Boolean(guard && guard.share < 1);

/** @param {Field[]} fields a photo, and nothing written beside it */
const isPhotoAlone = (fields) =>
  fields.some(({ kind }) => kind === "photo") && !fields.some(({ kind }) => TYPED.includes(kind));

/** @param {Field} field @param {TableRow} row @param {any} answer @returns {boolean} nothing is left out of a row */
const isWhole = ({ columns = [] }, row, answer) =>
  columns.every(
    ({ kind, key }) =>
      kind === "fixed" || key in (row.cells || {}) || Boolean(answer?.[row.key]?.[key]?.trim()),
  );

/** @param {Field} field @param {any} answer */
const isLeft = (field, answer) => !isGiven(field, answer) || rowsLeft(field, answer).length > 0;

/** @param {Field} field @param {any} answer @returns {TableRow[]} of a table */
const rowsLeft = (field, answer) =>
  field.kind === "table"
    ? field.rows.filter((/** @type {TableRow} */ row) => !isWhole(field, row, answer))
    : [];

/** @param {Field} field @param {any} answer @returns {string} "b", or what it is called; of a table begun the rows */
function leftName(field, answer) {
  const own = field.label && called(field.label);
  const rows = answer ? rowsLeft(field, answer) : [];
  const named = rows.slice(0, MOST_NAMED).map(({ label, key }) => called(label || key));
  if (!named.length) return own;
  return NUMBERED.test(field.label) ? `${own} (${named.join(", ")})` : named.join(", ");
}

/**
 * @param {Field[]} fields @param {Record<string, any>} value
 * @returns {{keys: string[], names: string[]}} what is still empty of a task, in the order of the page
 */
export function empties(fields, value) {
  // A photo beside a text shows how it will look; it is not what is asked for.
  const isAsked = (/** @type {Field} */ { kind }) => kind !== "photo" || isPhotoAlone(fields);
  const left = fields.filter((field) => isAsked(field) && isLeft(field, value[field.key]));
  return {
    keys: left.map(({ key }) => key),
    names: left.map((field) => leftName(field, value[field.key])).filter(Boolean),
  };
}

/** @typedef {Map<string, {name: string, at: number, isGiven: boolean}>} Names of one field, by key */

/** @param {Field} field @param {any} answer @returns {Names} its rows, or its options */
function names(field, answer) {
  /** @type {Names} */
  const known = new Map();
  const isGiven = (/** @type {string} */ key) =>
    Array.isArray(answer) ? answer.includes(key) : answer === key;
  const rows = field.kind === "table" ? field.rows : [];
  rows.forEach((/** @type {TableRow} */ { key, label }, /** @type {number} */ at) => {
    known.set(key, { name: label, at, isGiven: Boolean(answer?.[key]) });
  });
  (field.options || []).forEach(([key, name], at) => {
    known.set(key, { name, at, isGiven: isGiven(key) });
  });
  return known;
}

/** @param {Field[]} fields @returns {Set<string>} every key that stands for a word of the page */
const keysOf = (fields) =>
  new Set(
    flat(
      fields.map(({ kind, rows, columns = [], options = [] }) =>
        flat([
          ...(kind === "table" ? [rows.map((/** @type {TableRow} */ { key }) => key)] : []),
          ...[{ options }, ...columns].map((one) => (one.options || []).map(([key]) => key)),
        ]),
      ),
    ),
  );

/** @param {any} value @returns {string[]} every text in an answer */
const texts = (value) =>
  value && typeof value === "object" ? flat(Object.values(value).map(texts)) : [String(value)];

/** @param {string} found @returns {string} what was found, as a sentence */
const sentence = (found) => (found ? `${found[0].toUpperCase()}${found.slice(1)}.` : "");

/** Fields whose keys a criterion may name: those it looks at; where nothing says so, all. */
class About {
  /** @param {Found} found @param {Field[]} fields */
  constructor(found, fields) {
    this.found = found;
    this.fields = fields;
  }

  /** @param {number} n which criterion @returns {Field[]} */
  of(n) {
    const { about, fields: looked } = this.found;
    const keys = about?.[n] || looked;
    if (!keys) return this.fields;
    const own = this.fields.filter(({ key }) => keys.includes(key));
    // One that looks at no rows or options looks at what is typed.
    return own.length ? own : this.fields.filter(({ kind }) => !NAMED.includes(kind));
  }
}

/** What is solved by naming its options, so that a first try is not told them. */
const GUESSED = ["choices", "order"];

/** @param {Field} field @param {Record<string, any>} value @param {Record<string, any>} [first] as it was first checked */
const isFirstTry = ({ kind, key }, value, first) =>
  Boolean(first) &&
  GUESSED.includes(kind) &&
  JSON.stringify(value[key]) === JSON.stringify(first?.[key]);

/**
 * @param {Row} row @param {Field[]} about @param {Record<string, any>} value
 * @param {Record<string, any>} [first] as it was first checked: of that nothing is told that was not chosen
 * @returns {string[]} what to look at again: what is wrong before what is missing, in the order of the page
 */
export function missedNames(row, about, value, first) {
  /** @type {string[]} */
  const missed = row.missed || [];
  const own = about.find((field) => {
    const known = names(field, undefined);
    return missed.every((key) => known.has(key));
  });
  if (!own) return [];
  const known = names(own, value[own.key]);
  const isNew = isFirstTry(own, value, first);
  const all = missed
    .map((key) => /** @type {any} */ (known.get(key)))
    .filter(({ name, isGiven }) => name && (isGiven || !isNew));
  all.sort((a, b) => Number(b.isGiven) - Number(a.isGiven) || a.at - b.at);
  return all.map(({ name }) => name);
}

/**
 * @param {Found} found @param {Field[]} fields @param {Record<string, any>} value
 * @param {Record<string, Record<string, boolean>>} rows what is known goes here
 */
function markRows(found, fields, value, rows) {
  const about = new About(found, fields);
  for (const field of fields.filter(({ kind }) => kind === "table")) {
    const own = found.criteria.filter((_, n) => about.of(n).includes(field));
    const isRow = (/** @type {string} */ key) =>
      field.rows.some((/** @type {TableRow} */ row) => row.key === key);
    const missed = flat(own.map((row) => row.missed || [])).filter(isRow);
    // A criterion that fails and names no row may mean any of them.
    const isKnown = own.every(({ share, missed: some }) => share >= 1 || some?.some(isRow));
    const isExact = Boolean(found.about) || fields.length === 1;
    const right = own.length && isKnown && isExact && !isWrong(found.guard);
    const marks = rows[field.key] || {};
    rows[field.key] = marks;
    for (const row of field.rows) {
      if (missed.includes(row.key)) marks[row.key] = false;
      else if (right && isWhole(field, row, value[field.key]) && !(row.key in marks))
        marks[row.key] = true;
    }
  }
}

/**
 * @param {Row} row @param {Field[]} about @param {Field[]} fields @param {Record<string, any>} value @param {Retold} retold
 * @param {Record<string, any>} [first]
 */
function more(row, about, fields, value, retold, first) {
  const missed = missedNames(row, about, value, first);
  // A checker that names the cells, with what is wrong in each, says more than their rows.
  const told = missed.length && missed.every((name) => row.found.includes(`${name}, `));
  const cells = told ? sentence(retold(row.found, "")) : "";
  if (cells) return cells;
  const some = missed.slice(0, MOST_NAMED);
  const isNumbered = some.every((name) => NUMBERED.test(name));
  const names = isNumbered ? some.map(called).join(", ") : some.map(short).join("; ");
  if (some.length) return fill(isNumbered ? CHECK.look_numbers : CHECK.look, { names });
  const found = row.found.trim();
  const known = keysOf(fields);
  const isKey = found.split(", ").every((part) => known.has(part));
  // A word of the answer alone says nothing: "Pak,.", "Terus."
  const isGiven = texts(value).some((one) => one.toLowerCase().includes(found.toLowerCase()));
  return isKey || isGiven ? "" : sentence(retold(found, ""));
}

/** @param {Found} found @param {Field[]} fields @returns {string} the labels of what it is about; of many boxes their letters */
const headOf = ({ fields: looked = [] }, fields) => {
  const own = fields.filter(({ key }) => looked.includes(key)).map(({ label }) => label);
  const isNumbered = own.length > MOST_LABELS && own.every((label) => NUMBERED.test(label));
  return isNumbered ? fill(CHECK.parts, { names: own.map(called).join(", ") }) : own.join(" · ");
};

/** @param {Found[]} found @param {Field[]} fields @returns {string[]} as `headOf`; "" where all are about one thing */
function headsOf(found, fields) {
  const heads = found.map((one) => headOf(one, fields));
  return new Set(heads).size > 1 ? heads : heads.map(() => "");
}

/** @param {Field[]} fields @returns {(one: Found) => number} where on the page it is about */
const placeIn =
  (fields) =>
  ({ fields: looked }) =>
    looked ? fields.findIndex(({ key }) => looked.includes(key)) : 0;

/**
 * @typedef {object} Judged one criterion, and what it is about
 * @property {Row} row
 * @property {Field[]} about
 * @property {string} head
 * @property {boolean} isRude  what is written is worse than harmless words: something must go
 * @property {boolean} isRefused  it stands in a text that is no answer (a list of words is one, not written out)
 */

/** @param {Found[]} found @param {Field[]} fields @param {Found[]} plain of harmless words @returns {Judged[]} in the order of the page */
function judged(found, fields, plain) {
  const heads = headsOf(found, fields);
  const place = placeIn(fields);
  const ordered = found
    .map((one, i) => ({ one, other: plain[i], head: heads[i] }))
    .sort((a, b) => place(a.one) - place(b.one));
  return flat(
    ordered.map(({ one, other, head }) => {
      const about = new About(one, fields);
      const isRefused = isWrong(one.guard) && !isList(one.guard?.found);
      return one.criteria.map((row, n) => {
        const isRude = row.share < (other?.criteria[n]?.share || 0);
        return { row, about: about.of(n), head, isRude, isRefused };
      });
    }),
  );
}

/**
 * Numbers and choices build on one another: the first that is wrong is the cause.
 *
 * @param {Judged[]} left @param {boolean} written @returns {Judged[]} two of them, in the order of the page
 */
function pressing(left, written) {
  const lost = (/** @type {Judged} */ { row }) => row.points - row.earned;
  const worth = (/** @type {Judged} */ a, /** @type {Judged} */ b) =>
    Number(b.isRude) - Number(a.isRude) || (written ? lost(b) - lost(a) : 0);
  const some = left.slice().sort(worth).slice(0, AT_ONCE);
  // Of several parts the first comes first; within one what matters most.
  return some.sort((a, b) => (a.head === b.head ? worth(a, b) : left.indexOf(a) - left.indexOf(b)));
}

/**
 * @param {Judged[]} some @param {(one: Judged) => string} moreOf what to look at again
 * @param {(one: Judged) => string} wayOf how one comes to it @returns {Item[]}
 */
function itemsOf(some, moreOf, wayOf) {
  return some.map((one) => {
    const { row, head, about } = one;
    const details = [moreOf(one), wayOf(one)].filter(Boolean);
    const kind = row.share > 0 ? "partly" : "missing";
    return { head, kind, written: isWritten(about), label: row.label, details };
  });
}

/** @param {Judged[]} left @param {(one: Judged) => string} moreOf @returns {Judged[]} what cannot be seen fails in everything: said once */
function seenOnce(left, moreOf) {
  const said = left.map(moreOf);
  return left.filter((_, n) => !said[n] || said.indexOf(said[n]) === n);
}

/** @param {Judged[]} there @returns {Verdict["there"]} */
function byHead(there) {
  const heads = Array.from(new Set(there.map(({ head }) => head)));
  return heads.map((head) => [
    head,
    there.filter((one) => one.head === head).map(({ row }) => row.label),
  ]);
}

/** @param {Verdict["guards"][0]} guard @param {Retold} retold @returns {string} why, and what to do */
export function guardText({ label, found: why, head }, retold) {
  const about = head ? `${head}: ` : "";
  if (/menyalin/.test(why)) return about + CHECK.copied;
  // How one speaks to a reader mends a list, and nothing else.
  const isHelp = isList(why) || label !== "ditulis untuk pembaca";
  const advice = isHelp && CHECK.guards[/** @type {"ditulis untuk pembaca"} */ (label)];
  const cause = isList(why) ? CHECK.listed : fill(CHECK.guard, { why: retold(why) });
  return about + [cause, advice].filter(Boolean).join(" ");
}

/** @param {Found[]} found @param {Field[]} fields @returns {Verdict["guards"]} */
function refusals(found, fields) {
  const heads = headsOf(found, fields);
  return flat(
    found.map(({ guard }, n) => (guard && isWrong(guard) ? [{ ...guard, head: heads[n] }] : [])),
  );
}

/** Words that boast of nothing, accuse nobody and tell nothing. */
const HARMLESS = "Anu";

/** @param {Field[]} fields @param {Record<string, any>} value @returns {Record<string, any>} the same answer, with harmless words for what is written */
export const harmless = (fields, value) =>
  Object.assign(
    {},
    value,
    ...fields
      .filter(({ kind, key }) => TYPED.includes(kind) && value[key])
      .map(({ key }) => ({ [key]: HARMLESS })),
  );

/** A telephone number in an answer; not those the course invents: 0810-0000-1234. */
const NUMBER = /\D(?:62|0)[ .-]?8(?!\d\d[ .-]*0000)\d\d(?:[ .-]?\d){5}/;

/** @param {Record<string, any>} value @returns {boolean} whether somebody's telephone number stands in an answer */
export const hasNumber = (value) => NUMBER.test(JSON.stringify(value));

/** A price as it is typed: "Rp15.000", "15rb", "15 ribu", "15000". */
const PRICE = /rp\s*\d|\d\s*(?:rb|ribu|k)\b|\d\.?000\b/i;

/**
 * What may be used: an answer that lacks something may go out, one that says something wrong may not. Wrong is what
 * the guard refuses (a copy, a list, other goods), what must not stand there, and a price that is not the own.
 *
 * @param {Verdict["guards"]} guards @param {Judged[]} wrong @param {Record<string, any>} value
 */
const isFit = (guards, wrong, value) =>
  !guards.length &&
  !wrong.some(
    ({ row: { label }, about, isRude }) =>
      isRude || (/harga/.test(label) && about.some(({ key }) => PRICE.test(value[key]))),
  );

/** @param {Found[]} found @returns {number} of an answer, as `Verdict.right` */
export const rightOf = (found) =>
  flat(found.map(({ criteria }) => criteria)).filter(({ share }) => share >= 1).length;

/**
 * @param {Found[]} found @param {Field[]} fields @param {Record<string, any>} value
 * @param {Record<string, string>} ways by label, how one comes to it @param {Retold} [retold]
 * @param {Found[]} [plain] what is found of harmless words
 * @param {Record<string, any>} [first] the answer as it was first checked
 * @returns {Verdict}
 */
export function verdict(found, fields, value, ways, retold = (text) => text, plain = [], first) {
  /** @type {Verdict["rows"]} */
  const rows = {};
  for (const one of found) markRows(one, fields, value, rows);
  const all = judged(found, fields, plain);
  const moreOf = (/** @type {Judged} */ { row, about }) =>
    more(row, about, fields, value, retold, first);
  const wayOf = (/** @type {Judged} */ { row, about }) =>
    about.every((one) => isFirstTry(one, value, first)) ? "" : ways[row.label] || "";
  const wrong = all.filter(({ row }) => row.share < 1);
  const left = isPhotoAlone(fields) ? seenOnce(wrong, moreOf) : wrong;
  const items = itemsOf(pressing(left, isWritten(fields)), moreOf, wayOf);
  const guards = refusals(found, fields);
  const good = all.filter(({ row }) => row.share >= 1);
  // What is no answer is not praised in the same breath.
  const praised = good.filter(({ isRefused }) => !isRefused);
  const there = byHead(praised);
  const told = praised.filter(({ row }) => row.told).map(({ row }) => sentence(retold(row.found)));
  const isFull = !wrong.length && !guards.length;
  const [right, of] = [all.length - wrong.length, all.length];
  const later = left.length > items.length;
  const fit = isFit(guards, wrong, value);
  return { isFull, guards, items, later, isFit: fit, there, told, right, of, rows };
}
