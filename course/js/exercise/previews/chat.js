/**
 * What a buyer meets in the chat: automatic messages, and the link that opens it.
 *
 * @typedef {import("../parts/see.js").See} See
 * @typedef {import("../parts/drawn.js").Child} Child
 */
import { h } from "../dom.js";
import { body, line } from "../parts/drawn.js";
import { said } from "../wording.js";

/** @param {string} text @param {string} hint @param {"in"|"out"} [side] */
function bubble(text, hint, side = "out") {
  return h("div", { class: `cx-pv-bubble cx-pv-${side}` }, body(text, hint));
}

/** @param {See} see @returns {Child[]} what the buyer writes, and what answers by itself */
function waChat(see) {
  /** @type {Child[]} */
  const parts = [bubble(see.text("buyer") || said("Halo, saya mau pesan."), "", "in")];
  for (const slot of ["greeting", "away", "quick"]) {
    const label = line(see.text(`${slot}_label`), "cx-pv-dim");
    if (label) parts.push(label, bubble(see.text(slot), "…"));
  }
  return parts;
}

/** @param {string} number or the whole link, as the check takes both @param {string} text */
export function chatLink(number, text) {
  const query = text ? `?text=${encodeURIComponent(text)}` : "";
  return `https://wa.me/${number.replace(/.*me\//i, "")}${query}`;
}

/** @param {See} see @returns {Child[]} */
function waLink(see) {
  const [number, text] = [see.text("number").trim(), see.text("text").trim()];
  return [
    line(said("Linknya"), "cx-pv-dim"),
    h("p", { class: "cx-pv-link" }, chatLink(number || "…", text)),
    line(said("Di HP pembeli, pesan ini sudah tertulis"), "cx-pv-dim"),
    bubble(text, said("Pesan pembuka"), "in"),
  ];
}

/** @type {Record<string, [string, import("../preview.js").Draw]>} */
export const previews = {
  "wa-chat": [said("Chat WhatsApp Business"), waChat],
  "wa-link": [said("Link WhatsApp"), waLink],
};
