/**
 * The small form for who came without an invitation link.
 */
import { h } from "../exercise/dom.js";
import { readCode } from "./joining.js";
import { JOIN } from "./wording.js";

/**
 * @param {(code: string) => Promise<void>} join
 * @param {{label: string, help: string, button: string}} [words]
 * @returns {HTMLFormElement}
 */
export function codeForm(join, words = JOIN) {
  const error = h("p", { class: "error", id: "code-error", role: "alert" });
  const input = h("input", {
    id: "code",
    class: "input",
    autocapitalize: "characters",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 12,
    pattern: "[A-Za-z]{1,3}[0-9]{2,6}",
    "aria-describedby": "code-help code-error",
  });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const code = readCode(input.value);
    input.setAttribute("aria-invalid", String(!code));
    error.textContent = code ? "" : JOIN.wrong;
    if (!code) return input.focus();
    await join(code).catch(() => {
      error.textContent = JOIN.failed;
    });
  };
  const help = h("span", { class: "soft", id: "code-help" }, words.help);
  const label = h("label", { for: "code" }, words.label);
  const button = h("button", { class: "button primary" }, words.button);
  const row = [label, help, input, error, button];
  return h("form", { class: "code", novalidate: true, onsubmit: submit }, ...row);
}
