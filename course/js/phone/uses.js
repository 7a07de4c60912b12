/**
 * What was written for the own shop goes where it belongs: copied, or into WhatsApp.
 *
 * @typedef {import("../exercise/types.js").Field} Field
 */
import { button, h } from "../exercise/dom.js";
import { copy } from "./ways.js";
import { USES } from "./wording.js";

/** @param {string} label of the field @param {string} text */
export function use(label, text) {
  const said = h("p", { class: "soft", role: "status" });
  const tell = (/** @type {string} */ words) => {
    said.textContent = words;
  };
  const copied = () =>
    copy(text).then(
      () => tell(USES.copied),
      () => tell(USES.not_copied),
    );
  const press = button(USES.copy, copied, {
    class: "button",
    "aria-label": `${USES.copy}: ${label}`,
  });
  const href = `https://wa.me/?text=${encodeURIComponent(text)}`;
  const send = h("a", { class: "button", href, target: "_blank", rel: "noopener" }, USES.whatsapp);
  return h("div", { class: "check-use" }, h("p", null, label), press, send, said);
}

/**
 * @param {Field[]} fields @param {Record<string, any>} value
 * @returns {HTMLElement[]} a row for each longer text, where the task is about the own shop
 */
export function uses(fields, value) {
  if (!fields.some(({ kind, key }) => kind === "shop" && value[key]?.barang)) return [];
  const written = fields.filter(({ kind, key }) => kind === "long_text" && value[key]);
  if (!written.length) return [];
  const rows = written.map(({ label, key }) => use(label, value[key]));
  return [h("p", { class: "check-head" }, USES.title), ...rows];
}
