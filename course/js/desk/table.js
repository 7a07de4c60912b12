/** A list as a table to edit: paste from Excel, rows that come and go, and what was changed of it. */

/** @typedef {{ line: number, was: string, cells: { [column: string]: string }, gone: boolean }} Edit */

/** What can be taken back: the rows as they were before a paste or a removal. @type {Shot[]} */
let before = [];
/** @typedef {{ row: HTMLTableRowElement, texts: string[] }[]} Shot */
const MOST_SHOTS = 50;

const grid = () => /** @type {HTMLFormElement | null} */ (document.querySelector("[data-grid]"));
const body = () => /** @type {HTMLTableSectionElement} */ (grid()?.querySelector("tbody"));
const rows = () => /** @type {HTMLTableRowElement[]} */ ([...body().rows]);
/** @param {Element} row @returns {HTMLInputElement[]} */
const inputs = (row) =>
  /** @type {HTMLInputElement[]} */ ([...row.querySelectorAll("input[data-column]")]);

export function editTables() {
  document.addEventListener("paste", pasted);
  document.addEventListener("keydown", moved);
  document.addEventListener("click", clicked);
  document.addEventListener("formdata", sent);
  document.addEventListener("desk:fresh", begin);
  begin();
}

/** A table begins with a row to type into. */
function begin() {
  before = [];
  if (grid() && !rows().length) for (let n = 0; n < 3; n += 1) add();
}

function add() {
  const template = /** @type {HTMLTemplateElement} */ (grid()?.querySelector("template"));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const row = /** @type {HTMLTableRowElement} */ (copy.querySelector("tr"));
  const last = body().rows[body().rows.length - 1];
  const number = Number(last?.cells[0].textContent ?? 1) + 1;
  row.cells[0].textContent = `${number}`;
  for (const named of row.querySelectorAll("[aria-label]"))
    named.setAttribute(
      "aria-label",
      `${named.getAttribute("aria-label")}`.replace("baru", `${number}`),
    );
  body().append(row);
  return row;
}

/** @param {MouseEvent} event */
function clicked({ target }) {
  const button = /** @type {HTMLElement} */ (target).closest?.("button");
  if (!button || !grid()?.contains(button)) return;
  const row = button.closest("tr");
  if (button.matches("[data-add]")) inputs(add())[0].focus();
  else if (button.matches("[data-undo]")) undo();
  else if (button.matches("[data-next-problem]")) toNextProblem();
  else if (button.matches("[data-remove]") && row) remove(row);
  else if (button.matches("[data-pick]")) pick(/** @type {HTMLElement} */ (button.parentElement));
}

/** @param {HTMLTableRowElement} row */
function remove(row) {
  keep();
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  if (next) inputs(next)[0].focus();
  changed();
}

/** Remember the table, to take back what comes. */
function keep() {
  before.push(rows().map((row) => ({ row, texts: inputs(row).map(({ value }) => value) })));
  before = before.slice(-MOST_SHOTS);
}

function undo() {
  const shot = before.pop();
  if (!shot) return;
  body().replaceChildren(...shot.map(({ row }) => row));
  for (const { row, texts } of shot)
    inputs(row).forEach((input, n) => {
      input.value = texts[n];
    });
  changed();
}

function changed() {
  grid()?.dispatchEvent(new Event("input", { bubbles: true }));
  const button = /** @type {HTMLElement | null | undefined} */ (
    grid()?.querySelector("[data-undo]")
  );
  if (button) button.hidden = !before.length;
}

/** Up, down and Enter go from row to row, as in a spreadsheet. @param {KeyboardEvent} event */
function moved(event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (!step || !input.matches?.("[data-grid] tbody input") || event.isComposing) return;
  // The arrows belong to the open list of codes.
  if (input.list && event.key !== "Enter") return;
  event.preventDefault();
  const row = /** @type {HTMLTableRowElement} */ (input.closest("tr"));
  const column = inputs(row).indexOf(input);
  const all = rows();
  const next = all[all.indexOf(row) + step] ?? (event.key === "Enter" ? add() : null);
  if (next) inputs(next)[column].focus();
}

