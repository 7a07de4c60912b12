/**
 * Reads a form as it stands, what is being typed included, for a preview. A preview has slots; a
 * slot shows a fixed text, or the field it is mapped to, or the field of the same name.
 *
 * @typedef {import("../types.js").Field} Field
 *
 * @typedef {object} Form
 * @property {Field[]} fields
 * @property {(key: string) => any} get  the answer as it stands
 * @property {(path: string) => string} upload  a photo's data URL, or ""
 */
import { h } from "../dom.js";
import { addedCount, addedKey, cellText } from "./table_data.js";

/** @param {[any, string][] | undefined} options @param {any} key */
function optionText(options, key) {
  const found = (options || []).find((option) => option[0] === key);
  return found ? found[1] : String(key);
}

/** @param {Field} field @param {any} value @param {import("../types.js").Row} row */
function filled(field, value, row) {
  /** @type {Record<string, string>} */
  const cells = {};
  for (const { key, options } of field.columns || []) {
    const text = cellText(value, row, key);
    if (text) cells[key] = optionText(options, text);
  }
  return cells;
}

export class See {
  /** @param {import("../types.js").PreviewSpec} spec @param {Form} form */
  constructor(spec, form) {
    this.spec = spec;
    this.form = form;
    /** @type {HTMLImageElement | null} */
    this.image = null;
  }

  /** @param {string} slot @returns {[Field | undefined, any]} */
  answer(slot) {
    const key = this.spec.slots?.[slot] || slot;
    const field = this.form.fields.find((one) => one.key === key);
    return [field, field ? this.form.get(key) : undefined];
  }

  /** @param {string} slot @returns {string} options in their words */
  text(slot) {
    const [key, fact] = (this.spec.slots?.[slot] || "").split(".");
    const shop = fact && this.form.get(key);
    const given = shop?.barang ? shop[fact] || shop.barang : this.spec.given?.[slot];
    if (given !== undefined) return given;
    const [field, value] = this.answer(slot);
    if (!field || value === undefined || value === null) return "";
    const values = Array.isArray(value) ? value : [value];
    return values.map((one) => optionText(field.options, one)).join(", ");
  }

  /**
   * @param {string} slot a table
   * @returns {Record<string, string>[]} rows in which something is filled in, with their `label`
   */
  rows(slot) {
    const [field, value] = this.answer(slot);
    if (field?.kind !== "table") return [];
    const count = addedCount(value, field.add_rows || 0);
    const added = Array.from({ length: count }, (_, i) => ({ key: addedKey(i + 1), label: "" }));
    return [...(field.rows || []), ...added]
      .map((row) => ({ ...filled(field, value, row), label: row.label }))
      .filter((row) => Object.keys(row).length > 1);
  }

  /**
   * @param {string} slot
   * @param {string} [hint] what stands in the photo's place; without one there is no place
   */
  photo(slot, hint) {
    const path = this.answer(slot)[1];
    const url = typeof path === "string" ? this.form.upload(path) : "";
    if (!url) return hint ? h("p", { class: "cx-pv-photo cx-pv-empty" }, hint) : null;
    // One element for all keystrokes: a photo decoded anew each time would flicker.
    if (!this.image || this.image.getAttribute("src") !== url) {
      this.image = h("img", { class: "cx-pv-photo", alt: "", src: url });
    }
    return this.image;
  }
}
