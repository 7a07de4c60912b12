import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isComplete,
  namedPhotos,
  sentState,
  stateOf,
  under,
} from "../../course/js/phone/entries.js";
import { parseFragment, readCode } from "../../course/js/phone/joining.js";
import { progressText, sizeText, tasksText } from "../../course/js/phone/progress.js";
import { exerciseTexts } from "../../course/js/phone/speak.js";
import { localDay, localIso, longText, shortText } from "../../course/js/phone/time.js";
import { isInApp, isInvitation } from "../../course/js/phone/user.js";

test("what is built on counts as it stood when the later one was checked, as in Python", () => {
  const at = (/** @type {number} */ hour) => `2026-11-21T${hour}:00:00+07:00`;
  /** @type {any} */
  const entry = { value: { a: "now" }, at: at(14), first: { value: { a: "first" }, at: at(10) } };
  const checked = { value: {}, at: at(13) };
  assert.deepEqual(under(entry, "x"), { a: "now" });
  assert.deepEqual(under(entry, "x", { ...checked, at: at(15) }), { a: "now" });
  assert.deepEqual(under(entry, "x", checked), { a: "first" });
  const beside = { x: { a: "then" } };
  assert.deepEqual(under(entry, "x", { ...checked, beside }), { a: "then" });
  assert.equal(under(entry, "x", { ...checked, beside: {} }), null);
});

test("an invitation is read from the fragment", () => {
  const whole = "#p=U07&t=9fk2&m=6281200000000&k=Kelas%20contoh";
  const person = { code: "U07", token: "9fk2", mentor: "6281200000000", klass: "Kelas contoh" };
  assert.deepEqual(parseFragment(whole), { person });
  assert.deepEqual(parseFragment("#k=A+%26+B&p=u07"), {
    person: { code: "U07", token: "", mentor: "", klass: "A & B" },
  });
});

test("what is no invitation is left alone", () => {
  for (const hash of ["", "#", "#s3", "#main", "#kirim"]) {
    assert.equal(isInvitation(hash), false);
    assert.equal(parseFragment(hash), null);
  }
});

test("a damaged invitation gives nobody", () => {
  for (const hash of ["#p=", "#p=7", "#p=<b>", "#t=9fk2", "#p=%E0%A4", "#p=U07U07", "#m=6281"]) {
    assert.deepEqual(parseFragment(hash), { person: null }, hash);
  }
});

test("only what may stand there is taken over", () => {
  const read = (hash) => parseFragment(hash).person;
  assert.equal(read("#p=U07&t=a b").token, "");
  assert.equal(read(`#p=U07&t=${"a".repeat(41)}`).token, "");
  assert.equal(read("#p=U07&m=0812-0000-0000").mentor, "6281200000000");
  assert.equal(read("#p=U07&m=%2B62 812 0000 0000").mentor, "6281200000000");
  assert.equal(read("#p=U07&m=javascript:alert(1)").mentor, "");
  assert.equal(read("#p=U07&m=1").mentor, "");
  assert.equal(read("#p=U07&k=a%00b%E2%80%AEc").klass, "abc");
  assert.equal(read(`#p=U07&k=${"a".repeat(99)}`).klass.length, 80);
  assert.equal(readCode(" u 07 "), "U07");
  assert.equal(readCode(null), "");
});

test("browsers inside other apps are known", () => {
  assert.equal(isInApp("Mozilla/5.0 (Linux; Android 12; wv) AppleWebKit/537.36 Chrome/120"), true);
  assert.equal(isInApp("Mozilla/5.0 Chrome/120 Mobile Safari/537.36 Instagram 300.0"), true);
  assert.equal(isInApp("Mozilla/5.0 (iPhone) AppleWebKit/605 [FBAN/FBIOS;FBAV/400]"), true);
  assert.equal(isInApp("Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/120"), false);
});

const FIELDS = [
  { kind: "short_text", key: "nama" },
  { kind: "order", key: "urutan", options: ["a", "b", "c"].map((key) => [key, key]) },
];
const entry = (value, full = false, item = "a1") => {
  return { value, full, item, at: "", tries: 1, helped: false };
};

test("an answer is none, a part, full, or to another wording", () => {
  const state = (...given) => stateOf({ item: "a1" }, given.length ? entry(...given) : undefined);
  assert.equal(state(), "none");
  assert.equal(state({}), "none");
  assert.equal(state({ nama: "Sari" }), "part");
  assert.equal(state({ nama: "Sari", urutan: ["b"] }, true), "full");
  assert.equal(state({ nama: "Sari" }, true, "b2"), "changed");
});

