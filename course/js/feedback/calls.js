/** Python's built-in functions, and the few of its library that criteria use. */

import { common, distance, extractOne, partial_ratio, ratio, token_set_ratio } from "./alike.js";
import { date, time, timedelta } from "./dates.js";
import { flat, named } from "./named.js";
import { float, formatted, int } from "./numbers.js";
import { str as methods } from "./text.js";
import { compared, Dict, eq, PyError, Set_, Tuple, t } from "./values.js";

/** @typedef {any} Value */

/** @param {Value} value @returns {string} */
function shown(value) {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (value instanceof PyError) return value.message;
  return String(value);
}
export const repr = (/** @type {Value} */ value) =>
  typeof value === "string" ? `'${value}'` : shown(value);
export const str = Object.assign((/** @type {Value} */ value = "") => shown(value), methods);
export const f = (/** @type {Value} */ value, spec = "") =>
  spec && (typeof value === "number" || typeof value === "boolean")
    ? formatted(Number(value), spec)
    : shown(value);

export const bool = (/** @type {Value} */ value = false) => t(value);
export const list = (/** @type {Iterable<Value>} */ values = []) => [...values];
export const tuple = list;
export const set = (/** @type {Iterable<Value>} */ values = []) => new Set_(values);
export const frozenset = set;
export const dict = Object.assign(
  (/** @type {Value} */ pairs = []) => new Dict(pairs instanceof Dict ? pairs.items() : pairs),
  {
    fromkeys: (/** @type {Iterable<Value>} */ keys, /** @type {Value} */ value = null) =>
      new Dict([...keys].map((key) => [key, value])),
  },
);
export const items = (/** @type {Value} */ value) => value.items();
export const given = (/** @type {Dict} */ from, /** @type {string} */ key) =>
  from.has(key) ? from.get(key) : undefined;

/** @type {Map<Value, (value: Value) => boolean>} */
const KINDS = new Map(
  /** @type {[Value, (value: Value) => boolean][]} */ ([
    [str, (value) => typeof value === "string"],
    [int, (value) => typeof value === "boolean" || Number.isInteger(value)],
    [float, (value) => typeof value === "number"],
    [bool, (value) => typeof value === "boolean"],
    [list, Array.isArray],
    [dict, (value) => value instanceof Dict],
    [set, (value) => value instanceof Set_],
  ]),
);
/** @param {Value} value @param {Value} kinds @returns {boolean} */
export const isinstance = (value, kinds) =>
  (Array.isArray(kinds) ? kinds : [kinds]).some((/** @type {Value} */ kind) => {
    const known = KINDS.get(kind);
    return known ? known(value) : value instanceof kind;
  });
export const callable = (/** @type {Value} */ value) => typeof value === "function";

export function any(/** @type {Iterable<Value>} */ values) {
  for (const one of values) if (t(one)) return true;
  return false;
}
export function all(/** @type {Iterable<Value>} */ values) {
  for (const one of values) if (!t(one)) return false;
  return true;
}
export function sum(/** @type {Iterable<Value>} */ values, start = 0) {
  let whole = start;
  for (const one of values) whole += Number(one);
  return whole;
}

/** @param {Value[]} args @param {number} sign @returns {Value} */
function extreme(args, sign) {
  const [plain, by] = named.apart(args);
  const values = plain.length === 1 ? [...plain[0]] : plain;
  if (!values.length) {
    if ("default" in by) return by.default;
    throw new PyError("empty");
  }
  const measure = by.key || ((/** @type {Value} */ one) => one);
  let [best, most] = [values[0], measure(values[0])];
  for (const one of values.slice(1)) {
    const here = measure(one);
    if (sign * compared(here, most) > 0) [best, most] = [one, here];
  }
  return best;
}
export const max = (/** @type {Value[]} */ ...args) => extreme(args, 1);
export const min = (/** @type {Value[]} */ ...args) => extreme(args, -1);

export function sorted(/** @type {Iterable<Value>} */ values, /** @type {Value} */ how = null) {
  const { key = (/** @type {Value} */ one) => one, reverse = false } = named.of(how);
  const sign = reverse ? -1 : 1;
  const measured = [...values].map(
    (one, at) => /** @type {[Value, number, Value]} */ ([key(one), at, one]),
  );
  return measured
    .sort((a, b) => sign * compared(a[0], b[0]) || a[1] - b[1])
    .map(([, , one]) => one);
}
export const reversed = (/** @type {Iterable<Value>} */ values) => [...values].reverse();
export function* map(
  /** @type {(...values: Value[]) => Value} */ f_,
  /** @type {Iterable<Value>[]} */ ...many
) {
  if (many.length === 1) for (const one of many[0]) yield f_(one);
  else for (const some of zip(...many)) yield f_(...some);
}
export function* filter(/** @type {Value} */ keeps, /** @type {Iterable<Value>} */ values) {
  for (const one of values) if (t(keeps === null ? one : keeps(one))) yield one;
}
export function* zip(/** @type {Value[]} */ ...args) {
  const [many] = named.apart(args);
  const all_ = many.map((one) => one[Symbol.iterator]());
  for (;;) {
    const next_ = [];
    for (const one of all_) {
      const { done, value } = one.next();
      if (done) return;
      next_.push(value);
    }
    if (!next_.length) return;
    yield next_;
  }
}
export function* enumerate(/** @type {Iterable<Value>} */ values, /** @type {Value} */ from = 0) {
  let at = typeof from === "number" ? from : named.of(from).start || 0;
  for (const one of values) yield [at++, one];
}
export function range(/** @type {number} */ a, /** @type {number | null} */ b = null, step = 1) {
  const [low, high] = b === null ? [0, a] : [a, b];
  return Array.from(
    { length: Math.max(Math.ceil((high - low) / step), 0) },
    (_, at) => low + at * step,
  );
}
export const iter = (/** @type {Iterable<Value>} */ values) => values[Symbol.iterator]();
export function next(/** @type {Value} */ values, /** @type {Value} */ otherwise) {
  const { done, value } = (values.next ? values : iter(values)).next();
  if (!done) return value;
  if (otherwise === undefined) throw new PyError("StopIteration");
  return otherwise;
}

