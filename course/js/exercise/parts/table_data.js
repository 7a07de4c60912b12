/**
 * What a table's answer holds: {rowKey: {columnKey: text}}, only cells somebody filled or changed.
 * Rows that the participant adds are called n1, n2, … without gaps.
 *
 * @typedef {import("../types.js").Row} Row
 * @typedef {Record<string, Record<string, string>>} Cells
 */

/** @param {number} n @returns {string} */
export function addedKey(n) {
  return `n${n}`;
}

/** @param {Cells | undefined} value @param {number} most @returns {number} */
export function addedCount(value, most) {
  let count = 0;
  for (let n = 1; n <= most; n += 1) if (value && addedKey(n) in value) count = n;
  return count;
}

/** @param {Cells | undefined} value @param {Row} row @param {string} column */
export function cellText(value, row, column) {
  const given = value?.[row.key]?.[column];
  return given === undefined ? row.cells?.[column] || "" : given;
}

/**
 * @param {Cells | undefined} value @param {Row} row @param {string} column @param {string} text
 * @returns {Cells | undefined}
 */
export function withCell(value, row, column, text) {
  const clean = text.trim() ? text : "";
  const cells = { ...value?.[row.key], [column]: clean };
  if (clean === (row.cells?.[column] || "")) delete cells[column];
  const result = { ...value, [row.key]: cells };
  if (!Object.keys(cells).length) delete result[row.key];
  return Object.keys(result).length ? result : undefined;
}

/**
 * Removes the n-th added row; the ones after it move up.
 * @param {Cells | undefined} value @param {number} n @param {number} most
 * @returns {Cells | undefined}
 */
export function withoutAdded(value, n, most) {
  const result = { ...value };
  for (let i = n; i <= most; i += 1) {
    const next = result[addedKey(i + 1)];
    if (next && i < most) result[addedKey(i)] = next;
    else delete result[addedKey(i)];
  }
  return Object.keys(result).length ? result : undefined;
}
