import assert from "node:assert/strict";
import { test } from "node:test";
import {
  empties,
  guardText,
  harmless,
  hasNumber,
  missedNames,
  verdict,
} from "../../course/js/phone/verdict.js";

const options = (/** @type {string[]} */ ...keys) => keys.map((key) => [key, `di ${key}`]);
/** @param {string} kind @param {string} key @param {Record<string, any>} [more] @returns {any} */
const field = (kind, key, more) => ({ kind, key, label: `${key}. Isian`, help: "", ...more });
/** @param {string} key @param {any[]} rows @param {any[]} columns */
const table = (key, rows, columns) => field("table", key, { rows, columns });
const CHOICE = { kind: "choice", key: "hasil", label: "Hasil", options: options("asli", "palsu") };
const TEXT = { kind: "text", key: "isi", label: "Isi" };
/** @param {string} label @param {number} share @param {Record<string, any>} [more] @returns {any} */
const row = (label, share, more = {}) => {
  const { points = 1 } = more;
  return { label, points, earned: points * share, share, found: "", ...more };
};
/** @param {any[]} criteria @param {Record<string, any>} [more] @returns {any} */
const cell = (criteria, more) => ({ id: "x", criteria, guard: null, earned: 0, ...more });

test("what is empty is named by its letter, in the order of the page; a shop and what one may leave out are not", () => {
  const fields = [
    field("shop", "usaha"),
    field("choice", "a", { options: options("x") }),
    field("short_text", "b"),
    field("photo", "foto", { optional: true }),
    field("order", "c", { options: options("x", "y") }),
    field("number", "lama", { label: "Berapa lama?" }),
  ];
  const left = (/** @type {any} */ value) => empties(fields, value);
  assert.deepEqual(left({ a: "x" }), {
    keys: ["b", "c", "lama"],
    names: ["b", "c", "“Berapa lama?”"],
  });
  assert.deepEqual(left({ a: "x", b: "Donat", c: ["y"], lama: "3" }), { keys: [], names: [] });
  const photos = [field("photo", "utama"), field("photo", "rincian")];
  assert.deepEqual(empties(photos, { utama: "photos/a.jpg" }).keys, ["rincian"]);
  assert.deepEqual(empties([field("long_text", "a"), photos[0]], { a: "Donat" }).keys, []);
});

test("a word of the answer alone is no reason", () => {
  const fields = [field("long_text", "pesan")];
  const found = [
    cell([row("salam", 0.5, { found: "pak," }), row("hashtag", 0, { found: "#fyp" })]),
  ];
  const { items } = verdict(found, fields, { pesan: "Pak, kapan beli #fyp" }, {});
  assert.deepEqual(
    items.map(({ details }) => details),
    [[], []],
  );
  const [boast] = [cell([row("wajar", 0, { found: "ada kata: paling" })])];
  assert.deepEqual(verdict([boast], fields, { pesan: "paling enak" }, {}).items[0].details, [
    "Ada kata: paling.",
  ]);
});

test("of many boxes the letters are said, and a refusal says which box it means", () => {
  const fields = ["a", "b", "c", "d"].map((key) =>
    field("short_text", key, { label: `${key}. Isian ${key}` }),
  );
  const refused = {
    id: "g",
    criteria: [],
    guard: row("ditulis untuk pembaca", 0, { found: "100% tulisan menyalin soal" }),
    earned: 0,
    fields: ["b"],
  };
  const found = [cell([row("nama", 1), row("alamat", 0)], { fields: ["a", "c", "d"] }), refused];
  const seen = verdict(found, fields, {}, {});
  assert.deepEqual(seen.there, [["Bagian a, c, d", ["nama"]]]);
  assert.match(
    guardText(seen.guards[0], (text) => text),
    /^b\. Isian b: Ini masih sama/,
  );
});

test("of a table that is begun the rows are named; what came filled in is not empty", () => {
  const rows = [
    { key: "r1", label: "Pesan 1" },
    { key: "r2", label: "Pesan 2" },
    { key: "r3", label: "Pesan 3", cells: { isi: "" } },
  ];
  const fields = [table("b", rows, [CHOICE, TEXT])];
  const given = { r1: { hasil: "asli", isi: "ya" }, r2: { hasil: "asli" }, r3: { hasil: "palsu" } };
  assert.deepEqual(empties(fields, { b: given }).names, ["b (“Pesan 2”)"]);
  assert.deepEqual(empties(fields, {}).names, ["b"]);
  const whole = { ...given, r2: { hasil: "asli", isi: "tidak" } };
  assert.deepEqual(empties(fields, { b: whole }).keys, []);
});

