import assert from "node:assert/strict";
import { before, test } from "node:test";
import { isNamed, keyFile, sha256, verify } from "../../course/js/phone/verify.js";

const ID = "abcde-23456";
const SITE = "https://kelas.example/sertifikat/";
const EMPTY = { revokedCredential: [] };
const KIND = { name: "ECDSA", namedCurve: "P-256" };
const packed = (value) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
let ours;
let other;

const credential = () => ({
  id: `${SITE}${ID}.jwt`,
  jti: `${SITE}${ID}.jwt`,
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  issuer: { id: `${SITE}penerbit.json` },
  iss: `${SITE}penerbit.json`,
  sub: "urn:uuid:1",
  credentialSubject: { id: "urn:uuid:1" },
  validFrom: "2026-11-22T00:00:00Z",
  nbf: Date.parse("2026-11-22T00:00:00Z") / 1000,
});

async function signed(payload, pair = ours, header = {}) {
  const whole = { alg: "ES256", kid: `${SITE}kunci-aB_1.json`, typ: "JWT", ...header };
  const text = `${packed(whole)}.${packed(payload)}`;
  const hashed = { name: "ECDSA", hash: "SHA-256" };
  const made = await crypto.subtle.sign(hashed, pair.privateKey, Buffer.from(text));
  return `${text}.${Buffer.from(made).toString("base64url")}`;
}

const keyOf = (pair) => crypto.subtle.exportKey("jwk", pair.publicKey);
const verdictOf = async (token, list = EMPTY, id = ID) =>
  (await verify(token, id, await keyOf(ours), list)).verdict;

before(async () => {
  [ours, other] = await Promise.all(
    [1, 2].map(() => crypto.subtle.generateKey(KIND, true, ["sign", "verify"])),
  );
});

test("what the class signed is genuine", async () => {
  const token = await signed(credential());
  assert.equal(keyFile(token), "kunci-aB_1.json");
  assert.equal(await verdictOf(token), "genuine");
});

test("a changed word, another key, no signature and another algorithm are refused", async () => {
  const token = await signed(credential());
  const [header, , signature] = token.split(".");
  const more = packed({ ...credential(), name: "lebih" });
  assert.equal(await verdictOf(`${header}.${more}.${signature}`), "forged");
  assert.equal(await verdictOf(await signed(credential(), other)), "forged");
  const bare = `${packed({ alg: "none", kid: `${SITE}kunci-a.json` })}.${packed(credential())}.`;
  assert.equal(await verdictOf(bare), "forged");
  assert.equal(await verdictOf(await signed(credential(), ours, { alg: "HS256" })), "forged");
  for (const junk of ["", "a.b.c", "....", token.slice(0, -9)])
    assert.equal(await verdictOf(junk), "forged", junk);
});

test("claims must say the same as the credential, and be of this number", async () => {
  const wrong = [
    { iss: "https://other.example/" },
    { jti: "x" },
    { sub: "x" },
    { nbf: 1 },
    { type: ["VerifiableCredential"] },
  ];
  for (const change of wrong)
    assert.equal(
      await verdictOf(await signed({ ...credential(), ...change })),
      "forged",
      JSON.stringify(change),
    );
  assert.equal(await verdictOf(await signed(credential()), EMPTY, "fghjk-23456"), "forged");
});

test("what is on the list is revoked; a list that is none refuses", async () => {
  const token = await signed(credential());
  const { id } = credential();
  assert.equal(await verdictOf(token, { revokedCredential: [{ id, revoked: true }] }), "revoked");
  assert.equal(await verdictOf(token, { revokedCredential: [{ id, revoked: false }] }), "genuine");
  assert.equal(await verdictOf(token, {}), "forged");
});

test("a key's address leads nowhere but into the site's own folder", async () => {
  for (const kid of ["../../x.json", `${SITE}`, "kunci-a.json?x", "https://a/kunci-%2e.json"])
    assert.equal(keyFile(await signed(credential(), ours, { kid })), "", kid);
});

test("the name is proven by the paper's secret alone", async () => {
  const identityHash = `sha256$${await sha256("Siti Nuraéni, S.E.\nrahasia")}`;
  const named = { credentialSubject: { identifier: [{ identityHash }] } };
  assert.equal(await isNamed(named, "Siti Nuraéni, S.E.", "rahasia"), true);
  assert.equal(await isNamed(named, "Budi", "rahasia"), false);
  assert.equal(await isNamed(named, "Siti Nuraéni, S.E.", ""), false);
  assert.equal(await isNamed({ credentialSubject: {} }, "", ""), false);
});
