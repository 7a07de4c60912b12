/**
 * Python's values where JavaScript's own are otherwise: what is equal, what is true, dictionaries
 * and sets that know two equal tuples for one, named tuples, errors by their name.
 */

/** Values of every kind: the criteria are Python, which asks at run time. @typedef {any} Value */

export class PyError extends Error {
  constructor(/** @type {string} */ message = "") {
    super(message);
  }
}

/** @param {string} name @param {any} base @returns {new (message?: string) => PyError} */
const named = (name, base) => ({ [name]: class extends base {} })[name];
export const ValueError = named("ValueError", PyError);
export const PyTypeError = named("TypeError", PyError);
export const ArithmeticError = named("ArithmeticError", PyError);
export const ZeroDivisionError = named("ZeroDivisionError", ArithmeticError);
export const OverflowError = named("OverflowError", ArithmeticError);
export const LookupError = named("LookupError", PyError);
export const KeyError = named("KeyError", LookupError);
export const IndexError = named("IndexError", LookupError);
export const AttributeError = named("AttributeError", PyError);

/** @param {any} error @param {any[]} kinds */
export const is_error = (error, kinds) =>
  kinds.some(
    (kind) =>
      error instanceof kind ||
      (error instanceof TypeError && (kind === PyTypeError || kind === AttributeError)) ||
      (kind === PyError && error instanceof Error),
  );

/** A named tuple: its fields by name, and in their order. */
export class Tuple {
  /** @returns {Iterator<Value>} */
  *[Symbol.iterator]() {
    yield* Object.values(this);
  }
}

/** @param {any} one @param {object} changed @returns {any} the named tuple with some fields changed */
export const replaced = (one, changed) =>
  Object.assign(Object.create(Object.getPrototypeOf(one)), one, changed);

/** What a dictionary finds a value by. @param {Value} value @returns {Value} */
export function keyOf(value) {
  if (typeof value === "string") return `s${value}`;
  if (typeof value === "boolean") return Number(value);
  if (Array.isArray(value)) return `t${JSON.stringify(value.map(keyOf))}`;
  if (value instanceof Set_) return `f${JSON.stringify([...value.held.keys()].sort())}`;
  return value;
}

export class Dict {
  /** @param {Iterable<[Value, Value]>} pairs */
  constructor(pairs = []) {
    /** @type {Map<any, [Value, Value]>} */
    this.held = new Map();
    for (const [key, value] of pairs) this.put(key, value);
  }
  put(/** @type {Value} */ key, /** @type {Value} */ value) {
    const at = keyOf(key);
    const old = this.held.get(at);
    this.held.set(at, [old ? old[0] : key, value]);
  }
  has(/** @type {Value} */ key) {
    return this.held.has(keyOf(key));
  }
  get(/** @type {Value} */ key, /** @type {Value} */ otherwise = null) {
    const found = this.held.get(keyOf(key));
    return found ? found[1] : otherwise;
  }
  setdefault(/** @type {Value} */ key, /** @type {Value} */ value) {
    if (!this.has(key)) this.put(key, value);
    return this.get(key);
  }
  update(/** @type {Value} */ other) {
    for (const [key, value] of other.items()) this.put(key, value);
  }
  pop(/** @type {Value} */ key, /** @type {Value} */ otherwise = null) {
    const found = this.get(key, otherwise);
    this.held.delete(keyOf(key));
    return found;
  }
  keys() {
    return new Set_([...this.held.values()].map(([key]) => key));
  }
  values() {
    return [...this.held.values()].map(([, value]) => value);
  }
  items() {
    return [...this.held.values()];
  }
  get size() {
    return this.held.size;
  }
  *[Symbol.iterator]() {
    for (const [key] of [...this.held.values()]) yield key;
  }
}

/** @param {Iterable<Value>} values @returns {Set_} the same set, or a new one: lists are long */
const asSet = (values) => (values instanceof Set_ ? values : new Set_(values));

