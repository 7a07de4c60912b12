/** A day as it is kept. */

/** @param {number} n @returns {string} "07" */
export const two = (n) => String(n).padStart(2, "0");

/** @param {Date} date @returns {string} "2026-11-21" */
export function localDay(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
