/**
 * The exercise widget: a form of fields, one model (AFM: get, set, save_changes, on, off).
 * The same bundle runs in Jupyter and on the phone page.
 *
 * @typedef {import("./types.js").Model} Model
 * @typedef {import("./types.js").Field} Field
 */
import { allAnswered } from "./answered.js";
import { divide } from "./divide.js";
import { h, setNote } from "./dom.js";
import { ALL } from "./fields/index.js";
import { pointless } from "./fields/shop.js";
import { deedOf, headOf, isDeed } from "./head.js";
import { takenBack, unsureSaid } from "./parts/unsure.js";
import { makePreview, placePreview } from "./preview.js";
import { isWrong, numbersOf } from "./right.js";
import { Session } from "./session.js";
import { Status } from "./status.js";
import { watchWidth } from "./width.js";
import { fill, LANG, WORDS } from "./wording.js";

/** @type {Map<string, import("./types.js").Renderer>} */
const RENDERERS = new Map(Object.entries(ALL));

let views = 0;

/**
 * Keys pressed in an exercise are not for the notebook, where "d d" deletes the cell and "m" turns
 * it into text. Lumino asks the focused element itself, and Notebook 7 asks before any listener of
 * ours (it captures), so the mark must be on the control, not on the exercise around it.
 *
 * @param {Event} event
 */
function suppressShortcuts(event) {
  const control = /** @type {HTMLElement} */ (event.target);
  control.setAttribute("data-lm-suppress-shortcuts", "true");
}

/** @param {...(HTMLElement | null | undefined)} elements @returns {string | null} of those that are there */
function idsOf(...elements) {
  return (
    elements
      .map((el) => el?.id)
      .filter(Boolean)
      .join(" ") || null
  );
}

