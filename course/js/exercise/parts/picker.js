/**
 * What "date" and "time" share: the phone's own picker.
 *
 * @typedef {import("../types.js").Field} Field
 * @typedef {import("../types.js").Ctx} Ctx
 */
import { h } from "../dom.js";
import { labelled } from "./group.js";

/** @param {"date"|"time"} type @param {Field} field @param {Ctx} ctx */
export function picker(type, field, ctx) {
  const { min, max } = field;
  const input = h("input", { type, min, max, class: "cx-input cx-picker" });
  input.addEventListener("change", () => {
    if (input.validity.badInput) return; // half typed, as 30/11/----
    ctx.set(input.value || undefined, { commit: true });
  });
  const update = (/** @type {any} */ value) => {
    if (input.value !== (value || "")) input.value = value || "";
  };
  return { el: labelled(field, ctx, input), update };
}
