/**
 * What a practice knows of right and wrong: the one place that says so. A graded task knows nothing
 * of it; its criteria do.
 *
 * @typedef {import("./types.js").Field} Field
 * @typedef {import("./types.js").Value} Value
 */

/** As in course/criteria/numbers.py. */
const RELATIVE = 0.005;
const NUMBER = /-?\d[\d., ]*(?:(rb|ribu|k|jt|juta)\b)?/i;

/** @param {string} text "18.000", "1,5", "Rp 18 ribu" @returns {number[]} what it may mean */
export function readings(text) {
  const [found = "", word = ""] = NUMBER.exec(text.split("=").pop() || "") || [];
  if (!found) return [];
  const bare = found.replace(/[^\d.,-]/g, "").replace(/[.,]+$/, "");
  const factor = !word ? 1 : /^j/i.test(word) ? 1e6 : 1e3;
  const whole = bare.replace(/[.,]/g, "");
  // The last mark parts the decimals; a group of three behind it may be thousands.
  const parted = bare.replace(/[.,](?=.*[.,])/g, "").replace(",", ".");
  const isGrouped = /^-?\d{1,3}([.,]\d{3})+$/.test(bare);
  return (isGrouped ? [whole, parted] : [parted]).map((one) => Number(one) * factor);
}

/** @param {string} [text] @returns {number} Rupiah, 0 for none; who writes "15" for the price of a thing sold means thousands */
const rupiah = (text = "") =>
  Math.max(0, ...readings(text).map((one) => (one < 100 ? one * 1e3 : one)));

/** @param {string} [cost] @param {string} [price] as typed @returns {boolean} as far as both can be read */
export const isBelow = (cost, price) =>
  !rupiah(cost) || !rupiah(price) || rupiah(cost) < rupiah(price);

/** @param {Field} field @param {any} answer @returns {boolean | undefined} undefined where nothing is right or wrong */
export function isRight({ kind, right }, answer = "") {
  if (right === undefined) return undefined;
  if (Array.isArray(right)) {
    const order = (/** @type {any[]} */ keys) => String(kind === "order" ? keys : [...keys].sort());
    return kind === "choice" ? right.includes(answer) : order([...answer]) === order(right);
  }
  const slack = RELATIVE * Math.abs(right) + 1e-9;
  return readings(String(answer)).some((one) => Math.abs(one - right) <= slack);
}

/** A choice explains itself; how one reckons would give a number away. @param {Field[]} fields */
export const numbersOf = (fields) => fields.filter(({ kind }) => kind === "number");

/** @param {Field[]} fields @param {Value} value @returns {boolean} something in it is wrong */
export function isWrong(fields, value) {
  return fields.some((field) => isRight(field, value[field.key]) === false);
}