test("what a right sum means is said, whatever else is missing; of a wrong one it is not", () => {
  const fields = [field("number", "hasil"), field("number", "lain")];
  const means = { found: "itu rugi Rp17.000: belum kembali", told: true };
  const of = (/** @type {number} */ share, /** @type {number} */ other) =>
    verdict([cell([row("hasil", share, means), row("lain", other)])], fields, {}, {}).told;
  assert.deepEqual(of(1, 1), ["Itu rugi Rp17.000: belum kembali."]);
  assert.deepEqual(of(1, 0), ["Itu rugi Rp17.000: belum kembali."]);
  assert.deepEqual(of(0, 1), []);
});

test("two things to mend at once, those worth most; the rest comes after, what is there is named", () => {
  const fields = [field("long_text", "tulis")];
  const rows = [
    row("salam", 0, { points: 0.5 }),
    row("harga", 0, { points: 2 }),
    row("barang", 1),
    row("ajakan", 0.5, { points: 2 }),
    row("stok", 0, { points: 0.5 }),
  ];
  const said = verdict([cell(rows)], fields, { tulis: "Donat" }, { harga: "Tulis harganya." });
  assert.deepEqual(
    said.items.map(({ label, kind, details }) => [label, kind, details]),
    [
      ["harga", "missing", ["Tulis harganya."]],
      ["ajakan", "partly", []],
    ],
  );
  assert.deepEqual([said.later, said.there, said.isFull], [true, [["", ["barang"]]], false]);
  assert.deepEqual([said.right, said.of], [1, 5]);
  assert.equal(verdict([cell([row("barang", 1)])], fields, {}, {}).isFull, true);
});

test("what must not stand there comes before what is worth more", () => {
  const fields = [field("long_text", "balasan")];
  const rows = [
    row("harga", 0, { points: 2 }),
    row("kapan", 0, { points: 2 }),
    row("tidak menuduh", 0, { found: "ada kata: penipu" }),
  ];
  const plain = [cell([row("harga", 0), row("kapan", 0), row("tidak menuduh", 0.5)])];
  const labels = (/** @type {any[]} */ other) =>
    verdict([cell(rows)], fields, { balasan: "Kamu penipu" }, {}, undefined, other).items.map(
      ({ label }) => label,
    );
  assert.deepEqual(labels(plain), ["tidak menuduh", "harga"]);
  assert.deepEqual(labels([]), ["harga", "kapan"]);
  assert.deepEqual(harmless([...fields, field("number", "n")], { balasan: "Kamu", n: "3" }), {
    balasan: "Anu",
    n: "3",
  });
});

test("of numbers and choices the first that is wrong is the cause, whatever it is worth", () => {
  const fields = [field("number", "chat"), field("choice", "ramai", { options: options("x") })];
  const rows = [
    row("dua angka", 0.5, { points: 0.5 }),
    row("jalan", 0, { points: 2 }),
    row("sebab", 0, { points: 3 }),
  ];
  const said = verdict([cell(rows)], fields, { chat: "50", ramai: "x" }, {});
  assert.deepEqual(
    said.items.map(({ label }) => label),
    ["dua angka", "jalan"],
  );
});

test("a text that lacks something may be used; one that says something wrong may not", () => {
  const fields = [field("long_text", "a")];
  const isFit = (
    /** @type {any[]} */ rows,
    /** @type {string} */ text,
    /** @type {any} */ more = {},
    /** @type {any} */ plain = [],
  ) => verdict([cell(rows, more)], fields, { a: text }, {}, undefined, plain).isFit;
  const price = row("harga ada dan benar", 0);
  assert.equal(isFit([row("kapan", 0), price], "Donat masih ada, Bu"), true, "only missing");
  assert.equal(isFit([price], "Donat 15 ribu, Bu"), false, "not her price");
  assert.equal(isFit([price], "Donat Rp 15.000, Bu"), false);
  assert.equal(isFit([row("harga", 1)], "Donat Rp 15.000, Bu"), true);
  const boast = row("tanpa janji berlebihan", 0);
  const harmlessly = [cell([row("tanpa janji berlebihan", 1)])];
  assert.equal(isFit([boast], "Donat paling enak", {}, harmlessly), false);
  const copy = { guard: row("ditulis untuk pembaca", 0, { found: "80% menyalin soal" }) };
  assert.equal(isFit([row("kapan", 1)], "Donat", copy), false);
});

