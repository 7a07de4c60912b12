/**
 * A widget's place on the page: on paper its sheet, on the screen a live view.
 *
 * @typedef {import("./types.js").Lesson} Lesson
 * @typedef {import("./host.js").Host} Host
 */
import { button, h } from "../../exercises/js/dom.js";
import { LESSON } from "./strings.js";

/**
 * Finds the traits that stand beside a widget's sheet. (There, because both hold the same texts:
 * gzip looks back 32 KB, and at the end of the page it would have forgotten them.)
 *
 * @param {Lesson} data
 */
export function readTraits({ widgets }) {
  for (const script of Array.from(document.querySelectorAll("[data-widget] > script"))) {
    const { widget } = /** @type {HTMLElement} */ (script.parentElement).dataset;
    whenAsked(widgets[widget || ""], () => JSON.parse(script.textContent || ""));
  }
}

/**
 * Sets traits that are parsed once, and not before somebody asks: a lesson holds thirty exercises,
 * and the first tap waits for one.
 *
 * @param {import("./types.js").Widget} widget @param {() => Record<string, any>} parse
 */
function whenAsked(widget, parse) {
  Object.defineProperty(widget, "traits", {
    configurable: true,
    get() {
      const traits = parse();
      Object.defineProperty(widget, "traits", { value: traits });
      return traits;
    },
  });
}

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
