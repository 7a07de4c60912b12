/** Messages to copy, and a code to hold up on the whole screen. */

export function copies() {
  document.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest?.("button");
    if (button?.dataset.copy !== undefined) copy(button, button.dataset.copy);
    else if (button?.dataset.big) enlarge(button.dataset.big);
    else if (button?.matches("[data-close]")) button.closest("dialog")?.close();
  });
}

/** @param {HTMLElement} button @param {string} text */
async function copy(button, text) {
  const label = /** @type {ChildNode} */ (button.firstChild);
  const words = label.textContent;
  const isDone = await (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
    () => true,
    () => copiedByHand(text),
  );
  if (!isDone) open(button);
  label.textContent = isDone ? "Tersalin" : "Tekan Ctrl+C";
  setTimeout(() => {
    label.textContent = words;
  }, 2500);
}

/** Nothing may be copied for the person: show the message, marked. @param {HTMLElement} button */
function open(button) {
  const shown = button.closest("tr")?.querySelector("details") ?? button.closest("details");
  const message = shown?.querySelector(".message");
  if (!shown || !message) return;
  shown.open = true;
  getSelection()?.selectAllChildren(message);
}

/** Where the page is not served safely, browsers keep the clipboard to the old way. @param {string} text */
function copiedByHand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** @param {string} id */
function enlarge(id) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(id));
  dialog.showModal();
  if (dialog.matches(".screen")) {
    dialog.requestFullscreen?.().catch(() => {});
    dialog.addEventListener("close", leave, { once: true });
  }
}

function leave() {
  if (document.fullscreenElement) document.exitFullscreen();
}
