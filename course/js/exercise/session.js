/**
 * Writes answers to the model. Typed text waits as a draft in this view, never in the model, so
 * that a late echo from the kernel cannot take back what somebody is typing.
 *
 * @typedef {import("./types.js").Model} Model
 * @typedef {import("./types.js").Value} Value
 */
import { localDay } from "./parts/day.js";

export const TYPING_PAUSE = 800;

/**
 * @param {Value} value
 * @param {Iterable<[string, any]>} changes undefined = no longer answered
 * @returns {Value}
 */
export function mergeValue(value, changes) {
  const merged = { ...value };
  for (const [key, answer] of changes) {
    if (answer === undefined) delete merged[key];
    else merged[key] = answer;
  }
  return merged;
}

/**
 * @param {import("./types.js").Field[]} fields @param {Date} now
 * @returns {Value} the days that are today where nothing else is chosen, "2026-11-30"
 */
export function daysOf(fields, now) {
  const own = fields.filter(({ today }) => today).map(({ key }) => ({ [key]: localDay(now) }));
  return Object.assign({}, ...own);
}

export class Session {
  /** @param {Model} model @param {() => void} onDraft called when unsaved typing begins */
  constructor(model, onDraft) {
    this.model = model;
    this.onDraft = onDraft;
    /** @type {Map<string, any>} */
    this.drafts = new Map();
    /** True while this view itself changes the model. */
    this.writing = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {string} key */
  get(key) {
    return this.drafts.has(key) ? this.drafts.get(key) : this.value()[key];
  }

  /** @returns {Value} with what is known without being asked, which is saved with the first answer */
  value() {
    const today = daysOf(this.model.get("fields") || [], new Date());
    return { ...today, ...this.model.get("known"), ...this.model.get("value") };
  }

  /** @param {string} key @param {any} answer @param {boolean} commit */
  set(key, answer, commit) {
    this.drafts.set(key, answer);
    if (commit) return this.write(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), TYPING_PAUSE);
    this.onDraft();
  }

  /** Save what is typed but not yet saved. */
  flush() {
    if (this.drafts.size) this.write(false);
  }

  /** @param {boolean} commit */
  write(commit) {
    clearTimeout(this.timer);
    const value = mergeValue(this.value(), this.drafts);
    this.drafts.clear();
    this.save(() => {
      this.model.set("value", value);
      if (commit) this.model.set("tries", (this.model.get("tries") || 0) + 1);
    });
  }

  /** @param {boolean} helped */
  setHelped(helped) {
    this.save(() => this.model.set("helped", helped));
  }

  /** @param {string} path @param {string} dataUrl "" forgets it; goes out with the next save */
  setUpload(path, dataUrl) {
    const change = /** @type {[string, any]} */ ([path, dataUrl || undefined]);
    this.writing = true;
    this.model.set("uploads", mergeValue(this.model.get("uploads"), [change]));
    this.writing = false;
  }

  /** @param {() => void} change */
  save(change) {
    this.writing = true;
    change();
    this.model.set("revision", (this.model.get("revision") || 0) + 1);
    this.writing = false;
    this.model.save_changes();
  }
}
