/**
 * The smallest AFM host: a model made from JSON, and one or more views of it. Like the real
 * hosts, only it says what is saved, a little later.
 */

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

class Model {
  constructor(state) {
    this.state = state;
    this.listeners = [];
    this.saving = true; // false: a host that never confirms
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (same(this.state[name], value)) return;
    this.state[name] = value;
    for (const entry of this.listeners.slice()) {
      if (entry.name === `change:${name}` || entry.name === "change") entry.callback();
    }
  }
  save_changes() {
    const { revision } = this.state;
    if (this.saving) setTimeout(() => this.confirm(revision), 100);
  }
  confirm(revision) {
    this.set("saved_at", new Date().toISOString());
    this.set("saved_revision", revision);
  }
  on(name, callback) {
    this.listeners.push({ name, callback });
  }
  off(name, callback) {
    this.listeners = this.listeners.filter((l) => l.name !== name || l.callback !== callback);
  }
}

const place = document.getElementById("exercise");
const sample = JSON.parse(document.getElementById("state").textContent);
let stops = [];

/** Shows the exercise anew; `changes` replace traits of the sample, `count` is how many views. */
async function start(changes = {}, count = 1) {
  const widget = (await import("./static/exercise.js")).default;
  for (const stop of stops) stop();
  stops = [];
  place.textContent = "";
  const model = new Model({ ...JSON.parse(JSON.stringify(sample)), ...changes });
  window.host.model = model;
  for (let i = 0; i < count; i += 1) {
    const el = document.createElement("div");
    place.append(el);
    stops.push(widget.render({ model, el }));
  }
}

window.host = { start, sample, model: null };
await start();
