import assert from "node:assert/strict";
import { test } from "node:test";
import { pointless } from "../../course/js/exercise/fields/shop.js";
import { priced } from "../../course/js/exercise/parts/price.js";
import { isBelow } from "../../course/js/exercise/right.js";
import { together } from "../../course/js/phone/told.js";

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

test("a cost is below its price as far as both can be read", () => {
  for (const [cost, price] of [
    ["9.000", "12rb"],
    ["6", "15"],
    ["9000", ""],
    ["kira-kira", "15000"],
    ["9rb/kg", "10-12 ribu"],
  ])
    assert.equal(isBelow(cost, price), true, `${cost} ${price}`);
  for (const [cost, price] of [
    ["60.000", "9.000"],
    ["15rb", "15.000"],
    ["20", "15"],
  ])
    assert.equal(isBelow(cost, price), false, `${cost} ${price}`);
});

test("what was typed in one task is there in the next, of the same goods only", () => {
  const donut = { barang: "Donat", harga: "3000" };
  assert.deepEqual(together({}, [donut, { barang: "bakpia", isi: "1 dus", nama: "Melati" }]), {
    ...donut,
    nama: "Melati",
  });
  const told = { barang: "donat", isi: "1 buah", harga: "2500", jumlah: 3, lewat: ["wa"] };
  const { jumlah, lewat, ...texts } = told;
  assert.deepEqual(together(told, [{ ...donut, modal: "2000" }]), { ...texts, modal: "2000" });
});

test("a cost that is not below the price is not carried on", () => {
  const told = { barang: "donat", harga: "3000", modal: "60000" };
  assert.equal("modal" in together(told, []), false);
  assert.equal(together(told, [{ barang: "donat", modal: "2000" }]).modal, "2000");
  assert.equal("modal" in together(told, [{ barang: "donat", modal: "3.000" }]), false);
});
