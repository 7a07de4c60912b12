/** How the work stands: a box over the page, told by the server while it goes on. */
import { CUT, send } from "./press.js";
import { isKept, unsaved } from "./unsaved.js";

/** @typedef {import("./types.js").State} State */

const TITLES = {
  done: "Selesai",
  refused: "Selesai, ada yang perlu dilihat",
  failed: "Belum bisa",
  stopped: "Terhenti",
  running: "",
};
/** @type {EventSource | null} */
let source = null;

const box = () => /** @type {HTMLElement | null} */ (document.querySelector("#news"));
const own = () => document.body.dataset.own ?? "";

/** Show what was going on when the page was opened. */
export function watch() {
  const state = JSON.parse(box()?.dataset.state ?? "null");
  if (state) begin(state);
}

/** @param {State} state */
export function begin(state) {
  show(state);
  if (state.state === "running") follow();
}

/** @type {HTMLElement | null} */
let onItsWay = null;

/** Show how much of the files is on its way. @type {import("./press.js").Tell} */
export function sending(sent, total, stop) {
  const news = box();
  if (!news) return;
  const mega = (/** @type {number} */ size) => Math.max(1, Math.round(size / 1024 ** 2));
  const words =
    sent < total ? `${mega(sent)} dari ${mega(total)} MB sudah terkirim` : "Hampir selesai";
  const shown = measure("Mengirim berkas", sent, total, words);
  if (onItsWay?.isConnected) {
    onItsWay.replaceWith(shown); // the button beside it keeps the focus
  } else {
    const stopping = row(pressing("Batalkan pengiriman", stop));
    news.replaceChildren(element("h2", "Mengirim berkas…"), shown, stopping);
    news.hidden = false;
    news.scrollIntoView({ block: "nearest" });
  }
  onItsWay = shown;
}

function follow() {
  source?.close();
  let missed = 0;
  source = new EventSource(`${own()}/kabar`);
  source.onerror = () => {
    missed += 1; // the browser asks again by itself; once may be a moment's pause
    if (missed === 2 || source?.readyState === EventSource.CLOSED) silent();
  };
  source.onmessage = ({ data }) => {
    missed = 0;
    const state = /** @type {State} */ (JSON.parse(data));
    show(state);
    if (state.state !== "running") ended(state);
  };
  source.addEventListener("end", () => source?.close());
}

/** Say that the desk has stopped: what was last told is no news any more. */
function silent() {
  box()?.querySelector("progress")?.remove();
  const list = box()?.querySelector(".lines");
  if (!list) return;
  const item = element("li", CUT);
  item.dataset.mark = "!";
  list.append(item);
}

/** @param {State} state */
async function ended(state) {
  source?.close();
  if (state.go) {
    location.assign(`${own()}/${state.go}`);
    return;
  }
  if (isKept(state)) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (unsaved()) return; // typed while the page was on its way: that stays
  const fresh = page.querySelector("main");
  if (fresh) document.querySelector("main")?.replaceWith(fresh);
  document.dispatchEvent(new CustomEvent("desk:fresh"));
}

/** @returns {NodeListOf<HTMLButtonElement>} */
const pressable = () => document.querySelectorAll("main [data-press] button");

/** @param {State} state */
function show(state) {
  const news = box();
  if (!news) return;
  const running = state.state === "running";
  for (const button of pressable()) button.disabled = running;
  news.hidden = false;
  news.replaceChildren(
    element("h2", running ? `${state.title}…` : `${state.title}: ${how(state)}`),
    ...(running ? [bar(state)] : []),
    lines(state),
    row(
      ...(state.ask ? [pressing(state.ask, () => again(state), "primary")] : []),
      running
        ? pressing("Hentikan", stop)
        : pressing(state.ask ? "Tidak jadi" : "Tutup pesan ini", close),
    ),
  );
  if (!running) news.scrollIntoView({ block: "nearest" });
}

/** How it ended; what asks first is not done. @param {State} state */
const how = (state) =>
  state.ask ? "menunggu jawaban Ibu/Bapak" : TITLES[state.state].toLowerCase();

/** @param {State} state */
function bar({ doing, done, total }) {
  return measure(doing, done, total, total ? `${doing}: ${done} dari ${total}` : doing);
}

/** @param {string} doing @param {number} done @param {number} total @param {string} words */
function measure(doing, done, total, words) {
  const shown = document.createElement("div");
  const progress = document.createElement("progress");
  if (total) Object.assign(progress, { max: total, value: done });
  progress.setAttribute("aria-label", doing || "Sedang bekerja");
  shown.append(progress, element("p", words, "soft"));
  return shown;
}

/** @param {State} state */
function lines({ lines: those }) {
  const list = element("ul", "", "lines");
  for (const [mark, words] of those) {
    const item = element("li", words);
    item.dataset.mark = mark;
    list.append(item);
  }
  return list;
}

/** @param {string} tag @param {string} words @param {string} [kind] */
function element(tag, words, kind = "") {
  const made = document.createElement(tag);
  made.textContent = words;
  if (kind) made.className = kind;
  return made;
}

/** @param {HTMLElement[]} buttons */
function row(...buttons) {
  const made = element("div", "", "row");
  made.append(...buttons);
  return made;
}

/** @param {string} words @param {() => void} doing @param {string} [kind] */
function pressing(words, doing, kind = "") {
  const button = /** @type {HTMLButtonElement} */ (element("button", words, kind));
  button.type = "button";
  button.onclick = doing;
  return button;
}

/** Press the same button again, with what it asked for. @param {State} state */
async function again({ path, values }) {
  const form = new FormData();
  for (const [name, value] of values) form.set(name, value);
  begin(await send(`${own()}/${path}`, form));
}

function stop() {
  send(`${own()}/berhenti`, new FormData());
}

function close() {
  const form = new FormData();
  form.set("dibaca", "ya");
  send(`${own()}/berhenti`, form);
  const news = box();
  if (news) news.hidden = true;
  document.querySelector("main")?.focus();
}
