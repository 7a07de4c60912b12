/**
 * A sentence with blanks, for who writes in a language that is not theirs: a tap puts it into the empty box, another one goes
 * to the next blank. `{exercise.key}` in it is what was answered there, where the host knows it.
 *
 * @typedef {import("../types.js").Field} Field
 * @typedef {import("../types.js").Ctx} Ctx
 */
import { button, h } from "../dom.js";
import { WORDS } from "../wording.js";

const BLANK = "…";
const NAMED = /\{([a-z0-9-]+\.[a-z0-9_-]+)\}/g;

/** @param {string} text @returns {string} its letters and figures, without earlier answers */
const bare = (text) =>
  text
    .replace(NAMED, "")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();

/** @param {Field} field @param {any} text @returns {boolean} it is the sentence alone, with nothing filled in: no answer */
export const isBare = ({ frame }, text) =>
  typeof text === "string" && Boolean(frame) && bare(text) === bare(frame || "");

/** @param {string} text @param {Record<string, string>} stands @returns {string} */
const filled = (text, stands) => text.replace(NAMED, (_, name) => stands[name] || BLANK);

/** @param {import("./typing.js").TextControl} control goes to its first blank: what was filled is none any more */
function toBlank(control) {
  const at = control.value.indexOf(BLANK);
  control.focus();
  if (at >= 0) control.setSelectionRange(at, at + 1);
}

/**
 * @param {Field} field @param {Ctx} ctx @param {import("./typing.js").TextControl} control
 * @returns {{ above: HTMLElement[], update: () => void }} what stands above the box
 */
export function framed({ frame = "", recall = "" }, ctx, control) {
  const told = h("p", { class: "cx-help", id: ctx.id("recall"), hidden: true });
  const shown = h("p", { class: "cx-note cx-sentence", id: ctx.id("frame"), lang: "en" });
  const press = button("", () => {
    if (!control.value.trim()) {
      control.value = filled(frame, ctx.stands());
      control.dispatchEvent(new Event("input"));
    }
    toBlank(control);
  });
  const update = () => {
    const stands = ctx.stands();
    const isEmpty = !control.value.trim();
    told.textContent = filled(recall, stands);
    told.hidden = told.textContent === filled(recall, {});
    shown.textContent = filled(frame, stands);
    // A whole letter is long enough once it is in the box.
    shown.hidden = !isEmpty || frame.includes("\n");
    press.hidden = !isEmpty && !control.value.includes(BLANK);
    press.textContent = isEmpty ? WORDS.frame_use : WORDS.frame_next;
  };
  control.addEventListener("input", update);
  return { above: [...(recall ? [told] : []), ...(frame ? [shown, press] : [])], update };
}