// The library

function* combinations(/** @type {Iterable<Value>} */ values, /** @type {number} */ size) {
  const all_ = [...values];
  /** @param {number} from @param {Value[]} taken @returns {Generator<Value[]>} */
  function* more(from, taken) {
    if (taken.length === size) yield taken;
    else for (let at = from; at < all_.length; at++) yield* more(at + 1, [...taken, all_[at]]);
  }
  yield* more(0, []);
}
function* groupby(/** @type {Iterable<Value>} */ values, /** @type {Value} */ key = null) {
  /** @type {[Value, Value[]] | null} */
  let run = null;
  for (const one of values) {
    const here = key === null ? one : key(one);
    if (run && eq(run[0], here)) run[1].push(one);
    else {
      if (run) yield run;
      run = [here, [one]];
    }
  }
  if (run) yield run;
}
function* pairwise(/** @type {Iterable<Value>} */ values) {
  const all_ = [...values];
  for (let at = 1; at < all_.length; at++) yield [all_[at - 1], all_[at]];
}
const chain = Object.assign((/** @type {Iterable<Value>[]} */ ...many) => flat(many), {
  from_iterable: (/** @type {Iterable<Iterable<Value>>} */ many) => flat(many),
});
export const itertools = { combinations, groupby, pairwise, chain };
export const unicodedata = {
  normalize: (/** @type {string} */ form, /** @type {string} */ text) => text.normalize(form),
};
export const rapidfuzz = {
  fuzz: { ratio, partial_ratio, token_set_ratio },
  process: { extractOne },
};
export const rapidfuzz_distance = { OSA: { distance }, LCSseq: { similarity: common } };
export const datetime = { date, time, timedelta };
export const collections_abc = { Mapping: dict, Sequence: list, Collection: list };
export const contextvars = {
  ContextVar(/** @type {string} */ _name, /** @type {Value} */ how) {
    let held = named.of(how).default;
    return {
      get: () => held,
      set(/** @type {Value} */ value) {
        const before = held;
        held = value;
        return before;
      },
      reset(/** @type {Value} */ before) {
        held = before;
      },
    };
  },
};

/** @type {WeakMap<object, number>} */
const NUMBERS = new WeakMap();
let objects = 0;
const MANY = 4096;
/** @type {Map<string, number>} */
const LONG = new Map();
const LONG_TEXT = 200;
/** @param {string} text @returns {string} a short name for a long text: stories are whole lessons */
function short(text) {
  if (text.length < LONG_TEXT) return `"${text}`;
  if (LONG.size > MANY) LONG.clear();
  if (!LONG.has(text)) LONG.set(text, ++objects);
  return `#${LONG.get(text)}`;
}
/** @param {Value} value @returns {string} what calls of the same have in common */
function sameness(value) {
  if (Array.isArray(value)) return `[${value.map(sameness).join("\u0001")}]`;
  if (typeof value === "string") return short(value);
  if (typeof value !== "object" || value === null) return `${typeof value} ${value}`;
  if (value instanceof Tuple) return `(${[...value].map(sameness).join("\u0001")})`;
  if (!NUMBERS.has(value)) NUMBERS.set(value, ++objects);
  return `#${NUMBERS.get(value)}`;
}
/** A function that remembers what it returned. @param {(...args: Value[]) => Value} made */
export function remembered(made) {
  /** @type {Map<string, Value>} */
  const known = new Map();
  return (/** @type {Value[]} */ ...args) => {
    const key = args.length === 1 && typeof args[0] === "string" ? args[0] : sameness(args);
    if (known.has(key)) return known.get(key);
    if (known.size > MANY) known.clear();
    const value = made(...args);
    known.set(key, value);
    return value;
  };
}
/** @param {Value} one @param {string} name @param {(this: Value) => Value} made */
export function lazy(one, name, made) {
  const value = made.call(one);
  Object.defineProperty(one, name, { value });
  return value;
}
