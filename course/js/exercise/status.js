/**
 * The line that says whether the answer is safe. Only the host knows: it sets saved_revision,
 * saved_at and problem.
 *
 * @typedef {import("./types.js").Model} Model
 */
import { h, setNote } from "./dom.js";
import { fill, WORDS } from "./wording.js";

export const PATIENCE = 6000;

/** @param {string} iso @returns {string} local time as "13.05", or "" */
export function timeText(iso) {
  const date = new Date(iso);
  if (!iso || Number.isNaN(date.getTime())) return "";
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${two(date.getHours())}.${two(date.getMinutes())}`;
}

/**
 * @param {{revision: number, savedRevision: number, savedAt: string, problem: string,
 *   typing: boolean, late: boolean}} now
 * @returns {{state: "empty"|"saving"|"saved"|"late"|"problem", text: string}}
 */
export function statusText(now) {
  if (now.problem) return { state: "problem", text: now.problem };
  const unsaved = now.revision > now.savedRevision;
  if (unsaved && now.late) return { state: "late", text: WORDS.not_saved };
  if (unsaved || now.typing) return { state: "saving", text: WORDS.saving };
  const time = timeText(now.savedAt);
  if (!time) return { state: "empty", text: "" };
  return { state: "saved", text: fill(WORDS.saved, { time }) };
}

export class Status {
  /** @param {Model} model @param {() => boolean} isTyping */
  constructor(model, isTyping) {
    this.model = model;
    this.isTyping = isTyping;
    this.late = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.line = h("p", { class: "cx-status", role: "status" });
    this.alert = h("p", { class: "cx-alert", role: "alert", hidden: true });
    this.sent = h("p", { class: "cx-sent", hidden: true });
    this.el = h("div", { class: "cx-statusbox" }, this.line, this.sent, this.alert);
  }

  /** The host confirmed something: be patient again. */
  confirmed() {
    this.stop();
    this.update();
  }

  update() {
    const revision = this.model.get("revision") || 0;
    const savedRevision = this.model.get("saved_revision") || 0;
    if (revision <= savedRevision) this.stop();
    else if (this.timer === undefined) this.timer = setTimeout(() => this.giveUp(), PATIENCE);
    this.show(revision, savedRevision);
  }

  /** @param {number} revision @param {number} savedRevision */
  show(revision, savedRevision) {
    const savedAt = this.model.get("saved_at") || "";
    const problem = this.model.get("problem") || "";
    const now = { revision, savedRevision, savedAt, problem, late: this.late };
    const { state, text } = statusText({ ...now, typing: this.isTyping() });
    const line = state === "problem" ? "" : text;
    if (this.line.textContent !== line) this.line.textContent = line;
    if (this.alert.textContent !== problem) setNote(this.alert, problem);
    setNote(this.sent, state === "saved" ? this.model.get("sent") || "" : "");
    this.el.setAttribute("data-state", state);
  }

  giveUp() {
    this.late = true;
    this.update();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.late = false;
  }
}
