/**
 * What waits in the phone to go home by itself: for everybody whose invitation names a service's
 * address, each lesson's answers as one file, and the photos they name. What the service said is
 * kept beside the answers, so that nothing goes twice, on the page or in the service worker.
 *
 * Kept in `marks`: ["line", owner, lesson] a `Receipt`, ["door", owner] a `Door`; by the lesson's page
 * ["terms", lesson] what may leave of it (stops.js).
 *
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Kept} Kept
 * @typedef {import("./types.js").Person} Person
 * @typedef {import("./types.js").Receipt} Receipt
 * @typedef {import("./types.js").Door} Door
 *
 * @typedef {object} Parcel  one lesson's answers by one person, about themselves or about a partner
 * @property {Person & {owner: string}} person
 * @property {string} owner  under what they are kept
 * @property {string} lesson
 * @property {string} participant
 * @property {Map<string, Kept>} entries
 * @property {string} text  answers.json, the same for the same answers
 * @property {Receipt} receipt
 *
 * @typedef {{parcel: Parcel, path: string, at: string}} Waiting  a photo, and the answer's time
 */
import { isFilled, photosOf } from "./homeward.js";
import { answersJson, COURSE } from "./message.js";
import { untilStop } from "./stops.js";
import { read, readAll, write } from "./store.js";

/** @type {Receipt} */
const NOTHING = {
  id: "",
  at: "",
  token: "",
  digest: "",
  answers: {},
  photos: {},
  refused: "",
  problem: "",
};

/** @param {Uint8Array} bytes @returns {Promise<string>} SHA-256 in hex */
export async function digestOf(bytes) {
  const sum = await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (bytes));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} dataUrl @returns {Uint8Array} */
export function bytesOf(dataUrl) {
  const data = atob(dataUrl.slice(dataUrl.indexOf(",") + 1));
  return Uint8Array.from(data, (letter) => letter.charCodeAt(0));
}

/** @param {Person & {owner: string}} person @returns {Promise<Parcel[]>} a parcel for each lesson */
async function parcelsOf(person) {
  /** @type {Map<string, Map<string, Kept>>} */
  const lessons = new Map();
  for (const [[owner, lesson, id], entry] of await readAll("answers", [])) {
    if (owner !== person.owner && !owner.startsWith(`${person.owner}/`)) continue;
    const key = `${lesson}\n${owner}`;
    lessons.set(key, (lessons.get(key) || new Map()).set(id, entry));
  }
  const parcels = await Promise.all(
    Array.from(lessons, async ([key, given]) => {
      const [lesson, owner] = key.split("\n");
      const terms = await read("marks", ["terms", lesson]);
      // A sheet without names never goes under somebody's code.
      if (terms?.anonymous) return /** @type {Parcel[]} */ ([]);
      const participant = owner.slice(person.owner.length + 1) || person.code;
      // In one order, whatever was written last.
      const open = terms ? untilStop(terms, given) : given;
      const entries = new Map(Array.from(open).sort(([a], [b]) => (a < b ? -1 : 1)));
      const skipped = await read("marks", ["skipped", owner, lesson]);
      const json = answersJson({ course: COURSE, lesson }, person, entries, participant, skipped);
      const receipt = { ...NOTHING, ...(await read("marks", ["line", owner, lesson])) };
      const text = JSON.stringify(json);
      return [{ person, owner, lesson, participant, entries, text, receipt }];
    }),
  );
  return parcels.reduce((all, some) => all.concat(some), /** @type {Parcel[]} */ ([]));
}

/** @param {Person & {owner: string}} person @returns {Promise<Door>} */
export async function doorOf({ owner, token, receive = "" }) {
  const door = /** @type {Door | undefined} */ (await read("marks", ["door", owner]));
  return door && door.token === token && door.receive === receive
    ? door
    : { token, receive, closed: false, problem: "" };
}

/** @param {Person & {owner: string}} person @param {string} problem @returns {Promise<void>} */
export function shut({ owner, token, receive = "" }, problem) {
  return keep(["door", owner], { token, receive, closed: true, problem });
}

/** @param {Parcel} parcel @returns {Promise<void>} */
export function keepReceipt({ owner, lesson, receipt }) {
  return keep(["line", owner, lesson], receipt);
}

/** @param {string[]} key @param {any} value where it cannot be kept, it lasts as long as the page */
async function keep(key, value) {
  await write([["marks", key, value]]).catch(() => {});
}

/** @returns {Promise<(Person & {owner: string})[]>} who has an address and was not turned away */
export async function senders() {
  const all = await readAll("people", []);
  const named = all.map(([owner, person]) => ({ ...person, owner })).filter((one) => one.receive);
  const doors = await Promise.all(named.map(doorOf));
  return named.filter((_, i) => !doors[i].closed);
}

/** @param {Person & {owner: string}} person @returns {Promise<Parcel[]>} whose answers wait */
export async function answersWaiting(person) {
  const all = await parcelsOf(person);
  const parcels = all.filter(({ entries }) => Array.from(entries.values()).some(isFilled));
  const digests = await Promise.all(
    parcels.map(({ text }) => digestOf(new TextEncoder().encode(text))),
  );
  return parcels.filter(({ receipt }, i) => {
    return digests[i] !== receipt.digest && digests[i] !== receipt.refused;
  });
}

/**
 * @param {Person & {owner: string}} person
 * @returns {Promise<Waiting[]>} photos whose answer is there
 */
export async function photosWaiting(person) {
  /** @type {Waiting[]} */
  const waiting = [];
  for (const parcel of await parcelsOf(person)) {
    const { receipt, entries } = parcel;
    for (const [id, entry] of entries) {
      if (receipt.answers[id] !== entry.at) continue;
      const left = photosOf(entry).filter((path) => {
        const known = receipt.photos[path];
        return !known || known.at !== entry.at || !(known.done || known.problem);
      });
      waiting.push(...left.map((path) => ({ parcel, path, at: entry.at })));
    }
  }
  return waiting;
}
