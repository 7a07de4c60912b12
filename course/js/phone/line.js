/**
 * Answers go home by themselves where the invitation names a service's address: after every saved
 * task, when there is a line, and what waits when a page is opened. Loaded after the first tap.
 *
 * @typedef {import("./keeper.js").Keeper} Keeper
 * @typedef {import("./types.js").Receipt} Receipt
 * @typedef {import("./homeward.js").Told} Told
 * @typedef {import("./homeward.js").More} More
 */
import { button, h } from "../exercise/dom.js";
import { carry } from "./carry.js";
import { isFilled, lessonText, placeOf, summaryOf, taskText } from "./homeward.js";
import { doorOf } from "./outbox.js";
import { read } from "./store.js";
import { LINE } from "./wording.js";

/** @param {string} id */
const byId = (id) => document.getElementById(id);

/** A burst of answers is one request: it waits for a pause, but not for ever. */
const PAUSE = 1500;
const MOST = 15_000;
/** After a failure: twice as long each time, so that phones do not come in step. */
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 300_000;
const LOW_BATTERY = 0.15;

/** The phone itself could not: its memory does not answer, or the browser is too old. */
const BROKEN = { left: true, seconds: 0 };

/** @param {number} tries that failed @param {number} seconds the service asked for @param {number} luck 0 to 1 */
export function waitAfter(tries, seconds, luck) {
  const own = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries, 10)) * (0.5 + luck);
  return Math.max(own, seconds * 1000 * (1 + luck / 5));
}

/** @returns {Promise<boolean>} quota or battery is short: photos wait for a tap */
async function isShort() {
  const { connection, getBattery } = /** @type {any} */ (navigator);
  if (connection?.saveData) return true;
  const battery = getBattery && (await getBattery.call(navigator).catch(() => null));
  return Boolean(battery) && !battery.charging && battery.level <= LOW_BATTERY;
}

/** Lets the service worker go on when the line is back, also with the page closed. @param {boolean} withPhotos */
async function askWorker(withPhotos) {
  const { serviceWorker } = navigator;
  const registration = serviceWorker && (await serviceWorker.getRegistration());
  const sync = registration && /** @type {any} */ (registration).sync;
  if (sync) await sync.register(withPhotos ? "kirim" : "kirim-jawaban");
}

export class Line {
  /** @param {(isThrifty: boolean) => void} onNews something was tried, or is about to be */
  constructor(onNews) {
    this.onNews = onNews;
    this.tries = 0;
    this.since = 0;
    this.isTapped = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {Promise<void> | undefined} */
    this.going = undefined;
    this.isOverdue = false;
    window.addEventListener("online", () => this.plan(Math.random() * 1000));
    document.addEventListener("visibilitychange", () => this.go());
    const { serviceWorker } = navigator;
    serviceWorker?.addEventListener("message", ({ data }) => data?.line && this.tell());
  }

  /** An answer was saved. */
  changed() {
    const now = Date.now();
    this.since = this.since || now;
    this.plan(Math.max(0, Math.min(PAUSE, this.since + MOST - now)));
    this.tell();
  }

  /** @param {number} time in milliseconds */
  plan(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.go(), time);
  }

  /** Somebody tapped: photos too, whatever they cost. */
  goWithPhotos() {
    this.isTapped = true;
    return this.go();
  }

  /** @returns {Promise<void>} once it was tried */
  go() {
    clearTimeout(this.timer);
    this.isOverdue = Boolean(this.going);
    this.since = 0;
    this.going = this.going || this.work().finally(() => this.rest());
    return this.going;
  }

  rest() {
    this.going = undefined;
    if (this.isOverdue) this.plan(PAUSE);
  }

  async work() {
    const withPhotos = this.isTapped || !(await isShort());
    const isOff = navigator.onLine === false;
    const { left, seconds } = isOff
      ? { left: true, seconds: 0 }
      : await carry(withPhotos).catch(() => BROKEN);
    if (!left) this.isTapped = false;
    this.tries = left && !isOff ? this.tries + 1 : 0;
    if (left) await askWorker(withPhotos).catch(() => {});
    // Without a line nothing is tried: "online" says when.
    if (left && !isOff) this.plan(waitAfter(this.tries - 1, seconds, Math.random()));
    await this.tell();
  }

  async tell() {
    this.onNews(!this.isTapped && (await isShort()));
  }
}

