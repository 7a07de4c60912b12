/**
 * The host of Anywidget Front-end Modules: loads a module once, initialises each widget once,
 * renders its views. `experimental.invoke` is refused: there is no kernel to ask.
 *
 * @typedef {import("./types.js").Widget} Widget
 * @typedef {{model: Model, module: any, exports: any}} Running
 */
import { Model, scoped } from "./model.js";

const experimental = {
  invoke: () => Promise.reject(new Error("no kernel on this page")),
};

/** @param {string} url relative to the page */
const absolute = (url) => new URL(url, document.baseURI).href;

/** @param {string} url @returns {Promise<void>} once its rules hold, or cannot be had */
function loadStyle(url) {
  const links = Array.from(document.querySelectorAll("link[rel=stylesheet]"));
  const known = links.some((el) => /** @type {HTMLLinkElement} */ (el).href === absolute(url));
  if (!url || known) return Promise.resolve();
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = link.onerror = () => resolve();
    link.href = url;
    document.head.append(link);
  });
}

/** @param {any} module the namespace of an ES module @returns {Promise<any>} the widget definition */
async function definition(module) {
  if (module.render) return { render: module.render };
  return typeof module.default === "function" ? module.default() : module.default;
}

/** @param {any} ref "anywidget:<id>", as anywidget writes references */
function widgetId(ref) {
  const [, id] = /^anywidget:(.+)$/.exec(String(ref)) || [];
  if (!id) throw new Error(`not a widget reference: ${JSON.stringify(ref)}`);
  return id;
}

export class Host {
  /**
   * @param {Record<string, Widget>} widgets
   * @param {(id: string) => Promise<Model>} makeModel
   */
  constructor(widgets, makeModel) {
    this.widgets = widgets;
    this.makeModel = makeModel;
    /** @type {Map<string, Promise<Running>>} */
    this.running = new Map();
  }

  /** @param {string} id @returns {Promise<Running>} */
  start(id) {
    const known = this.running.get(id);
    if (known) return known;
    const begun = this.begin(id);
    this.running.set(id, begun);
    begun.catch(() => this.running.delete(id)); // so that it can be tried again
    return begun;
  }

  /** @param {string} id @returns {Promise<Running>} */
  async begin(id) {
    const widget = this.widgets[id];
    if (!widget) throw new Error(`no widget ${id}`);
    const [loaded, model] = await Promise.all([
      import(absolute(widget.esm)),
      this.makeModel(id),
      loadStyle(widget.css),
    ]);
    const module = await definition(loaded);
    // Nothing on this page destroys a model, so nothing ever aborts this signal.
    const { signal } = new AbortController();
    const given = { model: this.scope(model, {}), signal, experimental };
    const result = module.initialize && (await module.initialize(given));
    return { model, module, exports: typeof result === "function" ? undefined : result };
  }

  /** @param {Model} model @param {object} owner */
  scope(model, owner) {
    const getModel = async (/** @type {string} */ id) =>
      this.scope((await this.start(id)).model, owner);
    return scoped(model, owner, getModel);
  }

  /**
   * Shows a view of the widget in `el`.
   *
   * @param {string} id @param {HTMLElement} el @param {AbortSignal} [outer] ends it too
   * @returns {Promise<AbortController>} abort() ends the view
   */
  async mount(id, el, outer) {
    const { model, module } = await this.start(id);
    const controller = new AbortController();
    const { signal } = controller;
    if (outer) outer.addEventListener("abort", () => controller.abort());
    if (outer?.aborted || !module.render) return controller;
    const owner = {};
    const given = { model: this.scope(model, owner), el, signal, host: this.api(signal) };
    const cleanup = await module.render({ ...given, experimental });
    const dispose = () => {
      model.off(null, null, owner);
      if (typeof cleanup === "function") cleanup();
    };
    if (signal.aborted) dispose();
    else signal.addEventListener("abort", dispose);
    return controller;
  }

  /** @param {AbortSignal} signal of the view that asks */
  api(signal) {
    return {
      getModel: async (/** @type {any} */ ref) => {
        const { model } = await this.start(widgetId(ref));
        const owner = {};
        signal.addEventListener("abort", () => model.off(null, null, owner));
        return this.scope(model, owner);
      },
      getWidget: async (/** @type {any} */ ref) => {
        const id = widgetId(ref);
        const { exports } = await this.start(id);
        /** @param {{el: HTMLElement, signal?: AbortSignal}} where */
        const render = async (where) => {
          await this.mount(id, where.el, where.signal || signal);
        };
        return { exports, render };
      },
    };
  }
}
