/**
 * Keeps one person's answers to one lesson: gives each widget its model, and writes what changes.
 * "Tersimpan" follows the completed write, never the attempt.
 *
 * @typedef {import("./types.js").Kept} Kept
 * @typedef {import("./types.js").Lesson} Lesson
 * @typedef {import("./types.js").Person} Person
 * @typedef {import("./store.js").Put} Put
 */

import { firstOf, isComplete, namedIn, stateOf } from "./entries.js";
import { Model, same } from "./model.js";
import { termsOf, untilStop } from "./stops.js";
import { isFull, read, readAll, retry, write } from "./store.js";
import { localIso, notBefore } from "./time.js";
import { currentPerson, NOBODY, unclaimed } from "./user.js";
import { STORAGE } from "./wording.js";

export class Keeper {
  /** @param {Lesson} data @param {() => void} onChange called when an answer changed */
  constructor(data, onChange) {
    this.data = data;
    this.onChange = onChange;
    /** @type {Person & {owner: string}} */
    this.person = { ...NOBODY, owner: "" };
    /** The partner a mentor observes, "" before the choice and on other pages. */
    this.partner = "";
    /** What the page knows, also when the phone could not keep it. @type {Map<string, Kept>} */
    this.entries = new Map();
    /** @type {Map<string, Model>} */
    this.models = new Map();
    /** Photos known to be kept, by widget. @type {Map<string, Record<string, string>>} */
    this.photos = new Map();
    /** The sittings whose reading was left out. @type {import("./types.js").Skips} */
    this.skipped = {};
    /** What could not be kept, by widget: when, and which revision. @type {Map<string, [string, number]>} */
    this.unkept = new Map();
    this.asked = false;
  }

  /** Whom the answers are about. */
  get participant() {
    return this.partner || this.person.code;
  }

  /** Under what the answers are kept: a mentor's sheets on two partners never mix. */
  get owner() {
    return this.partner ? `${this.person.owner}/${this.partner}` : this.person.owner;
  }

  /** @param {string} id @returns {string[]} */
  key(id) {
    return [this.owner, this.data.lesson, id];
  }

  /** @param {string} name of something small about this lesson @returns {Promise<any>} */
  getMark(name) {
    return read("marks", [name, this.owner, this.data.lesson]);
  }

  /** @param {string} name @param {any} value @returns {Promise<void>} */
  setMark(name, value) {
    return write([["marks", [name, this.owner, this.data.lesson], value]]);
  }

  /** Reads who uses the phone and what is answered. */
  async load() {
    this.person = await currentPerson();
    if (this.data.observes) {
      this.partner = (await read("marks", ["partner", this.person.owner])) || "";
    }
    const kept = await readAll("answers", [this.owner, this.data.lesson]);
    for (const [key, entry] of kept) this.entries.set(key[2], entry);
    this.skipped = (await this.getMark("skipped")) || {};
    // Before the first answer: whoever sends without this page (outbox.js) must know.
    const terms = termsOf(this.data);
    if (terms) await write([["marks", ["terms", this.data.lesson], terms]]).catch(() => {});
  }

  /** What may be sent. @returns {Map<string, Kept>} */
  outgoing() {
    return untilStop(this.data, this.entries);
  }

  /** @param {string} id @returns {import("./types.js").State} */
  state(id) {
    return stateOf(this.data.widgets[id], this.entries.get(id));
  }

  /** @param {string} id @returns {Promise<Model>} with what was kept */
  async model(id) {
    const widget = this.data.widgets[id];
    const kept = widget.exercise ? await this.answered(id) : await this.traits(id);
    const known = await this.told(widget.traits.fields);
    const traits = { ...widget.traits, known, stands: this.stands(), part: 1, ...kept };
    const model = new Model(traits, () => this.save(id));
    this.models.set(id, model);
    return model;
  }

  /** @returns {Record<string, string>} what is answered, as English writes it, for sentences that name it */
  stands() {
    /** @type {Record<string, string>} */
    const stands = {};
    for (const id of Object.keys(this.data.widgets)) {
      const value = ["full", "part"].includes(this.state(id)) && this.entries.get(id)?.value;
      for (const [key, text] of Object.entries(value || {}))
        if (typeof text === "string")
          stands[`${id}.${key}`] = text.replace(/^(\d+),(\d{1,2})$/, "$1.$2");
    }
    return stands;
  }

