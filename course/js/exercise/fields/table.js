/**
 * Rows × typed columns: classification, cash book, calendar, catalogue. One DOM: a table where
 * there is room, a card for each row on a phone (the roles keep it a table for screen readers).
 */
import { button, h } from "../dom.js";
import { makeCell } from "../parts/cells.js";
import { group } from "../parts/group.js";
import { addedCount, addedKey, cellText, withCell, withoutAdded } from "../parts/table_data.js";
import { fill, WORDS } from "../wording.js";

/**
 * @typedef {import("../types.js").Row} Row
 * @typedef {{row: Row, el: HTMLElement, cells: [string, import("../parts/cells.js").Cell][]}} Line
 */

/** A text cell that takes more letters than this is for a sentence. */
const SENTENCE = 60;

/**
 * What does not fit into a line stays cards on a wide screen too: more than four columns, or four
 * with a sentence among them.
 *
 * @param {import("../types.js").Column[]} columns
 */
const tooWide = (columns) =>
  columns.length > 4 ||
  (columns.length === 4 &&
    columns.some(({ kind, max_chars }) => kind === "text" && (max_chars || 0) > SENTENCE));

class TableView {
  /** @param {import("../types.js").Field} field @param {import("../types.js").Ctx} ctx */
  constructor(field, ctx) {
    this.ctx = ctx;
    this.columns = field.columns || [];
    this.most = field.add_rows || 0;
    this.body = h("tbody", { role: "rowgroup" });
    /** @type {Line[]} */
    this.lines = (field.rows || []).map((/** @type {Row} */ row, /** @type {number} */ index) =>
      this.line({ ...row, label: row.label || fill(WORDS.table_row, { n: index + 1 }) }, 0),
    );
    /** @type {Line[]} */
    this.added = [];
    this.isLast = true; // of the parts of a long form
    this.opened = 0; // rows added here, perhaps still empty: those are in no answer yet
    for (const { el } of this.lines) this.body.append(el);
    const form = tooWide(this.columns) ? "cx-table cx-cards" : "cx-table";
    const table = h("table", { class: form, role: "table" }, this.head(), this.body);
    this.add = button(WORDS.table_add, () => this.addRow());
    this.el = group(field, ctx, table, this.most ? this.add : null);
    table.setAttribute("aria-label", field.label || ctx.title);
  }

  head() {
    const cell = (/** @type {string} */ text) =>
      h("th", { scope: "col", role: "columnheader" }, text);
    const corner = h("td", { role: "cell" });
    const cells = this.columns.map(({ label }) => cell(label));
    return h(
      "thead",
      { role: "rowgroup", class: "cx-head" },
      h("tr", { role: "row" }, corner, ...cells),
    );
  }

  /** @param {Row} row @param {number} n which added row; 0 = not added @returns {Line} */
  line(row, n) {
    const head = h("th", { scope: "row", role: "rowheader" }, row.label);
    if (n) head.append(this.removeButton(row, n));
    const el = h("tr", { role: "row", class: "cx-row", "data-row": row.key }, head);
    const cells = this.columns.map((column, index) => {
      const cell = makeCell(column, row, {
        id: this.ctx.id(`${row.key}-${index}`.replace(/\s/g, "_")),
        save: (text, how) => this.ctx.set(withCell(this.ctx.get(), row, column.key, text), how),
      });
      el.append(cell.el);
      return /** @type {[string, typeof cell]} */ ([column.key, cell]);
    });
    return { row, el, cells };
  }

  /** @param {Row} row @param {number} n */
  removeButton(row, n) {
    const word = WORDS.table_remove;
    const props = { class: "cx-button cx-quiet", "aria-label": `${word}: ${row.label}` };
    return button(word, () => this.removeRow(n), props);
  }

  /** @param {any} value */
  update(value) {
    this.resize(Math.max(this.opened, addedCount(value, this.most)));
    for (const { row, cells } of this.lines.concat(this.added)) {
      for (const [key, cell] of cells) cell.show(cellText(value, row, key));
    }
  }

  /** @param {number} count */
  resize(count) {
    while (this.added.length > count) this.body.removeChild(this.last().el);
    for (let n = this.added.length + 1; n <= count; n += 1) {
      const label = fill(WORDS.table_added, { n });
      this.added.push(this.line({ key: addedKey(n), label }, n));
      this.body.append(this.added[n - 1].el);
    }
    for (const { el } of this.added) el.hidden = !this.isLast;
    this.add.hidden = count >= this.most || !this.isLast;
  }

  /** @param {number} from @param {number} until which rows are on show; with the last what was added */
  only(from, until) {
    this.lines.forEach(({ el }, index) => {
      el.hidden = index < from || index >= until;
    });
    this.isLast = until >= this.lines.length;
    this.resize(this.added.length);
  }

  /** Takes the last added line off the list. */
  last() {
    return /** @type {Line} */ (this.added.pop());
  }

  addRow() {
    this.opened = this.added.length + 1;
    this.resize(this.opened);
    const line = this.added[this.added.length - 1];
    const first = line.cells.map(([, { control }]) => control).filter(Boolean)[0];
    if (first) first.focus();
    this.ctx.announce(WORDS.table_row_added);
  }

  /** @param {number} n */
  removeRow(n) {
    const value = this.ctx.get();
    this.opened = this.added.length - 1;
    if (addedCount(value, this.most) >= n) {
      this.ctx.set(withoutAdded(value, n, this.most), { commit: true });
    }
    this.update(this.ctx.get());
    this.add.focus();
    this.ctx.announce(WORDS.table_row_removed);
  }
}

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const view = new TableView(field, ctx);
  const only = (/** @type {number} */ from, /** @type {number} */ until) => view.only(from, until);
  return { el: view.el, update: (value) => view.update(value), only };
}
