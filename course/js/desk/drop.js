/** Files dropped anywhere on a page that takes some go into its form, as if they had been chosen. */

const form = () =>
  /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-drop]"));

export function takeDrops() {
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", dropped);
  document.addEventListener("change", ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (input.type === "file" && input.files?.length && input.form?.matches("[data-drop]"))
      input.form.requestSubmit();
  });
}

/** @param {DragEvent} event @param {boolean} is */
function over(event, is) {
  if (!form()) return;
  event.preventDefault();
  document.body.classList.toggle("over", is);
}

/** @param {DragEvent} event */
function dropped(event) {
  const own = form();
  const input = /** @type {HTMLInputElement | null} */ (own?.querySelector("input[type=file]"));
  if (!own || !input || !event.dataTransfer?.files.length) return;
  over(event, false);
  input.files = event.dataTransfer.files;
  own.requestSubmit();
}
