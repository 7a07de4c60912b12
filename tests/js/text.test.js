import assert from "node:assert/strict";
import { test } from "node:test";
import { countChars, fitText, hasDigit } from "../../course/js/exercise/parts/typing.js";
import { fill } from "../../course/js/exercise/wording.js";

test("an emoji counts as one letter", () => {
  assert.equal(countChars("donat 🍩"), 7);
  assert.equal(countChars(""), 0);
});

test("text that fits is left alone", () => {
  assert.deepEqual(fitText("halo", 2, 4), { text: "halo", caret: 2 });
});

test("what is too much is taken out before the caret, the tail stays whole", () => {
  assert.deepEqual(fitText("haXXlo", 4, 4), { text: "halo", caret: 2 });
  assert.deepEqual(fitText("a🍩🍩b", 5, 3), { text: "a🍩b", caret: 3 });
});

test("a text too long from its tail is cut at the end", () => {
  assert.deepEqual(fitText("abcdef", 0, 4), { text: "abcd", caret: 0 });
});

test("a number without a digit is noticed", () => {
  assert.equal(hasDigit("Rp18.000"), true);
  assert.equal(hasDigit("banyak"), false);
});

test("braces are filled", () => {
  assert.equal(fill("{n} dari {max} {x}", { n: 12, max: 250 }), "12 dari 250 {x}");
});
