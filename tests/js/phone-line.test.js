import assert from "node:assert/strict";
import { test } from "node:test";
import {
  lessonText,
  momentText,
  placeOf,
  summaryOf,
  taskText,
} from "../../course/js/phone/homeward.js";
import { parseFragment, readAddress } from "../../course/js/phone/joining.js";
import { waitAfter } from "../../course/js/phone/line.js";
import { termsOf, untilStop } from "../../course/js/phone/stops.js";
import { asFragment } from "../../course/js/phone/user.js";
import { CARD, LINE } from "../../course/js/phone/wording.js";

const WHO = "#p=U07&t=9fk2";
const service = (text) => parseFragment(`${WHO}&r=${encodeURIComponent(text)}`).person.receive;

test("an address is https, or this device, and ends in a slash", () => {
  assert.equal(service("https://kirim.contoh.ac.id"), "https://kirim.contoh.ac.id/");
  assert.equal(service("https://contoh.ac.id/kelas/kirim/"), "https://contoh.ac.id/kelas/kirim/");
  assert.equal(service("http://localhost:8001/kirim"), "http://localhost:8001/kirim/");
  for (const text of [
    "http://kirim.contoh.ac.id/",
    "https://kirim.contoh.ac.id/?a=b",
    "https://kirim.contoh.ac.id/#a",
    "https://nama@lain.example/",
    "https://a\\b.example/",
    "ftp://kirim.contoh.ac.id/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//kirim.contoh.ac.id/",
    "kirim.contoh.ac.id",
    "https://",
    `https://${"a".repeat(200)}.example/`,
    "",
  ]) {
    assert.equal(readAddress(text), "", text);
    assert.equal(service(text), undefined, text);
  }
});

test("an address without the proof of whose the link is counts for nothing", () => {
  const bare = parseFragment("#p=U07&r=https%3A%2F%2Fkirim.contoh.ac.id%2F").person;
  assert.equal("receive" in bare, false);
  const { person } = parseFragment(`${WHO}&r=https%3A%2F%2Fkirim.contoh.ac.id%2F`);
  assert.deepEqual(parseFragment(asFragment(person)).person, person);
});

const AT = "2026-11-29T10:42:00+07:00";
const LATER = "2026-11-29T10:43:00+07:00";
const entry = (value = { a: "x" }, at = AT) => ({
  value,
  at,
  tries: 1,
  helped: false,
  item: "",
  full: true,
});
const receipt = (more = {}) => ({
  at: AT,
  token: "9fk2",
  answers: { t1: AT },
  photos: {},
  ...more,
});
const told = (more) => ({ receipt: receipt(more), token: "9fk2" });
const PHOTO = { a: "photos/t1-a.jpg" };
const sent = (more) => told({ photos: { [PHOTO.a]: { at: AT, sha256: "", url: "", ...more } } });

test("where an answer is", () => {
  const place = (given, value, at) => placeOf("t1", new Map([["t1", entry(value, at)]]), given);
  assert.equal(place({ token: "9fk2" }), "waiting");
  assert.equal(place(told({})), "arrived");
  assert.equal(place(told({}), undefined, LATER), "waiting");
  assert.equal(place({ ...told({}), token: "zz22" }), "waiting", "sent under another invitation");
  assert.equal(place({ ...told({ answers: {} }), door: { closed: true } }), "closed");
  assert.equal(place({ ...told({}), door: { closed: true } }), "arrived", "it was there before");
  const tried = { answers: {}, problem: "Terlalu panjang.", tried: { t1: AT } };
  assert.equal(place(told(tried)), "refused");
  assert.equal(place(told(tried), undefined, LATER), "waiting", "other bytes");
  assert.equal(place(told({}), PHOTO), "photos");
  assert.equal(place(sent({ done: true }), PHOTO), "arrived");
  assert.equal(place(sent({ done: false }), PHOTO), "photos");
  assert.equal(place(sent({ done: false, problem: "Rusak." }), PHOTO), "refused");
  assert.equal(place(sent({ done: true, at: LATER }), PHOTO), "photos", "of another answer");
});

test("a lesson is where its last answer is", () => {
  const both = new Map([
    ["t1", entry(PHOTO)],
    ["t2", entry()],
  ]);
  assert.deepEqual(summaryOf(new Map(), told({})), { place: "none", waiting: 0, photos: 0 });
  assert.deepEqual(summaryOf(both, told({})), { place: "waiting", waiting: 1, photos: 1 });
  const all = told({ answers: { t1: AT, t2: AT } });
  assert.deepEqual(summaryOf(both, all), { place: "photos", waiting: 0, photos: 1 });
});

test("every place has its words, and no brace is left", () => {
  const now = new Date(AT);
  const cases = [{}, { isThrifty: true }, { isGoing: true }];
  for (const place of ["waiting", "photos", "arrived", "refused", "closed"]) {
    for (const some of cases) {
      const more = { problem: "Rusak.", at: AT, ...some };
      const texts = [LINE.lesson, CARD].map((words) =>
        lessonText({ place, waiting: 2, photos: 1 }, more, words, now),
      );
      for (const text of [...texts, taskText(place, more)])
        assert.match(text, /^[A-Z0-9][^{}]+[.…\d]$/);
    }
  }
  assert.equal(
    lessonText({ place: "none", waiting: 0, photos: 0 }, { at: "", problem: "" }, CARD, now),
    "",
  );
});

test("a moment of today has no day", () => {
  const now = new Date(2026, 10, 29, 12, 0);
  assert.equal(momentText(new Date(2026, 10, 29, 10, 42).toISOString(), now), "10.42");
  assert.equal(momentText(new Date(2026, 10, 28, 10, 42).toISOString(), now), "28 November 10.42");
});

test("after a failure each wait is longer, none is the same, and a service is obeyed", () => {
  const waits = [0, 1, 2, 3, 20].map((tries) => waitAfter(tries, 0, 0.5));
  assert.deepEqual(waits, [5000, 10_000, 20_000, 40_000, 300_000]);
  assert.notEqual(waitAfter(2, 0, 0.1), waitAfter(2, 0, 0.9));
  assert.equal(waitAfter(0, 600, 0) >= 600_000, true);
});

test("a lesson says what may leave of it, and to whoever sends without its page", () => {
  const widgets = { setuju: { traits: 1 }, usaha: { traits: 2 } };
  assert.equal(termsOf({ widgets }), null);
  const terms = termsOf({ stops: { setuju: { jawaban: "tidak" } }, widgets });
  assert.deepEqual(Object.keys(terms.widgets), ["setuju", "usaha"]);
  const said = (jawaban) =>
    new Map([
      ["setuju", { value: { jawaban } }],
      ["usaha", { value: {} }],
    ]);
  assert.deepEqual([...untilStop(terms, said("ya")).keys()], ["setuju", "usaha"]);
  assert.deepEqual([...untilStop(terms, said("tidak")).keys()], ["setuju"]);
  assert.equal(termsOf({ anonymous: true, widgets }).anonymous, true);
});
