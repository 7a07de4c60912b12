/**
 * Runs a lesson's criteria on an answer, in the browser.
 *
 * `course.lessons.compiled` writes the criteria themselves from Python; here is what they stand on.
 */

import * as calls from "./calls.js";
import { named } from "./named.js";
import * as numbers from "./numbers.js";
import { Regex, re } from "./patterns.js";
import * as text from "./text.js";
import * as values from "./values.js";

const { Dict, Set_ } = values;

/**
 * @typedef {object} Data What a lesson's module brings besides its criteria.
 * @property {Record<string, Record<string, string>>} lists Word lists by package.
 * @property {Record<string, string>} facts
 * @property {[string, string][]} told What the lesson tells and asks; each with its exercise or "".
 * @property {Record<string, string>} [also] What an exercise shows in other languages than the page.
 * @property {Record<string, Record<string, string>>} ways By exercise and criterion, why.
 * @property {Record<string, string[]>} [below] By exercise, those whose answers it builds on.
 * @property {string[]} left Exercises that a person looks at.
 *
 * @typedef {object} Asked An exercise, as the page knows it.
 * @property {string} prompt
 * @property {any[]} fields
 *
 * @typedef {object} Row One criterion.
 * @property {string} label
 * @property {number} points
 * @property {number} earned
 * @property {number} share
 * @property {string} found
 * @property {any} missed What of a table or of options is not right yet, by its keys.
 * @property {boolean} [told] Whether `found` is worth saying where all is right, too.
 *
 * @typedef {object} Found What one criteria cell says.
 * @property {string} id
 * @property {string[]} [fields] What it looks at, where its exercise has several cells.
 * @property {string[][]} [about] By criterion, the fields of rows or options that it looks at.
 * @property {Row[]} criteria
 * @property {Row | null} guard
 * @property {number} earned
 *
 * @typedef {(exercise: string, later?: string) => any} Given The value, JSON, of an answer; as it counts for one that builds on it.
 * @typedef {{ data: Data, make: ($: any) => Record<string, Cell> }} Compiled
 * @typedef {{ data: Data, make: ($: any, common: any) => Record<string, Cell> }} Own A lesson's module, as it is loaded.
 * @typedef {{ lists: Data["lists"], make: ($: any) => any }} Common
 * @typedef {{ exercise: string, fields?: string[], about?: string[][], run: () => number }} Cell
 */

/** @param {any} value JSON @returns {any} as Python has it */
export function python(value) {
  if (Array.isArray(value)) return value.map(python);
  if (value === null || typeof value !== "object") return value;
  return new Dict(Object.entries(value).map(([key, one]) => [key, python(one)]));
}

/** @param {any} value @returns {any} as JSON has it */
function json(value) {
  if (value instanceof Dict)
    return Object.assign({}, ...value.items().map(([key, one]) => ({ [key]: json(one) })));
  if (value instanceof Set_ || Array.isArray(value)) return [...value].map(json);
  return value;
}

/**
 * A lesson's module with what all lessons have in common: word lists beside its own, and the pieces it names.
 * @param {Own} own @param {Common} common @returns {Compiled}
 */
export function withCommon({ data, make }, common) {
  const lists = { ...common.lists, ...data.lists };
  return { data: { ...data, lists }, make: ($) => make($, common.make($)) };
}

/** @param {Data} data */
function wordLists(data) {
  return class WordLists {
    constructor(/** @type {string} */ package_) {
      const lists = data.lists[package_] || {};
      /** @type {Record<string, string[]>} */
      const known = {};
      /** @type {Record<string, any>} */
      const sets = {};
      this.item = (/** @type {string} */ name) => {
        const words = lists[name];
        if (!words) throw new values.KeyError(name);
        // Where some are several words, each ends with a bar.
        if (!known[name])
          known[name] = words.endsWith("|") ? words.slice(0, -1).split("|") : words.split(" ");
        return known[name];
      };
      this.set = (/** @type {string} */ name) => {
        if (!sets[name]) sets[name] = new Set_(this.item(name));
        return sets[name];
      };
      this.group = (/** @type {string} */ name) =>
        Object.keys(lists).filter((one) => one.startsWith(`${name}.`));
    }
  };
}

/** A pattern with word lists in it, written at the first text it is asked about. */
class Pattern {
  constructor(/** @type {() => string} */ write, flags = 0) {
    /** @type {Regex | null} */
    let made = null;
    const compiled = () => {
      made = made || new Regex(write(), flags);
      return made;
    };
    this.search = (/** @type {string} */ one) => compiled().search(one);
    this.match = (/** @type {string} */ one) => compiled().match(one);
    this.fullmatch = (/** @type {string} */ one) => compiled().fullmatch(one);
    Object.defineProperty(this, "compiled", { get: compiled });
  }
}

