/** A price as it is read. */

/** @param {string} text as typed @returns {string} "12000" as "Rp12.000"; anything else ("15rb") as it is */
export function priced(text) {
  if (!/^\d{3,9}$|^[1-9]\d{0,2}(\.\d{3})+$/.test(text)) return text;
  return `Rp${text.replace(/\./g, "").replace(/\B(?=(\d{3})+$)/g, ".")}`;
}
