/**
 * Joining: by the invitation, which stands in the address after "#" (browsers keep that part to
 * themselves), or by typing the code. #p=U07&t=9fk2&m=6281234567890&k=Kelas%20contoh
 *
 * @typedef {import("./types.js").Person} Person
 */

import { read, readAll, write } from "./store.js";
import { isInvitation, NOBODY } from "./user.js";
import { JOIN } from "./wording.js";

const CODE = /^[A-Z]{1,3}[0-9]{2,6}$/;

/** @param {string | null} text @returns {string} the code, or "" when it is none */
export function readCode(text) {
  const code = (text || "").replace(/\s/g, "").toUpperCase();
  return CODE.test(code) ? code : "";
}

/** @param {string} text @returns {string} digits for wa.me, or "" */
function readNumber(text) {
  const digits = text.replace(/[\s()+.-]/g, "").replace(/^0/, "62");
  return /^[1-9][0-9]{7,14}$/.test(digits) ? digits : "";
}

/**
 * @param {string} hash of the address
 * @returns {{person: Person | null} | null} null: no invitation; person null: a damaged one
 */
export function parseFragment(hash) {
  if (!isInvitation(hash)) return null;
  const given = new URLSearchParams(hash.slice(1));
  const word = (/** @type {string} */ name) => (given.get(name) || "").trim();
  const code = readCode(word("p"));
  if (!code) return { person: null };
  const token = /^[\w-]{1,40}$/.test(word("t")) ? word("t") : "";
  const klass = word("k").replace(/\p{C}/gu, "").slice(0, 80);
  const partners = word("u").split(",").map(readCode).filter(Boolean);
  const person = { code, token, mentor: readNumber(word("m")), klass };
  return { person: partners.length ? { ...person, partners } : person };
}

/** @returns {Promise<Person[]>} everybody who joined on this phone */
export async function everybody() {
  return (await readAll("people", [])).map(([, person]) => person);
}

/**
 * What was answered before anybody joined goes to `code`, unless it is answered there already.
 *
 * @param {string} code
 */
async function unclaimed(code) {
  /** @type {import("./store.js").Put[]} */
  const puts = [];
  for (const name of /** @type {const} */ (["answers", "photos", "traits"])) {
    const theirs = new Set((await readAll(name, [code])).map(([key]) => key.join("\n")));
    for (const [[, ...rest], value] of await readAll(name, [""])) {
      if (theirs.has([code, ...rest].join("\n"))) continue;
      puts.push([name, [code, ...rest], value], [name, ["", ...rest], undefined]);
    }
  }
  return puts;
}

/**
 * Makes this person the one who uses the phone. What a new invitation leaves out stays as it was.
 *
 * @param {Person} person @returns {Promise<Person>}
 */
export async function join(person) {
  const known = (await read("people", person.code)) || {};
  const news = Object.entries(person).filter(([, value]) => value);
  const joined = Object.assign({ ...NOBODY, ...known }, ...news.map(([k, v]) => ({ [k]: v })));
  await write([
    ["people", person.code, joined],
    ["marks", ["person"], person.code],
    ...(await unclaimed(person.code)),
  ]);
  return joined;
}

/**
 * Joins by an invitation and takes it out of the address.
 *
 * @param {string} hash of the address when the page was opened
 * @param {boolean} keepAddress in another app's browser the address is how Chrome gets it
 * @returns {Promise<string>} what is wrong with it, or ""
 */
export async function acceptInvitation(hash, keepAddress) {
  const found = parseFragment(hash);
  if (!found) return "";
  const isThere = location.hash === hash;
  if (isThere && !keepAddress) history.replaceState(null, "", location.href.split("#")[0]);
  if (!found.person) return JOIN.bad_link;
  await join(found.person);
  return "";
}
