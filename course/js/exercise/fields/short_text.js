/** One line of text. */
import { h } from "../dom.js";
import { textField } from "../parts/text.js";

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const input = h("input", { type: "text", class: "cx-input", autocomplete: "off" });
  return textField(field, ctx, input);
}
