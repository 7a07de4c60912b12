/**
 * A lesson page: one step at a time, each exercise under the host, answers kept in the phone.
 *
 * @typedef {import("./types.js").Lesson} Lesson
 */
import { setNote } from "../exercise/dom.js";
import { Host } from "./host.js";
import { Keeper } from "./keeper.js";
import { progressText } from "./progress.js";
import { Stepper } from "./stepper.js";
import { isLeftOut, openSteps, stopOf } from "./stops.js";
import { isKeeping } from "./store.js";
import { Texts } from "./texts.js";
import { isInApp, isInvitation } from "./user.js";
import { mountWidget, offerCheck } from "./widgets.js";
import { IN_APP, LESSON, STORAGE } from "./wording.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {() => void} callback */
const whenIdle = (callback) =>
  "requestIdleCallback" in window ? requestIdleCallback(callback) : setTimeout(callback, 300);

/** @param {string} step @returns {string} as the contents call it */
const title = (step) =>
  (document.querySelector(`#contents [href="#${step}"]`)?.firstChild?.textContent || "").trim();

/** A printer does not wait for pictures of steps that were not yet on show. */
function loadPictures() {
  for (const image of Array.from(document.images)) image.loading = "eager";
}

class LessonPage {
  /** @param {Lesson} data */
  constructor(data) {
    this.data = data;
    this.exercises = new Texts(data);
    this.keeper = new Keeper(data, () => this.onChange());
    this.host = new Host(data.widgets, async (id) => {
      await this.exercises.need(id);
      return this.keeper.model(id);
    });
    /** @type {import("./speak.js").Speaker | undefined} */
    this.speaker = undefined;
    this.stepper = new Stepper(
      (id, isPart) => this.onStep(id, isPart),
      (id) => this.parts(id),
    );
    /** @type {Promise<typeof import("./line.js")> | undefined} */
    this.line = undefined;
    this.steps = this.stepper.ids;
    /** What can wait of a step on show. @type {(() => void) | undefined} */
    this.finish = undefined;
    this.isShut = "shut" in document.body.dataset;
    this.invitation = "";
  }

  async begin() {
    const { hash } = location; // it may change while we wait
    // A test outside its days (days.js): what was answered can be sent, and that is all.
    if (this.isShut) this.stepper.ids = this.stepper.ids.slice(-1);
    const inApp = isInApp(navigator.userAgent);
    if (inApp) this.say(IN_APP);
    if (isInvitation(hash)) await this.join(hash, inApp).catch(() => this.say(LESSON.join_failed));
    // Without its memory the page can still be read, and sent from.
    await this.keeper.load();
    const own = this.data.instead?.[this.keeper.person.order || ""];
    // A test's link that went to everybody: she is asked the form that was drawn for her.
    if (own && !this.keeper.entries.size) return location.replace(own + hash);
    this.tellStorage();
    if (this.isShut) document.body.classList.toggle("unchosen", !this.keeper.entries.size);
    if (this.data.observes) await this.openPartner();
    if (document.body.classList.contains("unchosen")) return;
    await this.start(inApp);
  }

  /** @param {boolean} keepAddress */
  async start(keepAddress) {
    this.limit();
    this.stepper.begin(await this.keeper.getMark("step"), keepAddress);
    // The line belongs to the first exercise.
    const modules = new Set(Object.values(this.data.widgets).map(({ esm }) => esm));
    const come = (/** @type {string} */ url) =>
      import(new URL(url, location.href).href).catch(() => {});
    Promise.all(Array.from(modules, come)).then(() =>
      whenIdle(() => this.offerVoice().catch(() => {})),
    );
  }

  async offerVoice() {
    const { Speaker, fitTables, offerSkips, stepTexts } = await this.sending();
    const shown = (/** @type {string} */ id) => this.keeper.models.get(id)?.get("shown");
    const texts = () => stepTexts(byId(this.stepper.current), this.data.widgets, shown);
    this.speaker = this.speaker || new Speaker(byId("listen"), texts);
    this.finish = () => {
      offerSkips(this);
      fitTables(byId(this.stepper.current));
    };
    this.finish();
    window.addEventListener("resize", this.finish);
  }

  /** @param {string} hash @param {boolean} inApp */
  async join(hash, inApp) {
    const note = byId("note");
    /** @type {typeof import("./joining.js")} */
    const { acceptInvitation } = await import(
      new URL(this.data.assets.joining, location.href).href
    );
    const problem = await acceptInvitation(hash, inApp, (question) => {
      note.textContent = "";
      note.append(question);
      note.hidden = false;
      document.body.classList.add("unchosen"); // nobody answers before it is clear for whom
    });
    document.body.classList.toggle("unchosen", this.isShut);
    this.invitation = hash;
    if (note.querySelector(".ask")) setNote(note, inApp ? IN_APP : "");
    if (problem) this.say(problem);
  }

