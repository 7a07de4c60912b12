/**
 * What the previews are built of. They show text only, and nothing in them can be pressed: the
 * apps' buttons are drawn as plain text.
 *
 * @typedef {import("./see.js").See} See
 * @typedef {Node | string | null | undefined | false} Child
 */
import { h } from "../dom.js";
import { priced } from "./price.js";

/** @param {string} text @param {string} [look] @returns {HTMLElement | null} null for no text */
export function line(text, look) {
  return text ? h("p", { class: look }, text) : null;
}

/** @param {string} text @param {string} hint what stands there until something is written */
export function heading(text, hint) {
  return h("p", { class: text ? "cx-pv-name" : "cx-pv-name cx-pv-dim" }, text || hint);
}

/** @param {string} text @param {string} hint */
export function body(text, hint) {
  return h("p", { class: text ? "cx-pv-text" : "cx-pv-text cx-pv-dim" }, text || hint);
}

/** @param {string} label @param {string} text */
export function fact(label, text) {
  return text ? h("p", null, h("span", { class: "cx-pv-dim" }, `${label}: `), text) : null;
}

/** @param {string} name the round picture of an account: its first letter */
export function avatar(name) {
  return h("span", { class: "cx-pv-avatar", "aria-hidden": "true" }, (name || "?").charAt(0));
}

/** @param {string} name @param {string} below @param {string} hint */
export function account(name, below, hint) {
  const words = h("div", null, heading(name, hint), line(below, "cx-pv-dim"));
  return h("div", { class: "cx-pv-account" }, avatar(name), words);
}

/** @param {...string} texts the app's buttons, drawn */
export function buttons(...texts) {
  const drawn = texts.filter(Boolean).map((text) => h("span", { class: "cx-pv-button" }, text));
  return drawn.length ? h("p", null, ...drawn) : null;
}

/** @param {string} text a price as it is read: "18000", "18rb" and "18" as "Rp18.000" */
export const rupiah = (text) => priced(text.replace(/^(rp\.? ?)?[1-9]\d?$/i, "$&000"));

/** @param {string} text @param {string} unit @returns {string} "250" as "250 gram"; what has its unit as it was written ("0,25 kg") */
export function measured(text, unit) {
  return /^[^a-z]+$/i.test(text) ? `${text} ${unit}` : text;
}
