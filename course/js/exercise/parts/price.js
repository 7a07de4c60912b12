/** A price as it is read. */

/** "35000", "35.000", "35 ribu", "1,5 juta", with or without "Rp" */
const PLAIN =
  /^(?:rp\.? ?)?(?:(\d{3,9}|[1-9]\d{0,2}(?:\.\d{3})+)|([1-9]\d{0,2}(?:,\d{1,2})?) ?(?:(rb|ribu|k)|jt|juta))(?:,-)?$/i;

/** @param {string} text @returns {number} Rupiah; 0 for what is no plain price */
function worth(text) {
  const [found, digits, number = "", thousand] = PLAIN.exec(text) || [];
  if (!found) return 0;
  if (digits) return Number(digits.replace(/\./g, ""));
  return Math.round(Number(number.replace(",", ".")) * (thousand ? 1e3 : 1e6));
}

/** @param {string} text as typed @returns {string} one plain price as "Rp12.000"; anything else ("15rb/kg") as it is */
export function priced(text) {
  const plain = worth(text);
  return plain ? `Rp${String(plain).replace(/\B(?=(\d{3})+$)/g, ".")}` : text;
}

/** @param {string} text who writes "15" for the price of a thing sold means thousands */
const meant = (text) => worth(/^[1-9]\d?$/.test(text) ? `${text}rb` : text);

/** @param {string} [cost] @param {string} [price] as typed @returns {boolean} as far as both can be read */
export function isBelow(cost = "", price = "") {
  const [one, other] = [meant(cost.trim()), meant(price.trim())];
  return !one || !other || one < other;
}
