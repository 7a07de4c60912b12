/**
 * What stands over an exercise: what it is called, and whether it counts.
 *
 * @typedef {import("./types.js").Model} Model
 * @typedef {import("./types.js").Field} Field
 */
import { h } from "./dom.js";
import { WORDS } from "./wording.js";

const PRACTICE = /^(\S+)\.\s+/;
/** "Tugas 4", in any language; the questions of a test and a sheet are no tasks. */
const TASK = /^(\S+ \d+)\.\s+/;
/** "Sudah saya lakukan", in any language. */
const DEED = /^([^.\n]{3,40})\.\s+/;

/** @param {Model} model @returns {boolean} it asks what was done in the own shop */
export const isDeed = (model) =>
  model.get("practice") && (model.get("fields") || []).some(({ key }) => key === "sudah");

/** @param {Model} model @returns {string} what one says of a deed that is done, as its prompt begins */
export const deedOf = (model) =>
  (isDeed(model) && DEED.exec((model.get("prompt") || "").trim())?.[1]) || "";

/** @param {string} look @param {string} id @param {string} word @param {string} more */
const box = (look, id, word, more) =>
  h("p", { class: `cx-head ${look}`, id }, h("strong", null, word), h("span", null, more));

/**
 * Who reads "Tugas 4" in the head does not read it again in the prompt.
 *
 * @param {Model} model @param {string} id
 * @returns {{el: HTMLElement | null, prompt: string}} null over a question, a sheet
 */
export function headOf(model, id) {
  const prompt = (model.get("prompt") || "").trim();
  const isPractice = model.get("practice");
  const pattern = isDeed(model) ? DEED : isPractice ? PRACTICE : TASK;
  const [begin, word] = pattern.exec(prompt) || ["", ""];
  const rest = prompt.slice(begin.length);
  // That a deed does not count its own text says.
  if (isDeed(model)) return { el: box("is-deed", id, WORDS.deed, ""), prompt: rest };
  if (!isPractice && !word) return { el: null, prompt };
  const look = isPractice ? "" : "is-graded";
  const said = isPractice ? WORDS.ungraded : WORDS.graded;
  return { el: box(look, id, word || WORDS.practice, said), prompt: rest };
}
