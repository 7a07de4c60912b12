/**
 * A table that is wider than the phone, as it is where somebody has made the letters large, stands row
 * below row, and each cell says what it is. Read downwards nothing is lost; sideways half of it is.
 */
import { h } from "../exercise/dom.js";

/** Here, not in the page's style, which is loaded before the first tap. */
const STYLE = `
.is-tall, .is-tall tbody, .is-tall tr, .is-tall td, .is-tall th {
  display: block;
}
.is-tall thead {
  display: none;
}
.is-tall tr {
  margin-bottom: 12px;
}
.is-tall [data-head]::before {
  content: attr(data-head) ": ";
  color: var(--soft);
}
`;

/** @param {HTMLTableElement} table @param {boolean} isTall as blocks its parts are a table by role only */
function stack(table, isTall) {
  table.classList.toggle("is-tall", isTall);
  const heads = Array.from(table.tHead?.rows[0]?.cells || [], (cell) => cell.textContent?.trim());
  const say = (/** @type {Element} */ el, /** @type {string} */ role) =>
    isTall ? el.setAttribute("role", role) : el.removeAttribute("role");
  say(table, "table");
  for (const row of Array.from(table.tBodies[0]?.rows || [])) {
    say(row, "row");
    Array.from(row.cells).forEach((cell, index) => {
      say(cell, cell.tagName === "TH" ? "rowheader" : "cell");
      if (index && heads[index]) cell.dataset.head = heads[index];
    });
  }
}

/** @param {HTMLElement} step on show */
export function fitTables(step) {
  if (!document.getElementById("tables-style")) {
    document.head.append(h("style", { id: "tables-style" }, STYLE));
  }
  for (const table of Array.from(step.querySelectorAll("table"))) {
    const around = /** @type {HTMLElement} */ (table.parentElement);
    if (table.closest(".course-exercise")) continue;
    if (table.classList.contains("is-tall")) stack(table, false); // it may have been turned
    if (table.offsetWidth > around.clientWidth) stack(table, true);
  }
}
