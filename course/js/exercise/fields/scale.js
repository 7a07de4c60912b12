/**
 * A Likert scale. On a phone a row of numbers, with words at both ends and the word of what is chosen; below each other
 * where letters are large, all words beside each other where there is room. Value: integer.
 */
import { h, setNote } from "../dom.js";
import { radios } from "../parts/radios.js";

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const { el, update } = radios(field, ctx);
  const words = (field.options || []).map(([, word]) => word);
  const ends = [words[0], words[words.length - 1]].map((word) => h("span", null, word));
  const chosen = h("p", { class: "cx-chosen", hidden: true });
  const row = el.querySelector(".cx-options");
  row?.after(h("p", { class: "cx-ends", "aria-hidden": "true" }, ...ends), chosen);
  const show = () => {
    const at = Array.from(el.querySelectorAll("input")).findIndex(({ checked }) => checked);
    setNote(chosen, words[at] || "");
  };
  el.addEventListener("change", show);
  el.addEventListener("click", show); // "Kosongkan"
  return {
    el,
    update: (value) => {
      update(value);
      show();
    },
  };
}
