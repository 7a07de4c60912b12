/**
 * The two ways home: a WhatsApp message in one or more parts, and a file.
 *
 * @typedef {import("./types.js").Underway} Underway
 *
 * @typedef {object} Parcel  a sending, prepared before anybody taps
 * @property {string} id  which content
 * @property {string[]} messages  one text each
 * @property {File} file
 * @property {string} mentor  WhatsApp number, or ""
 * @property {string} who  gets it, in a word
 * @property {string} word  on the button
 */
import { h, button as plainButton } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { SEND } from "./wording.js";

/** @param {string} text @param {() => void} onclick @param {string} [kind] */
function button(text, onclick, kind = "") {
  return plainButton(text, onclick, { class: `button ${kind}` });
}

/** @param {string} text @param {() => void} yes @param {() => void} no */
function question(text, yes, no) {
  const answers = h("div", { class: "row" }, button(SEND.yes, yes, "primary"), button(SEND.no, no));
  return h(
    "div",
    { class: "note ask", role: "group", "aria-label": text },
    h("p", null, text),
    answers,
  );
}

/** @param {string} text @returns {Promise<void>} rejects where the browser does not allow it */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = h("textarea", { "aria-hidden": "true" }, text);
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("not copied");
}

export class MessageWay {
  /**
   * @param {Parcel} parcel
   * @param {Underway} underway
   * @param {{keep: (underway: Underway | undefined) => void, sent: () => void}} hooks
   */
  constructor(parcel, underway, hooks) {
    this.parcel = parcel;
    this.underway = underway;
    this.hooks = hooks;
    this.el = h("section", { class: "way" });
    this.said = h("p", { class: "soft", role: "status" });
    this.show();
  }

  show() {
    const { parcel, underway } = this;
    const values = { n: underway.part + 1, parts: parcel.messages.length };
    const many = values.parts > 1;
    this.el.textContent = "";
    this.el.append(h("h3", null, parcel.word));
    if (underway.asked) {
      const text = fill(many ? SEND.asked_many : SEND.asked, values);
      this.el.append(
        question(
          text,
          () => this.go(true),
          () => this.go(false),
        ),
      );
    } else {
      const href = `https://wa.me/${parcel.mentor}?text=${encodeURIComponent(this.text())}`;
      const props = { class: "button primary big", href, target: "_blank", rel: "noopener" };
      const link = h(
        "a",
        { ...props, onclick: () => this.ask() },
        fill(many ? SEND.many : parcel.word, values),
      );
      const help = parcel.mentor ? SEND.message_help : fill(SEND.message_pick, { who: parcel.who });
      this.el.append(h("p", null, help), link);
    }
    const again = button(SEND.copy, () => this.copy());
    this.el.append(h("p", { class: "soft" }, SEND.trouble), again, this.said);
  }

  text() {
    return this.parcel.messages[this.underway.part];
  }

  /** After the tap: only the participant knows whether it was really sent. */
  ask() {
    this.keep({ ...this.underway, asked: true });
    setTimeout(() => this.show(), 400); // the link must stay until the browser has followed it
  }

  /** @param {boolean} wasSent */
  go(wasSent) {
    const part = this.underway.part + (wasSent ? 1 : 0);
    if (part < this.parcel.messages.length) {
      this.keep({ ...this.underway, part, asked: false });
      return this.show();
    }
    this.hooks.keep(undefined);
    this.hooks.sent();
  }

  /** @param {Underway} underway */
  keep(underway) {
    this.underway = underway;
    this.hooks.keep(underway);
  }

  async copy() {
    try {
      await copy(this.text());
      this.keep({ ...this.underway, asked: true });
      this.show();
      this.said.textContent = fill(SEND.copied, { who: this.parcel.who });
    } catch {
      this.said.textContent = SEND.copy_failed;
    }
  }
}

/** @param {File} file @returns {boolean} Linux and desktop Firefox have no sharing */
export function canShare(file) {
  return "canShare" in navigator && navigator.canShare({ files: [file] });
}

/**
 * @param {Parcel} parcel @param {string} help @param {() => void} sent
 * @returns {HTMLElement}
 */
export function fileWay({ file, who }, help, sent) {
  const said = h("p", { class: "soft", role: "status" });
  const asked = h("div");
  const ask = () => {
    asked.textContent = "";
    asked.append(question(fill(SEND.asked_file, { who }), sent, () => asked.firstChild?.remove()));
  };
  const saved = () => {
    said.textContent = fill(SEND.saved, { name: file.name });
    ask();
  };
  const props = { href: URL.createObjectURL(file), download: file.name, onclick: saved };
  const save = h("a", { ...props, class: "button" }, SEND.save);
  const share = button(SEND.share, () => shareFile(file, save, ask), "primary");
  const title = h("h3", null, SEND.by_file);
  const lines = [title, h("p", null, help), canShare(file) && share, save, said, asked];
  return h("section", { class: "way" }, ...lines);
}

/**
 * Chromium decides only here whether it lets the file go. A cancelled share (AbortError) needs
 * nothing: the button for saving stays in sight.
 *
 * @param {File} file @param {HTMLElement} save @param {() => void} ask
 */
export async function shareFile(file, save, ask) {
  try {
    await navigator.share({ files: [file] });
    ask();
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "AbortError") save.click();
  }
}
