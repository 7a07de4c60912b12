/**
 * Reads a step aloud, where the phone has a voice for its language. Sentence groups are spoken one by
 * one: long utterances stop half way in Chrome.
 *
 * @typedef {{text: string, lang: string}} Spoken
 */
import { fill } from "../exercise/wording.js";
import { SPEAK } from "./wording.js";

const BLOCKS = "h2,h3,h4,h5,p,li,tr,pre";

/** @param {Element} el a step's text @returns {string[]} in reading order, each text once */
export function readableTexts(el) {
  const found = Array.from(el.querySelectorAll(`${BLOCKS},img[alt]`));
  const texts = found.map((block) => {
    const alt = block.getAttribute("alt");
    if (alt) return fill(SPEAK.picture, { alt });
    const inner = block.parentElement?.closest("p,li,tr");
    return inner && el.contains(inner) ? "" : block.textContent || "";
  });
  return texts.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
}

/** @param {Record<string, any>} traits of an exercise @returns {string[]} prompt, labels, options */
export function exerciseTexts(traits) {
  const texts = [traits.prompt];
  for (const field of traits.fields || []) {
    texts.push(field.label, field.help);
    for (const [, text] of field.options || []) texts.push(text);
    const rows = Array.isArray(field.rows) ? field.rows : [];
    for (const row of rows) texts.push([row.label, ...Object.values(row.cells || {})].join(", "));
  }
  return texts.filter(Boolean);
}

/**
 * @param {Element} step @param {Record<string, import("./types.js").Widget>} widgets
 * @returns {Spoken[]} what there is to read aloud on a step, each text with its language
 */
export function stepTexts(step, widgets) {
  return Array.from(step.children).reduce((/** @type {Spoken[]} */ all, part) => {
    const id = /** @type {HTMLElement} */ (part).dataset.widget;
    const texts = id ? exerciseTexts(widgets[id].traits || {}) : readableTexts(part);
    const lang = part.closest("[lang]")?.getAttribute("lang") || "id";
    return all.concat(texts.map((text) => ({ text, lang })));
  }, []);
}

/** Few phones speak Javanese or Sundanese; an Indonesian voice reads them as they are written. */
const VOICES = { id: "id|in", jv: "jv|jw|id|in", su: "su|id|in", en: "en" };

/** @param {string} lang @returns {SpeechSynthesisVoice | undefined} older Androids call Indonesian "in" */
export function voice(lang) {
  const voices = window.speechSynthesis?.getVoices() || [];
  const codes = (VOICES[/** @type {keyof VOICES} */ (lang)] || lang).split("|");
  const found = codes.map((code) =>
    voices.find((one) => one.lang.split(/[-_]/)[0].toLowerCase() === code),
  );
  return found.filter(Boolean)[0];
}

export class Speaker {
  /** @param {HTMLElement} button @param {() => Spoken[]} texts of the step on show */
  constructor(button, texts) {
    this.button = button;
    this.texts = texts;
    this.speaking = false;
    button.addEventListener("click", () => (this.speaking ? this.stop() : this.start()));
    window.addEventListener("pagehide", () => this.stop());
    this.update();
    const { speechSynthesis } = window;
    // Chrome learns of its voices late. Old Safari has no addEventListener here.
    if (speechSynthesis) speechSynthesis.onvoiceschanged = () => this.update();
  }

  update() {
    this.button.hidden = !this.readable().length;
    this.button.textContent = this.speaking ? SPEAK.stop : SPEAK.listen;
  }

  /** What no voice of the phone can read is not read in a wrong one. */
  readable() {
    return this.texts().filter(({ lang }) => voice(lang));
  }

  start() {
    const texts = this.readable();
    if (!texts.length) return;
    this.speaking = true;
    texts.forEach(({ text, lang }, index) => {
      const spoken = new SpeechSynthesisUtterance(text);
      const chosen = /** @type {SpeechSynthesisVoice} */ (voice(lang));
      spoken.voice = chosen;
      spoken.lang = chosen.lang;
      spoken.rate = 0.9;
      if (index === texts.length - 1) spoken.onend = spoken.onerror = () => this.stop();
      window.speechSynthesis.speak(spoken);
    });
    this.update();
  }

  stop() {
    if (this.speaking) window.speechSynthesis.cancel();
    this.speaking = false;
    this.update();
  }
}
