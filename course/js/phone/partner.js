/**
 * A sheet that a mentor fills about a partner: who observes, and whom. Each partner has a sheet.
 *
 * @typedef {import("./types.js").Page} Page
 */
import { button, h } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { codeForm } from "./codeform.js";
import { join } from "./joining.js";
import { read, write } from "./store.js";
import { audienceOf, NOBODY } from "./user.js";
import { PARTNER } from "./wording.js";

/** What stands on the page belongs to one partner: another one begins with another page. */
const reload = () => location.reload();

/** @param {string} mentor @param {string} partner "" to choose anew */
async function choose(mentor, partner) {
  const known = (await read("marks", ["partners", mentor])) || [];
  const all = Array.from(new Set(known.concat(partner || [])));
  await write([
    ["marks", ["partner", mentor], partner || undefined],
    ["marks", ["partners", mentor], all],
  ]);
  reload();
}

/** @returns {HTMLElement[]} */
function askMentor() {
  const form = codeForm(async (code) => {
    await join({ ...NOBODY, code });
    reload();
  }, PARTNER.mentor);
  return [h("p", null, PARTNER.ask_mentor), form];
}

/** @param {import("./types.js").Person} person @returns {Promise<HTMLElement[]>} */
async function askPartner({ code, partners = [] }) {
  const known = (await read("marks", ["partners", code])) || [];
  const all = Array.from(new Set(/** @type {string[]} */ (partners).concat(known)));
  const buttons = all.map((partner) =>
    button(partner, () => choose(code, partner), { class: "button primary" }),
  );
  const form = codeForm((typed) => choose(code, typed), PARTNER.partner);
  const other = buttons.length ? h("details", null, h("summary", null, PARTNER.other), form) : form;
  return [h("p", null, fill(PARTNER.ask, { code })), h("div", { class: "row" }, ...buttons), other];
}

/** @param {HTMLElement} el @param {Page} page @returns {Promise<void>} */
export async function showPartner(el, { keeper: { person, partner } }) {
  const isMentor = audienceOf(person.code) === "mentor";
  el.textContent = "";
  el.hidden = false;
  document.body.classList.toggle("unchosen", !isMentor || !partner);
  if (!isMentor) el.append(...askMentor());
  else if (!partner) el.append(...(await askPartner(person)));
  else {
    const words = fill(PARTNER.chosen, { partner, code: person.code });
    const change = button(PARTNER.change, () => choose(person.code, ""), { class: "quiet" });
    el.append(h("p", null, words), change);
  }
}
