/**
 * The instructor's two windows of a live class: the screen that is shared on Zoom, and the control
 * with what is nobody else's business. Both draw what the service tells, and press its buttons.
 *
 * @typedef {import("./types.js").State} State
 */
import { h, replaceChildren, setNote } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { chart, clockText } from "./chart.js";
import { Control } from "./control.js";
import { News } from "./news.js";
import { SCREEN } from "./wording.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const BUTTONS = /** @type {HTMLButtonElement[]} */ (
  Array.from(document.querySelectorAll("[data-press]"))
);
/** A question of so many letters is set in smaller type. */
const LONG = [90, 220, 420];

class Screen {
  constructor() {
    /** @type {State | undefined} */
    this.state = undefined;
    /** @type {Promise<State>} what was pressed before the class was heard of waits for it */
    this.first = new Promise((resolve) => {
      this.heard = resolve;
    });
    this.offset = 0;
    this.drawn = "";
    this.control = document.body.classList.contains("control") ? new Control(this) : undefined;
    this.news = new News(
      () => new URL("pantau", location.href).href,
      (state, offset) => this.take(state, offset),
      (isThere) => {
        byId("lost").hidden = isThere;
      },
    );
  }

  begin() {
    for (const button of BUTTONS) button.onclick = () => this.pressed(button);
    setInterval(() => this.tick(), 250);
    this.news.open();
  }

  /** @param {State} state @param {number} offset */
  take(state, offset) {
    this.state = state;
    this.heard?.(state);
    this.offset = offset;
    this.draw(state);
    this.tick();
    this.control?.take(state);
  }

  /** @param {State} state */
  draw(state) {
    const { round, shown } = state;
    byId("lobby").hidden = Boolean(round) || state.ended;
    byId("ended").hidden = !state.ended;
    document.body.classList.toggle("over", state.ended);
    byId("of").textContent = round
      ? [round.of, round.turn > 1 && SCREEN.again].filter(Boolean).join(" · ")
      : "";
    const question = byId("question");
    setNote(question, state.ended ? "" : round?.text || "");
    question.dataset.size = String(LONG.filter((n) => (round?.text || "").length > n).length);
    this.drawShown(state.ended ? [] : shown);
    this.drawOptions(state);
    byId("count").textContent = String((round ? state.answered : state.joined) || 0);
    byId("count-words").textContent = round
      ? fill(SCREEN.answered, { n: state.joined || 0 })
      : SCREEN.joined;
    document.body.classList.toggle("shows", Boolean(shown?.length));
    this.drawButtons(state);
  }

  /** Drawn anew only where it is another: what was read out is not read out again. @param {State["shown"]} shown */
  drawShown(shown = []) {
    const now = JSON.stringify(shown);
    if (now === this.drawn) return;
    this.drawn = now;
    replaceChildren(byId("answers"), ...(shown.length ? chart(shown) : []));
  }

  /** What one can choose from, until the bars say it. @param {State} state */
  drawOptions({ round, shown, ended }) {
    const some = ended || shown?.length ? [] : round?.options || [];
    const el = byId("options");
    const now = some.join("\n");
    if (el.dataset.now === now) return;
    el.dataset.now = now;
    el.hidden = !some.length;
    replaceChildren(el, ...some.map((text) => h("li", null, text)));
  }

  /** @param {State} state */
  drawButtons({ round, shown, ended }) {
    const isOpen = Boolean(round?.open);
    /** @type {Record<string, boolean>} */
    const wanted = {
      tambah: isOpen,
      tutup: isOpen,
      tampilkan: Boolean(round) && !shown?.length,
      lagi: Boolean(round) && !isOpen && round?.turn === 1,
      selesai: true,
    };
    for (const button of BUTTONS) button.hidden = ended || !wanted[button.dataset.press || ""];
  }

  tick() {
    const { round } = this.state || {};
    const left = round?.open && round.ends ? round.ends - this.offset - Date.now() / 1000 : -1;
    const clock = byId("clock");
    clock.hidden = left < 0 && !(round && !round.open);
    clock.textContent = round && !round.open ? SCREEN.closed : clockText(left);
    clock.classList.toggle("soon", left >= 0 && left <= 10);
  }

  /** @param {HTMLButtonElement} button */
  async pressed(button) {
    const words = button.dataset.sure;
    if (words && !(await sure(words))) return;
    await this.press(button.dataset.press || "", {});
  }

  /**
   * @param {string} press @param {Record<string, any>} values
   * @returns {Promise<boolean>}
   */
  async press(press, values) {
    const { version } = this.state || (await this.first);
    const body = JSON.stringify({ ...values, press, version });
    const headers = {
      "Content-Type": "application/json",
      "X-XSRFToken": document.body.dataset.xsrf || "",
    };
    let problem = SCREEN.failed;
    try {
      const answer = await fetch("perintah", { method: "POST", body, headers });
      problem = answer.ok ? "" : (await answer.json()).problem || SCREEN.failed;
    } catch {
      // said below
    }
    setNote(byId("problem"), problem);
    return !problem;
  }
}

/** @param {string} words @returns {Promise<boolean>} */
function sure(words) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("sure"));
  byId("sure-words").textContent = words;
  dialog.returnValue = "no";
  for (const button of Array.from(dialog.querySelectorAll("button")))
    button.onclick = () => dialog.close(button.value);
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }),
  );
}

if (document.getElementById("lobby")) new Screen().begin();