  /** @param {string} id whose step is shown: an earlier task may have been answered since */
  recall(id) {
    this.models.get(id)?.set("stands", this.stands());
  }

  /** @param {string} id @returns {number} in how many parts its form is shown; 1 until it is there */
  parts(id) {
    return this.models.get(id)?.get("parts") || 1;
  }

  /** An answer to another wording stays kept, but is not shown as one to this. @param {string} id */
  async answered(id) {
    const entry = this.entries.get(id);
    if (!entry || this.state(id) === "changed") return {};
    const uploads = await this.loadPhotos(id, entry);
    const { value, helped, tries, at } = entry;
    return { value, helped, tries, uploads, saved_at: at, missed: entry.wrong };
  }

  /**
   * What this person told elsewhere, as far as these fields ask for it.
   *
   * @param {import("../exercise/types.js").Field[]} [fields]
   * @returns {Promise<Record<string, Record<string, string>>>} by field key
   */
  async told(fields = []) {
    const { told = "" } = this.data.assets;
    if (!fields.some(({ from }) => from)) return {};
    return (await import(new URL(told, location.href).href)).told(this.owner, fields);
  }

  /** What was typed of the shop in one task is known in the next, which may be laid out already. @param {string} id */
  async tellOn(id) {
    for (const [other, model] of this.models) {
      if (other === id) continue;
      model.set("known", await this.told(this.data.widgets[other].traits.fields));
      model.emit("change:value"); // what is known stands in the form as what is answered
    }
  }

  /** @param {string} id @param {Kept} entry @returns {Promise<Record<string, string>>} */
  async loadPhotos(id, entry) {
    /** @type {Record<string, string>} */
    const uploads = {};
    for (const path of namedIn(entry)) {
      const photo = typeof path === "string" && path.startsWith("photos/");
      const data = photo && (await read("photos", this.key(path)));
      if (data) uploads[path] = data;
    }
    this.photos.set(id, { ...uploads });
    return uploads;
  }

  /** @param {string} id what a widget of another kind changed */
  async traits(id) {
    return (await read("traits", this.key(id))) || {};
  }

  /** @param {string} id @returns {Promise<void>} */
  async save(id) {
    const model = /** @type {Model} */ (this.models.get(id));
    const revision = model.get("revision");
    const before = this.entries.get(id)?.value || {};
    // A clock put right must not make a later answer look older.
    const at = localIso(notBefore(new Date(), this.entries.get(id)?.at));
    const puts = this.data.widgets[id].exercise
      ? this.answerPuts(id, model, at)
      : [this.traitsPut(id, model)];
    const uploads = { ...model.get("uploads") };
    this.onChange();
    try {
      await write(puts);
    } catch (error) {
      this.unkept.set(id, [at, revision]);
      model.set("problem", isFull(error) ? STORAGE.full : STORAGE.refused);
      return this.onChange();
    }
    this.unkept.delete(id);
    this.photos.set(id, uploads);
    if (this.data.widgets[id].exercise) this.confirm(model, at, revision);
    /** @type {import("../exercise/types.js").Field[]} */
    const fields = this.data.widgets[id].traits.fields || [];
    const now = model.get("value") || {};
    if (fields.some(({ key, from }) => from && !same(before[key], now[key])))
      await this.tellOn(id).catch(() => {}); // the answer itself is kept
  }

  /** @param {Model} model @param {string} at @param {number} revision */
  confirm(model, at, revision) {
    model.set({ problem: "", saved_at: at, saved_revision: revision });
    const { storage } = navigator;
    if (!this.asked && storage && storage.persist) storage.persist().catch(() => {});
    this.asked = true;
  }

  /** @param {string} id @param {Model} model @param {string} at @returns {Put[]} */
  answerPuts(id, model, at) {
    const widget = this.data.widgets[id];
    const [value, helped] = [model.get("value"), Boolean(model.get("helped"))];
    const uploads = model.get("uploads") || {};
    const entry = { value, at, tries: model.get("tries") || 0, helped, item: widget.item };
    const kept = { ...entry, full: isComplete(widget.traits.fields, value) };
    const before = this.entries.get(id);
    const [first, photos] =
      before?.item === widget.item ? firstOf(before, this.photos.get(id), uploads) : [];
    if (first) Object.assign(kept, { first });
    const wrong = this.wrongTries(model, kept, before);
    if (wrong) Object.assign(kept, { wrong });
    this.entries.set(id, kept);
    const puts = this.photoPuts(id, uploads);
    for (const [path, data] of Object.entries(photos || {}))
      puts.push(["photos", this.key(path), data]);
    return [["answers", this.key(id), kept], ...puts];
  }

