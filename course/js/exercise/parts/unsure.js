/**
 * Who does not know yet says so with one tap: an option of a choice, or a tick below other fields. It
 * is an answer, and the only one of its exercise.
 *
 * @typedef {import("../types.js").Field} Field
 * @typedef {import("../types.js").Value} Value
 */
import { WORDS } from "../wording.js";

/** As ``DOES_NOT_KNOW`` in course/exercises/passed.py. */
export const DOES_NOT_KNOW = "tidak-tahu";

/** @returns {Record<string, string>} what is said to it, as explanations of options are */
export const unsureSaid = () => ({ [DOES_NOT_KNOW]: WORDS.unsure });

/** @param {Field[]} fields @param {Value} value @returns {boolean} */
export const isPassed = (fields, value) =>
  fields.some(({ kind, key }) => kind === "unsure" && value[key] === DOES_NOT_KNOW);

/**
 * @param {Field[]} fields @param {Field} field that is answered now
 * @returns {string[]} the keys of those whose answers that takes back
 */
export function takenBack(fields, { kind }) {
  const isTick = kind === "unsure";
  return fields.filter((one) => (one.kind === "unsure") !== isTick).map(({ key }) => key);
}