class ExerciseView {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    // Every widget in Jupyter has its own copy of this module: a counter alone would clash.
    this.id = `cx${Math.random().toString(36).slice(2, 8)}${++views}`;
    const { el: head, prompt } = headOf(model, `${this.id}-head`);
    this.head = head;
    this.paragraphs = prompt.split(/\n\s*\n/).filter((text) => text.trim());
    this.session = new Session(model, () => this.onDraft());
    this.status = new Status(model, () => this.session.drafts.size > 0);
    this.before = { missed: model.get("missed") || 0, tries: model.get("tries") || 0 };
    this.live = h("p", { class: "cx-hidden", role: "status" });
    /** @type {[Field, import("./types.js").FieldView][]} */
    this.fields = [];
    /** @type {HTMLElement[]} */
    this.prompt = [];
    this.preview = makePreview(model.get("preview"), {
      fields: model.get("fields") || [],
      get: (key) => this.session.get(key),
      upload: (path) => model.get("uploads")?.[path] || "",
    });
    this.part = h("p", { class: "cx-part", tabindex: "-1", hidden: true });
    this.practice = h("div", { class: "cx-explain", role: "status" });
    this.helped = h("input", { type: "checkbox", onchange: () => this.onHelped() });
    this.el = this.build();
    this.showPart();
    this.refresh();
  }

  build() {
    this.prompt = this.paragraphs.map((text, index) =>
      h("p", { class: "cx-prompt", id: index ? null : `${this.id}-prompt` }, text.trim()),
    );
    this.help = h("label", { class: "cx-option cx-helped" }, this.helped);
    this.help.append(h("span", null, WORDS.helped));
    const fields = (this.model.get("fields") || []).map((field, index) => this.field(field, index));
    return h(
      "div",
      {
        class: isDeed(this.model) ? "course-exercise is-deed" : "course-exercise",
        lang: LANG || null,
        role: "group",
        "aria-labelledby": idsOf(this.head, this.prompt[0]),
        onfocusin: suppressShortcuts,
      },
      ...[
        this.head,
        ...this.prompt,
        this.part,
        ...fields,
        this.preview ? this.preview.el : null,
        this.practice,
      ],
      this.model.get("ask_helped") && this.help,
      this.status.el,
      this.live,
    );
  }

  /** @param {Field} field @returns {Field} as it is shown: a graded one explains nothing, of a deed the button says what it is */
  known(field) {
    if (!this.model.get("practice")) return { ...field, feedback: unsureSaid(), right: undefined };
    const deed = field.key === "sudah" && deedOf(this.model);
    if (!deed) return field;
    const said = (/** @type {[string, string]} */ [key, text]) =>
      /** @type {[string, string]} */ ([key, key === "ya" ? deed : text]);
    return { ...field, options: (field.options || []).map(said) };
  }

  /** @param {Field} field @param {number} index @returns {HTMLElement} */
  field(field, index) {
    const render = RENDERERS.get(field.kind);
    const known = this.known(field);
    const note = h("p", { class: "cx-field cx-note" }, WORDS.unknown_kind);
    if (!render) return note;
    try {
      const view = render(known, this.ctx(field, index));
      view.update(this.session.get(field.key));
      this.fields.push([field, view]);
      return view.el;
    } catch (error) {
      console.error("course-exercise:", field.key, error);
      return note;
    }
  }

  /** @param {Field} field @param {number} index @returns {import("./types.js").Ctx} */
  ctx(field, index) {
    const { session, model } = this;
    return {
      get: () => session.get(field.key),
      set: (value, { commit }) => {
        if (value !== undefined) this.takeBack(field);
        session.set(field.key, value, commit);
      },
      id: (name) => `${this.id}-${index}-${name}`,
      announce: (text) => this.announce(text),
      title: (this.paragraphs[0] || "").trim(),
      exerciseId: model.get("exercise_id"),
      stands: () => model.get("stands") || {},
      uploads: {
        get: (path) => model.get("uploads")?.[path] || "",
        set: (path, dataUrl) => session.setUpload(path, dataUrl),
      },
    };
  }

  /** Who says "I do not know yet" has no other answer, and who answers does know. @param {Field} field */
  takeBack(field) {
    const fields = this.fields.map(([one]) => one);
    if (!fields.some(({ kind }) => kind === "unsure")) return;
    const keys = takenBack(fields, field);
    for (const [{ key }, view] of this.fields) {
      if (!keys.includes(key) || this.session.get(key) === undefined) continue;
      this.session.drafts.set(key, undefined);
      view.update(undefined);
    }
  }

  /** @param {string} text the space makes a repeated text a new one */
  announce(text) {
    this.live.textContent = text && text === this.live.textContent ? `${text} ` : text;
  }

  onDraft() {
    this.status.update();
    if (this.preview) this.preview.update();
  }

  onHelped() {
    this.session.setHelped(this.helped.checked);
  }

  /** Somebody else changed the answer: show it, but leave alone what is being typed here. */
  redraw() {
    if (this.session.writing) return;
    for (const [field, view] of this.fields) {
      if (!this.session.drafts.has(field.key)) view.update(this.session.get(field.key));
    }
  }

  /** Of a long form one part is on show; the host says which. */
  showPart() {
    const n = this.model.get("part");
    const parts = n ? divide(this.fields.map(([field]) => field)) : [];
    if (!n || parts.length < 2) return;
    const part = parts[n - 1] || parts[0];
    this.model.set("parts", parts.length);
    this.model.set("shown", part);
    for (const [{ key }, { el, only }] of this.fields) {
      const piece = part.find((one) => one.key === key);
      el.hidden = !piece;
      if (piece?.rows && only) only(...piece.rows);
    }
    const { page } =
      this.fields.map(([field]) => field).find((one) => one.key === part[0].key) || {};
    const text = fill(WORDS.part, { n, of: parts.length });
    setNote(this.part, page ? `${text}: ${page}` : text);
    if (this.help) this.help.hidden = n < parts.length;
  }

  /** After the first wrong number one reckons once more; then the way to it is told. @param {boolean} wrong @returns {number} wrong tries */
  missed(wrong) {
    const tries = this.model.get("tries") || 0;
    if (wrong && tries > this.before.tries) this.before.missed += 1;
    this.before.tries = tries;
    return this.before.missed;
  }

  /** What depends on the model but is no field. */
  refresh() {
    this.helped.checked = Boolean(this.model.get("helped"));
    const fields = this.fields.map(([field]) => field);
    // What is for who told no shop is not read by who told one.
    const isPointless = pointless(fields, (key) => this.session.get(key));
    for (const el of this.prompt) el.hidden = isPointless(el.textContent || "");
    const value = this.model.get("value") || {};
    const done = this.model.get("practice") && allAnswered(fields, value);
    const wrong = done && isWrong(fields, value);
    const isSoon = this.missed(wrong) < 2 && isWrong(numbersOf(fields), value);
    const text = done && !isSoon ? this.model.get("feedback") || "" : "";
    if (this.practice.textContent !== text) setNote(this.practice, text);
    this.practice.hidden = !text;
    // A host that asks for parts asks for this too; a kernel knows of neither.
    if (this.model.get("part")) this.model.set("wrong", wrong);
    this.practice.classList.toggle("is-wrong", wrong);
    this.el.classList.toggle("is-done", this.session.get("sudah") === "ya");
    this.onDraft();
  }
}

/**
 * @param {ExerciseView} view
 * @returns {() => void} stops listening, and saves what is still unsaved
 */
function connect(view) {
  const { model, session, status } = view;
  const redraw = () => view.redraw();
  const refresh = () => view.refresh();
  const confirmed = () => status.confirmed();
  const leave = () => document.visibilityState === "hidden" && session.flush();
  /** @type {[string, () => void][]} */
  const listeners = [
    ["change:value", redraw],
    ["change:uploads", redraw],
    ["change:stands", redraw],
    ...["value", "uploads", "helped", "feedback", "revision", "saved_at", "problem", "sent"].map(
      (name) => /** @type {[string, () => void]} */ ([`change:${name}`, refresh]),
    ),
    ["change:saved_revision", confirmed],
    ["change:part", () => view.showPart()],
  ];
  for (const [name, callback] of listeners) model.on(name, callback);
  document.addEventListener("visibilitychange", leave);
  const unwatch = watchWidth(view.el);
  return () => {
    session.flush();
    status.stop();
    unwatch();
    document.removeEventListener("visibilitychange", leave);
    for (const [name, callback] of listeners) model.off(name, callback);
  };
}

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const view = new ExerciseView(model);
  placePreview(view.preview, view.fields);
  el.append(view.el);
  return connect(view);
}

export default { render };
