/**
 * The instructor's own window: the next question, the texts to show, who is where.
 *
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Somebody} Somebody
 */
import { h, replaceChildren } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { SCREEN } from "./wording.js";

/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));

export class Control {
  /** @param {{press: (press: string, values: Record<string, any>) => Promise<boolean>}} screen */
  constructor(screen) {
    this.screen = screen;
    this.texts = "";
    this.options = /** @type {HTMLOptionElement[]} */ (Array.from(byId("ask").options));
    byId("ask-lesson").onchange = () => this.filter();
    byId("ask-now").onclick = () => this.ask();
    byId("choose").onclick = () => this.choose();
    this.filter();
  }

  /** Shows one lesson's questions. Safari hides no option: they are taken out. */
  filter() {
    const lesson = byId("ask-lesson").value;
    const own = this.options.filter((option) => option.dataset.lesson === lesson);
    replaceChildren(byId("ask"), ...own);
    if (own.length) own[0].selected = true;
  }

  async ask() {
    const select = byId("ask");
    if (!select.value) return;
    const seconds = Number(byId("seconds").value);
    if (!(await this.screen.press("tanya", { ...JSON.parse(select.value), seconds }))) return;
    const next = select.selectedOptions[0]?.nextElementSibling;
    if (next) next.selected = true;
  }

  async choose() {
    const checked = Array.from(byId("texts").querySelectorAll("input:checked"));
    await this.screen.press("pilih", { texts: checked.map((input) => input.value) });
  }

  /** @param {State} state */
  take(state) {
    const { people = [], texts = [], joined = 0, here = 0, answered = 0, shown } = state;
    byId("people-words").textContent = fill(SCREEN.people, { joined, here, answered });
    replaceChildren(byId("people"), ...this.places(people));
    byId("texts-part").hidden = !texts.length || !shown?.length;
    this.showTexts(texts, shown?.[shown.length - 1]?.texts || []);
  }

  /** @param {string[]} texts @param {string[]} chosen */
  showTexts(texts, chosen) {
    const now = JSON.stringify([texts, chosen]);
    if (now === this.texts) return; // a tick that is just being set stays
    this.texts = now;
    const items = texts.map((text) => {
      const box = h("input", { type: "checkbox", value: text, checked: chosen.includes(text) });
      return h("li", null, h("label", null, box, ` ${text}`));
    });
    replaceChildren(byId("texts"), ...items);
  }

  /** Who has not answered stands first. @param {Somebody[]} people @returns {HTMLElement[]} */
  places(people) {
    return /** @type {const} */ (["here", "away", "answered"]).reduce(
      (all, state) => {
        const those = people.filter((one) => one.state === state);
        const named = those.filter(({ who, name }) => who || name);
        const rest = those.length - named.length;
        const words = named.map(({ who, name }) => [who, name].filter(Boolean).join(" "));
        if (rest) words.push(fill(SCREEN.guests, { n: rest }));
        if (!words.length) return all;
        const head = h("b", null, `${SCREEN.states[state]} (${those.length})`);
        const each = words.map((word) => h("span", { class: `who ${state}` }, word));
        return all.concat(h("li", null, head, h("div", { class: "whos" }, ...each)));
      },
      /** @type {HTMLElement[]} */ ([]),
    );
  }
}
