/**
 * The home page: who learns here, how far each lesson is, what is kept in the phone.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Kept} Kept
 * @typedef {import("./types.js").Person} Person
 */
import { button, setNote } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { codeForm } from "./codeform.js";
import { sentState } from "./entries.js";
import { acceptInvitation, everybody, join } from "./joining.js";
import { areKept, canKeep, keepFiles } from "./offline.js";
import { sizeText, tasksText } from "./progress.js";
import { readAll } from "./store.js";
import { shortText } from "./time.js";
import { audienceOf, currentPerson, isInApp, isInvitation, NOBODY } from "./user.js";
import { HOME, IN_APP, WHO } from "./wording.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @type {{lessons: Card[]}} */
const data = JSON.parse(byId("data").textContent || "");
/** Mentors see what their partners learn; participants and speakers see what is theirs. */
const SEEN = { peserta: ["peserta"], mentor: ["mentor", "peserta"], narasumber: ["narasumber"] };
/** @type {string[]} */
let seen = SEEN.peserta;
const onShow = () => data.lessons.filter(({ audience }) => seen.includes(audience || "peserta"));

/** @param {string} code */
function showAudience(code) {
  seen = SEEN[audienceOf(code)];
  for (const el of Array.from(document.querySelectorAll("[data-audience]"))) {
    const { dataset } = /** @type {HTMLElement} */ (el);
    /** @type {HTMLElement} */ (el).hidden = !seen.includes(dataset.audience || "");
  }
}

/** @param {Person} person */
async function showPerson(person) {
  const { code, klass } = person;
  const who = WHO[audienceOf(code)];
  setNote(byId("hello"), code && fill(klass ? HOME.hello_class : HOME.hello, { who, code, klass }));
  showAudience(code);
  byId("switch").hidden = !code;
  const change = async (/** @type {Person} */ chosen) => {
    await join(chosen);
    byId("others").hidden = true;
    await show();
    if (canKeep()) await showKept().catch(() => {});
    byId("hello").focus();
  };
  const others = (await everybody()).filter((other) => other.code !== code);
  const buttons = others.map((other) => {
    const word = fill(HOME.this_is, { code: other.code });
    return button(word, () => change(other), { class: "button" });
  });
  byId("others").textContent = "";
  byId("others").append(
    ...buttons,
    codeForm((typed) => change({ ...NOBODY, code: typed })),
  );
  byId("others").hidden = Boolean(code);
}

/**
 * @param {Card} lesson @param {Map<string, Kept>} entries
 * @param {import("./types.js").Sent | undefined} sent @param {string | undefined} step
 */
function showLesson(lesson, entries, sent, step) {
  const card = /** @type {HTMLElement} */ (
    document.querySelector(`[data-lesson="${lesson.name}"]`)
  );
  const part = (/** @type {string} */ name) =>
    /** @type {any} */ (card.querySelector(`[data-part="${name}"]`));
  const tasks = lesson.exercises.length;
  const { items = {} } = lesson;
  const done = lesson.exercises.filter((id) => {
    const entry = entries.get(id);
    return entry?.full && (items[id] || entry.item) === entry.item;
  }).length;
  setNote(part("progress"), tasksText(done, tasks));
  part("bar").hidden = !tasks;
  part("bar").value = tasks ? done / tasks : 0;
  const state = sentState(sent, entries);
  const words = { none: entries.size ? HOME.unsent : "", changed: HOME.changed, sent: "" };
  const time = sent ? shortText(new Date(sent.at)) : "";
  setNote(part("sent"), state === "sent" ? fill(HOME.sent, { time }) : words[state]);
  const begun = entries.size > 0 || step !== undefined;
  const word = done === tasks && entries.size ? HOME.look : begun ? HOME.resume : HOME.start;
  part("go").firstChild.textContent = word;
  part("go").href = step && word !== HOME.look ? `${lesson.url}#${step}` : `${lesson.url}#s1`;
  part("send").hidden = !entries.size;
}

/** @type {string | undefined} the person on show */
let shown;

/** @param {string} name @param {string} code @returns {Promise<Map<string, any>>} by lesson */
async function marks(name, code) {
  return new Map((await readAll("marks", [name, code])).map(([key, value]) => [key[2], value]));
}

async function show() {
  const person = await currentPerson();
  // Who went to look up a code comes back to the form as it was.
  if (person.code !== shown) await showPerson(person);
  shown = person.code;
  /** @type {Map<string, Map<string, Kept>>} */
  const byLesson = new Map(data.lessons.map(({ name }) => [name, new Map()]));
  for (const [[, name, id], entry] of await readAll("answers", [person.code])) {
    byLesson.get(name)?.set(id, entry);
  }
  const [sent, steps] = [await marks("sent", person.code), await marks("step", person.code)];
  for (const lesson of data.lessons) {
    const { name } = lesson;
    showLesson(lesson, byLesson.get(name) || new Map(), sent.get(name), steps.get(name));
  }
}

/** @returns {Promise<Card[]>} the lessons not yet in the phone */
async function showKept() {
  const left = [];
  for (const lesson of onShow()) {
    const kept = await areKept(lesson.files);
    if (!kept) left.push(lesson);
    const card = document.querySelector(`[data-lesson="${lesson.name}"]`);
    const line = /** @type {HTMLElement} */ (card?.querySelector('[data-part="kept"]'));
    setNote(line, kept ? HOME.kept : HOME.unkept);
  }
  const bytes = left.reduce((sum, lesson) => sum + lesson.bytes, 0);
  byId("keep").hidden = !left.length;
  byId("keep").textContent = fill(HOME.keep, { size: sizeText(bytes) });
  return left;
}

async function keepAll() {
  const files = onShow().reduce((/** @type {string[]} */ all, { files: f }) => all.concat(f), []);
  const status = byId("keep-status");
  const progress = (/** @type {number} */ done, /** @type {number} */ total) => {
    status.textContent = fill(HOME.keeping, { done, total });
  };
  const all = Array.from(new Set(files));
  progress(0, all.length);
  const kept = await keepFiles(all, progress).catch(() => false);
  await showKept();
  status.textContent = kept ? HOME.keep_done : HOME.keep_failed;
}

async function begin() {
  const inApp = isInApp(navigator.userAgent);
  const problem = await acceptInvitation(location.hash, inApp);
  shown = undefined;
  setNote(byId("note"), problem || (inApp ? IN_APP : ""));
  await show();
}

byId("switch").addEventListener("click", () => {
  byId("others").hidden = !byId("others").hidden;
});
byId("keep").addEventListener("click", keepAll);
window.addEventListener("hashchange", () => isInvitation(location.hash) && begin());
window.addEventListener("pageshow", ({ persisted }) => persisted && show());
document.addEventListener("visibilitychange", () => document.hidden || show());
const begun = begin().catch((error) => console.error(error));
if (canKeep()) {
  window.addEventListener("load", () =>
    keepFiles([])
      .then(() => begun) // which lessons are on show
      .then(showKept)
      .catch(() => {}),
  );
}
