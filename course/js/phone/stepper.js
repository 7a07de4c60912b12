/**
 * One step at a time. The address says which (#s3), so the browser's own back button works.
 */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class Stepper {
  /** @param {(id: string) => void} onShow */
  constructor(onShow) {
    this.onShow = onShow;
    this.ids = Array.from(document.querySelectorAll(".step"), (el) => el.id);
    this.current = "";
  }

  /** @returns {string} the step the address names, or "" */
  wanted() {
    const id = location.hash.slice(1);
    return this.ids.includes(id) ? id : "";
  }

  /**
   * From now on, not before: a step shows answers, and those must be there first.
   *
   * @param {string | undefined} remembered where this person was last
   * @param {boolean} keepAddress
   */
  begin(remembered, keepAddress) {
    const known = remembered && this.ids.includes(remembered) ? remembered : this.ids[0];
    const id = this.wanted() || known;
    if (!keepAddress) history.replaceState(null, "", `#${id}`);
    this.show(id, false);
    byId("next").addEventListener("click", () => this.move(1));
    byId("back").addEventListener("click", () => this.move(-1));
    window.addEventListener("hashchange", () => this.show(this.wanted() || this.current, true));
    this.replay();
  }

  /** "Lanjut" can be tapped before this script is here: the page noted on which step. */
  replay() {
    byId("next").onclick = null;
    if (/** @type {any} */ (window).early === this.current) this.move(1);
  }

  /** @param {number} by */
  move(by) {
    const id = this.ids[this.ids.indexOf(this.current) + by];
    if (id) location.hash = id;
  }

  get isLast() {
    return this.current === this.ids[this.ids.length - 1];
  }

  /** @param {string} id @param {boolean} focus the heading, so that a screen reader begins there */
  show(id, focus) {
    if (id === this.current) return;
    this.current = id;
    for (const el of Array.from(document.querySelectorAll(".step"))) {
      el.classList.toggle("is-current", el.id === id);
    }
    byId("back").hidden = id === this.ids[0];
    byId("next").hidden = this.isLast;
    const heading = byId(id).querySelector("h2");
    if (focus) {
      window.scrollTo(0, 0);
      if (heading) heading.focus({ preventScroll: true });
    }
    this.onShow(id);
  }
}
