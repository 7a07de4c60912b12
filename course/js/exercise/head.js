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

/** @param {Field} field of a deed: has it been done in the own shop? */
const isDone = ({ key }) => key === "sudah";

/**
 * Who reads "Tugas 4" in the head does not read it again in the prompt.
 *
 * @param {Model} model @param {string} id
 * @returns {{el: HTMLElement | null, prompt: string}} null over a deed, a question, a sheet
 */
export function headOf(model, id) {
  const prompt = (model.get("prompt") || "").trim();
  const isPractice = model.get("practice");
  const [begin, word] = (isPractice ? PRACTICE : TASK).exec(prompt) || ["", ""];
  const isNeither = isPractice ? (model.get("fields") || []).some(isDone) : !word;
  if (isNeither) return { el: null, prompt };
  const el = h(
    "p",
    { class: isPractice ? "cx-head" : "cx-head is-graded", id },
    h("strong", null, word || WORDS.practice),
    h("span", null, isPractice ? WORDS.ungraded : WORDS.graded),
  );
  return { el, prompt: prompt.slice(begin.length) };
}
