/**
 * A conformance probe: an Anywidget Front-end Module that writes down how its host behaves. The
 * same file runs in JupyterLab (under anywidget) and on the phone page; both must write the same.
 *
 * Traits: `start` (int, 7), `count` (int), `pair` (dict), `other` (int), `log` (list of
 * [observation, result]), `done` (bool), and `me`, this widget's own reference
 * ("anywidget:<model id>"), through which the probe shows a second view of itself.
 *
 * Left out, because hosts may differ: arguments of change callbacks, what `invoke` answers.
 */

const state = { setups: 0, initialised: 0, order: [], heard: [] };

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {() => any} run */
async function rejects(run) {
  try {
    await run();
    return false;
  } catch {
    return true;
  }
}

/** How often `name` is heard while `act` runs. */
function count(model, name, act) {
  let times = 0;
  const callback = () => {
    times += 1;
  };
  model.on(name, callback);
  act();
  model.off(name, callback);
  return times;
}

function given({ model, el, signal, host, experimental }, note) {
  note("the setup ran once", state.setups === 1);
  note("order", state.order.join(" "));
  note("initialize: signal", state.signal instanceof AbortSignal && !state.signal.aborted);
  note("initialize: no element", state.el === undefined);
  note("render: an empty element", el instanceof HTMLElement && el.childNodes.length === 0);
  note("render: a signal of its own", signal instanceof AbortSignal && signal !== state.signal);
  note("render: not aborted", signal.aborted);
  note("invoke is a function", typeof experimental.invoke);
  note("host", [typeof host.getModel, typeof host.getWidget].join(" "));
  note("the trait's value", model.get("start"));
  note("an unknown trait", String(model.get("nowhere")));
}

function values(model, note) {
  model.set("count", 1);
  note("set is seen at once", model.get("count"));
  note(
    "change is heard at once",
    count(model, "change:count", () => model.set("count", 2)),
  );
  note(
    "the same number is silent",
    count(model, "change:count", () => model.set("count", 2)),
  );
  model.set("pair", { a: [1, { b: 2 }] });
  const equal = () => model.set("pair", { a: [1, { b: 2 }] });
  note("an equal object is silent", count(model, "change:pair", equal));
  const deeper = () => model.set("pair", { a: [1, { b: 3 }] });
  note("a difference deep inside is heard", count(model, "change:pair", deeper));
  const mutated = () => {
    const pair = model.get("pair");
    pair.more = true;
    model.set("pair", pair);
  };
  note("the same object, changed inside, is silent", count(model, "change:pair", mutated));
  let seen = 0;
  const look = () => {
    seen = model.get("other");
  };
  model.on("change:count", look);
  const both = () => model.set({ count: 3, other: 4 });
  note("several at once: one change", count(model, "change", both));
  note("several at once: all are there for the first listener", seen);
  model.off("change:count", look);
}

function listeners(model, note) {
  const heard = [];
  const one = () => heard.push("one");
  const two = () => heard.push("two");
  model.on("change:count", one);
  model.on("change:count", two);
  model.set("count", 10);
  note("in the order they came", heard.splice(0).join(" "));
  model.off("change:count", one);
  model.set("count", 11);
  note("off(name, callback) takes that one", heard.splice(0).join(" "));
  model.on("change:other", one);
  model.off("change:count");
  model.set({ count: 12, other: 12 });
  note("off(name) takes all of that name", heard.splice(0).join(" "));
  model.on("change:count", two);
  model.off(null, two);
  model.set({ count: 13, other: 13 });
  note("off(null, callback) takes it everywhere", heard.splice(0).join(" "));
  state.heard.length = 0;
  model.off();
  model.set({ count: 14, other: 14 });
  note("off() takes all of this view", heard.length);
  note("off() leaves what initialize listens to", state.heard.join(" "));
}

async function views({ model, host }, note) {
  const me = model.get("me");
  const widget = await host.getWidget(me);
  note("getWidget gives what initialize returned", widget.exports?.greeting);
  const controller = new AbortController();
  const child = document.createElement("div");
  await widget.render({ el: child, signal: controller.signal });
  note("a second view is rendered", child.textContent);
  note("initialize ran once", state.initialised);
  model.set("count", 20);
  note("the second view hears the model", child.dataset.heard);
  note("before the end", `${child.dataset.aborted} ${child.dataset.cleaned}`);
  controller.abort();
  await pause(50);
  note("its signal is aborted, then its cleanup runs", child.dataset.ended);
  model.set("count", 21);
  note("an ended view hears nothing more", child.dataset.heard);
}

async function references({ model, host }, note) {
  const me = model.get("me");
  const same = await host.getModel(me);
  same.set("other", 30);
  note("getModel gives the same model", model.get("other"));
  let times = 0;
  model.on("change:other", () => {
    times += 1;
  });
  same.off();
  same.set("other", 31);
  note("its off() is its own", times);
  note("a wrong reference is refused", await rejects(() => host.getModel("nonsense")));
  const id = me.slice("anywidget:".length);
  const managed = await model.widget_manager.get_model(id);
  note("widget_manager.get_model", managed.get("other"));
  note("send does not throw", await rejects(() => model.send({ hello: 1 })));
}

/** The second view: says in its element what happens to it. */
function renderChild({ model, el, signal }) {
  el.textContent = "second";
  Object.assign(el.dataset, { heard: "", aborted: "no", cleaned: "no", ended: "" });
  model.on("change:count", () => {
    el.dataset.heard += `${model.get("count")} `;
  });
  signal.addEventListener("abort", () => {
    el.dataset.aborted = "yes";
    el.dataset.ended += "aborted ";
  });
  return () => {
    el.dataset.cleaned = "yes";
    el.dataset.ended += "cleaned";
  };
}

async function observe(context) {
  const log = [];
  const note = (name, result) => log.push([name, result]);
  const { model, el } = context;
  given(context, note);
  values(model, note);
  listeners(model, note);
  try {
    await views(context, note);
    await references(context, note);
  } catch (error) {
    note("failed", String(error));
  }
  model.set("log", log);
  model.set("done", true);
  model.save_changes();
  const text = document.createElement("pre");
  text.className = "probe-log";
  text.textContent = JSON.stringify(log, null, 1);
  el.append(text);
}

export default async () => {
  state.setups += 1;
  let first = true;
  return {
    initialize({ model, el, signal }) {
      state.initialised += 1;
      state.order.push("initialize");
      Object.assign(state, { el, signal });
      model.on("change:count", () => state.heard.push("initialize heard"));
      return { greeting: "hello" };
    },
    render(context) {
      if (!first) return renderChild(context);
      first = false;
      state.order.push("render");
      // Not awaited: the second view may wait for the first to be there.
      observe(context);
    },
  };
};
