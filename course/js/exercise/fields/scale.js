/**
 * A Likert scale. On a phone a row of numbers, or of faces, with words below its ends and its middle and the word of
 * what is chosen; below each other where letters are large, all words beside each other where there is room.
 * Value: integer.
 */
import { h, setNote } from "../dom.js";
import { radios } from "../parts/radios.js";

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const { el, update } = radios(field, ctx);
  const words = (field.options || []).map(([, word]) => word);
  // An even number of steps has no middle: its place stays empty.
  const ends = [0, (words.length - 1) / 2, words.length - 1].map((place) =>
    h("span", null, words[place]),
  );
  const chosen = h("p", { class: "cx-chosen", hidden: true });
  const row = el.querySelector(".cx-options");
  row?.after(h("p", { class: "cx-ends", "aria-hidden": "true" }, ...ends), chosen);
  const steps = el.querySelectorAll(".cx-option");
  (field.faces || []).forEach((face, at) => {
    steps[at].prepend(h("span", { class: "cx-face", "aria-hidden": "true" }, face));
  });
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
