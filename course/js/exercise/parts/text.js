/**
 * What "short_text" and "long_text" share: a limit that is counted and never cuts in silence.
 *
 * @typedef {import("../types.js").Field} Field
 * @typedef {import("../types.js").Ctx} Ctx
 */
import { h, setNote } from "../dom.js";
import { fill, WORDS } from "../wording.js";
import { framed } from "./frame.js";
import { labelled } from "./group.js";
import { clamp, countChars, saveTyping } from "./typing.js";

const NO_LIMIT = 5000;
/** The box's limit is said only near it: a task's own, shorter limit is the one to keep in mind. */
const NEAR = 0.8;

/**
 * @param {Field} field @param {Ctx} ctx
 * @param {import("./typing.js").TextControl} control
 * @returns {import("../types.js").FieldView}
 */
export function textField(field, ctx, control) {
  const max = field.max_chars || NO_LIMIT;
  const counter = h("p", { class: "cx-counter", id: ctx.id("count") });
  const full = h("p", { class: "cx-note", id: ctx.id("full"), hidden: true });
  const count = () => {
    const n = countChars(control.value);
    const words = n < NEAR * max ? WORDS.count : WORDS.count_near;
    setNote(counter, n ? fill(words, { n, max }) : "");
    const text = n >= max ? fill(WORDS.text_full, { max }) : "";
    if (full.textContent === text) return;
    setNote(full, text);
    ctx.announce(text);
  };
  control.maxLength = 2 * max; // a code point is at most two units; clamp() does the exact cut
  control.addEventListener("input", () => clamp(control, max));
  control.addEventListener("input", count);
  saveTyping(control, (how) => ctx.set(control.value.trim() ? control.value : undefined, how));
  const { above, update: reframe } = framed(field, ctx, control);
  const update = (/** @type {any} */ value) => {
    if (control.value !== (value || "")) control.value = value || "";
    count();
    reframe();
  };
  const body = above.length ? h("div", null, ...above, control) : control;
  const beside = above.filter(({ id }) => id);
  return { el: labelled(field, ctx, control, { body, beside, notes: [counter, full] }), update };
}
