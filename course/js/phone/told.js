/**
 * What is known of the own shop where a task asks for it, as course/exercises/shops.py knows it. Loaded where a page
 * has such a task: the page itself is to stay light.
 *
 * @typedef {import("./types.js").Kept} Kept
 */
import { isBelow } from "../exercise/right.js";
import { untilStop } from "./stops.js";
import { read, readAll } from "./store.js";

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

/**
 * @param {string} owner @param {import("../exercise/types.js").Field[]} fields
 * @returns {Promise<Record<string, Record<string, string>>>} by field key, as far as they ask for it
 */
export async function told(owner, fields) {
  const kept = await readAll("answers", [owner]);
  /** @type {Record<string, Record<string, string>>} */
  const known = {};
  for (const { key, asks = [], from } of fields) {
    if (!from) continue;
    const facts = await factsOf(kept, from, key);
    for (const [fact] of asks) if (facts[fact]) known[key] = { ...known[key], [fact]: facts[fact] };
  }
  return known;
}

/**
 * @param {[any, any][]} kept @param {string[]} exercises in which it is told
 * @param {string} under what the fields are called in which it is typed
 * @returns {Promise<Record<string, string>>} what may be used of them
 */
async function factsOf(kept, exercises, under) {
  const facts = {};
  let isHidden = false;
  for (const [[, lesson, name]] of kept.filter(([key]) => exercises.includes(key[2]))) {
    const own = kept.filter(([key]) => key[1] === lesson).map(([key, one]) => [key[2], one]);
    const terms = await read("marks", ["terms", lesson]);
    const entries = new Map(/** @type {[string, Kept][]} */ (own));
    // What stands behind a no does not leave the phone, in no other answer either.
    const open = terms ? untilStop(terms, entries) : entries;
    isHidden = isHidden || !open.has(name);
    Object.assign(facts, open.get(name)?.value);
  }
  const typed = kept
    .map(([, entry]) => entry)
    .filter(({ value }) => value[under]?.constructor === Object);
  typed.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return together(facts, isHidden ? [] : typed.map(({ value }) => value[under]));
}