export class Set_ {
  /** @param {Iterable<Value>} values */
  constructor(values = []) {
    /** @type {Map<any, Value>} */
    this.held = new Map();
    for (const value of values) this.add(value);
  }
  add(/** @type {Value} */ value) {
    const at = keyOf(value);
    if (!this.held.has(at)) this.held.set(at, value);
  }
  has(/** @type {Value} */ value) {
    return this.held.has(keyOf(value));
  }
  union(/** @type {Iterable<Value>[]} */ ...others) {
    const whole = new Set_(this);
    for (const other of others) for (const value of other) whole.add(value);
    return whole;
  }
  intersection(/** @type {Iterable<Value>[]} */ ...others) {
    const all = others.map(asSet);
    return new Set_([...this].filter((value) => all.every((one) => one.has(value))));
  }
  difference(/** @type {Iterable<Value>[]} */ ...others) {
    const all = others.map(asSet);
    return new Set_([...this].filter((value) => !all.some((one) => one.has(value))));
  }
  isdisjoint(/** @type {Iterable<Value>} */ other) {
    for (const value of other) if (this.has(value)) return false;
    return true;
  }
  issubset(/** @type {Iterable<Value>} */ other) {
    const whole = asSet(other);
    return [...this].every((value) => whole.has(value));
  }
  get size() {
    return this.held.size;
  }
  [Symbol.iterator]() {
    return this.held.values();
  }
}

/** @param {Value} value @returns {boolean} what Python takes it for in a condition */
export function t(value) {
  if (value === undefined || value === null || value === false || value === 0 || value === "")
    return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Dict || value instanceof Set_) return value.size > 0;
  return true;
}

/** @param {Value} a @param {() => Value} b */
export const both = (a, b) => (t(a) ? b() : a);
/** @param {Value} a @param {() => Value} b */
export const first = (a, b) => (t(a) ? a : b());

const isNumber = (/** @type {Value} */ value) =>
  typeof value === "number" || typeof value === "boolean";

/** @param {Value} a @param {Value} b @returns {boolean} */
export function eq(a, b) {
  if (a === b) return true;
  if (a === null || a === undefined) return b === null || b === undefined;
  if (isNumber(a) && isNumber(b)) return Number(a) === Number(b);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, at) => eq(one, b[at]));
  if (a instanceof Set_ && b instanceof Set_) return a.size === b.size && a.issubset(b);
  if (a instanceof Dict && b instanceof Dict)
    return (
      a.size === b.size && a.items().every(([key, value]) => b.has(key) && eq(value, b.get(key)))
    );
  if (a instanceof Tuple && b instanceof Tuple) return eq([...a], [...b]);
  return false;
}
export const ne = (/** @type {Value} */ a, /** @type {Value} */ b) => !eq(a, b);

/** @param {Value} a @param {Value} b @returns {number} below, at or above 0, as for sorting */
export function compared(a, b) {
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : Number(a > b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      const one = compared(a[at], b[at]);
      if (one) return one;
    }
    return a.length - b.length;
  }
  if (a && b && typeof a.order === "number" && a.constructor === b.constructor)
    return a.order - b.order;
  throw new PyTypeError("not comparable");
}
const subset = (/** @type {Value} */ a, /** @type {Value} */ b) =>
  a instanceof Set_ && b instanceof Set_;
export const lt = (/** @type {Value} */ a, /** @type {Value} */ b) =>
  subset(a, b) ? a.size < b.size && a.issubset(b) : compared(a, b) < 0;
export const le = (/** @type {Value} */ a, /** @type {Value} */ b) =>
  subset(a, b) ? a.issubset(b) : compared(a, b) <= 0;
export const gt = (/** @type {Value} */ a, /** @type {Value} */ b) => lt(b, a);
export const ge = (/** @type {Value} */ a, /** @type {Value} */ b) => le(b, a);

/** @param {Value} value @param {Value} whole @returns {boolean} */
function within(value, whole) {
  if (typeof whole === "string") {
    if (typeof value !== "string") throw new PyTypeError("in");
    return whole.includes(value);
  }
  if (whole instanceof Dict || whole instanceof Set_) return whole.has(value);
  for (const one of whole) if (eq(one, value)) return true;
  return false;
}

export { within as in };

export const out = (/** @type {Value} */ a, /** @type {Value} */ b) => !within(a, b);
