/**
 * A widget's model without a kernel: the part of the Anywidget Front-end Module contract that
 * concerns data. https://anywidget.dev/en/afm/
 */

/** @param {any} value */
function isPlain(value) {
  if (!value || typeof value !== "object") return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** @param {any} a @param {any} b JSON values @returns {boolean} */
export function same(a, b) {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => k in b && same(a[k], b[k]));
}

/** @typedef {{name: string, callback: (...args: any[]) => void, owner: object}} Listener */

export class Model {
  /**
   * @param {Record<string, any>} state
   * @param {() => void} save called when there are changes to keep
   */
  constructor(state, save) {
    this.state = state;
    this.save = save;
    /** @type {Set<string>} */
    this.dirty = new Set();
    /** @type {Listener[]} */
    this.listeners = [];
  }

  /** @param {string} name */
  get(name) {
    return this.state[name];
  }

  /** All values are in place before the first listener hears. @param {any} name @param {any} [value] */
  set(name, value) {
    const given = isPlain(name) ? name : { [name]: value };
    const changed = Object.keys(given).filter((key) => !same(this.state[key], given[key]));
    for (const key of changed) {
      this.state[key] = given[key];
      this.dirty.add(key);
    }
    for (const key of changed) this.emit(`change:${key}`);
    if (changed.length) this.emit("change");
  }

  save_changes() {
    if (!this.dirty.size) return;
    this.dirty.clear();
    this.save();
  }

  /** There is no kernel to hear it. @param {any} content */
  send(content) {
    document.dispatchEvent(new CustomEvent("widget:send", { detail: content }));
  }

  /** @param {string} name */
  emit(name) {
    for (const listener of this.listeners.filter((l) => l.name === name)) {
      try {
        listener.callback();
      } catch (error) {
        console.error(name, error); // one view's mistake must not stop the saving
      }
    }
  }

  /** @param {string} name @param {() => void} callback @param {object} owner */
  on(name, callback, owner) {
    this.listeners.push({ name, callback, owner });
  }

  /** Without a name or callback: all of the owner's. @param {any} name @param {any} callback @param {object} owner */
  off(name, callback, owner) {
    this.listeners = this.listeners.filter(
      (l) =>
        l.owner !== owner || (name && l.name !== name) || (callback && l.callback !== callback),
    );
  }
}

/**
 * What a module gets: `on` and `off` concern only this owner's listeners.
 *
 * @param {Model} model @param {object} owner @param {(id: string) => Promise<any>} getModel
 * @returns {import("./types.js").ExerciseModel & {send: (content: any) => void, widget_manager: any}}
 */
export function scoped(model, owner, getModel) {
  return {
    get: model.get.bind(model),
    set: model.set.bind(model),
    save_changes: model.save_changes.bind(model),
    send: model.send.bind(model),
    on: (name, callback) => model.on(name, callback, owner),
    off: (name, callback) => model.off(name, callback, owner),
    widget_manager: { get_model: getModel },
  };
}
