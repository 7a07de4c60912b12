/**
 * The home page: who learns here, how far each lesson is, what is kept in the phone.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Kept} Kept
 * @typedef {import("./types.js").Person} Person
 */
import { button, setNote } from "../exercise/dom.js";
import { priced } from "../exercise/parts/price.js";
import { fill } from "../exercise/wording.js";
import { codeForm } from "./codeform.js";
import { sentState } from "./entries.js";
import { gateOf } from "./gate.js";
import { lessonText, summaryOf } from "./homeward.js";
import { acceptInvitation, everybody, join } from "./joining.js";
import { areKept, canKeep, keepFiles } from "./offline.js";
import { asNeeded, isDeclined, isWanted, nextOf } from "./paths.js";
import { sizeText, tasksText } from "./progress.js";
import { stopOf, untilStop } from "./stops.js";
import { isKeeping, read, readAll, write } from "./store.js";
import { dayText, shortText } from "./time.js";
import { asFragment, audienceOf, currentPerson, isInApp, isInvitation, NOBODY } from "./user.js";
import { CARD, DAYS, HOME, IN_APP, STORAGE, WHO } from "./wording.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {Card} lesson */
const cardOf = ({ name }) =>
  /** @type {HTMLElement} */ (document.querySelector(`[data-lesson="${name}"]`));
/** @type {{course: string, lessons: Card[], shop: string[], kinds: Record<string, string>, files?: string[], assets: {restore: string, line: string}}} */
const data = JSON.parse(byId("data").textContent || "");
/** Mentors see what their partners learn; participants and speakers see what is theirs. */
const SEEN = { peserta: ["peserta"], mentor: ["mentor", "peserta"], narasumber: ["narasumber"] };
/** @type {string[]} */
let seen = SEEN.peserta;
/** In which order the person on show takes the tests' forms; "" where that was not drawn. */
let order = "";
const move = /** @type {HTMLDetailsElement} */ (byId("move"));
let isMoving = false;
/** @param {Card} card @returns {boolean} of a test with two forms: it is this person's page */
const isHers = ({ orders }) => !orders || orders.includes(order);
const onShow = () =>
  data.lessons.filter((one) => seen.includes(one.audience || "peserta") && isHers(one));

/** @param {Card} card @param {Person} person @returns {boolean} it is among what everybody like that does */
const isDue = (card, { code }) =>
  !card.optional && (card.audience || "peserta") === audienceOf(code) && isHers(card);

/** @param {Person} person */
function showAudience(person) {
  seen = SEEN[audienceOf(person.code)];
  order = person.order || "";
  for (const lesson of data.lessons.filter(({ orders }) => orders)) {
    cardOf(lesson).hidden = !isHers(lesson);
  }
  for (const el of Array.from(document.querySelectorAll("[data-audience]"))) {
    const { dataset } = /** @type {HTMLElement} */ (el);
    /** @type {HTMLElement} */ (el).hidden = !seen.includes(dataset.audience || "");
  }
}

/** @param {Person} person @param {string} shownCode @returns {string} what to tap for that person */
function nameOf({ code, klass, class_id, owner }, shownCode) {
  // Two classes may have one code.
  const group = code === shownCode || owner !== code ? klass || class_id || "" : "";
  return fill(group ? HOME.this_is_of : HOME.this_is, { code, group });
}

/** @param {Person} person */
async function change(person) {
  await join(person);
  byId("others").hidden = true;
  await show();
  if (canKeep()) await showKept().catch(() => {});
  byId("hello").focus();
}

/** @param {Person} person */
async function showPerson(person) {
  const { code, klass, owner } = person;
  const who = WHO[audienceOf(code)];
  setNote(byId("hello"), code && fill(klass ? HOME.hello_class : HOME.hello, { who, code, klass }));
  showAudience(person);
  byId("switch").hidden = !code;
  const others = (await everybody()).filter((other) => other.owner !== owner);
  const buttons = others.map((other) =>
    button(nameOf(other, code), () => change(other), { class: "button" }),
  );
  byId("others").textContent = "";
  byId("others").append(
    ...buttons,
    codeForm((typed) => change({ ...NOBODY, code: typed })),
  );
  byId("others").hidden = Boolean(code);
}

/** @param {Card} lesson @param {(name: string) => any} part of its card */
function showDays({ test }, part) {
  const state = gateOf(test, new Date());
  part("go").hidden = ["before", "after"].includes(state);
  const { opens = "", closes = "" } = test || {};
  const [from, until] = [opens, closes].map((day) => day && dayText(day));
  setNote(part("gate"), state !== "open" || closes ? fill(DAYS[state], { from, until }) : "");
}

