/**
 * A widget's place on the page: on paper its sheet, on the screen a live view.
 *
 * @typedef {import("./types.js").Lesson} Lesson
 * @typedef {import("./host.js").Host} Host
 */
import { h } from "../../exercises/js/dom.js";
import { LESSON } from "./strings.js";

/**
 * Reads the traits that stand beside a widget's sheet. (There, because both hold the same texts:
 * gzip looks back 32 KB, and at the end of the page it would have forgotten them.)
 *
 * @param {Lesson} data
 */
export function readTraits({ widgets }) {
  for (const script of Array.from(document.querySelectorAll("[data-widget] > script"))) {
    const { widget } = /** @type {HTMLElement} */ (script.parentElement).dataset;
    widgets[widget || ""].traits = JSON.parse(script.textContent || "");
  }
}

/** @param {HTMLElement} live @param {() => void} again */
function showBroken(live, again) {
  live.textContent = "";
  const button = h("button", { type: "button", class: "button", onclick: again }, LESSON.again);
  live.append(h("div", { class: "note" }, h("p", null, LESSON.broken), button));
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
