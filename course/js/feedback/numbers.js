/** Python's arithmetic and how it writes numbers. */

import { flat } from "./named.js";
import {
  ArithmeticError,
  Dict,
  OverflowError,
  Set_,
  ValueError,
  ZeroDivisionError,
} from "./values.js";

/** @typedef {any} Value */

export function add(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (Array.isArray(a)) return [...a, ...b];
  if (a && typeof a.plus === "function") return a.plus(b);
  return typeof a === "string" ? a + b : Number(a) + Number(b);
}
export function sub(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (a instanceof Set_) return a.difference(b);
  return a && typeof a.minus === "function" ? a.minus(b) : Number(a) - Number(b);
}
/** @returns {Value} */
export function mul(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (typeof a === "string") return a.repeat(Math.max(Number(b), 0));
  if (Array.isArray(a)) return flat(Array.from({ length: Math.max(Number(b), 0) }, () => a));
  if (typeof b === "string" || Array.isArray(b)) return /** @type {any} */ (mul(b, a));
  return Number(a) * Number(b);
}
export function div(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (a && typeof a.below === "function") return a.below(b);
  if (Number(b) === 0) throw new ZeroDivisionError("division by zero");
  return Number(a) / Number(b);
}
export function floor(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (Number(b) === 0) throw new ZeroDivisionError("division by zero");
  return Math.floor(Number(a) / Number(b));
}
export function mod(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (Number(b) === 0) throw new ZeroDivisionError("division by zero");
  return ((Number(a) % Number(b)) + Number(b)) % Number(b);
}
export const pow = (/** @type {Value} */ a, /** @type {Value} */ b) => Number(a) ** Number(b);
export function or(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (a instanceof Set_) return a.union(b);
  if (a instanceof Dict) return new Dict([...a.items(), ...b.items()]);
  return typeof a === "boolean" && typeof b === "boolean" ? a || b : Number(a) | Number(b);
}
export function and(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (a instanceof Set_) return a.intersection(b);
  return typeof a === "boolean" && typeof b === "boolean" ? a && b : Number(a) & Number(b);
}
export function xor(/** @type {Value} */ a, /** @type {Value} */ b) {
  if (a instanceof Set_) return a.difference(b).union(b.difference(a));
  return a && typeof a.xor === "function" ? a.xor(b) : Number(a) ^ Number(b);
}

/** @param {number} value @param {number} digits @returns {number} rounded half to even, as it is held */
function rounded(value, digits) {
  const there = Math.abs(value);
  const up = Number(there.toFixed(digits));
  // Only what is held exactly half-way is a tie: 0.125, not 2.675.
  const scaled = there * 10 ** digits;
  const tie = scaled % 1 === 0.5 && (there * 2 ** 20) % 1 === 0;
  const even = tie ? (2 * Math.round(scaled / 2)) / 10 ** digits : up;
  return value < 0 ? -even : even;
}
export function round(/** @type {Value} */ value, /** @type {Value} */ digits = 0) {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new ValueError("round");
  return rounded(number, digits || 0);
}
export const abs = (/** @type {Value} */ value) => Math.abs(Number(value));

/** @param {string} text @returns {string} with the digits of other scripts as ours: they stand in rows that begin with 0 */
const ownDigits = (text) =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = Number(digit.codePointAt(0));
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });

export function float(/** @type {Value} */ value = 0) {
  if (typeof value !== "string") return Number(value);
  const text = ownDigits(value).trim().toLowerCase();
  if (/^[+-]?(?:inf|infinity)$/.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (text === "nan") return Number.NaN;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(text))
    throw new ValueError(`float: ${value}`);
  return Number(text);
}
export function int(/** @type {Value} */ value = 0) {
  if (typeof value !== "string") return Math.trunc(Number(value));
  const text = ownDigits(value).trim();
  if (!/^[+-]?\d+$/.test(text)) throw new ValueError(`int: ${value}`);
  return Number(text);
}

/** Sums without what adding one by one loses (Shewchuk 1997), as Python's. @param {Iterable<Value>} values */
function fsum(values) {
  /** @type {number[]} */
  let parts = [];
  for (const one of values) {
    let x = Number(one);
    const kept = [];
    for (let y of parts) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low) kept.push(low);
      x = high;
    }
    parts = [...kept, x];
  }
  return parts.reduceRight((sum, part) => sum + part, 0);
}

export const math = {
  fsum,
  isnan: (/** @type {Value} */ value) => Number.isNaN(Number(value)),
  isfinite: (/** @type {Value} */ value) => Number.isFinite(Number(value)),
  log: (/** @type {Value} */ value) => {
    if (Number(value) <= 0) throw new ValueError("log");
    return Math.log(Number(value));
  },
  sqrt: (/** @type {Value} */ value) => Math.sqrt(Number(value)),
  ceil: (/** @type {Value} */ value) => whole(Math.ceil(Number(value))),
  floor: (/** @type {Value} */ value) => whole(Math.floor(Number(value))),
  inf: Infinity,
  prod: (/** @type {Iterable<Value>} */ values) =>
    [...values].reduce((made, one) => made * Number(one), 1),
};
function whole(/** @type {number} */ value) {
  if (!Number.isFinite(value)) throw new OverflowError("infinity");
  return value;
}

/** @param {number} value @returns {string} six digits that say something, as Python's "g" */
function general(value) {
  if (!Number.isFinite(value)) return String(value);
  const written = Number(value.toPrecision(6));
  const at = Math.floor(Math.log10(Math.abs(written) || 1));
  return at < -4 || at >= 6
    ? written.toExponential().replace(/e([+-])(\d)$/, "e$10$2")
    : String(written);
}

/** Write a number as a format asks: ",", ".0f", ".0%", "g". @param {number} value @param {string} spec */
export function formatted(value, spec) {
  const found = /^(0?)(\d*)(,?)(?:\.(\d+))?([dfg%]?)$/.exec(spec);
  if (!found) throw new ArithmeticError(`format: ${spec}`);
  const [, zero, width, comma, digits, kind] = found;
  if (kind === "g") return general(value);
  const share = kind === "%" ? value * 100 : value;
  const fixed = digits !== undefined || kind === "f" || kind === "%";
  let text = fixed
    ? rounded(share, Number(digits || 0)).toFixed(Number(digits || 0))
    : String(share);
  if (comma) text = text.replace(/\B(?=(?:\d{3})+(?!\d))/g, ",");
  if (width) text = text.padStart(Number(width), zero ? "0" : " ");
  return kind === "%" ? `${text}%` : text;
}
