/**
 * A widget's place on the page: on paper its sheet, on the screen a live view.
 *
 * @typedef {import("./host.js").Host} Host
 */
import { button, h } from "../exercise/dom.js";
import { LESSON } from "./wording.js";

/** @param {HTMLElement} live @param {() => void} again */
function showBroken(live, again) {
  live.textContent = "";
  const anew = button(LESSON.again, again, { class: "button" });
  live.append(h("div", { class: "note" }, h("p", null, LESSON.broken), anew));
}

/**
 * Shows the widget, once however often it is asked.
 *
 * @param {HTMLElement} place with the widget's id in data-widget
 * @param {Host} host
 * @param {boolean} isChanged its answer belongs to an older wording
 */
export async function mountWidget(place, host, isChanged) {
  if (place.classList.contains("is-live")) return;
  place.classList.add("is-live");
  const note = h("p", { class: "note changed" }, LESSON.changed_note);
  const view = h("div");
  const live = h("div", { class: "live" }, isChanged && note, view);
  place.append(live);
  try {
    const id = place.dataset.widget || "";
    await host.mount(id, view);
    const { model } = await host.start(id);
    model.on("change:saved_revision", () => note.remove(), note);
  } catch (error) {
    console.error(error);
    // Loaded anew, because browsers remember that a module could not be had.
    showBroken(live, () => location.reload());
  }
}

/**
 * Puts a button under a graded task that says what is right; it shows when something is answered.
 *
 * @param {HTMLElement} place @param {(box: HTMLElement) => Promise<void>} open
 */
export function offerCheck(place, open) {
  if (place.querySelector(".check")) return;
  const said = h("div", { class: "check-said", role: "status" });
  const press = button(
    LESSON.check,
    () => open(box).catch(() => said.replaceChildren(LESSON.broken)),
    { class: "button" },
  );
  const box = h("div", { class: "check screen waits" }, press, said);
  place.append(box);
}
