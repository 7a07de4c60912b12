/**
 * Is a field answered? Practice exercises explain themselves once every field is.
 *
 * @typedef {import("./types.js").Field} Field
 * @typedef {import("./types.js").Row} Row
 * @typedef {import("./types.js").Value} Value
 */
import { isPassed } from "./parts/unsure.js";

const EMPTY = [undefined, null, ""];

/** @param {Field} field @param {any} answer every choice cell is filled, and something is */
function tableAnswered(field, answer) {
  const picks = (field.columns || []).filter((column) => column.kind === "choice");
  return /** @type {Row[]} */ (field.rows || []).every((row) =>
    picks.every(({ key }) => {
      const given = answer[row.key]?.[key];
      return given === undefined ? Boolean(row.cells?.[key]) : given !== "";
    }),
  );
}

/** @param {Field} field @param {any} answer */
export function isAnswered(field, answer) {
  // Without its shop a task is about the lesson's story; a photo beside a deed is for who has one.
  if (field.kind === "shop" || field.kind === "unsure" || field.optional) return true;
  if (EMPTY.includes(answer)) return false;
  if (field.kind === "order") return answer.length === (field.options || []).length;
  if (field.kind === "table") return tableAnswered(field, answer);
  return !Array.isArray(answer) || answer.length > 0;
}

/** @param {Field[]} fields @param {Value} value */
export function allAnswered(fields, value) {
  if (isPassed(fields, value)) return true;
  return fields.length > 0 && fields.every((field) => isAnswered(field, value[field.key]));
}
