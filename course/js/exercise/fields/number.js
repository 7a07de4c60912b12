/** A number as people type it ("Rp18.000"). Value: the text, trimmed; the grader reads it. */
import { h, setNote } from "../dom.js";
import { labelled } from "../parts/group.js";
import { hasDigit, saveTyping } from "../parts/typing.js";
import { isRight, readings } from "../right.js";
import { fill, WORDS } from "../wording.js";

const MAX_CHARS = 40;
const AFTER_THE_TAP = 300;
/** @type {Record<string, string>} by unit */
const EXAMPLES = { Rp: "18000", "%": "2,5" };

/** @param {import("../types.js").Field} field @param {string} text @returns {string} what is odd about it, or "" */
function oddness({ unit = "", most }, text) {
  const example = EXAMPLES[unit] || 12;
  if (text && !hasDigit(text)) return fill(WORDS.number_note, { example });
  const isOver = most && readings(text).every((one) => one > most);
  return text && isOver ? fill(WORDS.number_most, { most }) : "";
}

/** @param {import("../types.js").Field} field @param {string} text @param {HTMLElement} note @returns {string} what it says now */
function judge(field, text, note) {
  const odd = oddness(field, text);
  const right = text && !odd ? isRight(field, text) : undefined;
  note.classList.toggle("is-right", right === true);
  note.classList.toggle("is-wrong", right === false);
  const said = right === undefined ? "" : right ? WORDS.number_right : WORDS.number_wrong;
  setNote(note, odd || said);
  return note.textContent || "";
}

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const input = h("input", { type: "text", inputmode: "decimal", class: "cx-input" });
  input.autocomplete = "off";
  input.maxLength = MAX_CHARS;
  const unit = h("span", { class: "cx-unit", id: ctx.id("unit") }, field.unit);
  const parts = field.unit === "Rp" ? [unit, input] : [input, unit];
  const body = h("div", { class: "cx-number" }, ...(field.unit ? parts : [input]));
  const note = h("p", { class: "cx-note", id: ctx.id("note"), hidden: true });
  const check = () => judge(field, input.value.trim(), note);
  saveTyping(input, (how) => ctx.set(input.value.trim() || undefined, how));
  input.addEventListener("input", () => note.hidden || check());
  const tell = () => ctx.announce(check());
  // What is tapped next must not move away under the thumb.
  input.addEventListener("change", () => setTimeout(tell, AFTER_THE_TAP));
  const update = (/** @type {any} */ value) => {
    if (input.value.trim() !== (value || "")) input.value = value || "";
    check();
  };
  const beside = field.unit ? [unit] : [];
  return { el: labelled(field, ctx, input, { body, beside, notes: [note] }), update };
}
