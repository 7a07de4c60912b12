/**
 * Asks before an invitation changes who uses the phone, or to whom the answers go.
 *
 * @typedef {import("./types.js").Person} Person
 */
import { button, h } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { audienceOf } from "./user.js";
import { ASK, WHO } from "./wording.js";

/** @param {string} form @param {Person} person @param {string} [more] */
function line(form, { code, klass, class_id, mentor }, more = "") {
  const group = klass || class_id;
  const who = WHO[audienceOf(code)];
  const parts = [
    group && ` (${group})`,
    // The last digits are enough to know a number by, and no use to who looks over a shoulder.
    mentor && fill(ASK.mentor, { end: mentor.slice(-4) }),
    more,
  ];
  return h("p", null, fill(form, { who, code, more: parts.filter(Boolean).join("") }));
}

/**
 * @param {Person} now @param {Person} invited
 * @param {boolean} isOther another person, not new data of the same one
 * @param {(question: HTMLElement) => void} show
 * @returns {Promise<boolean>} the invitation is to be used
 */
export function question(now, invited, isOther, show) {
  const words = isOther ? ASK.other : ASK.renewed;
  const token = !isOther && invited.token && invited.token !== now.token ? ASK.token : "";
  const isMoved = !isOther && invited.receive && invited.receive !== now.receive;
  const place = isMoved ? fill(ASK.receive, { host: (invited.receive || "").split("/")[2] }) : "";
  return new Promise((resolve) => {
    const choice = (/** @type {string} */ text, /** @type {boolean} */ answer, kind = "") =>
      button(fill(text, { old: now.code, code: invited.code }), () => resolve(answer), {
        class: `button ${kind}`,
      });
    show(
      h(
        "div",
        { class: "ask", role: "group", "aria-label": ASK.label },
        line(ASK.now, now),
        line(ASK.invited, invited, token + place),
        h("p", null, fill(words.help, { old: now.code })),
        choice(words.keep, false, "primary"),
        choice(words.use, true),
      ),
    );
  });
}
