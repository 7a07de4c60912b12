/** Python's texts: counted by characters (an emoji is one), with their own methods. */

import { Dict, IndexError, KeyError, Set_, Tuple, ValueError } from "./values.js";

/** @typedef {any} Value */

const PAIRS = /[\ud800-\udfff]/;
/** @param {string} text @returns {boolean} whether some of its characters are two units long */
export const hasPairs = (text) => PAIRS.test(text);
/** @param {string} text @param {number} units @returns {number} characters before that unit */
export const characters = (text, units) =>
  hasPairs(text) ? [...text.slice(0, units)].length : units;
/** @param {string} text @param {number} count @returns {number} units of the first characters */
export const units = (text, count) =>
  hasPairs(text) ? [...text].slice(0, count).join("").length : count;

export function len(/** @type {Value} */ value) {
  if (typeof value === "string") return hasPairs(value) ? [...value].length : value.length;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Dict || value instanceof Set_) return value.size;
  return [...value].length;
}

const SPACE =
  "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const LEFT = new RegExp(`^${SPACE}+`);
const BLANK = new RegExp(SPACE);
const SPACES = new RegExp(`${SPACE}+`);

/** @param {string} text @param {string | null} marks */
function lstrip(text, marks = null) {
  if (marks === null) return text.replace(LEFT, "");
  let at = 0;
  while (at < text.length && marks.includes(text[at])) at++;
  return text.slice(at);
}
/** @param {string} text @param {string | null} marks */
function rstrip(text, marks = null) {
  // Backwards: a pattern tries every space of a long text.
  const goes = (/** @type {string} */ one) =>
    marks === null ? BLANK.test(one) : marks.includes(one);
  let at = text.length;
  while (at > 0 && goes(text[at - 1])) at--;
  return text.slice(0, at);
}
/** @param {string} text @param {string} mark @param {number} at */
const parted = (text, mark, at) => [text.slice(0, at), mark, text.slice(at + mark.length)];

/** Forms that lower case alone leaves. @type {Record<string, string>} */
const FOLDED = {
  ß: "ss",
  ς: "σ",
  ſ: "s",
  ŉ: "ʼn",
  ǰ: "ǰ",
  ﬀ: "ff",
  ﬁ: "fi",
  ﬂ: "fl",
  ﬃ: "ffi",
  ﬄ: "ffl",
  ﬅ: "st",
  ﬆ: "st",
};

/** @type {Record<string, (text: string, ...rest: any[]) => Value>} */
export const str = {
  lstrip,
  rstrip,
  strip: (text, marks = null) => lstrip(rstrip(text, marks), marks),
  split(text, mark = null, most = -1) {
    if (mark === null) return text.split(SPACES).filter(Boolean);
    const parts = text.split(mark);
    if (most < 0 || parts.length <= most + 1) return parts;
    return [...parts.slice(0, most), parts.slice(most).join(mark)];
  },
  splitlines: (text) => text.replace(/\n$/, "").split("\n"),
  join: (text, parts) => [...parts].join(text),
  replace: (text, old, made) => text.split(old).join(made),
  casefold: (text) => text.toLowerCase().replace(/[ßςſŉǰﬀ-ﬆ]/g, (one) => FOLDED[one] || one),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  startswith: (text, head) =>
    (Array.isArray(head) ? head : [head]).some((one) => text.startsWith(one)),
  endswith: (text, tail) => (Array.isArray(tail) ? tail : [tail]).some((one) => text.endsWith(one)),
  partition(text, mark) {
    const at = text.indexOf(mark);
    return at < 0 ? [text, "", ""] : parted(text, mark, at);
  },
  rpartition(text, mark) {
    const at = text.lastIndexOf(mark);
    return at < 0 ? ["", "", text] : parted(text, mark, at);
  },
  isalpha: (text) => /^\p{L}+$/u.test(text),
  isdigit: (text) => /^[\p{Nd}²³¹⁰-⁹₀-₉①-⑨⑴-⑼⒈-⒐]+$/u.test(text),
  isdecimal: (text) => /^\p{Nd}+$/u.test(text),
  isalnum: (text) => /^[\p{L}\p{N}]+$/u.test(text),
  isupper: (text) => text === text.toUpperCase() && text !== text.toLowerCase(),
  islower: (text) => text === text.toLowerCase() && text !== text.toUpperCase(),
  isprintable: (text) => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text),
  removesuffix: (text, tail) => (tail && text.endsWith(tail) ? text.slice(0, -tail.length) : text),
  removeprefix: (text, head) => (text.startsWith(head) ? text.slice(head.length) : text),
  translate: (text, table) => [...text].map((one) => table.get(one, one)).join(""),
  maketrans: (from, to) => new Dict([...from].map((one, at) => [one, [...to][at]])),
  find(text, part, from = 0) {
    const at = text.indexOf(part, units(text, from));
    return at < 0 ? -1 : characters(text, at);
  },
  index(text, part) {
    const at = text.indexOf(part);
    if (at < 0) throw new ValueError("substring not found");
    return characters(text, at);
  },
  count: (text, part) => text.split(part).length - 1,
};

/** @type {Record<string, (list: Value[], ...rest: any[]) => Value>} */
const list = {
  append: (all, one) => all.push(one),
  extend: (all, more) => all.push(...more),
  count: (all, one) => all.filter((other) => other === one).length,
  index(all, one) {
    const at = all.indexOf(one);
    if (at < 0) throw new ValueError("not in list");
    return at;
  },
};

/** @param {Value} held @param {string} name @param {any[]} given @returns {Value} */
export function call(held, name, ...given) {
  if (typeof held === "string") return str[name](held, ...given);
  if (Array.isArray(held)) return list[name](held, ...given);
  return held[name](...given);
}

/** A part of a list or text, as a value. */
class Slice {
  /** @param {number | null} low @param {number | null} high */
  constructor(low, high) {
    this.low = low;
    this.high = high;
  }
}
export const slice = (/** @type {number | null} */ low, /** @type {number | null} */ high) =>
  new Slice(low, high);

/** @param {Value} held @param {Value} key @returns {Value} */
export function at(held, key) {
  if (held instanceof Dict) {
    if (!held.has(key)) throw new KeyError(String(key));
    return held.get(key);
  }
  if (key instanceof Slice) return part(held, key.low, key.high);
  if (held && typeof held.item === "function") return held.item(key);
  const all =
    typeof held === "string"
      ? hasPairs(held)
        ? [...held]
        : held
      : held instanceof Tuple
        ? [...held]
        : held;
  const place = key < 0 ? all.length + key : key;
  if (place < 0 || place >= all.length) throw new IndexError("out of range");
  return all[place];
}

/** @param {Value} held @param {number | null} low @param {number | null} high @param {number} step */
export function part(held, low, high, step = 1) {
  const all =
    typeof held === "string" && hasPairs(held)
      ? [...held]
      : held instanceof Tuple
        ? [...held]
        : held;
  let some = all.slice(
    low === null ? undefined : Number(low),
    high === null ? undefined : Number(high),
  );
  if (step !== 1) some = [...some].filter((_, place) => place % step === 0);
  return typeof held === "string" && Array.isArray(some) ? some.join("") : some;
}

/** @param {Value} held @param {Value} key @param {Value} value */
export function put(held, key, value) {
  if (held instanceof Dict) held.put(key, value);
  else held[key < 0 ? held.length + key : key] = value;
}

/** Put values in place of a part of a list. @param {Value[]} held @param {number} low @param {number} high @param {Value[]} values */
export function splice(held, low, high, values) {
  const end = Math.min(high, held.length);
  held.splice(low, Math.max(end - low, 0), ...values);
}
