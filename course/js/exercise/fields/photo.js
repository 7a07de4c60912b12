/**
 * A photo, taken or chosen, made small on the phone. Value: its path; the picture itself goes
 * into the uploads under that path.
 */
import { button, h, replaceChildren, setNote } from "../dom.js";
import { Cropper } from "../parts/cropper.js";
import { group } from "../parts/group.js";
import { decode, encode } from "../parts/image.js";
import { fill, WORDS } from "../wording.js";

/** @param {string} exerciseId @param {string} key */
export function photoPath(exerciseId, key) {
  return `photos/${exerciseId}-${key}.jpg`;
}

class PhotoView {
  /** @param {import("../types.js").Field} field @param {import("../types.js").Ctx} ctx */
  constructor(field, ctx) {
    this.field = field;
    this.ctx = ctx;
    this.path = photoPath(ctx.exerciseId, field.key);
    this.input = h("input", { type: "file", accept: "image/*", class: "cx-file" });
    this.input.id = ctx.id("file");
    this.input.addEventListener("change", () => this.onChoose());
    this.choose = h("label", { class: "cx-button", for: this.input.id });
    this.remove = button(WORDS.photo_remove, () => this.onRemove());
    this.preview = h("div", { class: "cx-preview" });
    this.note = h("p", { class: "cx-note", hidden: true });
    this.work = h("div", { class: "cx-work", hidden: true });
    this.buttons = h("div", { class: "cx-photobuttons" }, this.input, this.choose, this.remove);
    this.el = group(field, ctx, this.preview, this.work, this.buttons, this.note);
    /** What is chosen and not yet used. @type {(() => Promise<void>) | undefined} */
    this.pending = undefined;
    window.addEventListener("leave", (event) => {
      const { detail } = /** @type {CustomEvent<Promise<void>[]>} */ (event);
      if (this.pending) detail.push(this.pending());
    });
  }

  /** @param {any} value */
  update(value) {
    const { uploads } = this.ctx;
    const data = value ? uploads.get(value) : "";
    const label = this.field.label || this.ctx.title;
    const alt = fill(WORDS.photo_alt, { label });
    const kept = value && !data ? h("p", { class: "cx-help" }, WORDS.photo_kept) : null;
    const shown = data ? h("img", { src: data, alt }) : kept;
    replaceChildren(this.preview, ...(shown ? [shown] : []));
    const word = value ? WORDS.photo_change : WORDS.photo_choose;
    this.choose.textContent = word;
    this.input.setAttribute("aria-label", `${word}: ${label}`);
    this.choose.classList.toggle("cx-primary", !value);
    this.remove.hidden = !value;
  }

  async onChoose() {
    const file = (this.input.files || [])[0];
    this.input.value = ""; // so that the same file can be chosen again
    if (!file) return;
    this.say(WORDS.photo_working);
    try {
      const canvas = await decode(file);
      if (this.field.crop) this.startCrop(canvas, this.field.crop);
      else await this.use(canvas, null);
    } catch {
      this.say(WORDS.photo_not_image);
    }
  }

  /** @param {HTMLCanvasElement} canvas @param {number} aspect */
  startCrop(canvas, aspect) {
    const cropper = new Cropper(canvas, aspect, {
      use: (box) => this.use(canvas, box).catch(() => this.say(WORDS.photo_not_image)),
      cancel: () => this.endCrop(),
    });
    this.pending = () => this.use(canvas, cropper.box).catch(() => {});
    replaceChildren(this.work, cropper.el);
    this.showWork(true);
    this.say(WORDS.photo_press);
    cropper.focus();
  }

  endCrop() {
    this.pending = undefined;
    this.say("");
    this.showWork(false);
    this.work.textContent = "";
    this.input.focus({ preventScroll: true });
  }

  /** @param {boolean} on while a part is being chosen, nothing else is in the way */
  showWork(on) {
    this.work.hidden = !on;
    this.preview.hidden = on;
    this.buttons.hidden = on;
  }

  /** @param {HTMLCanvasElement} canvas @param {import("../parts/crop.js").Box | null} box */
  async use(canvas, box) {
    this.say(WORDS.photo_working);
    const maxBytes = (this.field.max_kb || 200) * 1024;
    const data = await encode(canvas, box, { maxSide: this.field.max_side || 1280, maxBytes });
    this.ctx.uploads.set(this.path, data);
    this.ctx.set(this.path, { commit: true });
    this.update(this.path);
    this.endCrop();
    this.ctx.announce(WORDS.photo_done);
  }

  onRemove() {
    this.ctx.uploads.set(this.path, "");
    this.ctx.set(undefined, { commit: true });
    this.update(undefined);
    this.input.focus({ preventScroll: true });
    this.ctx.announce(WORDS.photo_removed);
  }

  /** @param {string} text */
  say(text) {
    setNote(this.note, text);
    if (text) this.ctx.announce(text);
  }
}

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const view = new PhotoView(field, ctx);
  return { el: view.el, update: (value) => view.update(value) };
}
