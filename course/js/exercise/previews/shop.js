/**
 * What is sold: catalogue, and a product's page on a marketplace. A row holds `nama` (or its own
 * label), `harga`, `stok` and `isi`, as far as the form asks for them.
 *
 * @typedef {import("../parts/see.js").See} See
 * @typedef {import("../parts/drawn.js").Child} Child
 */
import { h } from "../dom.js";
import { account, body, buttons, fact, heading, line, measured, rupiah } from "../parts/drawn.js";
import { fill, said } from "../wording.js";

/** @param {string} text */
function stock(text) {
  if (!text) return "";
  return /^\s*(0|habis|sold out)\b/i.test(text)
    ? said("Habis")
    : fill(said("Stok {n}"), { n: text });
}

/** @param {Record<string, string>} row */
function item(row) {
  const name = row.nama || row.label;
  const below = [rupiah(row.harga || ""), stock(row.stok || ""), row.isi].filter(Boolean);
  return h("div", { class: "cx-pv-item" }, account(name, below.join(" · "), said("Nama produk")));
}

/** @param {See} see @param {string} title @returns {Child[]} */
export function goods(see, title) {
  const rows = see.rows("items");
  return rows.length ? [line(title, "cx-pv-name"), ...rows.map(item)] : [];
}

/** @param {See} see @returns {Child[]} */
function catalogue(see) {
  const items = goods(see, said("Semua produk"));
  return [
    account(see.text("name"), said("Katalog"), said("Nama usaha")),
    see.photo("photo"),
    ...(items.length ? items : [body("", said("Belum ada produk"))]),
  ];
}

/** @param {See} see @returns {Child[]} */
function listing(see) {
  const rows = see.rows("variants");
  const price = rupiah(
    see.text("price") || rows.map(({ harga }) => harga).filter(Boolean)[0] || "",
  );
  return [
    see.photo("photo", said("Foto utama")),
    heading(price, "Rp…"),
    body(see.text("title"), said("Nama produk")),
    line(rows.length ? said("Pilih varian") : "", "cx-pv-dim"),
    ...rows.map(item),
    fact(said("Berat kirim"), measured(see.text("weight"), "gram")),
    fact(said("Kurir"), see.text("couriers")),
    line(see.text("about"), "cx-pv-text"),
    account(see.text("shop"), said("Penjual"), said("Nama toko")),
    buttons("Chat", said("Beli")),
  ];
}

/** @type {Record<string, [string, import("../preview.js").Draw]>} */
export const previews = {
  catalogue: [said("Katalog"), catalogue],
  listing: [said("Halaman produk di marketplace"), listing],
};
