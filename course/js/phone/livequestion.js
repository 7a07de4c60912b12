/**
 * The question of a live class on a phone: the lesson's own form, its answer kept in the phone like
 * any other, and told to the class.
 *
 * @typedef {import("../live/types.js").Round} Round
 * @typedef {import("./types.js").Lesson} Lesson
 * @typedef {{sheets: string, title: string, widgets: Record<string, import("./types.js").Widget>}} Form
 *   what the page knows of a lesson
 */
import { Host } from "./host.js";
import { Keeper } from "./keeper.js";
import { same } from "./model.js";
import { read, write } from "./store.js";
import { mountWidget } from "./widgets.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 10_000;
/** Typing is saved often: the class hears of it when there is a pause. */
const PAUSE = 600;

/** @param {string} path @param {string} id @returns {Promise<any>} the exercise's texts */
async function traitsOf(path, id) {
  const answer = await fetch(new URL(path, location.href).href);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const sheets = new DOMParser().parseFromString(await answer.text(), "text/html");
  return JSON.parse(sheets.getElementById(id)?.querySelector("script")?.textContent || "");
}

/** @param {any} value @returns {boolean} */
const isGiven = (value) =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length);

export class Question {
  /**
   * @param {{course: string, lessons: Record<string, Form>, assets: {told: string}}} data
   * @param {(place: number, value: any) => Promise<"taken"|"late"|"wrong"|"again">} tell the class
   * @param {(mark: "sending"|"sent"|"not_sent"|"late"|"") => void} onMark how the answer stands
   * @param {() => void} onKept something was kept in the phone
   */
  constructor(data, tell, onMark, onKept) {
    this.data = data;
    this.tell = tell;
    this.onMark = onMark;
    this.onKept = onKept;
    /** @type {Round | undefined} */
    this.round = undefined;
    /** @type {Map<string, Promise<{keeper: Keeper, host: Host}>>} */
    this.lessons = new Map();
    this.code = "";
    /** What the class has taken, and what it is to be told. @type {{place: number, value?: any, taken?: any}} */
    this.out = { place: -1 };
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.tries = 0;
    window.addEventListener("online", () => this.plan(0));
  }

  /** @param {string} name @returns {Promise<{keeper: Keeper, host: Host}>} */
  lesson(name) {
    const known = this.lessons.get(name);
    if (known) return known;
    const begun = this.open(name);
    this.lessons.set(name, begun);
    begun.catch(() => this.lessons.delete(name));
    return begun;
  }

  /** @param {string} name */
  async open(name) {
    const { widgets, title, sheets } = this.data.lessons[name];
    const { course, assets } = this.data;
    const own = { course, assets, lesson: name, title, home: "", files: [], widgets };
    const keeper = new Keeper(/** @type {any} */ (own), () => this.onKept());
    await keeper.load();
    const host = new Host(widgets, async (id) => {
      widgets[id].traits = widgets[id].traits || (await traitsOf(sheets, id));
      return keeper.model(id);
    });
    return { keeper, host };
  }

  /** @returns {string[]} where it is kept what the class was told */
  get mark() {
    return ["live", this.code];
  }

  /** Shows the question of a round, once. @param {Round} round @param {HTMLElement} el */
  async show(round, el) {
    const isNew = this.round?.place !== round.place;
    this.round = round;
    if (!isNew) return;
    this.onMark("");
    const kept = await read("marks", this.mark);
    this.out = kept?.place === round.place ? kept : { place: round.place };
    const { keeper, host } = await this.lesson(round.lesson);
    if (this.round.place !== round.place) return;
    const place = document.createElement("div");
    place.dataset.widget = round.exercise;
    el.textContent = "";
    el.append(place);
    await mountWidget(place, host, keeper.state(round.exercise) === "changed");
    const { model } = await host.start(round.exercise);
    model.off(null, null, this);
    model.on("change:saved_revision", () => this.saved(), this);
    if (!same(this.out.value, this.out.taken)) this.plan(0);
    else if (isGiven(this.out.taken)) this.onMark("sent");
    else if (round.turn === 1) await this.saved(); // answered before the class, at home
  }

  /** @returns {Promise<any>} this field's answer, as it is kept; undefined without any */
  async value() {
    const { lesson = "", exercise = "", field = "" } = this.round || {};
    const { keeper } = await this.lesson(lesson);
    const entry = keeper.entries.get(exercise);
    return keeper.state(exercise) === "changed" ? undefined : entry?.value[field];
  }

  /** An answer was kept, or is to stay as it is: the class is told. */
  async saved() {
    const value = await this.value();
    if (!isGiven(value) || !this.round?.open) return;
    if (same(value, this.out.taken)) return this.onMark("sent");
    this.out = { ...this.out, value };
    await write([["marks", this.mark, this.out]]).catch(() => {});
    this.plan(PAUSE);
  }

  /** @param {number} time */
  plan(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.go(), time);
  }

  async go() {
    const { place, value, taken } = this.out;
    if (place !== this.round?.place || !isGiven(value) || same(value, taken)) return;
    this.onMark(this.tries ? "not_sent" : "sending");
    const how = await this.tell(place, value).catch(() => "again");
    if (place !== this.out.place) return;
    if (how === "again") return this.again();
    this.tries = 0;
    if (how === "taken") this.out = { ...this.out, taken: value };
    await write([["marks", this.mark, this.out]]).catch(() => {});
    if (how === "taken" && !same(this.out.value, value)) return this.plan(0);
    this.onMark(how === "taken" ? "sent" : how === "late" ? "late" : "");
  }

  again() {
    this.tries += 1;
    this.onMark("not_sent");
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(this.tries, 5));
    this.plan(wait * (0.5 + Math.random()));
  }
}
