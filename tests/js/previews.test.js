import assert from "node:assert/strict";
import { test } from "node:test";
import { measured, rupiah } from "../../course/js/exercise/parts/drawn.js";
import { See } from "../../course/js/exercise/parts/see.js";
import { makePreview } from "../../course/js/exercise/preview.js";
import { chatLink } from "../../course/js/exercise/previews/chat.js";
import { people, tagCount } from "../../course/js/exercise/previews/post.js";

const ROWS = [
  { key: "ani", label: "Ani", cells: { kita: "ya" } },
  { key: "budi", label: "Budi" },
];
const YES_NO = [
  ["ya", "Ya"],
  ["tidak", "Tidak"],
];
const FIELDS = [
  { kind: "long_text", key: "isi", label: "" },
  { kind: "choice", key: "jenis", label: "", options: [["b", "Bisnis"]] },
  { kind: "choices", key: "hari", label: "", options: [["s", "Senin"], ["r", "Rabu"]] }, // biome-ignore format: short
  {
    kind: "table",
    key: "orang",
    label: "",
    rows: ROWS,
    columns: [
      { key: "kita", label: "", kind: "choice", options: YES_NO },
      { key: "dia", label: "", kind: "choice", options: YES_NO },
    ],
  },
];
const see = (spec, value) =>
  new See(spec, { fields: FIELDS, get: (key) => value[key], upload: () => "" });

test("a slot shows a fixed text, its field, or the field of the same name", () => {
  const one = see(
    { name: "x", slots: { text: "isi" }, given: { name: "Cempaka" } },
    { isi: "Hai" },
  );
  assert.equal(one.text("name"), "Cempaka");
  assert.equal(one.text("text"), "Hai");
  assert.equal(one.text("isi"), "Hai");
  assert.equal(one.text("nothing"), "");
});

test("options are shown in their words, unknown ones as they are", () => {
  const one = see({}, { jenis: "b", hari: ["s", "r"] });
  assert.equal(one.text("jenis"), "Bisnis");
  assert.equal(one.text("hari"), "Senin, Rabu");
  assert.equal(see({}, { jenis: "z" }).text("jenis"), "z");
});

test("a Status is seen by those who saved each other's number", () => {
  const spec = { slots: { people: "orang" } };
  const value = { orang: { ani: { dia: "ya" }, budi: { kita: "ya", dia: "tidak" } } };
  assert.deepEqual(people(see(spec, value)), ["Ani", "Budi"]);
  assert.deepEqual(people(see(spec, {})), ["", ""]); // one question is still open
  assert.deepEqual(people(see(spec, { orang: { ani: { dia: "tidak" } } })), ["", "Ani"]);
});

test("added rows are shown where one before them is still empty", () => {
  const columns = [{ key: "nama", label: "", kind: "text" }];
  const field = { kind: "table", key: "barang", label: "", columns, add_rows: 3 };
  const form = { fields: [field], get: () => ({ n2: { nama: "Donat" } }), upload: () => "" };
  assert.deepEqual(new See({}, form).rows("barang"), [{ nama: "Donat", label: "" }]);
});

test("hashtags are counted where the app counts them", () => {
  assert.equal(tagCount("enak #peyek #blitar"), 2);
  assert.equal(tagCount("# peyek"), 0);
  assert.equal(tagCount("#a#b"), 2);
});

test("a chat link carries the message encoded", () => {
  assert.equal(
    chatLink("62810", "Halo, mau 2 & 3"),
    "https://wa.me/62810?text=Halo%2C%20mau%202%20%26%203",
  );
  assert.equal(chatLink("62810", ""), "https://wa.me/62810");
  for (const whole of ["wa.me/62810", "https://wa.me/62810", "Wa.me/62810"])
    assert.equal(chatLink(whole, ""), "https://wa.me/62810", whole);
});

test("prices are written as people read them", () => {
  assert.equal(rupiah("18000"), "Rp18.000");
  assert.equal(rupiah("Rp 1250000"), "Rp1.250.000");
  assert.equal(rupiah("18rb"), "Rp18.000");
  assert.equal(rupiah("18.000"), "Rp18.000");
  assert.equal(rupiah("12"), "Rp12.000");
  assert.equal(rupiah("Rp 5"), "Rp5.000");
  assert.equal(rupiah("500"), "Rp500");
  assert.equal(rupiah("15rb/kg"), "15rb/kg");
  assert.equal(rupiah("murah"), "murah");
  assert.equal(rupiah(""), "");
});

test("a unit is not said twice", () => {
  assert.equal(measured("250", "gram"), "250 gram");
  assert.equal(measured("250gr", "gram"), "250gr");
  assert.equal(measured("0,25 kg", "gram"), "0,25 kg");
  assert.equal(measured("", "gram"), "");
});

test("no preview, or one we do not know, is nothing", () => {
  const form = { fields: FIELDS, get: () => "", upload: () => "" };
  for (const spec of [undefined, {}, { name: "hologram" }]) {
    assert.equal(makePreview(spec, form), null);
  }
});
