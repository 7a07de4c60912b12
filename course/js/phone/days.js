/**
 * On a test's page, before all else: outside its days a sentence stands in place of the exercises.
 */
import { fill } from "../exercise/wording.js";
import { gateOf } from "./gate.js";
import { dayText, localDay } from "./time.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @returns {import("./types.js").Days} */
const days = () => JSON.parse(byId("data").textContent || "").test;
const now = new Date();
const state = gateOf(days(), now);
byId("gate").hidden = state === "open";
for (const line of Array.from(byId("gate").children)) {
  /** @type {HTMLElement} */ (line).hidden = line.getAttribute("data-when") !== state;
  line.textContent = fill(line.textContent || "", { today: dayText(localDay(now)) });
}
if (state === "before" || state === "after") {
  document.body.dataset.shut = state;
  document.body.classList.add("unchosen");
  byId("contents").hidden = true;
}

/** A page left open before its day opens then; one that was begun is left alone. */
function reopen() {
  const isDue = document.visibilityState === "visible" && gateOf(days(), new Date()) === "open";
  if (state !== "before" || !isDue) return;
  history.replaceState(null, "", location.href.split("#")[0]);
  location.reload();
}
document.addEventListener("visibilitychange", reopen);
