/**
 * A sheet that a mentor fills about a partner: who observes, and whom. Each partner has a sheet.
 *
 * @typedef {import("./types.js").Page} Page
 */
import { button, h } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { codeForm } from "./codeform.js";
import { join } from "./joining.js";
import { isKeeping, read, write } from "./store.js";
import { audienceOf, NOBODY } from "./user.js";
import { PARTNER } from "./wording.js";

/**
 * What stands on the page belongs to one partner: another one begins with another page. On a phone
 * that keeps nothing there is only this one.
 *
 * @param {Page} page
 */
async function goOn(page) {
  if (isKeeping() || page.keeper.partner) return location.reload();
  await page.keeper.load();
  await showPartner(/** @type {HTMLElement} */ (document.getElementById("partner")), page);
  if (page.keeper.partner) await page.start(false);
}

/** @param {Page} page @param {string} partner "" to choose anew */
async function choose(page, partner) {
  const { owner } = page.keeper.person;
  const known = (await read("marks", ["partners", owner])) || [];
  const all = Array.from(new Set(known.concat(partner || [])));
  await write([
    ["marks", ["partner", owner], partner || undefined],
    ["marks", ["partners", owner], all],
  ]).catch(() => {});
  await goOn(page);
}

/** @param {Page} page @returns {HTMLElement[]} */
function askMentor(page) {
  const form = codeForm(async (code) => {
    await join({ ...NOBODY, code });
    await goOn(page);
  }, PARTNER.mentor);
  return [h("p", null, PARTNER.ask_mentor), form];
}

/** @param {Page} page @returns {Promise<HTMLElement[]>} */
async function askPartner(page) {
  const { code, owner, partners = [] } = page.keeper.person;
  const known = (await read("marks", ["partners", owner])) || [];
  const all = Array.from(new Set(/** @type {string[]} */ (partners).concat(known)));
  const buttons = all.map((partner) =>
    button(partner, () => choose(page, partner), { class: "button primary" }),
  );
  const form = codeForm((typed) => choose(page, typed), PARTNER.partner);
  const other = buttons.length ? h("details", null, h("summary", null, PARTNER.other), form) : form;
  return [h("p", null, fill(PARTNER.ask, { code })), h("div", { class: "row" }, ...buttons), other];
}

/** @param {HTMLElement} el @param {Page} page @returns {Promise<void>} */
export async function showPartner(el, page) {
  const { person, partner } = page.keeper;
  const isMentor = audienceOf(person.code) === "mentor";
  el.textContent = "";
  el.hidden = false;
  document.body.classList.toggle("unchosen", !isMentor || !partner);
  if (!isMentor) el.append(...askMentor(page));
  else if (!partner) el.append(...(await askPartner(page)));
  else {
    const words = fill(PARTNER.chosen, { partner, code: person.code });
    const change = button(PARTNER.change, () => choose(page, ""), { class: "quiet" });
    el.append(h("p", null, words), change);
  }
}