test("complete is an answer that leaves nothing out", () => {
  assert.equal(isComplete(FIELDS, { nama: "Sari" }), false);
  assert.equal(isComplete(FIELDS, { nama: "Sari", urutan: ["b"] }), true);
  const else_ = { kind: "short_text", key: "lain" };
  assert.equal(isComplete([...FIELDS, else_], { nama: "Sari", urutan: ["b"] }), false);
  const free = { ...else_, optional: true };
  assert.equal(isComplete([...FIELDS, free], { nama: "Sari", urutan: ["b"] }), true);
});

test("a half-filled table is not complete", () => {
  const columns = [{ key: "alat", kind: "choice" }];
  const rows = [{ key: "r1" }, { key: "r2" }];
  const fields = [{ kind: "table", key: "t", columns, rows }];
  assert.equal(isComplete(fields, { t: { r1: { alat: "x" } } }), false);
  assert.equal(isComplete(fields, { t: { r1: { alat: "x" }, r2: { alat: "y" } } }), true);
});

test("a sending is out of date when an answer is newer or new", () => {
  const sent = { at: "2026-11-22T13:05:00+07:00", answers: { a: "1" } };
  const at = (...pairs) => new Map(pairs.map(([id, time]) => [id, { at: time }]));
  assert.equal(sentState(undefined, at(["a", "1"])), "none");
  assert.equal(sentState(sent, at(["a", "1"])), "sent");
  assert.equal(sentState(sent, at(["a", "2"])), "changed");
  assert.equal(sentState(sent, at(["a", "1"], ["b", "1"])), "changed");
});

test("only photos that an answer names travel", () => {
  const photos = { "photos/a.jpg": "x", "photos/b.jpg": "y" };
  const entries = [entry({ foto: "photos/a.jpg", teks: "photos/c.jpg" }), entry({})];
  assert.deepEqual(namedPhotos(entries, photos), ["photos/a.jpg"]);
});

test("progress in words", () => {
  const now = { code: "U07", n: 3, steps: 24, done: 5, tasks: 12 };
  assert.equal(progressText(now), "Peserta U07 · Langkah 3 dari 24 · 5 dari 12 tugas dijawab");
  assert.equal(progressText({ ...now, code: "", tasks: 0 }), "Langkah 3 dari 24");
  assert.equal(
    progressText({ ...now, again: true, isSheet: true }),
    "Peserta U07 · Langkah 3 dari 24, contoh kedua · 5 dari 12 bagian dijawab",
  );
  assert.equal(progressText({ ...now, code: "", n: 25, tasks: 0 }), "Langkah terakhir");
  assert.equal(tasksText(0, 0), "");
  assert.equal(sizeText(100), "1 KB");
  assert.equal(sizeText(210 * 1024), "210 KB");
  assert.equal(sizeText(1.44 * 1024 * 1024), "1,4 MB");
});

test("times are local, with their offset, in every time zone", () => {
  const date = new Date("2026-11-21T18:05:09Z");
  const before = process.env.TZ;
  const expected = {
    "Asia/Jakarta": "2026-11-22T01:05:09+07:00",
    UTC: "2026-11-21T18:05:09+00:00",
    "Asia/Kolkata": "2026-11-21T23:35:09+05:30",
    "America/St_Johns": "2026-11-21T14:35:09-03:30",
  };
  for (const [zone, iso] of Object.entries(expected)) {
    process.env.TZ = zone;
    assert.equal(localIso(date), iso);
    assert.equal(new Date(localIso(date)).getTime(), date.getTime());
  }
  process.env.TZ = "Asia/Jakarta";
  assert.equal(localDay(date), "2026-11-22");
  assert.equal(longText(date), "22 November 2026 pukul 01.05");
  assert.equal(shortText(date), "22 November 01.05");
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

test("an exercise is read aloud: prompt, labels, units, options, and of a table all that is shown", () => {
  const columns = [
    { key: "jam", label: "Jam", kind: "fixed" },
    {
      key: "jenis",
      label: "Jenis",
      kind: "choice",
      options: Object.entries({ m: "Masuk", k: "Keluar" }),
    },
    { key: "untuk", label: "Untuk apa", kind: "text" },
  ];
  const rows = [
    { key: "r1", label: "Donat", cells: { jam: "08.00", untuk: "Bahan" } },
    { key: "r2", label: "Kue" },
  ];
  const fields = [
    {
      label: "Pilih",
      help: "Satu saja",
      options: [
        ["a", "Pagi"],
        ["b", "Sore"],
      ],
    },
    { label: "Foto", unit: "MB" },
    { label: "Kas", columns, rows },
    { label: "Tulis", rows: 4 },
  ];
  assert.deepEqual(exerciseTexts({ prompt: "Soal.\n\nIsi.", fields }), [
    ...["Soal.", "Isi.", "Pilih", "Satu saja", "Pagi", "Sore", "Foto", "Satuannya MB"],
    ...["Kas", "Jenis: Masuk; Keluar", "Untuk apa", "Donat, Jam: 08.00, Untuk apa: Bahan", "Kue"],
    "Tulis",
  ]);
});