  /** Says that the phone keeps nothing, and takes it back when it does. */
  tellStorage() {
    const note = byId("note");
    const isSaid = note.textContent === STORAGE.none;
    if (isKeeping() && isSaid) setNote(note, "");
    if (isKeeping() || isSaid) return;
    this.say(STORAGE.none);
    // On a phone that keeps nothing, the next page learns from its address who reads it.
    const { home } = this.data;
    for (const link of Array.from(document.querySelectorAll(`a[href="${home}"]`))) {
      link.setAttribute("href", home + this.invitation);
    }
  }

  /** After a no the steps behind it are shut; a second example, and what is skipped, is not there. */
  limit() {
    if (this.isShut) return;
    const open = openSteps(this.data, this.keeper.entries, this.steps);
    this.stepper.ids = open.filter((id) => !isLeftOut(byId(id), this.keeper));
    for (const link of Array.from(document.querySelectorAll("#contents a[href^='#s']"))) {
      const isOpen = this.stepper.ids.includes((link.getAttribute("href") || "").slice(1));
      /** @type {HTMLElement} */ (link.closest("li") || link).hidden = !isOpen;
    }
  }

  onChange() {
    this.tellStorage();
    this.limit();
    this.finish?.();
    this.showProgress();
    this.showChecks();
    this.showLine(true);
  }

  /** Where the invitation names an address, answers go home by themselves. @param {boolean} [isNew] */
  async showLine(isNew) {
    const { line } = this.data.assets;
    if (!line || this.data.anonymous || !this.keeper.person.receive) return;
    try {
      this.line = this.line || import(new URL(line, location.href).href);
      const { lineOf } = await this.line;
      lineOf(this).show(isNew);
    } catch {
      this.line = undefined; // the next answer asks again
    }
  }

  async openPartner() {
    document.body.classList.add("unchosen");
    try {
      const { partner = "" } = this.data.assets;
      /** @type {typeof import("./partner.js")} */
      const { showPartner } = await import(new URL(partner, location.href).href);
      await showPartner(byId("partner"), this);
    } catch {
      this.say(LESSON.partner_broken);
    }
  }

  /** @param {string} text */
  say(text) {
    setNote(byId("note"), text);
  }

  /** @param {string} id of a step @returns {number} */
  parts(id) {
    const place = byId(id).querySelector("[data-widget]");
    return this.keeper.parts(/** @type {HTMLElement | null} */ (place)?.dataset.widget || "");
  }

  /** @param {HTMLElement} place of a long exercise @param {boolean} focus */
  showPart(place, focus) {
    const id = place.dataset.widget || "";
    const of = this.keeper.parts(id);
    const model = this.keeper.models.get(id);
    if (of < 2 || !model || !byId(this.stepper.current).contains(place)) return;
    const part = Math.min(this.stepper.part, of);
    this.stepper.part = part;
    model.set("part", part);
    place.classList.toggle("more-parts", part < of);
    const said = /** @type {HTMLElement | null} */ (place.querySelector(".cx-part"));
    if (!focus || !said) return;
    said.focus({ preventScroll: true });
    said.scrollIntoView();
  }

  /** What is chosen on the page and not yet taken (a photo) is taken now. @returns {Promise<any>} */
  left() {
    /** @type {Promise<void>[]} */
    const detail = [];
    window.dispatchEvent(new CustomEvent("leave", { detail }));
    return Promise.all(detail);
  }

  /** @param {string} id @param {boolean} [isPart] a later part of a long exercise */
  onStep(id, isPart = false) {
    const left = this.left();
    this.speaker?.stop();
    /** @type {HTMLDetailsElement} */ (byId("contents")).open = false;
    const { ids } = this.stepper;
    this.nameNext();
    this.showProgress();
    this.exercises
      .read(byId(id))
      .then(() => this.finish?.())
      .catch(() => this.say(LESSON.text_missing));
    this.mount(id, isPart).then(() => whenIdle(() => this.mount(ids[ids.indexOf(id) + 1])));
    if (byId(id).contains(byId("send"))) left.then(() => this.openSending());
    if (!this.isShut) this.keeper.setMark("step", id).catch(() => {});
  }

  nameNext() {
    const { current, ids, part } = this.stepper;
    const isLast = current === ids[ids.length - 2] && part >= this.parts(current);
    byId("next").textContent = isLast ? LESSON.to_send : LESSON.next;
  }

  /** @param {string | undefined} id of a step @param {boolean} [isPart] shown now, as a later part */
  async mount(id, isPart = false) {
    const places = id ? byId(id).querySelectorAll("[data-widget]") : [];
    for (const el of Array.from(places)) {
      const place = /** @type {HTMLElement} */ (el);
      const isChanged = this.keeper.state(place.dataset.widget || "") === "changed";
      await mountWidget(place, this.host, isChanged);
      this.keeper.recall(place.dataset.widget || "");
      this.offerCheck(place);
      this.showPart(place, isPart);
    }
    this.nameNext();
    this.showChecks();
    if (this.line) this.showLine();
  }

