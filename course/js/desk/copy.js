/** A button that copies a text of the page: `data-copy` is the text's id. */

export function copyTexts() {
  document.addEventListener("click", async ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest?.("[data-copy]");
    if (!(button instanceof HTMLButtonElement)) return;
    const text = document.getElementById(button.dataset.copy ?? "");
    if (!text) return;
    const words = button.textContent;
    button.textContent = (await copied(text)) ? "Tersalin" : "Tekan Ctrl+C untuk menyalin";
    setTimeout(() => {
      button.textContent = words;
    }, 3000);
  });
}

/** @param {HTMLElement} text @returns {Promise<boolean>} */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text.textContent ?? "");
    return true;
  } catch {
    getSelection()?.selectAllChildren(text); // a page without https: the person presses the keys
    return false;
  }
}
