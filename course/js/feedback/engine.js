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
 * @property {Record<string, Record<string, string | string[]>>} lists Word lists by package.
 * @property {Record<string, string>} facts
 * @property {[string, string][]} told What the lesson tells and asks; each with its exercise or "".
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
 *
 * @typedef {object} Found What one criteria cell says.
 * @property {string} id
 * @property {Row[]} criteria
 * @property {Row | null} guard
 * @property {number} earned
 *
 * @typedef {{ data: Data, make: ($: any) => Record<string, { exercise: string, run: () => number }> }} Compiled
 */

/** @param {any} value JSON @returns {any} as Python has it */
export function python(value) {
  if (Array.isArray(value)) return value.map(python);
  if (value === null || typeof value !== "object") return value;
  return new Dict(Object.entries(value).map(([key, one]) => [key, python(one)]));
}

/** @param {any} value @returns {any} as JSON has it */
function json(value) {
  if (value instanceof Dict) return Object.fromEntries(value.items().map(([key, one]) => [key, json(one)]));
  if (value instanceof Set_ || Array.isArray(value)) return [...value].map(json);
  return value;
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
        if (!known[name]) known[name] = typeof words === "string" ? words.split(" ") : words;
        return known[name];
      };
      this.set = (/** @type {string} */ name) => {
        if (!sets[name]) sets[name] = new Set_(this.item(name));
        return sets[name];
      };
      this.group = (/** @type {string} */ name) => Object.keys(lists).filter((one) => one.startsWith(`${name}.`));
    }
  };
}

/** A pattern with word lists in it, written at the first text it is asked about. */
class Pattern {
  constructor(/** @type {() => string} */ write, flags = 0) {
    const compiled = () => {
      if (!this.made) this.made = new Regex(write(), flags);
      return this.made;
    };
    /** @type {Regex | null} */
    this.made = null;
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
  const rows = field.rows.map((/** @type {any} */ row) => ({ ...row, cells: python(row.cells || {}) }));
  return Object.assign(new Table(), field, { rows });
}

/**
 * Make the criteria of a lesson ready to run.
 * @param {Compiled} compiled
 * @param {(exercise: string) => Asked | null} asked
 * @param {(path: string) => any} photo What was measured of a photo.
 */
export function engine({ data, make }, asked, photo) {
  /** @type {any} */
  let record = null;
  /** @type {(exercise: string) => any} */
  let answered = () => null;
  const hand = {
    WordLists: wordLists(data),
    Pattern,
    Table,
    fact: (/** @type {string} */ name) => data.facts[name],
    measure: photo,
    workbook: () => ({
      folder: { below: (/** @type {string} */ path) => path },
      definitions: {
        item: (/** @type {string} */ name) => {
          const known = asked(name);
          return { fields: known ? known.fields.map(field) : [] };
        },
      },
    }),
    read_answer(/** @type {string} */ exercise) {
      const known = asked(exercise);
      const shown = known
        ? [known.prompt, ...known.fields.map((one) => `${one.label} ${one.help}`)].join("\n")
        : "";
      const story = data.told.filter(([own]) => own !== exercise).map(([, one]) => one);
      const answer = { prompt: shown, story: story.join("\n") };
      for (const [key, value] of Object.entries(answered(exercise) || {})) {
        Object.defineProperty(answer, key, { value: python(value), enumerable: true });
      }
      return answer;
    },
    _publish(/** @type {any} */ made) {
      record = made;
    },
  };
  const $ = { ...values, ...text, ...numbers, ...calls, re, named, hand, TypeError: values.PyTypeError, or: orOf };
  const cells = make($);
  /**
   * @param {string} exercise
   * @param {(exercise: string) => any} given The values of an exercise; null where it is not answered.
   * @returns {Found[]}
   */
  function check(exercise, given) {
    answered = given;
    return Object.entries(cells)
      .filter(([, cell]) => cell.exercise === exercise)
      .map(([id, cell]) => {
        record = null;
        cell.run();
        return { id, ...json(record) };
      });
  }
  return { check, left: data.left };
}

/** Of kinds ("int | float") both; else as numbers have it. @param {any} a @param {any} b */
const orOf = (a, b) => (typeof a === "function" ? [a, b] : Array.isArray(a) && typeof b === "function" ? [...a, b] : numbers.or(a, b));
