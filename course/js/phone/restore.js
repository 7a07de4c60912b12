/**
 * Answers go from an old phone to a new one: by a file or a link that holds all of them, or by the
 * messages that were sent. Loaded only when somebody asks for it.
 *
 * @typedef {import("./types.js").Card} Card
 * @typedef {import("./types.js").Person} Person
 * @typedef {import("./parcels.js").Found} Found
 * @typedef {{course: string, lessons: Card[]}} Site
 * @typedef {Person & {owner: string}} Owner
 */
import { button, h, replaceChildren, setNote } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { namedPhotos } from "./entries.js";
import { join, parseFragment } from "./joining.js";
import { answersJson, base64, pack } from "./message.js";
import { foreign, putsOf } from "./moving.js";
import { findParcels } from "./parcels.js";
import { isKeeping, readAll, write } from "./store.js";
import { localDay, longText } from "./time.js";
import { asFragment, currentPerson, NOBODY } from "./user.js";
import { canShare, shareFile } from "./ways.js";
import { RESTORE, STORAGE } from "./wording.js";

/** A longer link does not go through every messenger: then the file does. */
const LINK_MAX = 3000;
/** Here, not in the style sheet, which every lesson carries: other inputs are for codes. */
const WIDE = "width: 100%; text-transform: none";

/**
 * @param {Found} found
 * @returns {Promise<Owner>} who uses the phone; on a new one, the one person whose answers these are
 */
async function owner({ parcels, person }) {
  const now = await currentPerson();
  // Where answers go by themselves is said by an invitation, never by what somebody hands on.
  const given = { ...NOBODY, ...person, receive: "" };
  const link = person ? parseFragment(asFragment(given))?.person : null;
  const [first] = now.code ? parcels.filter((parcel) => !foreign(parcel, now)) : parcels;
  if (!first) return now;
  const known = link?.code === first.by ? link : { ...NOBODY, code: first.by };
  const { token, class_id } = first;
  const theirs = { ...known, token, class_id };
  if (!now.code && parcels.some((parcel) => foreign(parcel, theirs))) return now;
  // What somebody had who typed the code stays; what the answers bring beyond it is taken over.
  const proof = { token: now.token || token, class_id: now.class_id || class_id };
  return join({ ...(now.code ? now : known), ...proof });
}

/**
 * @param {import("./parcels.js").Parcel} parcel @param {Owner} person @param {Site} site
 * @returns {Promise<number>} how many answers are new here
 */
async function takeIn(parcel, person, { lessons }) {
  const files = lessons.find(({ name }) => name === parcel.lesson)?.files || [];
  const sheets = files.find((file) => file.includes("-lembar."));
  const puts = await putsOf(parcel, person.owner, sheets);
  await write(puts).catch(() => {}); // they can be sent all the same, and `restore` says so
  return puts.filter(([store]) => store === "answers").length;
}

/**
 * @param {string} text @param {Site} site
 * @returns {Promise<string>} what came of it, in words
 */
export async function restore(text, site) {
  const found = await findParcels(text);
  const said = new Set(found.missing.map(([part, of]) => fill(RESTORE.missing, { part, of })));
  if (found.broken) said.add(RESTORE.broken);
  if (!found.parcels.length && !said.size) said.add(RESTORE.nothing);
  const person = found.parcels.length ? await owner(found) : { ...NOBODY, owner: "" };
  /** @type {number | undefined} */
  let restored;
  for (const parcel of found.parcels) {
    const why = person.code ? foreign(parcel, person) : "several";
    if (why) said.add(fill(RESTORE[why], { code: parcel.by, now: person.code }));
    else restored = (restored || 0) + (await takeIn(parcel, person, site));
  }
  if (!isKeeping()) said.add(STORAGE.none);
  const done = restored ? fill(RESTORE.done, { n: restored, code: person.code }) : RESTORE.known;
  return [...(restored === undefined ? [] : [done]), ...said].join(" ");
}

/**
 * Sheets without names stay behind: beside a code they would have one.
 *
 * @param {Owner} person @param {Site} site @returns {Promise<any[]>} answers.json of each lesson, with photos
 */
