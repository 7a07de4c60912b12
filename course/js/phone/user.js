/**
 * Who uses the phone now. How somebody joins is in `joining.js`, which few visits need.
 *
 * @typedef {import("./types.js").Person} Person
 */
import { read } from "./store.js";

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

/** @returns {Promise<Person>} who uses the phone now */
export async function currentPerson() {
  const code = await read("marks", ["person"]);
  return { ...NOBODY, ...(code ? await read("people", code) : {}) };
}

/** @param {string} hash of the address @returns {boolean} whether or not it is whole */
export function isInvitation(hash) {
  return /[#&][ptmk]=/.test(hash);
}

/** @param {string} agent @returns {boolean} WhatsApp's, Facebook's or Instagram's own browser */
export function isInApp(agent) {
  return /FBAN|FBAV|FB_IAB|Instagram|WhatsApp|; wv\)/.test(agent);
}