test("of several parts each has its own line and comes in the order of the page", () => {
  const fields = [field("long_text", "a"), field("long_text", "b")];
  const of = (/** @type {string} */ key, /** @type {any[]} */ rows) =>
    cell(rows, { fields: [key] });
  const found = [
    of("b", [row("salam, atau maaf", 1), row("kapan buka", 0, { points: 2 })]),
    of("a", [row("salam", 1), row("nama usaha", 0)]),
  ];
  const said = verdict(found, fields, { a: "Halo", b: "Maaf" }, {});
  assert.deepEqual(said.there, [
    ["a. Isian", ["salam"]],
    ["b. Isian", ["salam, atau maaf"]],
  ]);
  assert.deepEqual(
    said.items.map(({ head }) => head),
    ["a. Isian", "b. Isian"],
  );
});

test("what is wrong comes before what is missing, in the order of the page", () => {
  const ticks = field("choices", "siap", { options: options("pin", "ktp", "sandi", "hp") });
  const missed = row("yang disiapkan", 0.5, { missed: ["hp", "ktp", "pin", "sandi"] });
  const names = missedNames(missed, [ticks], { siap: ["sandi", "pin"] });
  assert.deepEqual(names, ["di pin", "di sandi", "di ktp", "di hp"]);
});

test("an order or a set of choices tells its solution at the second try", () => {
  const ticks = field("choices", "foto", { options: options("1", "2", "9") });
  const order = field("order", "urut", { options: options("f", "d", "b") });
  const details = (/** @type {any} */ one, /** @type {any} */ value, /** @type {any} */ first) => {
    const share = row("yang tajam", 0, { missed: one === ticks ? ["1", "9"] : ["d"] });
    const ways = { "yang tajam": "Jawabannya 1 dan 9." };
    const said = verdict([cell([share])], [one], value, ways, undefined, [], first);
    return said.items[0].details;
  };
  const told = "Jawabannya 1 dan 9.";
  assert.deepEqual(details(ticks, {}, {}), []);
  assert.deepEqual(details(ticks, { foto: ["9"] }, { foto: ["9"] }), ["Lihat lagi: di 9"]);
  assert.deepEqual(details(ticks, { foto: ["2"] }, {}), ["Lihat lagi: di 1; di 9", told]);
  assert.deepEqual(details(order, { urut: ["d"] }, { urut: ["d"] }), ["Lihat lagi: di d"]);
  assert.deepEqual(details(order, { urut: ["d"] }, { urut: ["b"] }), ["Lihat lagi: di d", told]);
  const text = field("long_text", "a");
  const written = verdict(
    [cell([row("harga", 0)])],
    [text],
    {},
    { harga: "Tulis." },
    undefined,
    [],
    {},
  );
  assert.deepEqual(written.items[0].details, ["Tulis."]);
});

test("what a guard refuses is not praised in the same breath, but what a list names is", () => {
  const fields = [field("long_text", "a")];
  const there = (/** @type {string} */ found, share = 0) => {
    const guard = row("ditulis untuk pembaca", share, { found });
    const rows = [row("harga", 1, { told: true, found: "15.000" }), row("kapan", 0)];
    const said = verdict([cell(rows, { guard })], fields, { a: "x" }, {});
    return [...said.there.map(([, labels]) => labels.join()), ...said.told];
  };
  assert.deepEqual(there("rencana menurut waktu"), []);
  assert.deepEqual(there("80% menyalin soal"), []);
  assert.deepEqual(there("berupa daftar kata (tanpa kata penyambung)"), ["harga", "15.000."]);
  assert.deepEqual(there("", 1), ["harga", "15.000."]);
});

