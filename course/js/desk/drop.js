/**
 * Files dropped anywhere on a page that takes some go into its form, as if they had been chosen. A
 * form with `data-folders` takes whole folders too.
 */

/** @typedef {{file: File, path: string}} Found */

/** @type {Found[]} */
let waiting = [];

const form = () =>
  /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-drop]"));

export function takeDrops() {
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", dropped);
  document.addEventListener("change", ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (input.type === "file" && input.files?.length && input.form?.matches("[data-drop]"))
      press(input.form);
  });
}

/**
 * Put what was dropped into what is sent, and empty the form's fields for the next time.
 * @param {HTMLFormElement} own @param {FormData} sent
 */
export function addDropped(own, sent) {
  if (!own.matches("[data-drop]")) return;
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (
    own.querySelectorAll("input[type=file]")
  );
  for (const { file, path } of waiting) sent.append(inputs[0]?.name ?? "berkas", file, path);
  waiting = [];
  for (const input of inputs) input.value = "";
}

/** @param {DragEvent} event @param {boolean} is */
function over(event, is) {
  if (!form()) return;
  event.preventDefault();
  document.body.classList.toggle("over", is);
}

/** @param {DragEvent} event */
async function dropped(event) {
  const own = form();
  const input = /** @type {HTMLInputElement | null} */ (own?.querySelector("input[type=file]"));
  if (!own || !input || !event.dataTransfer?.types.includes("Files")) return;
  over(event, false);
  if (own.matches("[data-folders]")) waiting = await all(event.dataTransfer);
  else input.files = event.dataTransfer.files;
  press(own);
}

/** Send it, unless something is going on. @param {HTMLFormElement} own */
function press(own) {
  const busy = document.querySelector("#news progress");
  const note = /** @type {HTMLElement | null} */ (own.querySelector("[data-wait]"));
  if (note) note.hidden = !busy;
  if (!busy) own.requestSubmit();
  else addDropped(own, new FormData());
}

/** Return every file, with the folders it lies in. @param {DataTransfer} transfer @returns {Promise<Found[]>} */
async function all(transfer) {
  const files = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory))
    return files.map((file) => ({ file, path: file.name }));
  return joined(await Promise.all(entries.map((entry) => (entry ? under(entry) : []))));
}

/** @param {FileSystemEntry} entry @returns {Promise<Found[]>} */
async function under(entry) {
  if (entry.isFile) {
    const one = /** @type {FileSystemFileEntry} */ (entry);
    /** @type {File} */
    const file = await new Promise((done, failed) => one.file(done, failed));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const inner = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    inner.push(...some);
  }
  return joined(await Promise.all(inner.map(under)));
}

/** @param {Found[][]} lists @returns {Found[]} */
const joined = (lists) => /** @type {Found[]} */ ([]).concat(...lists);
