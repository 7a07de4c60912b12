/**
 * The page of a live class on a phone: type the code, see the question, answer. It comes back by
 * itself to where the class is; what was answered is in the phone, as on a lesson's page.
 *
 * @typedef {import("../live/types.js").State} State
 * @typedef {import("./types.js").Person} Person
 */
import { button, replaceChildren, setNote } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { chart, clockText } from "../live/chart.js";
import { News } from "../live/news.js";
import { LIVE } from "../live/wording.js";
import { Question } from "./livequestion.js";
import { read, write } from "./store.js";
import { currentPerson, NOBODY } from "./user.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const RETRY = 3000;

/** @param {string} text @returns {string} six letters and figures, or "" */
const readSix = (text) => {
  const code = text.toLowerCase().replace(/[^0-9a-z]/g, "");
  return /^[2-9a-z]{6}$/.test(code) ? code : "";
};

/** @returns {string} a guest's id, of which nothing can be told */
function guestId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `g-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

class LivePage {
  /** @param {any} data */
  constructor(data) {
    this.data = data;
    /** @type {Person & {owner: string}} */
    this.person = { ...NOBODY, owner: "" };
    this.code = "";
    this.key = "";
    this.name = "";
    this.isGuest = false;
    /** @type {State | undefined} */
    this.state = undefined;
    this.offset = 0;
    this.drawn = "";
    /** @type {News | undefined} */
    this.news = undefined;
    /** @type {import("./line.js").Line | undefined} */
    this.line = undefined;
    this.question = new Question(
      data,
      (place, value) => this.answer(place, value),
      (mark) => this.mark(mark),
      () => this.sendHome(),
    );
  }

  /** The service's address: the site's own. An invitation's is asked by its own code and token. */
  get service() {
    return this.data.receive || this.person.receive || "";
  }

  async begin() {
    this.person = await currentPerson();
    if (!this.service) return setNote(byId("note"), LIVE.no_address);
    byId("enter").addEventListener("submit", (event) => {
      event.preventDefault();
      this.typed();
    });
    byId("name-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.named();
    });
    byId("leave").onclick = () => this.leave();
    setInterval(() => this.tick(), 500);
    this.sendWaiting();
    const [, given = ""] = /[#&]s=([^&]+)/.exec(location.hash) || [];
    const code = readSix(given) || (await read("marks", ["live-code"])) || "";
    if (code) await this.enter(code);
    else byId("enter").hidden = false;
  }

  typed() {
    const input = /** @type {HTMLInputElement} */ (byId("six"));
    const code = readSix(input.value);
    byId("six-error").textContent = code ? "" : LIVE.wrong;
    input.setAttribute("aria-invalid", String(!code));
    if (code) this.enter(code);
    else input.focus();
  }

  /** Comes in, however often it takes. @param {string} code */
  async enter(code) {
    this.code = code;
    this.question.code = code;
    setNote(byId("note"), LIVE.entering);
    const problem = await this.join().catch(() => LIVE.offline);
    if (this.code !== code) return;
    setNote(byId("note"), problem);
    if (problem === LIVE.offline) {
      setTimeout(() => this.code === code && this.enter(code), RETRY * (0.5 + Math.random()));
      return;
    }
    byId("enter").hidden = !problem;
    if (problem) return this.forget();
    await write([["marks", ["live-code"], code]]).catch(() => {});
    byId("leave").hidden = false;
    this.listen();
  }

  forget() {
    this.code = "";
    return write([["marks", ["live-code"], undefined]]).catch(() => {});
  }

  /** @returns {Promise<string>} what is wrong, "" once the class knows this phone */
  async join() {
    const { code, token, receive = "" } = this.person;
    // A code and its token go where the invitation says, and nowhere else.
    const isKnown = Boolean(code && token) && receive === this.service;
    const guest = (await read("marks", ["live-guest"])) || guestId();
    await write([["marks", ["live-guest"], guest]]).catch(() => {});
    const who = isKnown ? { participant: code, token } : { guest };
    const { status, said } = await this.post("masuk", { ...who, name: this.name });
    if (status === 404) return LIVE.no_class;
    if (status !== 200) return said.problem && status < 429 ? said.problem : LIVE.offline;
    this.key = said.key;
    this.isGuest = !isKnown;
    byId("who").textContent = isKnown ? fill(LIVE.as_person, { code }) : LIVE.as_guest;
    byId("who").hidden = false;
    return "";
  }

  /** @param {string} path @param {any} values @returns {Promise<{status: number, said: any}>} */
  async post(path, values) {
    const answer = await fetch(`${this.service}langsung/${this.code}/${path}`, {
      method: "POST",
      body: JSON.stringify(values),
      headers: { "Content-Type": "application/json" },
      referrerPolicy: "no-referrer",
      credentials: "omit",
    });
    return { status: answer.status, said: await answer.json() };
  }

  listen() {
    this.news?.close();
    const address = () =>
      `${this.service}langsung/${this.code}/kabar?k=${encodeURIComponent(this.key)}`;
    this.news = new News(
      address,
      (state, offset) => this.take(state, offset),
      (isThere) => {
        byId("lost").hidden = isThere;
      },
    );
    this.news.open();
  }

  /** @param {State} state @param {number} offset */
  take(state, offset) {
    this.state = state;
    this.offset = offset;
    const isAsked = state.names && this.isGuest && !this.name && !state.ended;
    byId("name-form").hidden = !isAsked || Boolean(state.round?.open);
    this.draw(state).catch((error) => {
      console.error(error);
      setNote(byId("note"), LIVE.broken);
    });
    this.tick();
    if (state.ended) this.forget();
  }

  /** @param {State} state */
  async draw({ round, shown = [], ended }) {
    const isOpen = Boolean(round?.open) && !ended;
    setNote(byId("wait"), this.waiting());
    byId("again").hidden = !isOpen || round?.turn !== 2;
    byId("form").hidden = !isOpen;
    byId("mark").hidden = !isOpen && byId("mark").dataset.mark !== "late";
    byId("leave").hidden = ended;
    byId("result").hidden = ended || !shown.length;
    const now = JSON.stringify(shown);
    if (shown.length && now !== this.drawn) {
      this.drawn = now;
      replaceChildren(byId("shown"), ...chart(shown));
      byId("asked").textContent = round?.text || "";
    }
    if (round && isOpen) await this.question.show(round, byId("form"));
  }

  /** @returns {string} what to wait for, "" where there is something to do or to see */
  waiting() {
    const { ended, round, shown } = this.state || {};
    if (ended) return LIVE.ended;
    if (!round) return LIVE.wait;
    return round.open || shown?.length ? "" : LIVE.closed;
  }

  tick() {
    const { round } = this.state || {};
    const left = round?.ends ? round.ends - this.offset - Date.now() / 1000 : 0;
    const text = round?.open && left > 0 ? fill(LIVE.left, { time: clockText(left) }) : "";
    if (byId("left").textContent !== text) setNote(byId("left"), text);
  }

  /** @param {"sending"|"sent"|"not_sent"|"late"|""} mark */
  mark(mark) {
    const el = byId("mark");
    el.dataset.mark = mark;
    setNote(el, mark && LIVE[mark]);
    const same = this.state?.round?.turn === 2 && !mark;
    const keep = button(LIVE.same, () => this.question.saved(), { class: "button" });
    replaceChildren(byId("same"), ...(same ? [keep] : []));
  }

  /** @param {number} place @param {any} value @returns {Promise<"taken"|"late"|"wrong"|"again">} */
  async answer(place, value) {
    const { status } = await this.post("jawab", { key: this.key, place, value });
    if (status === 200) return "taken";
    if (status === 409 || status === 404) return "late";
    if (status === 401) {
      await this.join(); // another code on this phone, or a class that begins anew
      return "again";
    }
    return status === 400 || status === 413 || status === 422 ? "wrong" : "again";
  }

  /** @returns {Promise<import("./line.js").Line | undefined>} where the invitation names an address */
  async lineHome() {
    if (!this.person.receive || !this.data.assets.line) return undefined;
    if (!this.line) {
      const { Line } = await import(new URL(this.data.assets.line, location.href).href);
      this.line = this.line || new Line(() => {});
    }
    return this.line;
  }

  /** What was answered here goes home like any answer. */
  async sendHome() {
    (await this.lineHome().catch(() => undefined))?.changed();
  }

  /** What was left waiting when the page was closed. */
  async sendWaiting() {
    (await this.lineHome().catch(() => undefined))?.go();
  }

  async named() {
    const input = /** @type {HTMLInputElement} */ (byId("name"));
    this.name = input.value.trim() || "-";
    byId("name-form").hidden = true;
    if (this.name !== "-") await this.post("masuk", await this.asGuest()).catch(() => {});
  }

  async asGuest() {
    return { guest: await read("marks", ["live-guest"]), name: this.name };
  }

  async leave() {
    this.news?.close();
    await this.forget();
    location.replace(location.href.split("#")[0]);
  }
}

const page = new LivePage(JSON.parse(byId("data").textContent || ""));
page.begin();
