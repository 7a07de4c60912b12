import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateSync, crc32 as nodeCrc32 } from "node:zlib";
import {
  answersJson,
  base64,
  crc32,
  firstLine,
  makeBlocks,
  makeMessages,
  pack,
} from "../../course/js/phone/message.js";

const bytes = (text) => new TextEncoder().encode(text);
const hex = (number) => number.toString(16).padStart(8, "0");

test("CRC-32 is the usual one, always eight digits", () => {
  assert.equal(crc32(bytes("123456789")), "cbf43926");
  assert.equal(crc32(bytes("")), "00000000");
  for (let n = 0; n < 300; n += 7) {
    const data = Uint8Array.from({ length: n }, (_, i) => (i * 31 + n) % 256);
    assert.equal(crc32(data), hex(nodeCrc32(data)));
  }
});

test("base64 uses no letter that WhatsApp reads as formatting", () => {
  const all = Uint8Array.from({ length: 768 }, (_, i) => (i * 7) % 256);
  const text = base64(all);
  assert.match(text, /^[A-Za-z0-9!-]+$/);
  const usual = text.replaceAll("-", "+").replaceAll("!", "/");
  assert.deepEqual(new Uint8Array(Buffer.from(usual, "base64")), all);
});

test("a sending is packed with zlib, or plain where the browser cannot", async () => {
  const text = JSON.stringify({ kata: "Donat 🍩 kentang ".repeat(50) });
  const zipped = await pack(text);
  assert.equal(zipped.packing, "z");
  assert.equal(inflateSync(zipped.bytes).toString("utf8"), text);
  const { CompressionStream } = globalThis;
  delete globalThis.CompressionStream;
  try {
    assert.deepEqual(await pack(text), { packing: "p", bytes: bytes(text) });
  } finally {
    globalThis.CompressionStream = CompressionStream;
  }
});

test("a short sending is one block", () => {
  const content = { participant: "U07", lesson: "m1-internet", packing: "p", bytes: bytes("{}") };
  const { id, blocks } = makeBlocks(content);
  const sum = hex(nodeCrc32("e30"));
  assert.equal(id, hex(nodeCrc32("{}")));
  assert.deepEqual(blocks, [`KU1/U07/m1-internet/1-1/p/${id}/${sum}/e30/KU`]);
});

test("a long sending is split at 3,200 letters and put together again", () => {
  const data = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251);
  const content = { participant: "U07", lesson: "l".repeat(60), packing: "z", bytes: data };
  const { id, blocks } = makeBlocks(content);
  const parts = blocks.map((block) => block.split("/"));
  assert.deepEqual(
    parts.map((part) => part[3]),
    ["1-3", "2-3", "3-3"],
  );
  for (const part of parts) {
    assert.equal(part.length, 9);
    assert.equal(part[5], id);
    assert.equal(part[6], hex(nodeCrc32(part[7])));
    assert.ok(part[7].length <= 3200);
  }
  const text = parts.map((part) => part[7]).join("");
  const usual = text.replaceAll("-", "+").replaceAll("!", "/");
  assert.deepEqual(new Uint8Array(Buffer.from(usual, "base64")), data);
});

test("answers.json holds what it may hold, in its order", () => {
  const kept = { value: { a: 1 }, at: "2026-11-21T13:05:00+07:00", tries: 2, helped: true };
  const entry = { ...kept, item: "3f9c1a" };
  const person = { code: "U07", token: "9fk2", mentor: "628", klass: "Kelas" };
  const data = { course: "kelas-umkm", lesson: "m1", title: "Judul", widgets: {} };
  const json = answersJson(data, person, new Map([["x", { ...entry, full: true }]]));
  assert.equal(
    JSON.stringify(json),
    '{"version":1,"course":"kelas-umkm","lesson":"m1","participant":"U07","by":"U07","token":"9fk2","answers":{"x":{"value":{"a":1},"at":"2026-11-21T13:05:00+07:00","tries":2,"helped":true,"item":"3f9c1a"}}}',
  );
});

test("what was checked first travels along, as version 2", () => {
  const entry = {
    value: { a: 2 },
    at: "2026-11-21T13:05:00+07:00",
    tries: 2,
    helped: true,
    item: "i",
  };
  const first = { value: { a: 1 }, at: "2026-11-21T13:00:00+07:00" };
  const person = { code: "U07", token: "9fk2", mentor: "628", klass: "Kelas" };
  const data = { course: "kelas-umkm", lesson: "m1", title: "Judul", widgets: {} };
  const json = answersJson(data, person, new Map([["x", { ...entry, first, full: true }]]));
  assert.deepEqual([json.version, json.answers.x], [2, { ...entry, first }]);
});

test("a title cannot break the first line, nor make it long", () => {
  const sent = new Date(2026, 10, 22, 13, 5);
  const line = (title) => firstLine("U07", title, sent);
  const time = "22 November 2026 pukul 13.05.";
  assert.equal(line('A {"x"}\n B'), `Jawaban U07 untuk "A x B", ${time}`);
  assert.equal(line("🙂".repeat(99)), `Jawaban U07 untuk "${"🙂".repeat(60)}", ${time}`);
});

/** What the page would send for these answers, all of it. */
async function written(answers, title, sent) {
  const person = { code: answers.participant, token: answers.token };
  const json = answersJson(answers, person, Object.entries(answers.answers));
  const content = await pack(JSON.stringify(json));
  const given = { ...content, participant: person.code, lesson: answers.lesson };
  return makeMessages(firstLine(person.code, title, sent), makeBlocks(given).blocks);
}

/** The content of messages, by the words of docs/sending.md. */
function read(messages) {
  const parts = messages.map((text) => text.slice(text.indexOf("KU1/")).split("/"));
  const data = parts.map((part) => part[7]).join("");
  const packed = Buffer.from(data.replaceAll("-", "+").replaceAll("!", "/"), "base64");
  assert.ok(parts.every((part) => part[5] === hex(nodeCrc32(packed))));
  return JSON.parse(parts[0][4] === "z" ? inflateSync(packed) : packed);
}

// Shared with course/messages.py: both sides must agree on every letter of them. (zlib's output
// may differ between versions; what is in it may not.)
const folder = new URL("../inbox/messages/", import.meta.url);
for (const name of readdirSync(folder)) {
  test(`the page writes the shared example ${name}`, async () => {
    const example = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    const { CompressionStream } = globalThis;
    if (example.packing === "p") delete globalThis.CompressionStream;
    try {
      const messages = await written(example.answers, example.title, new Date(example.sent));
      if (example.packing === "p") assert.deepEqual(messages, example.messages);
      assert.deepEqual(read(messages), example.answers);
      assert.deepEqual(read(example.messages), example.answers);
      assert.ok(messages.every((text) => text.length <= 3500));
    } finally {
      globalThis.CompressionStream = CompressionStream;
    }
  });
}
