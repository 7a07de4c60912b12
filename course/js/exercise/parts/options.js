/**
 * Radios and ticks: one label around each native input, its explanation below it.
 *
 * @typedef {import("../types.js").Field} Field
 * @typedef {import("../types.js").Ctx} Ctx
 *
 * @typedef {object} Option
 * @property {any} key
 * @property {HTMLInputElement} input
 * @property {HTMLElement} el
 * @property {(chosen: boolean) => void} show
 */
import { button, h, setNote } from "../dom.js";
import { WORDS } from "../wording.js";

/** @param {Field} field @param {any} key @returns {string} "" where nothing is right or wrong */
function look({ right }, key) {
  if (!Array.isArray(right)) return "";
  return right.includes(key) ? " is-right" : " is-wrong";
}

/**
 * @param {"radio"|"checkbox"} type @param {Field} field @param {Ctx} ctx
 * @param {(option: Option) => void} onChange
 * @returns {Option[]}
 */
export function makeOptions(type, field, ctx, onChange) {
  return (field.options || []).map(([key, text], index) => {
    const name = ctx.id("option");
    const change = () => onChange(option);
    const input = h("input", { type, name, value: String(index), onchange: change });
    const label = h("label", { class: "cx-option" }, input, h("span", null, text));
    const note = h("p", { class: `cx-feedback${look(field, key)}`, hidden: true });
    const feedback = field.feedback?.[key] || "";
    const show = (/** @type {boolean} */ chosen) => {
      input.checked = chosen;
      label.classList.toggle("is-chosen", chosen);
      if (note.hidden === (chosen && Boolean(feedback))) setNote(note, chosen ? feedback : "");
    };
    /** @type {Option} */
    const option = { key, input, el: h("div", { class: "cx-choice" }, label, note), show };
    return option;
  });
}

/** @param {Field} field @param {any} key @param {Ctx} ctx */
export function announceFeedback(field, key, ctx) {
  const feedback = field.feedback?.[key];
  if (feedback) ctx.announce(feedback);
}

/** @param {Field} field @param {Ctx} ctx @param {() => void} onClear */
export function clearButton(field, ctx, onClear) {
  const word = WORDS.clear;
  const spoken = `${word}: ${field.label || ctx.title}`;
  const props = { class: "cx-button cx-quiet", "aria-label": spoken, hidden: true };
  return button(word, onClear, props);
}
