/**
 * Reads a step aloud, where the phone has a voice for its language. Sentence groups are spoken one by
 * one: long utterances stop half way in Chrome.
 *
 * @typedef {{text: string, lang: string}} Spoken
 */
import { fill } from "../exercise/wording.js";
import { SPEAK } from "./wording.js";

const BLOCKS = "h2,h3,h4,h5,p,li,tr,pre";
/** What is said of an answer: the explanations of a practice, and what a check found. */
const SAID = ".cx-feedback,.cx-explain,.check-said";

/** @param {string} text @returns {string} on one line */
const line = (text) => text.replace(/\s+/g, " ").trim();

/** @param {Element} block @returns {string} a row's cells with a pause between them */
function blockText(block) {
  if (block.tagName !== "TR") return block.textContent || "";
  const cells = Array.from(block.children, ({ textContent }) => line(textContent || ""));
  return cells.filter(Boolean).join(", ");
}

/** @param {Element} el a step's text @returns {string[]} in reading order, each text once */
export function readableTexts(el) {
  const found = Array.from(el.querySelectorAll(`${BLOCKS},img[alt]`));
  const texts = found.map((block) => {
    const alt = block.getAttribute("alt");
    if (alt) return fill(SPEAK.picture, { alt });
    const inner = block.parentElement?.closest("p,li,tr");
    return inner && el.contains(inner) ? "" : blockText(block);
  });
  const own = el.matches(BLOCKS) || !found.length ? [blockText(el)] : [];
  return [...own, ...texts].map(line).filter(Boolean);
}

/** @param {import("../exercise/types.js").Field} field @returns {string[]} each column once, then row by row */
function tableTexts({ columns = [], rows = [] }) {
  const asked = columns
    .filter(({ kind }) => kind !== "fixed")
    .map(({ label, options = [] }) =>
      options.length ? `${label}: ${options.map(([, text]) => text).join("; ")}` : label,
    );
  const given = rows.map(
    (/** @type {import("../exercise/types.js").Row} */ { label, cells = {} }) =>
      [label, ...columns.map(({ key, label: of }) => cells[key] && `${of}: ${cells[key]}`)]
        .filter(Boolean)
        .join(", "),
  );
  return [...asked, ...given];
}

/**
 * @param {Record<string, any>} traits of an exercise
 * @returns {string[]} prompt, labels, units, options, columns and cells
 */
export function exerciseTexts(traits) {
  const texts = (traits.prompt || "").split(/\n+/);
  for (const field of traits.fields || []) {
    texts.push(field.label, field.unit && fill(SPEAK.unit, field), field.help, field.frame);
    for (const [, text] of field.options || []) texts.push(text);
    if (Array.isArray(field.columns)) texts.push(...tableTexts(field));
  }
  return texts.filter(Boolean);
}

/** @param {import("../exercise/divide.js").Part} shown @param {any[]} fields */
const isFirst = ([{ key, rows }], fields) => key === fields[0].key && !rows?.[0];

/**
 * @param {Record<string, any>} traits of an exercise
 * @param {import("../exercise/divide.js").Part} shown the part of it that is on show
 * @returns {Record<string, any>} what that part shows
 */
function ofPart({ prompt, fields }, shown) {
  const some = shown.map(({ key, rows }) => {
    const field = fields.find((/** @type {any} */ one) => one.key === key);
    return rows ? { ...field, rows: field.rows.slice(...rows) } : field;
  });
  return { prompt: isFirst(shown, fields) ? prompt : "", fields: some };
}

/** @param {Record<string, any>} traits @param {Element} place @returns {Record<string, any>} as they are on show there */
function onShow(traits, place) {
  const hidden = Array.from(place.querySelectorAll(".cx-prompt[hidden]"));
  const without = (/** @type {string} */ prompt, /** @type {Element} */ { textContent }) =>
    prompt.replace(textContent || "", "");
  return { ...traits, prompt: hidden.reduce(without, traits.prompt || "") };
}

/** @param {Element} place of a widget @returns {string[]} what is said there of the answer */
function saidTexts(place) {
  const seen = Array.from(place.querySelectorAll(SAID)).filter(
    (el) => el.getClientRects().length && getComputedStyle(el).visibility === "visible",
  );
  return seen.reduce((/** @type {string[]} */ all, el) => all.concat(readableTexts(el)), []);
}

/**
 * @param {Element} step @param {Record<string, import("./types.js").Widget>} widgets
 * @param {(id: string) => import("../exercise/divide.js").Part | undefined} [shown] of a long exercise,
 *   what is on show
 * @returns {Spoken[]} what there is to read aloud on a step, each text with its language
 */
export function stepTexts(step, widgets, shown = () => undefined) {
  const open = Array.from(step.querySelectorAll(":scope > :not([hidden])"));
  return open.reduce((/** @type {Spoken[]} */ all, one) => {
    const id = /** @type {HTMLElement} */ (one).dataset.widget;
    const traits = id && onShow(widgets[id].traits || {}, one);
    const part = id && shown(id);
    const texts = traits
      ? exerciseTexts(part ? ofPart(traits, part) : traits).concat(saidTexts(one))
      : readableTexts(one);
    const lang = one.closest("[lang]")?.getAttribute("lang") || "id";
    return all.concat(texts.map((text) => ({ text, lang })));
  }, []);
}

/** Few phones speak Javanese or Sundanese; an Indonesian voice reads them as they are written. */
const VOICES = { id: "id|in", jv: "jv|jw|id|in", su: "su|id|in", en: "en" };

/** @param {string} lang @returns {SpeechSynthesisVoice | undefined} older Androids call Indonesian "in" */
export function voice(lang) {
  const voices = window.speechSynthesis?.getVoices() || [];
  const codes = (VOICES[/** @type {keyof typeof VOICES} */ (lang)] || lang).split("|");
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
