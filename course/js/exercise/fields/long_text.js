/** Several lines of text. */
import { h } from "../dom.js";
import { textField } from "../parts/text.js";

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  return textField(field, ctx, h("textarea", { class: "cx-input", rows: field.rows || 4 }));
}
