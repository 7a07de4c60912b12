/**
 * What a sitting offers beside its steps: to go straight to the tasks, after a wrong practice a second
 * example, and after a deed to send what is done.
 *
 * @typedef {import("./types.js").Page} Page
 */
import { button, h } from "../exercise/dom.js";
import { SITTING } from "./wording.js";

/** Wrong tries after which one reads again. */
const MANY = 2;
/** In letters: less is a heading, or says what to do. */
const TELLING = 120;

/** @param {Element} el @returns {string} */
const stepOf = (el) => el.closest(".step")?.id || "";

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

/** @param {Page} page @param {HTMLElement} place of a practice: goes to what was told before it */
function readAgain(page, place) {
  const isBefore = (/** @type {Element} */ el) =>
    el.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING;
  const isTelling = (/** @type {HTMLElement} */ { textContent, innerHTML }) =>
    (textContent || "").length > TELLING || innerHTML.includes("<img");
  const told = all(".prose")
    .filter((el) => isBefore(el) && isTelling(el) && page.stepper.ids.includes(stepOf(el)))
    .pop();
  if (!told) return window.scrollTo(0, 0);
  if (stepOf(told) === stepOf(place)) told.scrollIntoView();
  else location.hash = stepOf(told);
}

/** A second example where one was wrong, and after two wrong tries what was told before. @param {Page} page @param {HTMLElement} place */
function offerMore(page, place) {
  const { widget = "" } = place.dataset;
  const { id = "" } = document.querySelector(`[data-again="${widget}"]`) || {};
  const again = h("a", { class: "button primary", href: `#${id}` }, SITTING.again);
  const read = button(SITTING.read, () => readAgain(page, place), { class: "button" });
  const box = h("div", { class: "sitting screen", role: "status" }, again, read);
  place.after(box);
  return () => {
    again.hidden = !page.stepper.ids.includes(id);
    read.hidden = Number(page.keeper.entries.get(widget)?.wrong || 0) < MANY;
    box.hidden = again.hidden && read.hidden;
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
    ...all("[data-widget]")
      .filter(
        (el) => page.data.widgets[el.dataset.widget || ""].practice && !el.closest("[data-deed]"),
      )
      .map((place) => offerMore(page, place)),
    ...all("[data-deed]").map((step) => offerSending(page, step)),
  ];
  for (const show of shown) show();
}