  /** @param {HTMLElement} place of a widget */
  offerCheck(place) {
    const id = place.dataset.widget || "";
    const { exercise, practice } = this.data.widgets[id];
    const { check = "" } = this.data.assets;
    if (!check || !exercise || practice) return;
    offerCheck(place, async (box) => {
      /** @type {typeof import("./check.js")} */
      const { openCheck } = await import(new URL(check, location.href).href);
      await openCheck(box, id, this);
    });
  }

  /** Only what is answered can be checked. */
  showChecks() {
    for (const box of Array.from(document.querySelectorAll(".check"))) {
      const { widget = "" } = /** @type {HTMLElement} */ (box.parentElement).dataset;
      const isThere = ["full", "part"].includes(this.keeper.state(widget));
      box.classList.toggle("waits", !isThere);
      // Opened again, what was said is not on show; that it was checked is known.
      const press = /** @type {HTMLButtonElement} */ (box.querySelector("button"));
      const isChecked = this.keeper.entries.get(widget)?.first;
      if (isChecked && press.textContent === LESSON.check) press.textContent = LESSON.checked;
    }
  }

  /** The graded exercises and how far each is. @returns {import("./types.js").Task[]} */
  tasks() {
    const places = Array.from(document.querySelectorAll("[data-widget]"), (el) => ({
      id: /** @type {HTMLElement} */ (el).dataset.widget || "",
      step: el.closest(".step")?.id || "",
    }));
    if (this.isShut) return [];
    return places
      .filter(({ step }) => this.stepper.ids.includes(step))
      .filter(({ id }) => this.data.widgets[id].exercise && !this.data.widgets[id].practice)
      .map(({ id, step }) => ({ id, step, title: title(step), state: this.keeper.state(id) }));
  }

  showProgress() {
    const tasks = this.tasks();
    const done = tasks.filter(({ state }) => state === "full").length;
    const { ids, current } = this.stepper;
    // A second example counts as its practice: the lesson does not grow by a wrong answer.
    const isAgain = (/** @type {string} */ id) => "again" in byId(id).dataset;
    const own = (/** @type {string[]} */ some) => some.filter((id) => !isAgain(id)).length;
    const n = own(ids.slice(0, ids.indexOf(current) + 1));
    const steps = own(ids) - 1;
    const isStopped = Boolean(stopOf(this.data, this.keeper.entries));
    byId("progress").textContent = progressText({
      code: this.data.anonymous ? "" : this.keeper.person.code,
      n,
      steps,
      done,
      tasks: isStopped ? 0 : tasks.length, // who said no is asked for nothing more
      again: isAgain(current),
      isSheet: this.data.sheet,
    });
    /** @type {HTMLProgressElement} */ (byId("bar")).value = Math.min(1, n / (steps + 1));
    const words = { none: "", full: LESSON.full, part: LESSON.part, changed: LESSON.changed };
    for (const { step, state } of tasks) {
      const mark = document.querySelector(`[data-mark="${step}"]`);
      if (mark) mark.textContent = words[state];
    }
  }

  /** What can wait: sending, reading aloud, keeping. @returns {Promise<typeof import("./send.js")>} */
  sending() {
    return import(new URL(this.data.assets.send, location.href).href);
  }

  async openSending() {
    try {
      await (await this.sending()).openSending(byId("send"), this);
      this.showLine();
    } catch (error) {
      console.error(error);
      this.say(LESSON.send_broken);
    }
  }

  /** A printer waits for nothing: what is on paper is fetched long before. */
  async readyForPaper() {
    await this.exercises.load().catch(() => {});
    if (this.keeper.entries.size) this.showLine();
    await this.keepOffline();
  }

  async keepOffline() {
    if (!this.data.home) return;
    const { canKeep, keepFiles } = await this.sending();
    if (!canKeep()) return;
    if (!(await keepFiles(this.data.files).catch(() => false))) return;
    byId("kept").hidden = false;
    loadPictures();
  }
}

const page = new LessonPage(JSON.parse(byId("data").textContent || ""));
function look() {
  if (document.visibilityState !== "visible") return;
  page.keeper.refresh().catch(() => {});
}
page.begin().then(() => {
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", ({ persisted }) => persisted && look());
  window.addEventListener("kept", () => page.keeper.kept());
  window.addEventListener("online", () => page.keeper.entries.size && page.showLine());
  window.addEventListener(
    "beforeunload",
    (event) => page.keeper.unkept.size && event.preventDefault(),
  );
  window.addEventListener("hashchange", () => isInvitation(location.hash) && location.reload());
});
window.addEventListener("beforeprint", loadPictures);
// The line belongs to the first exercise; what is kept for later can wait a little.
const later = () => setTimeout(() => whenIdle(() => page.readyForPaper()), 3000);
if (document.readyState === "complete") later();
else window.addEventListener("load", later);
