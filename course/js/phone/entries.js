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

/** @param {any} field @param {any} value an order may leave options out: some ask for three */
function isGiven(field, value) {
  if (field.kind === "order") return Array.isArray(value) && value.length > 0;
  return isAnswered(field, value);
}

/** @param {any[]} fields @param {Record<string, any>} value @returns {boolean} nothing is left out */
export function isComplete(fields, value) {
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
  const values = Array.from(entries).map((entry) => Object.values(entry.value));
  const named = values.reduce((all, some) => all.concat(some), []);
  return Object.keys(photos).filter((path) => named.includes(path));
}