  /** Not while it is still being typed. @param {Model} model @param {Kept} kept @param {Kept} [before] */
  wrongTries(model, { tries, item }, before) {
    const had = before?.item === item ? Number(before.wrong || 0) : 0;
    return had + Number(tries > (before?.tries || 0) && Boolean(model.get("wrong")));
  }

  /** @param {string} sitting "Duduk 2" @param {boolean} back what was left out is read after all */
  async skip(sitting, back) {
    const at = localIso(notBefore(new Date(), this.skipped[sitting]?.at));
    this.skipped = { ...this.skipped, [sitting]: { at, back } };
    this.onChange();
    await this.setMark("skipped", this.skipped).catch(() => {});
  }

  /**
   * Takes down what is answered now as what counts; later it is not changed any more.
   *
   * @param {string} id @param {string[]} [below] what it builds on: kept beside it as it stands
   * @returns {Promise<void>} once it is kept
   */
  async check(id, below) {
    const entry = this.entries.get(id);
    if (!entry || entry.first) return;
    const at = localIso(notBefore(new Date(), entry.at));
    const stands = (/** @type {string} */ one) =>
      this.state(one) === "changed" ? {} : { [one]: this.entries.get(one)?.value || {} };
    const beside = below && Object.assign({}, ...below.map(stands));
    const kept = { ...entry, at, first: { value: entry.value, at, ...(beside && { beside }) } };
    this.entries.set(id, kept);
    await write([["answers", this.key(id), kept]]);
    this.models.get(id)?.set({ saved_at: at });
    this.onChange();
  }

  /** @param {string} id @param {Record<string, string>} uploads @returns {Put[]} */
  photoPuts(id, uploads) {
    const known = this.photos.get(id) || {};
    const paths = Object.keys({ ...known, ...uploads });
    const changed = paths.filter((path) => known[path] !== uploads[path]);
    return changed.map((path) => ["photos", this.key(path), uploads[path]]);
  }

  /** @param {string} id @param {Model} model @returns {Put} what is no longer as it came */
  traitsPut(id, model) {
    const came = this.data.widgets[id].traits;
    const changed = Object.keys(model.state).filter((name) => !same(model.get(name), came[name]));
    const traits = Object.assign({}, ...changed.map((name) => ({ [name]: model.get(name) })));
    return ["traits", this.key(id), traits];
  }

  /** Looks again at the phone's memory: another tab may have written, or there is room again. */
  async refresh() {
    if (this.unkept.size) await retry();
    await this.look();
  }

  async look() {
    const person = await currentPerson();
    if (person.owner !== this.person.owner) {
      if (this.person.owner || this.data.observes) return location.reload();
      await this.become(person);
    }
    const { owner } = person;
    const partner = (this.data.observes && (await read("marks", ["partner", owner]))) || "";
    if (partner !== this.partner) return location.reload();
    for (const [key, entry] of await readAll("answers", [this.owner, this.data.lesson])) {
      await this.adopt(key[2], entry);
    }
    this.onChange();
  }

  /** The store took what waited for it. */
  async kept() {
    for (const [id, [at, revision]] of this.unkept) {
      this.confirm(/** @type {Model} */ (this.models.get(id)), at, revision);
    }
    this.unkept.clear();
    await this.look();
  }

  /** What is on the page, and was nobody's, is this person's. @param {Person & {owner: string}} person */
  async become(person) {
    this.person = person;
    await write(await unclaimed(person.owner)).catch(() => {});
    this.onChange();
  }

  /** @param {string} id @param {Kept} entry takes the place of an older one */
  async adopt(id, entry) {
    const known = this.entries.get(id);
    if (known && Date.parse(known.at) >= Date.parse(entry.at)) return;
    this.entries.set(id, entry);
    const model = this.models.get(id);
    if (model) model.set(await this.answered(id));
  }
}