async function everything(person, { course, lessons: cards }) {
  const nameless = cards.filter(({ anonymous }) => anonymous).map(({ name }) => name);
  /** @type {Map<string, Map<string, any>>} */
  const lessons = new Map();
  for (const [[owner, lesson, id], entry] of await readAll("answers", [])) {
    if (nameless.includes(lesson)) continue;
    if (owner !== person.owner && !owner.startsWith(`${person.owner}/`)) continue;
    const key = JSON.stringify([owner, lesson]);
    lessons.set(key, (lessons.get(key) || new Map()).set(id, entry));
  }
  return Promise.all(
    Array.from(lessons, async ([key, entries]) => {
      const [owner, lesson] = JSON.parse(key);
      const participant = owner.slice(person.owner.length + 1) || person.code;
      const all = await readAll("photos", [owner, lesson]);
      const photos = Object.assign({}, ...all.map(([path, data]) => ({ [path[2]]: data })));
      const named = namedPhotos(entries.values(), photos).map((path) => ({ [path]: photos[path] }));
      const json = answersJson({ course, lesson }, person, entries, participant);
      return { ...json, photos: Object.assign({}, ...named) };
    }),
  );
}

/** @param {Person} person @param {any[]} lessons @returns {Promise<string>} "" where it would be too long */
async function linkOf({ code, token, mentor, klass, class_id, partners, order }, lessons) {
  if (lessons.some(({ photos }) => Object.keys(photos).length)) return "";
  const bare = lessons.map(({ photos, ...json }) => json);
  const person = { code, token, mentor, klass, class_id, partners, order };
  const { packing, bytes } = await pack(JSON.stringify({ person, lessons: bare }));
  const data = base64(bytes).replace(/!/g, "_");
  const link = `${location.href.split("#")[0]}#restore=${packing}.${data}`;
  return link.length > LINK_MAX ? "" : link;
}

/** @param {Owner} person @param {any[]} lessons @param {Record<string, any>} values */
function fileOf(person, lessons, values) {
  const text = [fill(RESTORE.head, values), ...lessons.map((json) => JSON.stringify(json)), ""];
  const name = `cadangan_${person.code}_${localDay(new Date())}.txt`;
  return new File([text.join("\n")], name, { type: "text/plain" });
}

/** @param {Owner} person @param {any[]} lessons @returns {Promise<HTMLElement[]>} */
async function sendingOff(person, lessons) {
  const values = { code: person.code, time: longText(new Date()), n: lessons.length };
  const file = fileOf(person, lessons, values);
  const said = h("p", { class: "soft", role: "status" });
  const props = { class: "button", href: URL.createObjectURL(file), download: file.name };
  const saved = () => setNote(said, fill(RESTORE.saved, { name: file.name }));
  const save = h("a", { ...props, onclick: saved }, RESTORE.save);
  const share = button(RESTORE.share, () => shareFile(file, save, () => {}), {
    class: "button primary",
  });
  const link = await linkOf(person, lessons);
  const message = encodeURIComponent(`${fill(RESTORE.link_head, values)}\n${link}`);
  const to = { href: `https://wa.me/?text=${message}`, target: "_blank", rel: "noopener" };
  const whatsapp = h("a", { ...to, class: "button", hidden: !link }, RESTORE.link);
  const title = h("h3", null, RESTORE.old);
  const help = h("p", null, fill(RESTORE.old_help, values));
  return [title, help, ...(canShare(file) ? [share] : []), save, whatsapp, said];
}

/** @param {(text: string) => Promise<void>} take what somebody pastes or chooses */
function takingIn(take) {
  const text = h("textarea", { id: "pasted", class: "input", rows: 4, style: WIDE });
  const more = { class: "input", type: "file", multiple: true, style: WIDE };
  const onchange = async () => {
    for (const some of Array.from(file.files || [])) await take(await some.text());
    file.value = "";
  };
  const file = h("input", { id: "chosen", ...more, onchange });
  return [
    h("h3", null, RESTORE.fresh),
    h("p", null, RESTORE.fresh_help),
    h("label", { for: "pasted" }, RESTORE.pasted),
    text,
    button(RESTORE.paste, () => take(text.value), { class: "button primary" }),
    h("label", { for: "chosen" }, RESTORE.chosen),
    file,
  ];
}

/**
 * @param {HTMLElement} el @param {Site} site
 * @param {{given: string, changed: () => Promise<void>}} page
 *   given: a link's answers, or ""; changed: something was restored
 */
export async function openRestore(el, site, { given, changed }) {
  const said = h("p", { role: "status", class: "sent" });
  const take = async (/** @type {string} */ text) => {
    said.textContent = await restore(text, site).catch(() => RESTORE.broken);
    await changed();
    said.scrollIntoView({ block: "nearest" });
  };
  const person = await currentPerson();
  const lessons = person.code ? await everything(person, site) : [];
  const away = lessons.length ? await sendingOff(person, lessons) : [];
  replaceChildren(el, ...away, ...takingIn(take), said);
  if (given) await take(given);
}