/** @param {Map<string, Kept>} entries @param {import("./types.js").Sent | undefined} sent */
function sentText(entries, sent) {
  const state = sentState(sent, entries);
  const words = { none: entries.size ? HOME.unsent : "", changed: HOME.changed, sent: "" };
  return state === "sent" && sent
    ? fill(HOME.sent, { time: shortText(new Date(sent.at)) })
    : words[state];
}

/**
 * @param {Map<string, Kept>} entries @param {import("./homeward.js").Told} told
 * @returns {string} of answers that go by themselves
 */
function lineText(entries, told) {
  const more = { at: told.receipt?.at || "", problem: "" };
  return lessonText(summaryOf(entries, told), more, CARD, new Date());
}

/** @param {Card} lesson @param {Map<string, Kept>} entries @returns {number} tasks answered as asked now */
function doneOf({ exercises, items = {} }, entries) {
  return exercises.filter((id) => {
    const entry = entries.get(id);
    return entry?.full && (items[id] || entry.item) === entry.item;
  }).length;
}

/**
 * @param {Card} lesson @param {Map<string, any>} terms @param {Map<string, Kept>} entries
 * @returns {Card} who said no is asked for nothing more, and nothing is counted
 */
function asAsked(lesson, terms, entries) {
  const said = terms.get(lesson.name);
  return said && stopOf(said, entries) ? { ...lesson, exercises: [] } : asNeeded(lesson, entries);
}

/**
 * @param {Card} lesson @param {Map<string, Kept>} entries
 * @param {string} sent what went home, in words @param {string | undefined} step
 * @param {string} fragment who reads it, on a phone that keeps nothing
 */
function showLesson(lesson, entries, sent, step, fragment) {
  const card = cardOf(lesson);
  const part = (/** @type {string} */ name) =>
    /** @type {any} */ (card.querySelector(`[data-part="${name}"]`));
  const tasks = lesson.exercises.length;
  const done = doneOf(lesson, entries);
  setNote(part("progress"), tasksText(done, tasks, lesson.sheet));
  part("bar").hidden = !tasks;
  part("bar").value = tasks ? done / tasks : 0;
  setNote(part("sent"), sent);
  const begun = entries.size > 0 || step !== undefined;
  const word = done === tasks && entries.size ? HOME.look : begun ? HOME.resume : HOME.start;
  part("go").firstChild.textContent = word;
  const place = step && word !== HOME.look ? `#${step}` : "#s1";
  part("go").href = lesson.url + (fragment || place);
  part("send").hidden = !entries.size;
  showDays(lesson, part);
}

/** What is not needed: nothing is counted, asked for or to be sent. @param {Card} lesson @param {boolean} isQuiet */
function showDeclined(lesson, isQuiet) {
  cardOf(lesson).classList.toggle("is-quiet", isQuiet);
  if (!isQuiet) return;
  const part = (/** @type {string} */ name) =>
    /** @type {any} */ (cardOf(lesson).querySelector(`[data-part="${name}"]`));
  setNote(part("progress"), HOME.declined);
  for (const name of ["bar", "sent", "send"]) part(name).hidden = true;
  part("go").firstChild.textContent = HOME.look;
}

/** @param {number} done @param {number} asked */
function showDeeds(done, asked) {
  const bar = /** @type {HTMLProgressElement} */ (byId("shop-bar"));
  bar.hidden = !done;
  bar.value = done / Math.max(1, asked);
  setNote(byId("shop-deeds"), done ? fill(HOME.deeds, { done, asked }) : "");
}

/** @param {Map<string, Map<string, Kept>>} byLesson what may be used: the own shop, and what was done in it */
function showShop(byLesson) {
  /** @type {Record<string, any>} */
  const told = {};
  /** @type {[number, number, string]} */
  let [asked, done, last] = [0, 0, ""];
  for (const card of data.lessons) {
    const entries = byLesson.get(card.name) || new Map();
    const { optional, deeds = [] } = asNeeded(card, entries);
    for (const id of data.shop) Object.assign(told, entries.get(id)?.value);
    const did = deeds
      .map((id) => entries.get(id)?.value || {})
      .filter(({ sudah }) => sudah === "ya");
    // What one need not do is not missing.
    asked += optional && !did.length ? 0 : deeds.length;
    done += did.length;
    for (const { cerita } of did) last = cerita || last;
  }
  const { nama, daerah, jenis, barang, harga, barang2, harga2 } = told;
  const goods = (one = "", price = "") => `${one} ${priced(price)}`.trim();
  const kind = barang && data.kinds[jenis];
  const facts = [nama, daerah, kind, goods(barang, harga), goods(barang2, harga2)]
    .filter(Boolean)
    .join(" · ");
  byId("shop").hidden = !facts && !done;
  setNote(byId("shop-facts"), facts);
  showDeeds(done, asked);
  setNote(byId("shop-last"), last && fill(HOME.deed_last, { last }));
}

