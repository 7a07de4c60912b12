/**
 * Which steps are there. Where somebody says no: what comes after that answer is not asked, and what stands there already
 * does not leave the phone.
 *
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Lesson} Lesson
 */

/**
 * What of a lesson decides what may leave the phone, for those who send without its page.
 *
 * @typedef {Pick<Lesson, "anonymous" | "stops"> & {widgets: Record<string, any>}} Terms
 */

/** @param {Lesson} lesson @returns {Terms | null} nothing where all may leave, under the own code */
export function termsOf({ anonymous, stops, widgets }) {
  if (!anonymous && !stops) return null;
  const order = Object.keys(widgets).map((id) => ({ [id]: {} }));
  return { anonymous, stops, widgets: Object.assign({}, ...order) };
}

/** @param {Pick<Lesson, "stops">} lesson @param {Map<string, Entry>} entries @returns {string} the exercise, or "" */
export function stopOf({ stops = {} }, entries) {
  const said = (/** @type {[string, Record<string, string>]} */ [id, fields]) =>
    Object.entries(fields).some(([key, answer]) => entries.get(id)?.value[key] === answer);
  return Object.entries(stops).find(said)?.[0] || "";
}

/**
 * @template {Entry} E
 * @param {Pick<Lesson, "stops"> & {widgets: Record<string, any>}} lesson
 * @param {Map<string, E>} entries
 * @returns {Map<string, E>} those that may be sent
 */
export function untilStop(lesson, entries) {
  const order = Object.keys(lesson.widgets);
  const last = order.indexOf(stopOf(lesson, entries));
  if (last < 0) return new Map(entries);
  return new Map(Array.from(entries).filter(([id]) => order.indexOf(id) <= last));
}

/** @param {Lesson} lesson @param {Map<string, Entry>} entries @param {string[]} ids of all steps @returns {string[]} */
export function openSteps(lesson, entries, ids) {
  const stop = lesson.stops ? stopOf(lesson, entries) : "";
  if (!stop) return ids;
  const at = ids.findIndex((id) => document.querySelector(`#${id} [data-widget="${stop}"]`));
  if (at < 0) return ids;
  const isText = (/** @type {string} */ id) => !document.querySelector(`#${id} [data-widget]`);
  const more = ids.slice(at + 1, -1).findIndex((id) => !isText(id));
  // The words behind the question say what a no means; of a heading's own text there is none.
  const until = at + 1 + Math.min(more < 0 ? 1 : more, 1);
  return [...ids.slice(0, until), ids[ids.length - 1]];
}

/**
 * @param {string} said a question, its field, and the answers with which what stands behind it is not needed
 * @param {Map<string, Entry>} entries
 */
export function isSpared(said, entries) {
  const [question, key, ...no] = said.split(" ");
  return no.includes(entries.get(question)?.value[key]);
}

/**
 * A second example is there once its practice was answered wrong; whoever can already leaves out
 * what a sitting's tasks do without, and who does not need a sitting all of it that is not answered.
 *
 * @param {HTMLElement} step
 * @param {Pick<import("./keeper.js").Keeper, "entries" | "skipped">} keeper
 */
export function isLeftOut(step, { entries, skipped }) {
  const { again = "", leave, spared = "" } = step.dataset;
  const skip = skipped[`Duduk ${leave}`];
  if (skip && !skip.back) return true;
  const { widget = "" } = /** @type {HTMLElement} */ (step.querySelector("[data-widget]") || step)
    .dataset;
  if (entries.has(widget)) return false;
  return isSpared(spared, entries) || (Boolean(again) && !entries.get(again)?.wrong);
}
