/**
 * A form with more inputs than a small screen takes well is shown in parts, one after the other. Nothing
 * in the answer knows of it: a part is which fields are on show, and which rows of a table.
 *
 * @typedef {import("./types.js").Field} Field
 *
 * @typedef {object} Piece  a field, or some rows of a table
 * @property {string} key
 * @property {number} inputs
 * @property {[number, number]} [rows]  from, until
 *
 * @typedef {Piece[]} Part
 */

export const MOST = 6;

/** @param {Field} field @returns {Piece[]} of a long table some rows each, evenly */
function pieces({ kind, key, rows = [], columns = [] }) {
  if (kind !== "table") return [{ key, inputs: 1 }];
  const inputs = columns.filter((column) => column.kind !== "fixed").length;
  const all = rows.length * inputs;
  if (all <= MOST) return [{ key, inputs: all || inputs }];
  const count = Math.ceil(rows.length / Math.max(1, Math.floor(MOST / inputs)));
  const size = Math.ceil(rows.length / count);
  const starts = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => i * size);
  return starts.map((from) => {
    const until = Math.min(from + size, rows.length);
    return { key, inputs: (until - from) * inputs, rows: [from, until] };
  });
}

/** @param {Piece[]} all @param {number} most @returns {Part[]} in order, as full as may be */
function packed(all, most) {
  /** @type {Part[]} */
  const parts = [];
  let inputs = 0;
  for (const piece of all) {
    inputs += piece.inputs;
    if (parts.length && inputs <= most) parts[parts.length - 1].push(piece);
    else {
      parts.push([piece]);
      inputs = piece.inputs;
    }
  }
  return parts;
}

/** @param {Field[]} fields @returns {Part[]} as their author cut them: a field with a page begins one */
function cut(fields) {
  /** @type {Part[]} */
  const parts = [];
  for (const field of fields) {
    if (field.page || !parts.length) parts.push([]);
    parts[parts.length - 1].push(...pieces(field));
  }
  return parts;
}

/** @param {Field[]} fields @returns {Part[]} as few as may be, and evenly, where no author cut them */
export function divide(fields) {
  if (fields.some(({ page }) => page)) return cut(fields);
  const all = fields.map(pieces).reduce((some, more) => some.concat(more), []);
  const fewest = packed(all, MOST);
  for (let most = 1; most < MOST; most += 1) {
    const parts = packed(all, most);
    if (parts.length === fewest.length) return parts;
  }
  return fewest;
}
