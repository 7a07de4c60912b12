/**
 * One of several: what "choice" and "scale" share.
 *
 * @typedef {import("../types.js").Field} Field
 * @typedef {import("../types.js").Ctx} Ctx
 */
import { h } from "../dom.js";
import { group } from "./group.js";
import { announceFeedback, clearButton, makeOptions } from "./options.js";

/** @param {Field} field @param {Ctx} ctx @returns {import("../types.js").FieldView} */
export function radios(field, ctx) {
  const options = makeOptions("radio", field, ctx, ({ key }) => {
    ctx.set(key, { commit: true });
    update(key);
    announceFeedback(field, key, ctx);
  });
  const clear = clearButton(field, ctx, () => {
    ctx.set(undefined, { commit: true });
    options[0].input.focus({ preventScroll: true });
    update(undefined);
  });
  const list = h("div", { class: "cx-options" }, ...options.map(({ el }) => el));

  /** @param {any} value */
  function update(value) {
    for (const { key, show } of options) show(key === value);
    clear.hidden = !options.some(({ key }) => key === value);
  }
  return { el: group(field, ctx, list, clear), update };
}
