/**
 * The own shop as one task after another asks for it, as `together` in course/exercises/shops.py.
 */
import { isBelow } from "../exercise/parts/price.js";

/** @typedef {Record<string, any>} Facts texts by fact */

const OF_GOODS = /^(barang|harga|isi|modal)/;

/** @param {string} key @param {Facts} given @param {Facts} facts @returns {boolean} it is about the goods that `facts` are about */
function fits(key, given, facts) {
  if (!OF_GOODS.test(key)) return true;
  const goods = key.endsWith("2") ? "barang2" : "barang";
  const name = given[goods] || "";
  return name.toLowerCase() === (facts[goods] || name).toLowerCase();
}

/**
 * @param {Facts} told where the shop is told once @param {Facts[]} typed in tasks, the newest first
 * @returns {Record<string, string>} of other goods than are told nothing, and no cost that is not below the price
 */
export function together(told, typed) {
  /** @type {Record<string, string>} */
  let facts = {};
  for (const given of [told, ...typed]) {
    const known = Object.keys(given).filter((key) => given[key] && typeof given[key] === "string");
    const news = known.filter((key) => fits(key, given, facts));
    facts = Object.assign({}, ...news.map((key) => ({ [key]: given[key] })), facts);
    if (facts.modal && !isBelow(facts.modal, facts.harga)) delete facts.modal;
  }
  return facts;
}
