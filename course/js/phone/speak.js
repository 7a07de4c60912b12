/**
 * Reads a step aloud, where the phone has an Indonesian voice. Sentence groups are spoken one by
 * one: long utterances stop half way in Chrome.
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
 * @returns {string[]} what there is to read aloud on a step
 */
export function stepTexts(step, widgets) {
  return Array.from(step.children).reduce((/** @type {string[]} */ texts, part) => {
    const id = /** @type {HTMLElement} */ (part).dataset.widget;
    return texts.concat(id ? exerciseTexts(widgets[id].traits || {}) : readableTexts(part));
  }, []);
}

/** @returns {SpeechSynthesisVoice | undefined} older Androids call Indonesian "in" */
function voice() {
  const { speechSynthesis } = window;
  const voices = speechSynthesis?.getVoices() || [];
  return voices.find(({ lang }) => /^(id|in)([-_]|$)/i.test(lang));
}

export class Speaker {
  /** @param {HTMLElement} button @param {() => string[]} texts of the step on show */
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
    this.button.hidden = !voice();
    this.button.textContent = this.speaking ? SPEAK.stop : SPEAK.listen;
  }

  start() {
    const texts = this.texts();
    const chosen = voice();
    if (!texts.length || !chosen) return;
    this.speaking = true;
    texts.forEach((text, index) => {
      const spoken = new SpeechSynthesisUtterance(text);
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
