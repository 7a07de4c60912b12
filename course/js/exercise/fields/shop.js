/**
 * The own shop: what was told once, in one sentence, and the few questions behind it. Value: texts
 * by fact; {} is "no shop": the task is then about the lesson's story.
 */
import { h } from "../dom.js";
import { selectControl } from "../parts/cells.js";
import { group } from "../parts/group.js";
import { priced } from "../parts/price.js";
import { clamp, saveTyping } from "../parts/typing.js";
import { isBelow } from "../right.js";
import { fill, said, WORDS } from "../wording.js";

/** @typedef {import("../types.js").Field} Field @typedef {import("../types.js").Ask} Ask */

const MOST = 60;
/**
 * @param {string} fact @param {Ask[]} asks
 * @returns {boolean} whether a task cannot be about the own shop without it
 */
function isNeeded(fact, asks) {
  // Without its price a second good is only known, so that it is not called another's.
  const isOnlyKnown = fact === "barang2" && !asks.some(([key]) => key === "harga2");
  return /^(barang|harga)/.test(fact) && !isOnlyKnown;
}

const MONEY = /^(harga|modal)/;
/** How the paragraph of a prompt begins that is for who told no shop (`UNTOLD` in `shops.py`). */
const UNTOLD = ["Usaha belum diisi?", said("Usaha belum diisi?")];
/** How one begins that is for one kind of shop only (`HEADS` in `shops.py`). @type {[string, string[]][]} */
const HEADS = [
  ["siap", ["Makanan siap santap?", said("Makanan siap santap?")]],
  ["jasa", ["Berupa jasa?", said("Berupa jasa?")]],
];

/**
 * @param {Field[]} fields of an exercise @param {(key: string) => any} get their answers
 * @returns {(paragraph: string) => boolean} whether it is for who told no shop, and one is told,
 *   or for another kind of shop than the told one
 */
export function pointless(fields, get) {
  const own = fields.some(
    ({ kind, key, asks = [] }) => kind === "shop" && !lacks(asks, get(key) || {}),
  );
  const kinds = fields.map(({ kind, key }) => kind === "shop" && get(key)?.jenis);
  const left = own ? [...UNTOLD] : [];
  for (const [kind, heads] of HEADS) if (!kinds.includes(kind)) left.push(...heads);
  return (text) => left.some((head) => text.trim().startsWith(head));
}

/** @param {Ask} asked @param {string} text as typed @returns {string} as it is read */
function fact([key, , options], text) {
  if (options) return options.find(([one]) => one === text)?.[1] || text;
  const read = MONEY.test(key) ? priced(text) : text;
  return key === "modal" ? fill(WORDS.shop_cost, { cost: read }) : read;
}

/** @param {Ask[]} asks @param {Record<string, string>} told @param {string} [of] facts that begin so @returns {boolean} something is not told that the task needs */
const lacks = (asks, told, of = "") =>
  asks.some(([key]) => key.startsWith(of) && isNeeded(key, asks) && !told[key]);

/** @param {Ask[]} asks @param {Record<string, string>} told @returns {boolean} what one costs is missing, or not below the price */
const isCostOpen = (asks, { harga, modal }) =>
  asks.some(([key]) => key === "modal") && !(modal && isBelow(modal, harga));

/**
 * @param {Ask} asked @param {import("../types.js").Ctx} ctx @param {() => void} say
 * @returns {HTMLInputElement | HTMLSelectElement}
 */
function factInput([key, , options], ctx, say) {
  const keep = (/** @type {string} */ text, /** @type {any} */ how) => {
    const { [key]: _, ...rest } = ctx.get() || {};
    ctx.set(text ? { ...rest, [key]: text } : rest, how);
    say();
  };
  if (options) {
    return selectControl(options, WORDS.table_pick, (text) => keep(text, { commit: true }));
  }
  const input = h("input", { type: "text", class: "cx-input", autocomplete: "off" });
  if (MONEY.test(key)) input.inputMode = "decimal";
  input.maxLength = 2 * MOST;
  input.addEventListener("input", () => clamp(input, MOST));
  saveTyping(input, (how) => keep(input.value.trim(), how));
  return input;
}

/**
 * @param {Ask} asked @param {import("../types.js").Ctx} ctx @param {() => void} say
 * @param {HTMLElement} box @returns {[string, HTMLInputElement | HTMLSelectElement]}
 */
function askFor(asked, ctx, say, box) {
  const [key, question] = asked;
  const input = factInput(asked, ctx, say);
  input.id = ctx.id(key);
  const label = h("label", { class: "cx-label", for: input.id }, question);
  box.append(h("div", { class: "cx-field" }, label, input));
  return [key, input];
}

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const asks = field.asks || [];
  const own = h("p", { class: "cx-help" });
  const note = h("p", { class: "cx-note", hidden: true }, WORDS.shop_cost_open);
  const change = h("summary", { class: "cx-button cx-quiet" }, WORDS.shop_change);
  const box = h("details", null, change);
  const say = () => {
    const told = ctx.get() || {};
    const isOwn = !lacks(asks, told, "barang");
    const facts = asks.filter(([key]) => told[key]).map((one) => fact(one, told[one[0]]));
    change.textContent = isOwn ? WORDS.shop_change : WORDS.shop_tell;
    own.textContent = isOwn ? fill(WORDS.shop_own, { facts: facts.join(", ") }) : WORDS.shop_none;
    note.hidden = !(isOwn && isCostOpen(asks, told));
  };
  const inputs = asks.map((one) => askFor(one, ctx, say, box));
  const update = (/** @type {any} */ value) => {
    for (const [key, input] of inputs) {
      const text = value?.[key] || "";
      if (input.value.trim() !== text) input.value = text;
      // A task that asks for the name or the town needs it: the goods alone do not tell the shop.
      if (!text && /^(nama|daerah)/.test(key)) box.open = true;
    }
    say();
    if (lacks(asks, value || {}) || !note.hidden) box.open = true;
  };
  return { el: group(field, ctx, own, note, box), update };
}
