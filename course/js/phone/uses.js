/**
 * What was written for the own shop goes where it belongs: copied, or into WhatsApp.
 *
 * @typedef {import("../exercise/types.js").Field} Field
 */
import { button, h } from "../exercise/dom.js";
import { copy } from "./ways.js";
import { USES } from "./wording.js";

/**
 * @param {string} label of the field @param {string} text
 * @param {string} [way] "copy" where WhatsApp is not its place @param {string} [word] of the way into WhatsApp
 */
export function use(label, text, way = "whatsapp", word = USES.whatsapp) {
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
  const props = { class: "button", href, target: "_blank", rel: "noopener" };
  const send = way === "whatsapp" && h("a", props, word);
  return h("div", { class: "check-use" }, h("p", null, label), press, send, said);
}

/**
 * @param {Field[]} fields @param {Record<string, any>} value @param {boolean} isFit nothing of it is wrong (verdict.js)
 * @returns {HTMLElement[]} a row for each text that can be used, where the task is about the own shop
 */
export function uses(fields, value, isFit) {
  if (!fields.some(({ kind, key }) => kind === "shop" && value[key]?.barang)) return [];
  const rows = fields
    .filter(({ kind, key, use: way }) => value[key] && (way || kind === "long_text"))
    .map(({ label, key, use: way = "copy" }) => use(label, value[key], way));
  if (!rows.length) return [];
  return isFit
    ? [h("p", { class: "check-head" }, USES.title), ...rows]
    : [h("p", { class: "soft" }, USES.mend)];
}
