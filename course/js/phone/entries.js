/**
 * What is answered, what is sent: pure functions on entries.
 *
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Kept} Kept
 * @typedef {import("./types.js").Sent} Sent
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Widget} Widget
 */
import { isAnswered } from "../exercise/answered.js";
import { isPassed } from "../exercise/parts/unsure.js";

/** @param {any} field @param {any} value an order may leave options out: some ask for three */
export function isGiven(field, value) {
  if (field.kind === "order") return Array.isArray(value) && value.length > 0;
  return isAnswered(field, value);
}

/** @param {any[]} fields @param {Record<string, any>} value @returns {boolean} nothing is left out */
export function isComplete(fields, value) {
  if (isPassed(fields, value)) return true;
  return fields.every((field) => isGiven(field, value[field.key]));
}

/** @param {Widget} widget @param {Kept | undefined} entry @returns {State} */
export function stateOf(widget, entry) {
  if (!entry) return "none";
  if (entry.item !== widget.item) return "changed";
  if (!Object.keys(entry.value).length) return "none";
  return entry.full ? "full" : "part";
}

/**
 * @param {Sent | undefined} sent @param {Map<string, {at: string}>} entries
 * @returns {"none"|"sent"|"changed"}
 */
export function sentState(sent, entries) {
  if (!sent) return "none";
  const isNew = Array.from(entries).some(([id, entry]) => sent.answers[id] !== entry.at);
  return isNew ? "changed" : "sent";
}

/**
 * @param {Iterable<Entry>} entries @param {Record<string, string>} photos by path
 * @returns {string[]} the paths that answers name and that are there
 */
export function namedPhotos(entries, photos) {
  const values = Array.from(entries).map(namedIn);
  const named = values.reduce((all, some) => all.concat(some), []);
  return Object.keys(photos).filter((path) => named.includes(path));
}

/**
 * What counts of an answer for a later one that builds on it (`Entry.under` in Python): what stands, until that one is checked.
 *
 * @param {Entry} entry @param {string} id of its exercise @param {import("./types.js").First} [checked] the later one, when it was checked
 * @returns {Record<string, any> | null}
 */
export function under({ value, at, first }, id, checked) {
  if (!checked) return value;
  if (checked.beside) return checked.beside[id] || null;
  return first && Date.parse(at) > Date.parse(checked.at) ? first.value : value;
}

/** @param {Entry} entry @returns {any[]} what stands in its fields, now and when it was checked */
export const namedIn = ({ value, first }) =>
  Object.values(value).concat(first ? Object.values(first.value) : []);

/** @param {string} path @param {string} key @returns {string} where the picture stays that was checked */
const asChecked = (path, key) => path.replace(new RegExp(`-${key}\\.jpg$`), `-awal-${key}.jpg`);

/**
 * What was checked first stays as it was; a picture that is changed now goes on under another name.
 *
 * @param {Entry} entry @param {Record<string, string> | undefined} had its pictures @param {Record<string, string>} has those of now
 * @returns {[import("./types.js").First | undefined, Record<string, string>]} and the pictures to keep
 */
export function firstOf({ first }, had, has) {
  if (!first || !had) return [first, {}];
  const value = { ...first.value };
  /** @type {Record<string, string>} */
  const photos = {};
  for (const [key, path] of Object.entries(value)) {
    if (typeof path !== "string" || !had[path] || had[path] === has[path]) continue;
    if (path.includes("-awal-")) continue;
    value[key] = asChecked(path, key);
    photos[value[key]] = had[path];
  }
  return [{ ...first, value }, photos];
}
