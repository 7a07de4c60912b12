/** The desk's pages work as they are sent; this makes their buttons tell how the work stands. */
import { copies } from "./copy.js";
import { addDropped, takeDrops } from "./drop.js";
import { begin, sending, watch } from "./news.js";
import { send } from "./press.js";
import { editTables } from "./table.js";
import { watchForms } from "./unsaved.js";

/** @param {SubmitEvent} event */
async function pressed(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-press]")) return;
  event.preventDefault();
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const form_data = new FormData(form, button);
  const words = button?.dataset.sure ?? form.dataset.sure;
  addDropped(form, form_data);
  if (words && !(await sure(words))) return;
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  begin(await send(address, form_data, sending));
}

/** @param {string} words @returns {Promise<boolean>} */
function sure(words) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("#sure"));
  /** @type {HTMLElement} */ (dialog.querySelector("p")).textContent = words;
  dialog.returnValue = "no";
  for (const button of dialog.querySelectorAll("button"))
    button.onclick = () => dialog.close(button.value);
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }),
  );
}

document.addEventListener("submit", pressed);
takeDrops();
watchForms();
editTables();
copies();
watch();