/** @param {Keeper} keeper @returns {Promise<Told>} */
async function toldOf({ person, owner, data }) {
  const receipt = /** @type {Receipt} */ (await read("marks", ["line", owner, data.lesson]));
  return { receipt, door: await doorOf(person), token: person.token };
}

/** @param {Told} told @returns {string} why something was not taken */
function problemIn({ receipt, door }) {
  const pictures = Object.values(receipt?.photos || {});
  const all = [door?.problem, receipt?.problem, ...pictures.map(({ problem }) => problem)];
  return (all.find((text) => text?.trim()) || "").trim();
}

/** What a lesson page says of its answers: under each task, and in the sending step. */
export class LessonLine {
  /** @param {{keeper: Keeper}} page */
  constructor({ keeper }) {
    this.keeper = keeper;
    this.isThrifty = false;
    this.isOpen = false;
    // The sending step draws itself anew, after a sending by hand too.
    const again = () => byId("line") || this.show().catch(() => {});
    new MutationObserver(again).observe(/** @type {HTMLElement} */ (byId("send")), {
      childList: true,
    });
    this.line = new Line((isThrifty) => {
      this.isThrifty = isThrifty;
      this.show().catch(() => {});
    });
    this.line.go();
  }

  /** @param {boolean} [isNew] an answer was saved */
  async show(isNew) {
    if (isNew) return this.line.changed();
    const { models } = this.keeper;
    const entries = this.keeper.outgoing(); // what stands behind a no waits for nothing
    const told = await toldOf(this.keeper);
    const isGoing = navigator.onLine !== false && !this.line.tries;
    const more = { problem: problemIn(told), isThrifty: this.isThrifty, isGoing };
    for (const [id, model] of models) {
      const isShown = isFilled(entries.get(id));
      model.set("sent", isShown ? taskText(placeOf(id, entries, told), more) : "");
    }
    this.showAll(told, more);
  }

  /** In the sending step. @param {Told} told @param {More} more */
  showAll(told, more) {
    const summary = summaryOf(this.keeper.outgoing(), told);
    this.arrange(summary.place !== "none");
    const [line, tap, byHand] = ["line", "line-tap", "by-hand"].map((id) => byId(id));
    if (!line || !tap || !byHand) return;
    const at = told.receipt?.at || "";
    const text = lessonText(summary, { at, ...more }, LINE.lesson, new Date());
    if (line.textContent !== text) line.textContent = text;
    if (["closed", "refused"].includes(summary.place)) byHand.setAttribute("open", "");
    tap.hidden = summary.place !== "photos" || !more.isThrifty;
  }

  /**
   * The ways that need a hand stand folded below what goes by itself; what is left to do, above.
   *
   * @param {boolean} isWanted something goes by itself
   */
  arrange(isWanted) {
    const step = byId("send");
    if (!step || byId("line") || !isWanted) return;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    const all = Array.from(step.children);
    const left = all.filter((el, i) => el.tagName === "DETAILS" && i === 1);
    // What is said of sending by hand is not said of what goes by itself.
    const said = all.filter((el) => el.tagName === "P" && !el.classList.contains("sent"));
    for (const el of said) el.remove();
    const ways = all.filter((el) => !left.includes(el) && !said.includes(el));
    const send = button(LINE.tap, () => this.line.goWithPhotos(), { class: "button primary" });
    const byHand = h("details", { id: "by-hand", open: this.isOpen }, ...ways);
    byHand.prepend(h("summary", null, LINE.by_hand));
    byHand.addEventListener("toggle", () => {
      this.isOpen = byHand.open;
    });
    const line = h("p", { class: "sent", id: "line", role: "status" });
    step.append(...left, line, h("div", { id: "line-tap", hidden: true }, send), byHand);
    if (byHand.contains(focused)) focused.focus();
  }
}

/** @type {LessonLine | undefined} */
let own;

/** @param {{keeper: Keeper}} page @returns {LessonLine} of the page, which has one lesson */
export function lineOf(page) {
  own = own || new LessonLine(page);
  return own;
}
