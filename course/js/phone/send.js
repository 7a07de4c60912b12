/**
 * The sending step: what is answered, what goes home, and when it went. With it comes all that may
 * be later than the first tap: reading aloud, keeping the lesson in the phone.
 *
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("./types.js").Task} Task
 * @typedef {import("./ways.js").Parcel} Parcel
 */
import { h } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { ballotOf, withoutHour } from "./ballot.js";
import { codeForm } from "./codeform.js";
import { namedPhotos, sentState } from "./entries.js";
import { join } from "./joining.js";
import { answersJson, firstLine, makeBlocks, makeMessages, pack } from "./message.js";
import { sizeText } from "./progress.js";
import { stopOf } from "./stops.js";
import { isKeeping, readAll } from "./store.js";
import { localDay, localIso, longText } from "./time.js";
import { NOBODY } from "./user.js";
import { fileWay, MessageWay } from "./ways.js";
import { LETTER, SEND } from "./wording.js";

export { canKeep, keepFiles } from "./offline.js";
export { offerSkips } from "./sittings.js";
export { Speaker, stepTexts } from "./speak.js";
export { fitTables } from "./tables.js";

/** More messages than this are a chore: the file comes first. */
const MANY = 3;
/** More cannot be numbered. */
const TOO_MANY = 99;

/**
 * Who sends, and what the message calls it: of a sheet without names nobody, under a ballot.
 *
 * @param {import("./keeper.js").Keeper} keeper
 */
async function sender(keeper) {
  const { person, participant, data } = keeper;
  if (!data.anonymous) return { person, participant, said: participant };
  const nobody = { ...NOBODY, class_id: person.class_id };
  return { person: nobody, participant: await ballotOf(keeper), said: LETTER.nameless };
}

/**
 * @param {Page} page @param {Map<string, Entry>} entries
 * @param {Record<string, string>} photos
 * @returns {Promise<Parcel>}
 */
async function prepare({ data, keeper }, entries, photos) {
  const now = new Date();
  const { person, participant, said } = await sender(keeper);
  const first = firstLine(said, data.title, now);
  const sent = data.anonymous ? withoutHour(entries) : entries;
  const json = answersJson(data, person, sent, participant, keeper.skipped);
  const content = { ...(await pack(JSON.stringify(json))), participant };
  const { id, blocks } = makeBlocks({ ...content, lesson: data.lesson });
  const text = `${first} ${LETTER.head_file}\n${JSON.stringify({ ...json, photos })}\n`;
  const name = `${data.lesson}_${participant}_${localDay(now)}.txt`;
  const file = new File([text], name, { type: "text/plain" });
  const who = data.anonymous ? SEND.lecturer : SEND.mentor;
  const word = data.anonymous ? SEND.to_lecturer : SEND.by_message;
  return { id, messages: makeMessages(first, blocks), mentor: person.mentor, who, word, file };
}

/** @param {Task[]} left @returns {HTMLElement} */
function goOn(left) {
  const { step } = left.find(({ state }) => state === "none") || left[0];
  return h("p", null, h("a", { class: "button", href: `#${step}` }, SEND.go_on));
}

/** @param {Task[]} tasks @param {boolean} begun @param {boolean} [isSheet] @returns {HTMLElement[]} */
function summary(tasks, begun, isSheet) {
  const left = tasks.filter(({ state }) => state !== "full");
  const done = tasks.length - left.length;
  const counted = isSheet ? SEND.summary_sheet : SEND.summary;
  const text = tasks.length ? counted : SEND.summary_none;
  /** @type {HTMLElement[]} */
  const lines = [h("p", null, begun ? fill(text, { done, tasks: tasks.length }) : SEND.nothing)];
  if (!left.length) return lines;
  const words = { none: SEND.none, part: SEND.part, changed: SEND.changed, full: "" };
  const items = left.map(({ step, title, state }) =>
    h("li", null, h("a", { href: `#${step}` }, title), `: ${words[state]}`),
  );
  const open = folded(fill(SEND.left, { n: left.length }), h("ul", null, ...items));
  return begun ? [...lines, goOn(left), open] : [...lines, open];
}

/** @param {string} word @param {...Node} children seen after a tap on the word */
function folded(word, ...children) {
  return h("details", null, h("summary", null, word), ...children);
}

/** @returns {Promise<boolean>} the browser said that it may throw away what it keeps */
async function mayBeErased() {
  const { storage } = navigator;
  if (!storage?.persisted) return false;
  return !(await storage.persisted().catch(() => true));
}

