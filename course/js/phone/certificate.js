/** The page behind a certificate's QR code: is the paper genuine? In Indonesian and in English. */
import { isNamed, keyFile, verify } from "./verify.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const { folder = "" } = document.body.dataset;
/** A folder of files behind a service worker: never what the browser kept. */
const FRESH = /** @type {RequestInit} */ ({ cache: "no-store" });

/** @param {string} name @returns {Promise<Response>} a file of the certificates' folder */
async function found(name) {
  const answer = await fetch(`${folder}/${name}`, FRESH);
  if (!answer.ok && answer.status !== 404) throw new Error(`${answer.status}`);
  return answer;
}

/**
 * Shows the parts of the page that are for a state.
 *
 * @param {"state"|"nameState"} kind @param {string} selector @param {string} state
 */
function show(kind, selector, state) {
  for (const part of Array.from(document.querySelectorAll(selector))) {
    const element = /** @type {HTMLElement} */ (part);
    element.hidden = !(element.dataset[kind] || "").split(" ").includes(state);
  }
  document.body.dataset[kind] = state;
}

/** @param {string} id @param {string} text */
function put(id, text) {
  byId(id).textContent = text;
  byId(id).hidden = !text;
}

/** @param {string} date @returns {string} */
const dayText = (date) =>
  new Date(date).toLocaleDateString("id", { day: "numeric", month: "long", year: "numeric" });

/** @param {any} credential @param {string} id */
function showDetails({ issuer, credentialSubject, validFrom }, id) {
  const { achievement, narrative = "" } = credentialSubject;
  put("achievement", achievement.name);
  put("about", achievement.description);
  put("issuer", issuer.name);
  put("day", dayText(validFrom));
  put("number", id);
  byId("skills").replaceChildren();
  for (const skill of narrative.split("\n").filter(Boolean)) {
    byId("skills").append(Object.assign(document.createElement("li"), { textContent: skill }));
  }
}

/** @param {string} id @returns {Promise<import("./verify.js").Verified|undefined>} */
async function check(id) {
  const token = await found(`${id}.jwt`);
  const text = token.ok ? (await token.text()).trim() : "";
  const name = keyFile(text);
  if (!token.ok) return undefined;
  const [key, list] = await Promise.all([found(name || "-"), found("dicabut.json")]);
  if (!name || !key.ok || !list.ok) return { verdict: "forged" };
  return verify(text, id, await key.json(), await list.json());
}

/** @param {URLSearchParams} asked @param {any} credential @returns {Promise<string>} */
async function nameState(asked, credential) {
  const name = asked.get("n") || "";
  if (!credential.credentialSubject.identifier) return name ? "misnamed" : "unnamed";
  if (!name) return "name-unseen";
  const fits = await isNamed(credential, name, asked.get("s") || "");
  put("name", fits ? name : "");
  return fits ? "named" : "misnamed";
}

/** @param {string} state @param {string} name */
function end(state, name = "") {
  show("state", "main [data-state]", state);
  show("nameState", "main [data-name-state]", name);
}

async function start() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const id = (asked.get("i") || "").trim().toLowerCase();
  if (!id) return end("ask");
  if (!/^[a-z0-9-]{5,40}$/.test(id)) return end("unknown");
  if (!window.crypto?.subtle) return end("old");
  end("busy");
  try {
    const answer = await check(id);
    if (!answer) return end("unknown");
    const { verdict, credential } = answer;
    if (!credential) return end(verdict);
    showDetails(credential, id);
    const name = await nameState(asked, credential);
    return end(verdict === "genuine" && name === "misnamed" ? "forged" : verdict, name);
  } catch {
    return end("offline");
  }
}

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = /** @type {HTMLInputElement} */ (byId("typed")).value;
  location.hash = `i=${encodeURIComponent(typed.trim().toLowerCase())}`;
});
addEventListener("hashchange", start);
start();
