/**
 * The catalogue as a text for WhatsApp, as course/curriculum/m3_foto_katalog/keepsakes.py makes it: what
 * is said of the goods is cleaned as a shop takes it (shop_text.py there).
 *
 * @typedef {import("../exercise/types.js").Field} Field
 * @typedef {import("./keepsakes.js").Answered} Answered
 */
import { addedCount, addedKey, cellText } from "../exercise/parts/table_data.js";
import { readings } from "../exercise/right.js";
import { oneLine } from "./calendar.js";

/** The words that lead to a number or a link, and say nothing without it; and those. */
const CONTACT = new RegExp(
  "(?:\\b(?:pesan|pesen|order|hubungi|hub|cek|lihat|klik|kunjungi|chat|wa|whatsapp|telp|telepon|tlp" +
    "|hp|email|atau|dan|di|ke|lewat|via|no|nomor)\\b[ .:]{0,3}){0,6}" +
    "(?:https?://\\S+|www\\.\\S+|[\\w.+-]{1,64}@[\\w-]+\\.[\\w.-]+" +
    "|\\b[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){0,3}" +
    "\\.(?:com|id|net|org|me|ly|shop|store|site|app|ee|link|example)\\b(?:/\\S*)?" +
    "|(?:\\+ ?62|\\b62|\\b0)[ .-]?8\\d(?:[ .-]?\\d){6,11}(?!\\d))",
  "gi",
);
const SIGNS = /[\p{So}\p{Sk}\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Mn}\p{Zl}\p{Zp}\p{Cs}]/gu;
const KEPT = "PIRT P-IRT BPOM MUI SNI NIB UMKM QRIS COD DIY".split(" ");
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };
const EDGES = /^[\s*=+\-@•.,;:]+|[\s*=+\-@•.,;:]+$/g;
const STOCK = { habis: " (habis)", pesan: " (pesan dulu)" };

/** @param {string} text */
const begun = (text) => text.replace(/(^|[.!?] )([\p{L}\p{N}_])/gu, (whole) => whole.toUpperCase());

/** @param {string} text what is nearly all capitals is quiet, and sentences begin with one */
function cased(text) {
  const letters = text.match(/\p{L}/gu) || [];
  const capitals = letters.filter((one) => /\p{Lu}/u.test(one));
  const isLoud = letters.length > 3 && capitals.length > 0.6 * letters.length;
  const quiet = (/** @type {string} */ word) =>
    KEPT.includes(word.replace(/^[.,!?]+|[.,!?]+$/g, "")) ? word : word.toLowerCase();
  return begun(isLoud ? text.split(" ").map(quiet).join(" ") : text);
}

/** @param {string} text as a shop takes it: without contacts, signs and rows of marks */
function tidy(text) {
  const named = (/** @type {string} */ one) =>
    one.replace(/&(\w+|#39);/g, (whole, name) => ENTITIES[/** @type {"amp"} */ (name)] || whole);
  const plain = named(named(text)).replace(/<[^<>]*>|[<>]/g, " ");
  const bare = plain.split(/\s+/).join(" ").trim().replace(CONTACT, " ").replace(SIGNS, " ");
  const once = bare
    .trim()
    .split(/\s+/)
    .join(" ")
    .replace(/([!?.,])(?:\s*[!?.,])+/g, "$1");
  return once.replace(/ +([!?.,])(?=\s|$)/g, "$1").replace(EDGES, "");
}

/** @param {string} text */
function titled(text) {
  const words = cased(tidy(text).replace(/[!?*]+/g, " ")).split(/\s+/);
  const isLoud = (/** @type {string} */ one) =>
    one.length > 3 && one === one.toUpperCase() && one !== one.toLowerCase() && !KEPT.includes(one);
  return begun(
    words
      .map((one) => (isLoud(one) ? one.toLowerCase() : one))
      .join(" ")
      .trim(),
  ).replace(/^[ .,;:]+|[ .,;:]+$/g, "");
}

/** @param {string} told of the shop: who writes "15" for the price of a thing sold means thousands */
const thousands = (told = "") => (/^\s*[1-9]\d?\s*$/.test(told) ? `${told.trim()} ribu` : told);

/** @param {string} text @returns {string} "Rp15.000"; "" for what is no price */
function priced(text) {
  const amount = Math.round(Math.max(0, ...readings(text)));
  return amount >= 100 && amount <= 1e9
    ? `Rp${String(amount).replace(/\B(?=(\d{3})+$)/g, ".")}`
    : "";
}

/** @param {(column: string) => string} of @param {string} title @param {string} brand */
function described(of, title, brand) {
  const about = [of("keterangan"), of("isi")]
    .map((text) => cased(tidy(text)).replace(/^[ ,;:]+|[ ,;:]+$/g, ""))
    .filter(Boolean)
    .map((text) => text.replace(/[. ]+$/, ""))
    .join(". ");
  const isSame = !about || about.toLowerCase() === title.toLowerCase();
  return isSame ? `${title} dari ${brand}` : about;
}

/** @param {Field} table @param {any} cells @returns {import("../exercise/types.js").Row[]} asked for and added */
function rowsOf(table, cells) {
  const count = addedCount(cells, table.add_rows || 0);
  const added = Array.from({ length: count }, (_, i) => ({ key: addedKey(i + 1), label: "" }));
  return [...(table.rows || []), ...added];
}

/** @param {Answered} answered @returns {string} "" where no goods have name and price */
export function catalogueText({ fields, value }) {
  const shop = fields.find(({ kind }) => kind === "shop");
  const told = (shop && value[shop.key]) || {};
  const named = fields.find(({ kind }) => kind === "short_text");
  const table = fields.find(({ kind }) => kind === "table");
  if (!table) return "";
  const cells = value[table.key];
  const brand = oneLine(told.nama || (named && value[named.key]) || "") || "Usaha saya";
  /** @type {string[]} */
  const lines = [];
  rowsOf(table, cells).forEach((row, index) => {
    const of = (/** @type {string} */ column, fact = column) =>
      told[`${fact}${index ? index + 1 : ""}`] || cellText(cells, row, column);
    const [title, price] = [
      titled(of("nama", "barang")),
      priced(thousands(told[`harga${index ? index + 1 : ""}`]) || of("harga")),
    ];
    if (!title || !price) return;
    const stock = STOCK[/** @type {"habis"} */ (cellText(cells, row, "stok"))] || "";
    lines.push(`${lines.length / 2 + 1}. ${title}, ${price}${stock}`);
    lines.push(`   ${described(of, title, brand)}`);
  });
  if (!lines.length) return "";
  return [`*${brand}*`, "", ...lines, "", "Pesan lewat chat ini, ya.", ""].join("\n");
}
