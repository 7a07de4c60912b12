/**
 * Who uses the phone now. How somebody joins is in `joining.js`, which few visits need.
 *
 * @typedef {import("./types.js").Person} Person
 */
import { read, readAll } from "./store.js";

/** @type {Person} */
export const NOBODY = { code: "", token: "", mentor: "", klass: "" };

/**
 * Codes say who somebody is: MH03 a mentor, NS01 a speaker, all others participants.
 *
 * @param {string} code @returns {"peserta"|"mentor"|"narasumber"}
 */
export function audienceOf(code) {
  if (code.startsWith("MH")) return "mentor";
  return code.startsWith("NS") ? "narasumber" : "peserta";
}

/** @returns {Promise<Person & {owner: string}>} who uses the phone now, and under what it keeps */
export async function currentPerson() {
  const owner = (await read("marks", ["person"])) || "";
  return { ...NOBODY, ...(owner ? await read("people", owner) : {}), owner };
}

/**
 * What was answered before anybody joined goes to `owner`, unless it is answered there already.
 *
 * @param {string} owner
 */
export async function unclaimed(owner) {
  /** @type {import("./store.js").Put[]} */
  const puts = [];
  for (const name of /** @type {const} */ (["answers", "photos", "traits"])) {
    const theirs = new Set((await readAll(name, [owner])).map(([key]) => key.join("\n")));
    for (const [[, ...rest], value] of await readAll(name, [""])) {
      if (theirs.has([owner, ...rest].join("\n"))) continue;
      puts.push([name, [owner, ...rest], value], [name, ["", ...rest], undefined]);
    }
  }
  return puts;
}

/** @param {string} hash of the address @returns {boolean} whether or not it is whole */
export function isInvitation(hash) {
  return /[#&][ptmk]=/.test(hash);
}

/**
 * For a phone that keeps nothing: the next page learns from its address who reads it.
 *
 * @param {Person} person @returns {string} the invitation, "" without a code
 */
export function asFragment(person) {
  const { code, token, mentor, klass, class_id = "", receive = "", partners = [] } = person;
  const more = { c: class_id, k: klass, r: receive, u: partners.join(","), f: person.order || "" };
  const all = { p: code, t: token, m: mentor, ...more };
  return code ? `#${new URLSearchParams(Object.entries(all).filter(([, value]) => value))}` : "";
}

/** @param {string} agent @returns {boolean} WhatsApp's, Facebook's or Instagram's own browser */
export function isInApp(agent) {
  return /FBAN|FBAV|FB_IAB|Instagram|WhatsApp|; wv\)/.test(agent);
}