test("how one speaks to a reader is said of a list alone", () => {
  const said = (/** @type {string} */ label, /** @type {string} */ found) =>
    guardText(row(label, 0, { found }), (text) => text);
  const reader = "ditulis untuk pembaca";
  assert.equal(
    said(reader, "tidak menjawab keluhannya"),
    "Belum bisa dinilai penuh: tidak menjawab keluhannya.",
  );
  assert.match(
    said(reader, "berupa daftar kata (tanpa kata penyambung)"),
    /Tulis seperti berbicara/,
  );
  assert.match(
    said("ditulis untuk barang sendiri", "hanya kata-kata dari soal"),
    /dengan angkanya/,
  );
});

test("a telephone number is seen in any answer; hours, prices and the course's own are none", () => {
  const seen = (/** @type {string} */ text) => hasNumber({ a: text });
  for (const text of [
    "WA 081234567890",
    "+62 812-3456-7890",
    "pesan\n0812 3456 789",
    "wa.me/6281234567890",
  ])
    assert.equal(seen(text), true, text);
  const none = [
    "0810-0000-1234",
    "6281000001234",
    "0812-0000-1234",
    "Rp18.000",
    "08.00-16.00 18.000",
    "",
  ];
  for (const text of none) assert.equal(seen(text), false, text);
});

test("two fields that use one key are kept apart by what the criterion looks at", () => {
  const fields = [
    field("choices", "siap", { options: [["rekening", "Nomor rekening"]] }),
    field("order", "langkah", { options: [["rekening", "Isi rekening"]] }),
  ];
  const rows = [
    row("yang disiapkan", 0, { missed: ["rekening"], points: 2 }),
    row("urutan", 0, { missed: ["rekening"] }),
  ];
  const about = [["siap"], ["langkah"]];
  const said = verdict([cell(rows, { about })], fields, { siap: [], langkah: [] }, {});
  assert.deepEqual(
    said.items.map(({ details, written }) => [written, ...details]),
    [
      [false, "Lihat lagi: Nomor rekening"],
      [false, "Lihat lagi: Isi rekening"],
    ],
  );
});

test("each row of a table is right or not; nothing is called right that may be meant", () => {
  const rows = ["r1", "r2", "r3"].map((key) => ({ key, label: `Pesan ${key}` }));
  const fields = [table("pesan", rows, [CHOICE]), field("short_text", "lalu")];
  const value = { pesan: { r1: { hasil: "asli" }, r2: { hasil: "palsu" } }, lalu: "Hapus" };
  const marks = (/** @type {any[]} */ criteria, /** @type {any} */ more) =>
    verdict([cell(criteria, more)], fields, value, {}).rows.pesan;
  const two = row("dikenali", 0.3, { missed: ["r2", "r3"] });
  const about = [["pesan"], []];
  assert.deepEqual(marks([two, row("langkah", 0)], { about }), { r1: true, r2: false, r3: false });
  // A second criterion about the table fails and names no row.
  assert.deepEqual(marks([two, row("jumlah", 0)], { about: [["pesan"], ["pesan"]] }), {
    r2: false,
    r3: false,
  });
  // Nothing says which field a criterion looks at.
  assert.deepEqual(marks([two]), { r2: false, r3: false });
});

test("a checker that names the cells of a table is heard, not only the rows", () => {
  const rows = ["b1", "b2"].map((key, n) => ({ key, label: `Baris ${n + 1}` }));
  const fields = [table("katalog", rows, [CHOICE])];
  const value = { katalog: { b1: { hasil: "a" }, b2: { hasil: "b" } } };
  const found = "3 dari 4 diperbaiki. Lihat lagi: Baris 1, Nama";
  const said = verdict([cell([row("kotak", 0.75, { found, missed: ["b1"] })])], fields, value, {});
  assert.deepEqual(said.items[0].details, [`${found}.`]);
  assert.deepEqual(said.rows.katalog, { b1: false, b2: true });
});

test("an empty photo is said once", () => {
  const rows = ["terang", "tajam"].map((label) => row(label, 0, { found: "belum ada foto" }));
  const said = verdict([cell(rows)], [field("photo", "foto")], {}, { tajam: "Tahan napas." });
  assert.deepEqual(
    said.items.map(({ details }) => details),
    [["Belum ada foto."]],
  );
  assert.equal(said.later, false);
});
