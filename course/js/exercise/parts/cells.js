/**
 * One cell of a table: fixed text, or a native control with its own label.
 *
 * @typedef {import("../types.js").Column} Column
 *
 * @typedef {object} Cell
 * @property {HTMLElement} el
 * @property {HTMLElement | null} control
 * @property {(text: string) => void} show
 *
 * @typedef {object} CellOptions
 * @property {string} id
 * @property {(text: string, how: {commit: boolean}) => void} save
 */
import { h, setNote } from "../dom.js";
import { fill, WORDS } from "../wording.js";
import { clamp, countChars, saveTyping } from "./typing.js";

const NUMBER_CHARS = 40;
const TEXT_CHARS = 200;

/** @param {string} label @param {string} text @returns {Cell} */
function fixedCell(label, text) {
  const name = h("span", { class: "cx-celllabel" }, label);
  const look = text ? "cx-fixed" : "cx-fixed cx-blank";
  const el = h("td", { role: "cell", class: look }, name, h("span", null, text));
  return { el, control: null, show: () => {} };
}

/** @param {[any, string][]} options @param {string} pick @param {(text: string) => void} save */
export function selectControl(options, pick, save) {
  const control = h("select", { class: "cx-input" }, h("option", { value: "" }, pick));
  for (const [key, text] of options) control.append(h("option", { value: key }, text));
  control.addEventListener("change", () => save(control.value));
  return control;
}

/**
 * @param {Column} column @param {HTMLElement} note says when the cell is full
 * @param {CellOptions} options
 */
function textControl(column, note, { save }) {
  const isNumber = column.kind === "number";
  const max = isNumber ? NUMBER_CHARS : column.max_chars || TEXT_CHARS;
  const control = h("input", { type: "text", class: "cx-input", autocomplete: "off" });
  if (isNumber) control.inputMode = "decimal";
  control.maxLength = 2 * max;
  control.addEventListener("input", () => {
    clamp(control, max);
    setNote(note, countChars(control.value) >= max ? fill(WORDS.text_full, { max }) : "");
  });
  saveTyping(control, (how) => save(isNumber ? control.value.trim() : control.value, how));
  return control;
}

/**
 * @param {Column} column @param {import("../types.js").Row} row
 * @param {CellOptions} options
 * @returns {Cell}
 */
export function makeCell(column, row, options) {
  const { id, save } = options;
  if (column.kind === "fixed") return fixedCell(column.label, row.cells?.[column.key] || "");
  const note = h("p", { class: "cx-note", id: `${id}-note`, role: "status", hidden: true });
  const control =
    column.kind === "choice"
      ? selectControl(column.options || [], WORDS.table_pick, (text) =>
          save(text, { commit: true }),
        )
      : textControl(column, note, options);
  control.id = id;
  control.setAttribute("aria-label", `${column.label}, ${row.label}`);
  const label = h("label", { class: "cx-celllabel", for: id }, column.label);
  const show = (/** @type {string} */ text) => {
    if (control.value.trim() !== text.trim()) control.value = text;
  };
  return { el: h("td", { role: "cell" }, label, control, note), control, show };
}
