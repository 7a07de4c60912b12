/**
 * Joining: by the invitation, which stands in the address after "#" (browsers keep that part to
 * themselves), or by typing the code. #p=U07&t=9fk2&m=6281234567890&c=brebes-2026&k=Kelas%20contoh
 * and, where a service takes answers, &r=https%3A%2F%2Fkirim.contoh.ac.id%2F; where the tests' forms
 * were drawn, &f=BA
 *
 * One code can be of two classes: whoever joins second is kept under another owner.
 *
 * @typedef {import("./types.js").Person} Person
 * @typedef {Person & {owner: string}} Owner
 */

import { question } from "./ask.js";
import { read, readAll, write } from "./store.js";
import { currentPerson, isInvitation, NOBODY, unclaimed } from "./user.js";
import { JOIN } from "./wording.js";

const CODE = /^[A-Z]{1,3}[0-9]{2,6}$/;

/** @param {string | null} text @returns {string} the code, or "" when it is none */
export function readCode(text) {
  const typed = (text || "").replace(/\s/g, "").toUpperCase();
  const code = typed.replace(/^([A-Z]{1,3})(\d)$/, "$10$2"); // "U7" is U07
  return CODE.test(code) ? code : "";
}

/** @param {string} text @returns {string} digits for wa.me, or "" */
function readNumber(text) {
  const digits = text.replace(/[\s()+.-]/g, "").replace(/^0/, "62");
  return /^[1-9][0-9]{7,14}$/.test(digits) ? digits : "";
}

const ADDRESS =
  /^(https:\/\/[^\s/?#@\\]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)(\/[^\s?#@\\]*)?$/;

/**
 * As `usable_address` of `course/exercises/invited.py`: over https, or on this device.
 *
 * @param {string} text @returns {string} the service's address ending in a slash, or ""
 */
export function readAddress(text) {
  return text.length <= 200 && ADDRESS.test(text) ? text.replace(/\/?$/, "/") : "";
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
  const class_id = /^[a-z0-9][a-z0-9-]{0,39}$/.test(word("c")) ? word("c") : "";
  /** @type {Person} */
  const person = { code, token, mentor: readNumber(word("m")), klass };
  if (class_id) person.class_id = class_id;
  if (partners.length) person.partners = partners;
  if (/^(AB|BA)$/.test(word("f"))) person.order = word("f");
  // Answers go there without a tap: only where the same link proves whose it is.
  const receive = token && readAddress(word("r"));
  if (receive) person.receive = receive;
  return { person };
}

/** @returns {Promise<Owner[]>} everybody who joined on this phone */
export async function everybody() {
  return (await readAll("people", [])).map(([owner, person]) => ({ ...person, owner }));
}

/**
 * @param {Person} person @param {Owner[]} known
 * @returns {string} under what this person's answers are kept: the code, or the code of a class
 */
export function ownerOf({ code, token, class_id = "" }, known) {
  const named = known.filter((other) => other.code === code);
  const suits = (/** @type {Owner} */ other) =>
    (!other.class_id || !class_id) && !(token && other.token && token !== other.token);
  const found =
    named.find((other) => (other.class_id || "") === class_id) ||
    named.find(suits) || // joined before the class had its id
    (class_id ? undefined : named[0]);
  if (found) return found.owner;
  return named.length ? `${code}@${class_id}` : code;
}

/**
 * Makes this person the one who uses the phone. What a new invitation leaves out stays as it was.
 *
 * @param {Person} person @returns {Promise<Owner>}
 */
export async function join(person) {
  const owner = ownerOf(person, await everybody());
  const known = (await read("people", owner)) || {};
  const news = Object.entries(person).filter(([key, value]) => value && key !== "owner");
  const joined = Object.assign({ ...NOBODY, ...known }, ...news.map(([k, v]) => ({ [k]: v })));
  /** @type {import("./store.js").Put[]} */
  const puts = [
    ["people", owner, joined],
    ["marks", ["person"], owner],
    ...(await unclaimed(owner)),
  ];
  await write(puts).catch(() => {}); // on a phone that keeps nothing it lasts as long as the page
  return { ...joined, owner };
}

/** @param {string} owner @returns {Promise<boolean>} something was answered under this owner */
async function hasAnswers(owner) {
  const answers = await readAll("answers", []);
  return answers.some(([[whose]]) => whose === owner || whose.startsWith(`${owner}/`));
}

/**
 * An invitation may be somebody else's, or send the answers to somebody else: nothing of a phone
 * in use is replaced without a word.
 *
 * @param {Owner} now who uses the phone @param {Person} invited
 * @returns {Promise<"" | "other" | "renewed">} what there is to ask about
 */
async function changeBy(now, invited) {
  if (!now.code) return "";
  if (ownerOf(invited, await everybody()) !== now.owner) return "other";
  const differs = (/** @type {"token"|"mentor"} */ name) =>
    now[name] && invited[name] && now[name] !== invited[name];
  const { receive } = invited;
  const isMoved =
    receive && receive !== now.receive && (now.receive || now.token !== invited.token);
  const isRenewed = differs("token") || differs("mentor") || isMoved;
  return isRenewed && (await hasAnswers(now.owner)) ? "renewed" : "";
}

/**
 * Joins by an invitation and takes it out of the address.
 *
 * @param {string} hash of the address when the page was opened
 * @param {boolean} keepAddress in another app's browser the address is how Chrome gets it
 * @param {(question: HTMLElement) => void} show a question, until it is answered
 * @returns {Promise<string>} what is wrong with it, or ""
 */
export async function acceptInvitation(hash, keepAddress, show) {
  const found = parseFragment(hash);
  if (!found) return "";
  const isThere = location.hash === hash;
  if (isThere && !keepAddress) history.replaceState(null, "", location.href.split("#")[0]);
  if (!found.person) return JOIN.bad_link;
  const now = await currentPerson();
  const change = await changeBy(now, found.person);
  if (!change || (await question(now, found.person, change === "other", show))) {
    const { owner } = await join(found.person);
    // What was shut for good (outbox.js) may be open again.
    await write([["marks", ["door", owner], undefined]]).catch(() => {});
  }
  return "";
}
