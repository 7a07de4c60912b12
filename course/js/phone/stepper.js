/**
 * One step at a time, and of a long exercise one part. The address says which (#s3, #s3.2), so the
 * browser's own back button works.
 */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class Stepper {
  /**
   * @param {(id: string, focus: boolean) => void} onShow
   * @param {(id: string) => number} parts in how many a step is shown, as far as that is known
   */
  constructor(onShow, parts) {
    this.onShow = onShow;
    this.parts = parts;
    this.part = 1;
    this.ids = Array.from(document.querySelectorAll(".step"), (el) => el.id);
    this.all = this.ids;
    this.current = "";
  }

  /** @returns {string} the step the address names, and its part; of one that is left out the step before it; "" for none */
  wanted() {
    const place = location.hash.slice(1);
    const [id] = place.split(".");
    if (this.ids.includes(id)) return place;
    const before = this.all.slice(0, Math.max(0, this.all.indexOf(id)));
    return before.filter((one) => this.ids.includes(one)).pop() || "";
  }

  /** @param {string} id @param {number} part */
  place(id, part) {
    return part > 1 ? `${id}.${part}` : id;
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
    window.addEventListener("hashchange", () =>
      this.show(this.wanted() || this.place(this.current, this.part), true),
    );
    this.replay();
  }

  /** "Lanjut" can be tapped before this script is here: the page noted on which step. */
  replay() {
    byId("next").onclick = null;
    if (/** @type {any} */ (window).early === this.current) this.move(1);
  }

  /** @param {number} by */
  move(by) {
    const part = this.part + by;
    const isIn = part >= 1 && part <= this.parts(this.current);
    if (isIn) location.hash = this.place(this.current, part);
    const id = !isIn && this.ids[this.ids.indexOf(this.current) + by];
    if (id) location.hash = this.place(id, by < 0 ? this.parts(id) : 1);
  }

  get isLast() {
    return this.current === this.ids[this.ids.length - 1];
  }

  /** @param {string} place @param {boolean} focus the heading, so that a screen reader begins there */
  show(place, focus) {
    const [id, number] = place.split(".");
    const part = Math.max(1, Number(number) || 1);
    if (id === this.current && part === this.part) return;
    this.current = id;
    this.part = part;
    for (const el of Array.from(document.querySelectorAll(".step"))) {
      el.classList.toggle("is-current", el.id === id);
    }
    byId("back").hidden = id === this.ids[0] && part === 1;
    byId("next").hidden = this.isLast;
    const heading = byId(id).querySelector("h2");
    if (focus) {
      window.scrollTo(0, 0);
      if (heading) heading.focus({ preventScroll: true });
    }
    this.onShow(id, focus && part > 1);
  }
}