/** @param {ClipboardEvent} event */
function pasted(event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (!input.matches?.("[data-grid] tbody input")) return;
  const lines = cellsOf(event.clipboardData?.getData("text/plain") ?? "");
  if (lines.length < 2 && (lines[0]?.length ?? 0) < 2) return;
  event.preventDefault();
  keep();
  const row = /** @type {HTMLTableRowElement} */ (input.closest("tr"));
  const names = namesIn(lines[0]);
  const columns = inputs(row).map(({ dataset }) => `${dataset.column}`);
  const from = columns.indexOf(`${input.dataset.column}`);
  const places = names
    ? names.map((name) => columns.indexOf(name))
    : lines[0].map((_, n) => from + n);
  let at = rows().indexOf(row);
  for (const line of names ? lines.slice(1) : lines) {
    const own = inputs(body().rows[at] ?? add());
    line.forEach((text, n) => {
      const place = places[n] ?? (names ? -1 : from + n);
      if (own[place]) own[place].value = text;
    });
    at += 1;
  }
  changed();
  input.focus();
  tell(names, lines, places, columns.length);
}

/**
 * Say what was pasted, and what had no column.
 * @param {string[] | null} names @param {string[][]} lines @param {number[]} places
 * @param {number} most
 */
function tell(names, lines, places, most) {
  const said = grid()?.querySelector("[data-unsaved]");
  const lost = places.filter((place) => place < 0 || place >= most).length;
  const count = lines.length - (names ? 1 : 0);
  const rest = lost ? ` ${lost} kolom tidak punya tempat di tabel ini.` : "";
  if (said) said.textContent = `${count} baris ditempel, belum disimpan.${rest}`;
}

/** Excel's clipboard: tabs and line ends; a cell with either stands in quotes. @param {string} text */
export function cellsOf(text) {
  /** @type {string[][]} */
  const lines = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    const [, quoted, plain, end] = found;
    const words = quoted === undefined ? plain : quoted.replace(/""/g, '"').replace(/\s+/g, " ");
    lines[lines.length - 1].push(words.trim());
    if (!end || cell.lastIndex >= text.length) break;
    if (end !== "\t") lines.push([]);
  }
  return lines.filter((line) => line.some(Boolean));
}

/** The columns that a first line names; null where it holds people. @param {string[]} line */
function namesIn(line) {
  const known = JSON.parse(grid()?.dataset.names ?? "{}");
  const columns = new Set(inputs(rows()[0]).map(({ dataset }) => dataset.column));
  const names = line.map((text) => {
    const plain = text
      .toLowerCase()
      .replace(/[\s_\-:./]+/g, " ")
      .trim();
    return known[plain] ?? (columns.has(plain) ? plain : "");
  });
  const found = names.filter(Boolean).length;
  return found >= 2 || (found && line.length === 1) ? names : null;
}

function toNextProblem() {
  const all = [...(grid()?.querySelectorAll("td.wrong input, td.look input") ?? [])];
  const next = all.find(
    (input) => last && last.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  last = /** @type {HTMLElement | undefined} */ (next ?? all[0]);
  last?.focus();
  last?.scrollIntoView({ block: "center", inline: "center" });
}
/** @type {HTMLElement | undefined} */
let last;

/** @param {HTMLElement} cell */
function pick(cell) {
  const picker = /** @type {HTMLInputElement} */ (grid()?.querySelector(".picker"));
  const input = /** @type {HTMLInputElement} */ (cell.querySelector("input"));
  picker.hidden = false;
  picker.value = /^\d{4}-\d\d-\d\d$/.test(input.value) ? input.value : "";
  picker.onchange = () => {
    if (!picker.value) return;
    input.value = picker.value;
    changed();
    input.focus();
  };
  cell.append(picker);
  if (picker.showPicker) picker.showPicker();
  else picker.focus();
}

/** Only what was changed is sent: what stands beside it in the file stays. @param {FormDataEvent} event */
function sent({ target, formData }) {
  const form = grid();
  if (!form || target !== form) return;
  /** @type {Edit[]} */
  const edits = [];
  const shown = rows();
  for (const row of shown) {
    const cells = inputs(row);
    const own = cells.filter(({ value, defaultValue }) => value !== defaultValue);
    /** @type {{ [column: string]: string }} */
    const typed = {};
    for (const { dataset, value } of own) typed[`${dataset.column}`] = value;
    const line = Number(row.dataset.line);
    if (own.length)
      edits.push({
        line,
        was: line ? cells[0].defaultValue : "",
        cells: typed,
        gone: false,
      });
  }
  for (const [line, was] of known(form))
    if (!shown.some((row) => Number(row.dataset.line) === line))
      edits.push({ line, was, cells: {}, gone: true });
  formData.set("ubah", JSON.stringify(edits));
}

/** The rows that the page came with. @param {HTMLFormElement} form @returns {[number, string][]} */
const known = (form) => JSON.parse(form.dataset.rows ?? "[]");
