/**
 * Layout by the width of the widget, not of the window: a Jupyter output area is narrower.
 * (Container queries would do this, but cheap phones keep old browsers.)
 */

export const TABLE_WIDTH = 560;
export const ROW_WIDTH = 640;
/** In letters: from here on a scale is a row of numbers; with large letters its words stand below each other. */
const STRIP_WIDTH = 17;

/** @param {HTMLElement} el @param {number} width */
export function applyWidth(el, width) {
  el.classList.toggle("is-table", width >= TABLE_WIDTH);
  el.classList.toggle("is-row", width >= ROW_WIDTH);
  if (!el.querySelector(".cx-kind-scale")) return;
  const letter = Number.parseFloat(getComputedStyle(el).fontSize);
  el.classList.toggle("is-strip", width < ROW_WIDTH && width >= STRIP_WIDTH * letter);
}

/** @param {HTMLElement} el @returns {() => void} stop watching */
export function watchWidth(el) {
  if (typeof ResizeObserver === "undefined") return () => {};
  const observer = new ResizeObserver(() => applyWidth(el, el.clientWidth));
  observer.observe(el);
  return () => observer.disconnect();
}
