/**
 * Who uses the phone now. How somebody joins is in `joining.js`, which few visits need.
 *
 * @typedef {import("./types.js").Person} Person
 */
import { read } from "./store.js";

/** @type {Person} */
export const NOBODY = { code: "", token: "", mentor: "", klass: "" };

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
