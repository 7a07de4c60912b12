/**
 * The card of the own shop, as course/curriculum/asesmen/keepsakes.py makes it: what was told, and nothing more.
 */
import { priced } from "../exercise/parts/price.js";
import { oneLine } from "./calendar.js";

/** @param {string} typed who writes "15" for the price of a thing sold means thousands */
const price = (typed) => (/^[1-9]\d?$/.test(typed) ? `Rp${typed}.000` : priced(typed));

/** @param {Record<string, any>} told @returns {string} "" where no goods were told */
export function cardText(told) {
  const fact = (/** @type {string} */ key) =>
    typeof told[key] === "string" ? oneLine(told[key]) : "";
  const goods = ["", "2"]
    .map((which) => ["barang", "harga", "isi"].map((key) => fact(key + which)))
    .filter(([name]) => name)
    .map(([name, typed, amount]) => {
      const of = amount ? ` (${amount})` : "";
      return typed ? `${name}: ${price(typed)}${of}` : `${name}${of}`;
    });
  if (!goods.length) return "";
  const head = [fact("nama") && `*${fact("nama")}*`, fact("daerah")].filter(Boolean);
  return [...head, ...(head.length ? [""] : []), ...goods, ""].join("\n");
}
