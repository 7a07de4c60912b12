/**
 * What a practice knows of right and wrong: the one place that says so. A graded task knows nothing
 * of it; its criteria do.
 *
 * @typedef {import("./types.js").Field} Field
 * @typedef {import("./types.js").Value} Value
 */

/** As in course/criteria/numbers.py. */
const RELATIVE = 0.005;
const WORDS = { rb: 1e3, ribu: 1e3, k: 1e3, jt: 1e6, juta: 1e6 };
const NUMBER = /(-?)(\d[\d.,]*)\s*(rb|ribu|k|jt|juta)?(?![a-z])/i;

/** @param {string} text "18.000", "1,5", "Rp 18 ribu" @returns {number[]} what it may mean */
function readings(text) {
  // "5 200 000", and of a sum what it comes to.
  const plain = (text.split("=").pop() || "").replace(/(\d) (?=\d{3}(?!\d))/g, "$1");
  const [, minus, digits, word = ""] = NUMBER.exec(plain) || [];
  if (!digits) return [];
  const factor = WORDS[/** @type {keyof typeof WORDS} */ (word.toLowerCase())] || 1;
  const bare = digits.replace(/[.,]+$/, "");
  const marks = bare.replace(/\d/g, "");
  const whole = bare.replace(/[.,]/g, "");
  const isGrouped = /^\d{1,3}([.,]\d{3})+$/.test(bare);
  // The last mark parts the decimals, unless what follows is a group of three.
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const parted = `${bare.slice(0, last).replace(/[.,]/g, "")}.${bare.slice(last + 1)}`;
  const found = !marks
    ? [whole]
    : !isGrouped
      ? [parted]
      : marks.length > 1
        ? [whole]
        : [whole, parted];
  return found.map((one) => Number(minus + one) * factor);
}

/** @param {any[]} a @param {any[]} b */
const alike = (a, b) => a.length === b.length && a.every((one, index) => one === b[index]);

/** @param {Field} field @param {any} answer @returns {boolean | undefined} undefined where nothing is right or wrong */
export function isRight({ kind, right, options = [] }, answer) {
  if (right === undefined) return undefined;
  if (typeof right === "number") {
    const slack = RELATIVE * Math.abs(right) + 1e-9;
    return readings(String(answer || "")).some((one) => Math.abs(one - right) <= slack);
  }
  if (kind === "choice") return right.includes(answer);
  const given = Array.isArray(answer) ? answer : [];
  if (kind === "order") return alike(given, right);
  const known = options.map(([key]) => key).filter((key) => right.includes(key));
  return alike(given, known);
}

/** @param {Field[]} fields @param {Value} value @returns {boolean} something in it is wrong */
export function isWrong(fields, value) {
  return fields.some((field) => isRight(field, value[field.key]) === false);
}