class Table {}

/** @param {any} field @returns {any} a field as criteria look at it: a table with its rows */
function field(field) {
  if (field.kind !== "table") return field;
  const rows = field.rows.map((/** @type {any} */ row) => ({
    ...row,
    cells: python(row.cells || {}),
  }));
  return Object.assign(new Table(), field, { rows });
}

/** @param {Asked} known @returns {string[]} every text an exercise shows */
const shown = (known) => [known.prompt, ...known.fields.map((one) => `${one.label} ${one.help}`)];

/** @param {Asked} known @param {Record<string, any>} value @returns {string[]} a shop's own words */
const facts = (known, value) =>
  known.fields
    .filter(({ kind }) => kind === "shop")
    // The kind is a key, none of the owner's words.
    .map(({ key }) => {
      const { jenis, ...own } = value[key] || {};
      return Object.values(own).join("\n");
    });

/** @type {WeakMap<Data, Record<string, string>>} */
const STORIES = new WeakMap();
/** @param {Data} data @param {string} exercise @returns {string} every other text of the lesson */
function story(data, exercise) {
  const known = STORIES.get(data) || {};
  STORIES.set(data, known);
  if (!(exercise in known)) {
    const others = data.told.filter(([own]) => own !== exercise);
    known[exercise] = others.map(([, one]) => one).join("\n");
  }
  return known[exercise];
}

/** @param {Data} data @param {string} exercise @param {Asked | null} known @param {any} value JSON */
function answer(data, exercise, known, value) {
  const also = data.also?.[exercise];
  const texts = known ? [...shown(known), ...(also ? [also] : [])] : [];
  const prompt = known ? [...texts, ...facts(known, value || {})].join("\n") : "";
  const made = { shown: texts.join("\n"), prompt, story: story(data, exercise) };
  for (const [key, one] of Object.entries(value || {})) {
    Object.defineProperty(made, key, { value: python(one), enumerable: true });
  }
  return made;
}

/** @param {(exercise: string) => Asked | null} asked What criteria may see of the open workbook. */
const workbook = (asked) => ({
  folder: { below: (/** @type {string} */ path) => path },
  definitions: {
    item: (/** @type {string} */ name) => ({ fields: (asked(name)?.fields || []).map(field) }),
  },
});

/** Of kinds ("int | float") both; else as numbers have it. @param {any} a @param {any} b */
function or(a, b) {
  if (typeof b === "function") return Array.isArray(a) ? [...a, b] : [a, b];
  return numbers.or(a, b);
}

const PYTHON = {
  ...values,
  ...text,
  ...numbers,
  ...calls,
  re,
  named,
  TypeError: values.PyTypeError,
  or,
};

/** @param {Data} data What Python's modules declare as `_IN_BROWSER`, as far as it only needs data. */
const byHand = (data) => ({
  WordLists: wordLists(data),
  Pattern,
  Table,
  fact: (/** @type {string} */ name) => data.facts[name],
  // For who marks; the page shows none of it.
  _in_words: () => "",
});

/**
 * Make the criteria of a lesson ready to run.
 * @param {Compiled} compiled
 * @param {(exercise: string) => Asked | null} asked
 * @param {(path: string) => any[] | null} photo What was measured of a photo: the fields of `Measured`.
 * @returns {{ left: string[], check: (exercise: string, given: Given) => Found[] }}
 *   check: what an exercise's criteria say of the values that `given` returns
 */
export function engine({ data, make }, asked, photo) {
  /** @type {{ record: any, given: Given }} */
  const now = { record: null, given: () => null };
  const cells = make({
    ...PYTHON,
    hand: {
      ...byHand(data),
      _figures: photo,
      workbook: () => workbook(asked),
      read_answer: (/** @type {string} */ name, later = "") =>
        answer(data, name, asked(name), now.given(name, later)),
      _publish: (/** @type {any} */ record) => Object.assign(now, { record }),
    },
  });
  const run = (/** @type {[string, Cell]} */ [id, cell]) => {
    cell.run();
    return { id, fields: cell.fields, about: cell.about, ...json(now.record) };
  };
  return {
    left: data.left,
    check(exercise, given) {
      now.given = given;
      return Object.entries(cells)
        .filter(([, cell]) => cell.exercise === exercise)
        .map(run);
    },
  };
}
