/** "Saya belum tahu": a question is passed with one tap. Value: the option's key, or nothing. */
import { h } from "../dom.js";
import { announceFeedback, makeOptions } from "../parts/options.js";
import { DOES_NOT_KNOW, unsureSaid } from "../parts/unsure.js";

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const asked = {
    ...field,
    options: [[DOES_NOT_KNOW, field.label]],
    feedback: unsureSaid(),
    right: undefined,
  };
  const [tick] = makeOptions("checkbox", /** @type {any} */ (asked), ctx, ({ input, show }) => {
    ctx.set(input.checked ? DOES_NOT_KNOW : undefined, { commit: true });
    show(input.checked);
    if (input.checked) announceFeedback(/** @type {any} */ (asked), DOES_NOT_KNOW, ctx);
  });
  const update = (/** @type {any} */ value) => tick.show(value === DOES_NOT_KNOW);
  return { el: h("div", { class: "cx-field cx-kind-unsure" }, tick.el), update };
}
