/** Put things in order by tapping. Value: the keys in the chosen order, perhaps not all yet. */
import { button, h, replaceChildren } from "../dom.js";
import { group } from "../parts/group.js";
import { fill, WORDS } from "../wording.js";

/**
 * @param {any[]} keys @param {any} key @param {number} step -1 up, +1 down
 * @returns {any[]}
 */
export function moveKey(keys, key, step) {
  const from = keys.indexOf(key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= keys.length) return keys;
  const moved = keys.slice();
  moved.splice(from, 1);
  moved.splice(to, 0, key);
  return moved;
}

/**
 * @param {[any, string][]} options @param {any} value
 * @returns {any[]} the keys in `value` that are options, each once
 */
export function knownKeys(options, value) {
  const keys = Array.isArray(value) ? value : [];
  const known = options.map(([key]) => key);
  return keys.filter((key, index) => known.includes(key) && keys.indexOf(key) === index);
}

class OrderView {
  /** @param {import("../types.js").Field} field @param {import("../types.js").Ctx} ctx */
  constructor(field, ctx) {
    this.ctx = ctx;
    this.options = field.options || [];
    this.texts = new Map(this.options);
    this.placed = h("ol", { class: "cx-placed", "aria-label": WORDS.order_placed });
    this.rest = h("ul", { class: "cx-rest", "aria-label": WORDS.order_rest });
    this.none = h("p", { class: "cx-help" }, WORDS.order_none);
    this.all = h("p", { class: "cx-help" }, WORDS.order_all);
    const title = (/** @type {string} */ text) => h("p", { class: "cx-subtitle" }, text);
    const { order_placed, order_rest } = WORDS;
    const top = [title(order_placed), this.none, this.placed];
    this.el = group(field, ctx, ...top, title(order_rest), this.all, this.rest);
  }

  keys() {
    return knownKeys(this.options, this.ctx.get());
  }

  /** @param {any} value */
  update(value) {
    const active = document.activeElement;
    const focused = active && this.el.contains(active) ? active.getAttribute("data-do") : null;
    const keys = knownKeys(this.options, value);
    const rest = this.options.map(([key]) => key).filter((key) => !keys.includes(key));
    const items = keys.map((key, index) => this.placedItem(key, index, keys.length));
    replaceChildren(this.placed, ...items);
    replaceChildren(this.rest, ...rest.map((key) => this.restItem(key)));
    this.none.hidden = keys.length > 0;
    this.placed.hidden = keys.length === 0;
    this.rest.hidden = rest.length === 0;
    this.all.hidden = rest.length > 0;
    if (focused) this.focus([focused]);
  }

  /** @param {any} key @param {number} index @param {number} count */
  placedItem(key, index, count) {
    const { order_up, order_down, order_out } = WORDS;
    const text = this.texts.get(key) || "";
    const buttons = h(
      "div",
      { class: "cx-moves" },
      this.action("up", key, order_up, () => this.move(key, -1), index === 0),
      this.action("down", key, order_down, () => this.move(key, 1), index === count - 1),
      this.action("out", key, order_out, () => this.takeOut(key)),
    );
    return h("li", { class: "cx-item" }, h("p", { class: "cx-itemtext" }, text), buttons);
  }

  /** @param {any} key */
  restItem(key) {
    const props = { class: "cx-button cx-wide", "data-do": `in ${key}` };
    return h(
      "li",
      null,
      button(this.texts.get(key) || "", () => this.putIn(key), props),
    );
  }

  /**
   * @param {string} name @param {any} key @param {string} word @param {() => void} onClick
   * @param {boolean} [disabled]
   */
  action(name, key, word, onClick, disabled = false) {
    const spoken = `${word}: ${this.texts.get(key)}`;
    return button(word, onClick, { "data-do": `${name} ${key}`, "aria-label": spoken, disabled });
  }

  /** @param {any} key @param {number} step */
  move(key, step) {
    const first = step < 0 ? "up" : "down";
    const other = step < 0 ? "down" : "up";
    this.save(moveKey(this.keys(), key, step), [`${first} ${key}`, `${other} ${key}`]);
    this.say(key);
  }

  /** @param {any} key the focus goes to the next thing to place */
  putIn(key) {
    const rest = this.options.map(([k]) => k).filter((k) => !this.keys().includes(k));
    const next = rest[rest.indexOf(key) + 1] || rest[rest.indexOf(key) - 1];
    this.save(this.keys().concat([key]), [`in ${next}`, `up ${key}`, `out ${key}`]);
    this.say(key);
  }

  /** @param {any} key */
  takeOut(key) {
    const left = this.keys().filter((k) => k !== key);
    this.save(left, [`in ${key}`]);
    this.ctx.announce(fill(WORDS.order_left, { text: this.texts.get(key) || "" }));
  }

  /** @param {any} key */
  say(key) {
    const values = { text: this.texts.get(key) || "", n: this.keys().indexOf(key) + 1 };
    this.ctx.announce(fill(WORDS.order_at, values));
  }

  /** @param {any[]} keys @param {string[]} focus */
  save(keys, focus) {
    this.ctx.set(keys.length ? keys : undefined, { commit: true });
    this.update(keys);
    this.focus(focus);
  }

  /** @param {string[]} wanted focus the first of these buttons that can be used */
  focus(wanted) {
    const buttons = Array.from(this.el.querySelectorAll("button"));
    const found = wanted
      .map((name) => buttons.find((b) => b.getAttribute("data-do") === name && !b.disabled))
      .filter(Boolean)[0];
    if (found) found.focus();
  }
}

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const view = new OrderView(field, ctx);
  return { el: view.el, update: (value) => view.update(value) };
}
