/**
 * What a sitting offers beside its steps: to go straight to the tasks, after a wrong practice a second
 * example, and after a deed to send what is done.
 *
 * @typedef {import("./types.js").Page} Page
 */
import { button, h } from "../exercise/dom.js";
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

/** @type {(() => void)[] | undefined} */
let shown;

/** What a test's parts and a sheet's end offer is of few pages, and comes by itself. @param {Page} page */
async function offerParts(page) {
  const { parts = "" } = page.data.assets;
  if (!parts) return;
  /** @type {typeof import("./parts.js")} */
  const module = await import(new URL(parts, location.href).href);
  const more = module.offers(page);
  for (const show of more) show();
  shown = [...(shown || []), ...more];
}

/** Offers both where the page has them, once, and shows what holds now. @param {Page} page */
export function offerSkips(page) {
  const task = (/** @type {HTMLElement} */ { dataset }) =>
    /** @type {HTMLElement} */ (document.querySelector(`[data-first-task="${dataset.sitting}"]`));
  if (!shown) offerParts(page).catch(() => {});
  shown = shown || [
    ...all("[data-sitting]").map((first) => offerSkip(page, first, task(first))),
    ...all("[data-again]").map((step) => offerAgain(page, step)),
    ...all("[data-deed]").map((step) => offerSending(page, step)),
  ];
  for (const show of shown) show();
}