/**
 * @param {Card} lesson @param {Map<string, Map<string, Kept>>} told
 * @param {Map<string, import("./types.js").Sent>} marked @param {Map<string, any>} terms what may be sent
 * @returns {import("./paths.js").Stand}
 */
function standOf(lesson, told, marked, terms) {
  const state = gateOf(lesson.test, new Date());
  const { name } = lesson;
  const entries = told.get(name) || new Map();
  const said = terms.get(name);
  // A sheet may leave questions open: who sent it is through with it, and so is who said no.
  // A test is sent part by part: through is who came to its end.
  const isEnd = Boolean(lesson.sheet) || entries.has(lesson.exercises[lesson.exercises.length - 1]);
  const isThrough = !lesson.deeds && isEnd && sentState(marked.get(name), entries) === "sent";
  const isStopped = Boolean(said && stopOf(said, entries));
  return {
    name,
    begun: entries.size > 0,
    finished: isThrough || isStopped || doneOf(lesson, entries) === lesson.exercises.length,
    shut: ["before", "after"].includes(state),
    later: state === "before",
  };
}

/**
 * @param {Person} person @param {Map<string, Map<string, Kept>>} told
 * @param {Map<string, import("./types.js").Sent>} marked @param {Map<string, any>} terms
 */
function standsOf(person, told, marked, terms) {
  const due = data.lessons.filter((one) => isDue(one, person));
  const asked = due.map((one) => asNeeded(one, told.get(one.name) || new Map()));
  return asked.map((one) => standOf(one, told, marked, terms));
}

/** @param {import("./paths.js").Stand[]} stands @param {Map<string, Map<string, Kept>>} told */
function showPath(stands, told) {
  const next = nextOf(stands);
  document.body.classList.toggle("has-now", Boolean(next));
  for (const lesson of data.lessons) {
    const card = cardOf(lesson);
    const fits = lesson.optional && isWanted(lesson, told) && !isDeclined(lesson, told);
    const isNow = lesson.name === next;
    const fitting = fits ? HOME.fits : "";
    const mark = /** @type {HTMLElement} */ (card.querySelector('[data-part="mark"]'));
    setNote(mark, isNow ? HOME.now : fitting);
    card.classList.toggle("is-now", isNow);
    card.classList.toggle("fits", fits);
  }
  for (const list of Array.from(document.querySelectorAll(".choice"))) {
    const cards = Array.from(list.children);
    const fitting = cards.filter((card) => card.classList.contains("fits"));
    const sorted = fitting.concat(cards.filter((card) => !fitting.includes(card)));
    // To move what has the focus would lose it.
    if (sorted.some((card, i) => card !== cards[i])) list.append(...sorted);
  }
}

/** @type {string | undefined} the person on show */
let shown;

/** @param {string} name @param {string} owner @returns {Promise<Map<string, any>>} by lesson */
async function marks(name, owner) {
  return new Map((await readAll("marks", [name, owner])).map(([key, value]) => [key[2], value]));
}

/** @param {string} owner @returns {Promise<Map<string, Map<string, Kept>>>} by lesson and exercise */
async function answersOf(owner) {
  /** @type {Map<string, Map<string, Kept>>} */
  const byLesson = new Map(data.lessons.map(({ name }) => [name, new Map()]));
  for (const [[, name, id], entry] of await readAll("answers", [owner])) {
    byLesson.get(name)?.set(id, entry);
  }
  return byLesson;
}

async function show() {
  const person = await currentPerson();
  const { owner, token, receive } = person;
  // Who went to look up a code comes back to the form as it was.
  if (owner !== shown) await showPerson(person);
  shown = owner;
  const byLesson = await answersOf(owner);
  const [sent, steps] = [await marks("sent", owner), await marks("step", owner)];
  const [receipts, known] = [await marks("line", owner), await read("marks", ["door", owner])];
  const terms = new Map((await readAll("marks", ["terms"])).map(([key, value]) => [key[1], value]));
  const door = known?.token === token && known.receive === receive ? known : undefined;
  const fragment = isKeeping() ? "" : asFragment(person);
  /** @type {Map<string, Map<string, Kept>>} */
  const open = new Map();
  for (const lesson of data.lessons) {
    const { name } = lesson;
    const entries = byLesson.get(name) || new Map();
    const told = { receipt: receipts.get(name), door, token };
    const own = terms.has(name) ? untilStop(terms.get(name), entries) : entries;
    const home = receive && !lesson.anonymous ? lineText(own, told) : sentText(own, sent.get(name));
    showLesson(asAsked(lesson, terms, entries), entries, home, steps.get(name), fragment);
    showDeclined(lesson, isDeclined(lesson, byLesson));
    open.set(name, own);
  }
  showShop(open);
  showPath(standsOf(person, open, sent, terms), open);
  showStorage();
}

