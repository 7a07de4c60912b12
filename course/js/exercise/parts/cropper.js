/**
 * Choose a part of a picture: drag the frame with a finger, or move it with the arrow keys; size
 * it with two buttons or + and −. No pinching needed.
 *
 * @typedef {import("./crop.js").Box} Box
 */
import { button, h } from "../dom.js";
import { WORDS } from "../wording.js";
import { fullBox, moveBox, sizeBox } from "./crop.js";

const STEP = 0.04;
const FACTOR = 1.15;
/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Cropper {
  /**
   * @param {HTMLCanvasElement} canvas @param {number} aspect
   * @param {{use: (box: Box) => void, cancel: () => void}} actions
   */
  constructor(canvas, aspect, { use, cancel }) {
    this.canvas = canvas;
    this.box = fullBox(canvas, aspect);
    canvas.setAttribute("aria-hidden", "true");
    this.frame = button("", () => {}, { class: "cx-frame", "aria-label": WORDS.crop_frame });
    this.stage = h("div", { class: "cx-stage" }, canvas, this.frame);
    const resize = (/** @type {number} */ factor) => () => this.resize(factor);
    this.el = h(
      "div",
      { class: "cx-cropper" },
      h("p", { class: "cx-help" }, WORDS.crop_hint),
      h("div", { class: "cx-stagebox" }, this.stage),
      button(WORDS.crop_bigger, resize(FACTOR)),
      button(WORDS.crop_smaller, resize(1 / FACTOR)),
      button(WORDS.crop_use, () => use(this.box), { class: "cx-button cx-primary" }),
      button(WORDS.crop_cancel, cancel),
    );
    this.frame.addEventListener("keydown", (event) => this.onKey(event));
    this.frame.addEventListener("pointerdown", (event) => this.onGrab(event));
    this.draw();
  }

  focus() {
    this.frame.focus({ preventScroll: true });
    this.el.scrollIntoView({ block: "nearest" });
  }

  draw() {
    const { width, height } = this.canvas;
    const percent = (/** @type {number} */ part, /** @type {number} */ all) =>
      `${((100 * part) / all).toFixed(3)}%`;
    this.frame.style.left = percent(this.box.x, width);
    this.frame.style.top = percent(this.box.y, height);
    this.frame.style.width = percent(this.box.width, width);
    this.frame.style.height = percent(this.box.height, height);
  }

  /** @param {number} factor */
  resize(factor) {
    this.box = sizeBox(this.box, this.canvas, factor);
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = STEP * Math.max(this.canvas.width, this.canvas.height);
      this.box = moveBox(this.box, this.canvas, arrow[0] * step, arrow[1] * step);
      this.draw();
    } else if (event.key === "+" || event.key === "=") this.resize(FACTOR);
    else if (event.key === "-") this.resize(1 / FACTOR);
    else return;
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  onGrab(event) {
    const { frame, canvas, box } = this;
    const scale = canvas.width / (this.stage.clientWidth || 1);
    const drag = (/** @type {PointerEvent} */ now) => {
      const dx = (now.clientX - event.clientX) * scale;
      this.box = moveBox(box, canvas, dx, (now.clientY - event.clientY) * scale);
      this.draw();
    };
    frame.setPointerCapture(event.pointerId);
    frame.onpointermove = drag;
    frame.onpointerup = frame.onpointercancel = () => {
      frame.onpointermove = null;
    };
  }
}
