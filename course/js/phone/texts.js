/**
 * A lesson's texts: of its exercises for the screen the traits, for paper the sheets. The page brings
 * all until the first exercise with it; the rest comes in a file of its own, so that nobody waits for
 * thirty exercises and what is read between them before the first tap.
 *
 * @typedef {import("./types.js").Lesson} Lesson
 */

/** @param {string} id @returns {HTMLElement} */
const placeOf = (id) =>
  /** @type {HTMLElement} */ (document.querySelector(`[data-widget="${id}"]`));

/** @param {ParentNode} near @returns {any} undefined where none stand */
function traitsIn(near) {
  const script = near.querySelector("script");
  return script ? JSON.parse(script.textContent || "") : undefined;
}

export class Texts {
  /** @param {Lesson} data its widgets get their traits */
  constructor(data) {
    this.data = data;
    /** @type {Promise<void> | undefined} */
    this.coming = undefined;
    for (const [id, widget] of Object.entries(data.widgets)) widget.traits = traitsIn(placeOf(id));
  }

  /** @param {string} id @returns {Promise<void>} once the widget has its traits */
  async need(id) {
    if (!this.data.widgets[id].traits) await this.load();
  }

  /** @param {ParentNode} step @returns {Promise<void>} once it can be read */
  async read(step) {
    if (step.querySelector("[data-later]")) await this.load();
  }

  /** @returns {Promise<void>} rejects where the file cannot be had; may be asked again */
  load() {
    const coming = this.coming || this.fetch();
    this.coming = coming;
    coming.catch(() => {
      this.coming = undefined;
    });
    return coming;
  }

  async fetch() {
    const { assets, widgets } = this.data;
    const answer = await fetch(new URL(assets.sheets, location.href).href);
    if (!answer.ok) throw new Error(`${assets.sheets}: ${answer.status}`);
    const sheets = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const [id, widget] of Object.entries(widgets)) {
      const sheet = /** @type {HTMLElement} */ (sheets.getElementById(id));
      widget.traits = widget.traits || traitsIn(sheet);
      const [old, paper] = [placeOf(id), sheet].map((el) => el.querySelector(".paper"));
      if (old && paper) old.replaceWith(paper);
    }
    for (const place of Array.from(document.querySelectorAll("[data-later]"))) {
      const { later = "" } = /** @type {HTMLElement} */ (place).dataset;
      const texts = /** @type {HTMLElement} */ (sheets.getElementById(later));
      place.replaceWith(...Array.from(texts.children));
    }
  }
}
