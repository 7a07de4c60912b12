/** Forms in which much is typed: what is not saved yet is not lost, and what is wrong is said there. */

/** @typedef {import("./types.js").State} State */

/** @returns {HTMLFormElement | null} a form with something typed that is not saved */
export const unsaved = () => document.querySelector("form[data-keep][data-changed]");

export function watchForms() {
  document.addEventListener("input", ({ target }) => {
    const typed = /** @type {HTMLElement} */ (target);
    const form = /** @type {HTMLFormElement | null} */ (typed.closest?.("form[data-keep]"));
    if (!form) return;
    form.dataset.changed = "";
    say(form, "Ada perubahan yang belum disimpan.");
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved()) event.preventDefault();
  });
}

/** @param {HTMLFormElement} form @param {string} words */
function say(form, words) {
  const place = form.querySelector("[data-unsaved]");
  if (place && place.textContent !== words) place.textContent = words;
}

/**
 * Whether the page is to stay as it is after a piece of work: something is typed that this work
 * has not saved.
 * @param {State} state
 */
export function isKept(state) {
  const form = unsaved();
  if (!form) return false;
  const isOwn = form.action.endsWith(`/${state.path}`);
  if (isOwn && state.state === "done" && !state.ask) {
    delete form.dataset.changed;
    return false;
  }
  if (isOwn) showFields(form, state.fields);
  else say(form, "Belum disimpan. Simpan dulu, supaya halaman ini memuat perubahan yang lain.");
  return true;
}

/** @param {HTMLFormElement} form @param {[string, string][]} fields */
function showFields(form, fields) {
  for (const old of form.querySelectorAll(".error")) old.remove();
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  let first = null;
  for (const [name, words] of fields) {
    const input = form.elements.namedItem(name);
    if (!(input instanceof HTMLInputElement)) continue;
    const said = document.createElement("p");
    said.className = "error";
    said.id = `e-${name}`;
    said.textContent = words;
    input.after(said);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", said.id);
    const closed = input.closest("details");
    if (closed) closed.open = true;
    first = first ?? input;
  }
  first?.focus();
}
