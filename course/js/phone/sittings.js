/**
 * What a sitting offers beside its steps: to go straight to the tasks, after a wrong practice a second
 * example, and after a deed to send what is done.
 *
 * @typedef {import("./types.js").Page} Page
 */
import { button, h, replaceChildren } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { flat } from "../feedback/named.js";
import { SITTING } from "./wording.js";

/** @param {string} selector @returns {HTMLElement[]} */
const all = (selector) => Array.from(document.querySelectorAll(selector));

/** @param {HTMLElement} step @param {...Node} what stands below its heading */
function below(step, ...what) {
  const box = h("div", { class: "sitting screen" }, ...what);
  step.querySelector("h2")?.after(box);
  return box;
}

/** @param {Page} page @param {string} sitting "Duduk 2" */
const isSkipped = ({ keeper }, sitting) => {
  const said = keeper.skipped[sitting];
  return Boolean(said) && !said.back;
};

/** @param {Page} page @param {HTMLElement} first of the sitting @param {HTMLElement} task */
function offerSkip(page, first, task) {
  const sitting = `Duduk ${first.dataset.sitting}`;
  const go = (/** @type {boolean} */ back) => {
    page.keeper.skip(sitting, back);
    location.hash = back ? first.id : task.id;
  };
  below(
    first,
    button(SITTING.skip, () => go(false), { class: "quiet" }),
  );
  const box = below(
    task,
    h("p", { class: "soft" }, SITTING.skipped),
    button(SITTING.back, () => go(true), { class: "button" }),
  );
  return () => {
    box.hidden = !isSkipped(page, sitting);
  };
}

/** @param {Page} page @param {HTMLElement} step with a second example */
function offerAgain(page, step) {
  const place = document.querySelector(`[data-widget="${step.dataset.again}"]`);
  const box = h(
    "p",
    { class: "sitting screen", role: "status" },
    h("a", { class: "button primary", href: `#${step.id}` }, SITTING.again),
  );
  place?.after(box);
  return () => {
    box.hidden = !page.stepper.ids.includes(step.id);
  };
}

/** What is done goes home now, and not at the end alone. @param {Page} page @param {HTMLElement} step with a deed */
function offerSending({ keeper }, step) {
  const { deed = "" } = step.dataset;
  const link = h("a", { class: "button", href: "#kirim" }, SITTING.send);
  const box = h("p", { class: "sitting screen" }, link);
  step.append(box);
  return () => {
    const { mentor, receive } = keeper.person;
    box.hidden = !mentor || Boolean(receive) || !keeper.entries.get(deed)?.value.sudah;
  };
}

/** A part of a test is sent on its own, and the rest another day. @param {Page} page @param {HTMLElement} step */
function offerPause({ keeper }, step) {
  const n = step.dataset.ends || "";
  const link = h("a", { class: "button", href: "#kirim" }, fill(SITTING.send_part, { n }));
  step.append(
    h("p", { class: "sitting screen soft" }, fill(SITTING.pause, { n })),
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
    /** @type {typeof import("./keepsakes.js")} */
    const made = await import(new URL(keepsakes, location.href).href);
    replaceChildren(box, ...flat(Object.keys(keeps).map((id) => made.keepsakes(page, id))));
  };
}

/** @type {(() => void)[] | undefined} */
let shown;

/** Offers both where the page has them, once, and shows what holds now. @param {Page} page */
export function offerSkips(page) {
  const task = (/** @type {HTMLElement} */ { dataset }) =>
    /** @type {HTMLElement} */ (document.querySelector(`[data-first-task="${dataset.sitting}"]`));
  shown = shown || [
    ...all("[data-sitting]").map((first) => offerSkip(page, first, task(first))),
    ...all("[data-again]").map((step) => offerAgain(page, step)),
    ...all("[data-deed]").map((step) => offerSending(page, step)),
    ...all("[data-ends]").map((step) => offerPause(page, step)),
    ...(page.data.keeps && !page.data.assets.check ? [offerKept(page)] : []),
  ];
  for (const show of shown) show();
}
