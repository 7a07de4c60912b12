/**
 * A tiny element builder. Text is always text: nothing here parses HTML.
 */

/** @param {Element} el @param {string} name @param {any} value */
function setProp(el, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
  else el.setAttribute(name, value === true ? "" : String(value));
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any> | null} [props] attributes; `onclick` etc. are listeners
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) setProp(el, name, value);
  for (const child of children) if (child) el.append(child);
  return el;
}

/**
 * @param {string} text
 * @param {() => void} onclick
 * @param {Record<string, any>} [props]
 */
export function button(text, onclick, props) {
  return h("button", { type: "button", class: "cx-button", onclick, ...props }, text);
}

/** @param {string} text seen by screen readers only */
export function hidden(text) {
  return h("span", { class: "cx-hidden" }, text);
}

/** @param {HTMLElement} el @param {string} text shown when not empty */
export function setNote(el, text) {
  el.textContent = text;
  el.hidden = !text;
}

/** @param {Element} el @param {...Node} children */
export function replaceChildren(el, ...children) {
  el.textContent = "";
  el.append(...children);
}
