/**
 * Which lesson is the next, and which of those for who wants them fit the own answers.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Entry} Entry
 */
import { isSpared } from "./stops.js";

/** @param {any} value @returns {any[]} what was chosen, or ticked */
const ticked = (value) => (Array.isArray(value) ? value : [value]);

/**
 * As `About.is_wanted` in course/lessons/lesson.py: each field that is named holds one of its answers.
 *
 * @param {Pick<Card, "wanted">} card @param {Map<string, Map<string, Entry>>} told by lesson and exercise
 * @returns {boolean}
 */
export function isWanted({ wanted }, told) {
  const holds = (/** @type {string} */ place, /** @type {Record<string, string[]>} */ fields) => {
    const [lesson, exercise] = place.split("/");
    const value = told.get(lesson)?.get(exercise)?.value || {};
    return Object.entries(fields).every(([key, options]) =>
      ticked(value[key]).some((one) => options.includes(one)),
    );
  };
  const places = Object.entries(wanted || {});
  return places.length > 0 && places.every(([place, fields]) => holds(place, fields));
}

/**
 * Who then does a task after all has changed her mind.
 *
 * @param {Card} card @param {Map<string, Map<string, Entry>>} told @returns {boolean} she said that she does not need it
 */
export function isDeclined({ name, exercises, declined }, told) {
  const has = (/** @type {string} */ id) => Boolean(told.get(name)?.has(id));
  return !exercises.some(has) && isWanted({ wanted: declined }, told);
}

/**
 * Of a lesson for everybody: who does a task all the same has changed her mind.
 *
 * @param {Card} card @param {Map<string, Entry>} entries of this lesson
 * @returns {Card} without the tasks and deeds of sittings that she said she does not need
 */
export function asNeeded(card, entries) {
  if (!card.behind) return card;
  const spared = Object.entries(card.behind).filter(([said]) => isSpared(said, entries));
  const isAsked = (/** @type {string} */ id) =>
    entries.has(id) || !spared.some(([, behind]) => behind.includes(id));
  const { exercises, deeds = [] } = card;
  return { ...card, exercises: exercises.filter(isAsked), deeds: deeds.filter(isAsked) };
}

/**
 * @typedef {object} Stand  how far somebody is with a lesson
 * @property {string} name
 * @property {boolean} begun
 * @property {boolean} finished
 * @property {boolean} shut  it opens another day, or opens no more
 * @property {boolean} later  that other day is to come
 */

/**
 * What was left open before a lesson that is begun stays open, but is not the next.
 *
 * @param {Stand[]} stands of the lessons that are everybody's, in their order
 * @returns {string} the one lesson to go on with, "" where none is
 */
export function nextOf(stands) {
  const last = stands.reduce((at, { begun }, i) => (begun ? i : at), 0);
  const next = stands
    .slice(last)
    .find(({ finished, shut, later }) => !finished && (!shut || later));
  return next && !next.shut ? next.name : "";
}
