/**
 * How far answers are on their way home, in words: pure functions on what the phone was told.
 *
 * @typedef {import("./types.js").Kept} Kept
 * @typedef {import("./types.js").Person} Person
 * @typedef {import("./types.js").Receipt} Receipt
 * @typedef {import("./types.js").Door} Door
 * @typedef {"waiting"|"photos"|"arrived"|"refused"|"closed"} Place
 *   photos: the answers are there, a picture they name is not
 * @typedef {{receipt?: Receipt, door?: Door, token: string}} Told  token: the person's, now
 *
 * @typedef {object} More
 * @property {string} problem  the service's sentence, or ""
 * @property {boolean} [isThrifty]  photos wait for a tap, to spare battery and quota
 * @property {boolean} [isGoing]  what waits is under way, as far as is known
 */
import { fill } from "../exercise/wording.js";
import { clock, localDay, shortText } from "./time.js";
import { LINE } from "./wording.js";

/** @param {{value: Record<string, any>}} entry @returns {string[]} the paths it names */
export function photosOf({ value }) {
  const names = Object.values(value).filter((one) => typeof one === "string");
  return names.filter((name) => name.startsWith("photos/"));
}

/** @param {Kept | undefined} entry @returns {boolean} an emptied answer has no way to go */
export function isFilled(entry) {
  return Boolean(entry) && Object.keys(/** @type {Kept} */ (entry).value).length > 0;
}

/**
 * @param {Map<string, Kept>} entries @param {Receipt | undefined} receipt
 * @returns {boolean} these very answers were not taken: a new one makes other bytes of them
 */
function isRefused(entries, receipt) {
  const { problem, tried = {} } = receipt || {};
  const all = Array.from(entries);
  const isSame =
    all.length === Object.keys(tried).length && all.every(([id, { at }]) => tried[id] === at);
  return Boolean(problem) && isSame;
}

/** @param {string} id of the exercise @param {Map<string, Kept>} entries @param {Told} told @returns {Place} */
export function placeOf(id, entries, { receipt, door, token }) {
  const entry = /** @type {Kept} */ (entries.get(id));
  const isThere = receipt && receipt.token === token && receipt.answers[id] === entry.at;
  if (!isThere) {
    if (door?.closed) return "closed";
    return isRefused(entries, receipt) ? "refused" : "waiting";
  }
  const pictures = photosOf(entry).map((path) => receipt.photos[path]);
  if (pictures.every((one) => one?.done && one.at === entry.at)) return "arrived";
  if (door?.closed) return "closed";
  return pictures.some((one) => one?.problem && one.at === entry.at) ? "refused" : "photos";
}

const ORDER = /** @type {const} */ (["closed", "refused", "waiting", "photos", "arrived"]);

/**
 * @param {Map<string, Kept>} entries @param {Told} told
 * @returns {{place: Place | "none", waiting: number, photos: number}} of a whole lesson: the worst
 *   place, how many answers and how many tasks' photos are not there; none: nothing was answered
 */
export function summaryOf(entries, told) {
  const filled = Array.from(entries.keys()).filter((id) => isFilled(entries.get(id)));
  const places = filled.map((id) => placeOf(id, entries, told));
  const count = (/** @type {Place[]} */ ...some) => places.filter((p) => some.includes(p)).length;
  return {
    place: ORDER.find((place) => places.includes(place)) || "none",
    waiting: count("waiting", "refused", "closed"),
    photos: count("photos"),
  };
}

/** @param {string} iso @param {Date} now @returns {string} "10.42", with its day on another day */
export function momentText(iso, now) {
  const then = new Date(iso);
  return localDay(then) === localDay(now) ? clock(then) : shortText(then);
}

/** @param {Place} place @param {Record<string, string>} words @param {More} more */
function form(place, words, { isThrifty, isGoing }) {
  if (place === "photos" && isThrifty) return words.thrifty || words.photos;
  return (
    (isGoing && { waiting: words.going, photos: words.photos_going }[String(place)]) || words[place]
  );
}

/** @param {Place} place @param {More} more @returns {string} under the saved mark of one task */
export function taskText(place, more) {
  return fill(form(place, LINE.task, more), { problem: more.problem }).trim();
}

/**
 * @param {ReturnType<typeof summaryOf>} summary
 * @param {More & {at: string}} more  at: when the last answers arrived
 * @param {Record<string, string>} words LINE.lesson or CARD
 * @param {Date} now
 * @returns {string} of a whole lesson; "" where nothing was answered
 */
export function lessonText({ place, waiting, photos }, more, words, now) {
  if (place === "none") return "";
  const time = momentText(more.at, now);
  const n = place === "photos" ? photos : waiting;
  return fill(form(place, words, more), { n, time, problem: more.problem }).trim();
}