class Sending {
  /** @param {HTMLElement} el @param {Page} page */
  constructor(el, page) {
    this.el = el;
    this.page = page;
    this.keeper = page.keeper;
  }

  /** Every entry, and the photos they name: kept ones, and those the phone could not keep. */
  async answers() {
    const { models, owner, data } = this.keeper;
    const entries = this.keeper.outgoing();
    /** @type {Record<string, string>} */
    const photos = {};
    const kept = await readAll("photos", [owner, data.lesson]);
    for (const [key, photo] of kept) photos[key[2]] = photo;
    for (const model of models.values()) Object.assign(photos, model.get("uploads"));
    const named = namedPhotos(entries.values(), photos).map((path) => ({ [path]: photos[path] }));
    return { entries, photos: Object.assign({}, ...named) };
  }

  /** @returns {Promise<HTMLElement>} the line that says what went home */
  async show() {
    const { entries, photos } = await this.answers();
    const sent = await this.keeper.getMark("sent");
    const status = h("p", { class: "sent", role: "status", tabindex: "-1" });
    if (sent) status.textContent = fill(SEND.sent, { time: longText(new Date(sent.at)) });
    const state = sentState(sent, entries);
    if (state === "changed") status.textContent += ` ${SEND.sent_new}`;
    const body = await this.body(entries, photos);
    const ways = state === "sent" ? [folded(SEND.again, ...body)] : body;
    const { data } = this.page;
    // Who said no is asked for nothing more, and nothing is counted.
    const lines = stopOf(data, entries)
      ? [h("p", null, SEND.stopped)]
      : summary(this.page.tasks(), entries.size > 0, data.sheet);
    if (data.anonymous) lines.unshift(h("p", { class: "note" }, SEND.opinion));
    if (entries.size && (await mayBeErased())) lines.push(h("p", { class: "soft" }, SEND.erased));
    this.el.textContent = "";
    this.el.append(...lines, status, ...ways);
    return status;
  }

  /** @param {Map<string, Entry>} entries @param {Record<string, string>} photos */
  async body(entries, photos) {
    const { home } = this.page.data;
    if (!entries.size) {
      return home ? [h("p", null, h("a", { href: `${home}#pulihkan` }, SEND.restore))] : [];
    }
    if (!this.keeper.person.code && !this.page.data.anonymous) {
      return [h("p", null, SEND.ask_code), codeForm((code) => this.join(code))];
    }
    const parcel = await prepare(this.page, entries, photos);
    const sent = () => this.sent(entries);
    // A photo beside a deed is for who has one: the answers can go without it, in a message.
    const { widgets } = this.page.data;
    const tasks = Array.from(entries).filter(([id]) => !widgets[id]?.practice);
    const withPhotos = namedPhotos(new Map(tasks).values(), photos).length > 0;
    const size = sizeText(parcel.file.size);
    const file = fileWay(parcel, withPhotos ? fill(SEND.file_help, { size }) : SEND.file_or, sent);
    if (withPhotos || parcel.messages.length > TOO_MANY) return [file];
    const message = await this.messageWay(parcel, sent);
    return parcel.messages.length > MANY ? [file, message] : [message, file];
  }

  /** @param {string} code */
  async join(code) {
    const person = await join({ ...NOBODY, code });
    if (isKeeping()) return location.reload(); // what the page holds may be somebody else's now
    await this.keeper.become(person);
    await this.show();
  }

  /** @param {Parcel} parcel @param {() => void} sent */
  async messageWay(parcel, sent) {
    const known = await this.keeper.getMark("underway");
    const fresh = { id: parcel.id, part: 0, asked: false };
    const underway = known && known.id === parcel.id ? known : fresh;
    const keep = (/** @type {any} */ mark) => this.keeper.setMark("underway", mark).catch(() => {});
    return new MessageWay(parcel, underway, { keep, sent }).el;
  }

  /** @param {Map<string, Entry>} entries as they were sent */
  async sent(entries) {
    const answers = Object.assign({}, ...Array.from(entries, ([id, { at }]) => ({ [id]: at })));
    await this.keeper.setMark("sent", { at: localIso(new Date()), answers }).catch(() => {});
    const status = await this.show();
    status.textContent = fill(SEND.thanks, { time: longText(new Date()) });
    status.focus();
  }
}

/** @param {HTMLElement} el @param {Page} page @returns {Promise<void>} */
export async function openSending(el, page) {
  await new Sending(el, page).show();
}
