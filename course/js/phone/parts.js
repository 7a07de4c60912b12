/**
 * What only some pages have beside their steps: where a part of a test ends, one may stop and send it; at
 * the end of a sheet stands what is made of it to keep.
 *
 * @typedef {import("./types.js").Page} Page
 */
import { h, replaceChildren } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { flat } from "../feedback/named.js";
import { PARTS } from "./wording.js";

/** @param {string} selector @returns {HTMLElement[]} */
const all = (selector) => Array.from(document.querySelectorAll(selector));

/** A part of a test is sent on its own, and the rest another day. @param {Page} page @param {HTMLElement} step */
function offerPause({ keeper }, step) {
  const n = step.dataset.ends || "";
  const link = h("a", { class: "button", href: "#kirim" }, fill(PARTS.send_part, { n }));
  step.append(
    h("p", { class: "sitting screen soft" }, fill(PARTS.pause, { n })),
    h("p", { class: "sitting screen" }, link),
  );
  return () => {
    const { mentor, receive } = keeper.person;
    link.hidden = !mentor || Boolean(receive) || !keeper.entries.size;
  };
}

/** What is made of a sheet to keep stands at its end; a task shows it below what was checked. @param {Page} page */
function offerKept(page) {
  const { keeps = {}, assets } = page.data;
  const { keepsakes = "" } = assets;
  const last = all(".step").slice(-2)[0];
  const box = h("div", { class: "sitting screen" });
  last.append(box);
  let known = "";
  return async () => {
    const of = flat(Object.values(keeps).map(([, ...some]) => some));
    const now = JSON.stringify(of.map((id) => page.keeper.entries.get(id)?.value));
    if (now === known) return;
    known = now;
    try {
      // What is answered may stand on a step whose texts come later.
      for (const id of of) if (page.keeper.entries.has(id)) await page.exercises.need(id);
      /** @type {typeof import("./keepsakes.js")} */
      const made = await import(new URL(keepsakes, location.href).href);
      replaceChildren(box, ...flat(Object.keys(keeps).map((id) => made.keepsakes(page, id))));
    } catch {
      known = ""; // so that it is tried again
    }
  };
}

/** @param {Page} page @returns {(() => void)[]} what shows what holds now */
export function offers(page) {
  const isSheet = page.data.keeps && !page.data.assets.check;
  return [
    ...all("[data-ends]").map((step) => offerPause(page, step)),
    ...(isSheet ? [offerKept(page)] : []),
  ];
}
