import assert from "node:assert/strict";
import { test } from "node:test";
import { pointless } from "../../course/js/exercise/fields/shop.js";
import { priced } from "../../course/js/exercise/parts/price.js";

const ASKS = ["nama", "barang", "harga"].map((key) => /** @type {[string, string]} */ ([key, key]));
const FIELDS = [
  { kind: "shop", key: "usaha", label: "Usaha saya", asks: ASKS },
  { kind: "long_text", key: "status", label: "Status" },
];

test("a plain price is read as one, what is said otherwise stays", () => {
  for (const text of ["12000", "12.000"]) assert.equal(priced(text), "Rp12.000", text);
  assert.equal(priced("500"), "Rp500");
  assert.equal(priced("1250000"), "Rp1.250.000");
  for (const text of ["35 ribu", "35rb", "Rp 35RB", "35k", "rp. 35.000,-", "Rp35000"])
    assert.equal(priced(text), "Rp35.000", text);
  assert.equal(priced("1,55 juta"), "Rp1.550.000");
  for (const text of [
    "15rb/kg",
    "15",
    "1.5",
    "12000-15000",
    "12.00",
    "0812345678901",
    "10-12 ribu",
    "",
  ])
    assert.equal(priced(text), text);
});

test("who told the shop does not read what is for who told none", () => {
  const paragraph = "Usaha belum diisi? Pakai contoh: Rempeyek Cempaka.\nRempeyek kacang Rp18.000.";
  /** @param {any} usaha @param {any[]} [fields] */
  const isLeftOut = (usaha, fields = FIELDS) =>
    pointless(fields, (key) => /** @type {any} */ ({ usaha, status: "Halo" })[key])(paragraph);
  assert.equal(isLeftOut({ barang: "mie ayam", harga: "12000" }), true, "a name is no must");
  for (const usaha of [undefined, {}, { nama: "Melati" }, { barang: "mie ayam" }])
    assert.equal(isLeftOut(usaha), false, JSON.stringify(usaha));
  assert.equal(isLeftOut({}, FIELDS.slice(1)), false, "a task that knows no shop");
  const told = () => ({ barang: "mie ayam", harga: "12000" });
  assert.equal(pointless(FIELDS, told)("Tugas 2. Usaha belum diisi? Tulis."), false);
});

test("what is for one kind of shop is read by that kind alone", () => {
  const paragraph = "Makanan siap santap? Stok: yang ada hari ini.";
  /** @param {any} usaha */
  const isLeftOut = (usaha) =>
    pointless(FIELDS, (key) => /** @type {any} */ ({ usaha })[key])(paragraph);
  const told = { barang: "mie ayam", harga: "12000" };
  assert.equal(isLeftOut({ ...told, jenis: "siap" }), false);
  assert.equal(isLeftOut({ ...told, jenis: "jasa" }), true);
  for (const usaha of [undefined, {}, told]) assert.equal(isLeftOut(usaha), true, "kind unknown");
});
