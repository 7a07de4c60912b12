/**
 * Which preview draws what. A new preview is one function and one line here, and its slots in
 * Python (`PREVIEWS` in course/exercises/previews.py).
 *
 * @typedef {(see: See) => import("./parts.js").Child[]} Draw
 */
import { h } from "../dom.js";
import { waChat, waLink } from "./chat.js";
import { fbGroup, igPost, waStatus } from "./post.js";
import { fbPage, igProfile, waProfile } from "./profile.js";
import { See } from "./see.js";
import { catalogue, listing } from "./shop.js";

/** @type {Map<string, [string, Draw]>} what it is called, what draws it */
export const PREVIEWS = new Map([
  ["wa-profile", ["Profil WhatsApp Business", waProfile]],
  ["wa-chat", ["Chat WhatsApp Business", waChat]],
  ["wa-link", ["Tautan WhatsApp", waLink]],
  ["wa-status", ["Status WhatsApp", waStatus]],
  ["ig-profile", ["Profil Instagram", igProfile]],
  ["ig-post", ["Unggahan Instagram", igPost]],
  ["fb-page", ["Halaman Facebook", fbPage]],
  ["fb-group", ["Grup Facebook", fbGroup]],
  ["listing", ["Halaman produk di marketplace", listing]],
  ["catalogue", ["Katalog", catalogue]],
]);

/**
 * @param {import("../types.js").PreviewSpec | undefined} spec
 * @param {import("./see.js").Form} form
 * @returns {{el: HTMLElement, update: () => void} | null} null for none, or one we do not know
 */
export function makePreview(spec, form) {
  const name = spec?.name || "";
  const [title, draw] = PREVIEWS.get(name) || [];
  if (!spec || !title || !draw) return null;
  const see = new See(spec, form);
  const card = h("div", { class: `cx-pv-card cx-pv-${name.split("-")[0]}` });
  const update = () => {
    try {
      const parts = draw(see).filter(Boolean);
      card.textContent = "";
      card.append(h("p", { class: "cx-pv-bar" }, title), .../** @type {Node[]} */ (parts));
    } catch (error) {
      console.error("course-exercise: preview", name, error);
    }
  };
  const note = h("p", { class: "cx-help" }, "Begini tampilannya. Ini tiruan untuk latihan.");
  const props = { class: "cx-pv", role: "group", "aria-label": `Pratinjau: ${title}` };
  return { el: h("div", props, note, card), update };
}
