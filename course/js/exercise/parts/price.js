/** A price as it is read. */

/** "35000", "35.000", "35 ribu", "1,5 juta", with or without "Rp" */
const PLAIN =
  /^(?:rp\.? ?)?(?:(\d{3,9}|[1-9]\d{0,2}(?:\.\d{3})+)|([1-9]\d{0,2}(?:,\d{1,2})?) ?(?:(rb|ribu|k)|jt|juta))(?:,-)?$/i;

/** @param {string} text as typed @returns {string} one plain price as "Rp12.000"; anything else ("15rb/kg") as it is */
export function priced(text) {
  const [found, digits, number = "", thousand] = PLAIN.exec(text) || [];
  if (!found) return text;
  const worth = Math.round(Number(number.replace(",", ".")) * (thousand ? 1e3 : 1e6));
  const plain = digits ? digits.replace(/\./g, "") : String(worth);
  return `Rp${plain.replace(/\B(?=(\d{3})+$)/g, ".")}`;
}