function showStorage() {
  const note = byId("note");
  if (!isKeeping() && note.hidden) setNote(note, STORAGE.none);
  else if (isKeeping() && note.textContent === STORAGE.none) setNote(note, "");
}

/** @returns {Promise<Card[]>} the lessons not yet in the phone */
async function showKept() {
  const left = [];
  for (const lesson of onShow()) {
    const kept = await areKept(lesson.files);
    if (!kept) left.push(lesson);
    const line = /** @type {HTMLElement} */ (cardOf(lesson).querySelector('[data-part="kept"]'));
    // Whoever cannot open a test today cannot fetch it by opening it.
    const isShut = ["before", "after"].includes(gateOf(lesson.test, new Date()));
    // Of the others the button below says it, once.
    const isNext = cardOf(lesson).classList.contains("is-now");
    setNote(line, kept ? HOME.kept : isNext && !isShut ? HOME.unkept : "");
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

/** @param {HTMLElement} question whether to take an invitation */
async function showQuestion(question) {
  await show(); // who uses the phone until it is answered
  const note = byId("note");
  note.textContent = "";
  note.append(question);
  note.hidden = false;
}

async function begin() {
  const inApp = isInApp(navigator.userAgent);
  const problem = await acceptInvitation(location.hash, inApp, showQuestion);
  shown = undefined;
  setNote(byId("note"), problem || (inApp ? IN_APP : ""));
  await show();
}

/** What waits goes home; the first exercise is on another page, so nobody waits for this. */
async function openLine() {
  if (!(await everybody()).some(({ receive }) => receive)) return;
  // Answers may be older than the page that would have said so (keeper.js).
  const nameless = data.lessons.filter(({ anonymous }) => anonymous);
  const terms = { anonymous: true, widgets: {} };
  await write(nameless.map(({ name }) => ["marks", ["terms", name], terms]));
  /** @type {typeof import("./line.js")} */
  const { Line } = await import(new URL(data.assets.line, location.href).href);
  new Line(() => show()).go();
}

/** @param {string} given answers of a link, or "" */
async function openRestore(given) {
  const el = byId("restore");
  isMoving = true;
  await joined; // whose answers are welcome
  try {
    /** @type {typeof import("./restore.js")} */
    const moving = await import(new URL(data.assets.restore, location.href).href);
    await moving.openRestore(el, data, { given, changed });
  } catch (error) {
    console.error(error);
    el.textContent = HOME.restore_broken;
  }
}

/** Somebody may have joined by what came. */
async function changed() {
  shown = undefined;
  await show();
}

/** By its heading, by a link from the sending step, by the link from the old phone. */
async function moveIn() {
  const { hash } = location;
  const isLink = hash.startsWith("#restore=");
  if (!isLink && hash !== "#pulihkan") return;
  history.replaceState(null, "", location.href.split("#")[0]);
  move.open = true;
  await openRestore(isLink ? hash : "");
  move.scrollIntoView();
}

byId("switch").addEventListener("click", () => {
  byId("others").hidden = !byId("others").hidden;
});
byId("keep").addEventListener("click", keepAll);
// Somebody taps before this script has come: what stands open then is filled too.
const moveOpened = () => {
  if (!move.open) isMoving = false;
  else if (!isMoving) openRestore("");
};
move.addEventListener("toggle", moveOpened);
moveOpened();
window.addEventListener("hashchange", () => (isInvitation(location.hash) ? begin() : moveIn()));
window.addEventListener("pageshow", ({ persisted }) => persisted && show());
window.addEventListener("kept", show);
document.addEventListener("visibilitychange", () => document.hidden || show());
const joined = begin().catch((error) => console.error(error));
const begun = joined.then(moveIn);
begun.then(openLine).catch(() => {});
if (canKeep()) {
  window.addEventListener("load", () =>
    keepFiles(data.files || []) // this page, in another language
      .then(() => begun) // which lessons are on show
      .then(showKept)
      .catch(() => {}),
  );
}
