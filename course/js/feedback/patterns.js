/** Python's regular expressions: its signs written as JavaScript's, found places in characters. */

import { characters, hasPairs, units } from "./text.js";
import { PyError } from "./values.js";

/** @typedef {any} Value */

const IGNORECASE = 2;
const MULTILINE = 8;
const DOTALL = 16;
const VERBOSE = 64;
const LETTERS = "\\p{L}\\p{N}_";
const BLANKS =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const IN_CLASS = /** @type {Record<string, string>} */ ({
  w: LETTERS,
  s: BLANKS,
  d: "\\p{Nd}",
  D: "\\P{Nd}",
});
const SIGNS = /[\^$\\.*+?()[\]{}|/]/;

/** @param {string} source @param {number} at @returns {[string, number]} what a sign behind "\" is, and where it ends */
function escaped(source, at) {
  const sign = source[at];
  if (sign === "U" || sign === "u" || sign === "x") {
    const size = sign === "U" ? 8 : sign === "u" ? 4 : 2;
    return [`\\u{${source.slice(at + 1, at + 1 + size).replace(/^0+(?=.)/, "")}}`, at + 1 + size];
  }
  if (/[a-zA-Z0-9]/.test(sign)) return [`\\${sign}`, at + 1];
  return [SIGNS.test(sign) ? `\\${sign}` : sign, at + 1];
}

/** @param {string} source @param {number} from behind "[" @returns {[string, number]} */
function classed(source, from) {
  let at = from;
  let inside = "";
  let others = false;
  const negated = source[at] === "^";
  if (negated) at++;
  for (let begun = at; source[at] !== "]" || at === begun; ) {
    const sign = source[at];
    if (sign !== "\\") {
      inside += sign === "[" || sign === "]" || sign === "/" ? `\\${sign}` : sign;
      at++;
    } else if (source[at + 1] === "W") {
      others = true;
      at += 2;
    } else if (source[at + 1] in IN_CLASS) {
      inside += IN_CLASS[source[at + 1]];
      at += 2;
    } else if (source[at + 1] === "S") {
      throw new PyError("\\S in a class");
    } else if (source[at + 1] === "-") {
      inside += "\\-";
      at += 2;
    } else {
      const [written, end] = escaped(source, at + 1);
      inside += written;
      at = end;
    }
  }
  at++;
  if (!others) return [`[${negated ? "^" : ""}${inside}]`, at];
  // "[^\W_]": a letter or digit that is none of the others.
  if (negated) return [inside ? `(?:(?![${inside}])[${LETTERS}])` : `[${LETTERS}]`, at];
  return [inside ? `(?:[^${LETTERS}]|[${inside}])` : `[^${LETTERS}]`, at];
}

/** @type {Record<string, string>} */
const OUTSIDE = {
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: `[${LETTERS}]`,
  W: `[^${LETTERS}]`,
  s: `[${BLANKS}]`,
  S: `[^${BLANKS}]`,
  b: `(?:(?<=[${LETTERS}])(?![${LETTERS}])|(?<![${LETTERS}])(?=[${LETTERS}]))`,
  B: `(?:(?<=[${LETTERS}])(?=[${LETTERS}])|(?<![${LETTERS}])(?![${LETTERS}]))`,
  Z: "(?![\\s\\S])",
  A: "(?<![\\s\\S])",
};

/** @param {string} source @param {number} at of "{" @returns {[string, number]} */
function counted(source, at) {
  const [whole, least, comma, most] = /^\{(\d*)(,?)(\d*)\}/.exec(source.slice(at)) || [
    "",
    "",
    "",
    "",
  ];
  if (!least && !most) return ["\\{", at + 1];
  return [`{${least || 0}${comma}${most}}`, at + whole.length];
}

/** @param {string} source @param {number} at @param {number} flags @returns {[string, number]} one piece, and where it ends */
function piece(source, at, flags) {
  const sign = source[at];
  if (sign === "\\") {
    const known = OUTSIDE[source[at + 1]];
    return known ? [known, at + 2] : escaped(source, at + 1);
  }
  if (sign === "[") return classed(source, at + 1);
  if (flags & VERBOSE && /\s/.test(sign)) return ["", at + 1];
  if (flags & VERBOSE && sign === "#") {
    const end = source.indexOf("\n", at);
    return ["", end < 0 ? source.length : end];
  }
  if (source.startsWith("(?P<", at)) return ["(?<", at + 4];
  if (source.startsWith("(?P=", at)) {
    const end = source.indexOf(")", at);
    return [`\\k<${source.slice(at + 4, end)}>`, end + 1];
  }
  return sign === "{" ? counted(source, at) : [plain(sign, flags), at + 1];
}

/** @param {string} source @param {number} flags @returns {string} the same pattern in JavaScript */
export function written(source, flags) {
  let made = "";
  for (let at = 0; at < source.length; ) {
    const [one, end] = piece(source, at, flags);
    made += one;
    at = end;
  }
  return made;
}

/** @param {string} sign @param {number} flags */
function plain(sign, flags) {
  if (sign === ".") return flags & DOTALL ? "[\\s\\S]" : "[^\\n]";
  if (sign === "$") return flags & MULTILINE ? "(?=\\n|(?![\\s\\S]))" : "(?=\\n?(?![\\s\\S]))";
  if (sign === "^") return flags & MULTILINE ? "(?<=\\n|(?<![\\s\\S]))" : "(?<![\\s\\S])";
  return sign === "}" || sign === "]" || sign === "/" ? `\\${sign}` : sign;
}

class Match {
  /** @param {RegExpExecArray} found @param {string} string */
  constructor(found, string) {
    this.found = found;
    this.string = string;
  }
  item(/** @type {number | string} */ key) {
    const part = typeof key === "number" ? this.found[key] : this.found.groups?.[key];
    return part === undefined ? null : part;
  }
  group(/** @type {number | string} */ key = 0) {
    return this.item(key);
  }
  start() {
    return characters(this.string, this.found.index);
  }
  end() {
    return characters(this.string, this.found.index + this.found[0].length);
  }
  groups() {
    return [...this.found].slice(1).map((part) => (part === undefined ? null : part));
  }
}

/** What stands for one: a text in which "\1" is a group, or a function. @param {Value} made @param {Match} match */
function inPlace(made, match) {
  if (typeof made === "function") return made(match);
  return made.replace(
    /\\(\d|g<\w+>)/g,
    (/** @type {string} */ _, /** @type {string} */ name) => match.item(Number(name)) || "",
  );
}

export class Regex {
  /** @param {string} source @param {number} flags */
  constructor(source, flags = 0) {
    const inline = /^\(\?([imsx]+)\)/.exec(source);
    this.pattern = source;
    this.body = inline ? source.slice(inline[0].length) : source;
    this.flags = flags;
    for (const one of inline ? inline[1] : "") this.flags |= { i: 2, m: 8, s: 16, x: 64 }[one] || 0;
    /** @type {Record<string, RegExp>} */
    this.made = {};
  }
  /** @param {string} how "g" for anywhere, "y" for at a place, "f" for the whole @returns {RegExp} */
  form(how) {
    if (!this.made[how]) {
      const body = written(this.body, this.flags);
      const whole = how === "f" ? `(?:${body})(?![\\s\\S])` : body;
      this.made[how] = new RegExp(
        whole,
        `${how === "g" ? "g" : "y"}u${this.flags & IGNORECASE ? "i" : ""}`,
      );
    }
    return this.made[how];
  }
  /** @param {string} how @param {string} text @param {number} from @param {number | null} to */
  tried(how, text, from = 0, to = null) {
    const seen = to === null ? text : text.slice(0, units(text, to));
    const form = this.form(how);
    form.lastIndex = units(text, from);
    const found = form.exec(seen);
    return found && new Match(found, text);
  }
  search(/** @type {string} */ text, from = 0, /** @type {number | null} */ to = null) {
    return this.tried("g", text, from, to);
  }
  match(/** @type {string} */ text, from = 0) {
    return this.tried("y", text, from);
  }
  fullmatch(/** @type {string} */ text) {
    return this.tried("f", text);
  }
  /** @param {string} text @param {number} from @returns {Match[]} */
  all(text, from = 0) {
    const form = this.form("g");
    const found = [];
    form.lastIndex = units(text, from);
    for (let one = form.exec(text); one; one = form.exec(text)) {
      found.push(new Match(one, text));
      if (!one[0])
        form.lastIndex +=
          hasPairs(text) && Number(text.codePointAt(form.lastIndex)) > 0xffff ? 2 : 1;
    }
    return found;
  }
  finditer(/** @type {string} */ text, from = 0) {
    return this.all(text, from);
  }
  findall(/** @type {string} */ text) {
    return this.all(text).map(({ found }) => {
      const parts = [...found].slice(1).map((part) => part || "");
      return parts.length === 0 ? found[0] : parts.length === 1 ? parts[0] : parts;
    });
  }
  /** @param {Value} made @param {string} text @param {number} most @returns {[string, number]} */
  subn(made, text, most = 0) {
    let at = 0;
    let whole = "";
    let count = 0;
    for (const match of this.all(text)) {
      if (most && count >= most) break;
      whole += text.slice(at, match.found.index) + inPlace(made, match);
      at = match.found.index + match.found[0].length;
      count++;
    }
    return [whole + text.slice(at), count];
  }
  sub(/** @type {Value} */ made, /** @type {string} */ text, most = 0) {
    return this.subn(made, text, most)[0];
  }
  split(/** @type {string} */ text) {
    let at = 0;
    const parts = [];
    for (const match of this.all(text)) {
      parts.push(text.slice(at, match.found.index), ...match.groups());
      at = match.found.index + match.found[0].length;
    }
    return [...parts, text.slice(at)];
  }
}

/** @type {Map<string, Regex>} */
const KEPT = new Map();
/** @param {Value} source @param {number} flags @returns {Regex} */
function compile(source, flags = 0) {
  if (source instanceof Regex) return source;
  const key = `${flags} ${source}`;
  const kept = KEPT.get(key) || new Regex(source, flags);
  KEPT.set(key, kept);
  return kept;
}

export const re = {
  IGNORECASE,
  MULTILINE,
  DOTALL,
  VERBOSE,
  I: IGNORECASE,
  compile,
  escape: (/** @type {string} */ text) => text.replace(/[^\p{L}\p{N}_]/gu, "\\$&"),
  search: (/** @type {Value} */ source, /** @type {string} */ text, flags = 0) =>
    compile(source, flags).search(text),
  match: (/** @type {Value} */ source, /** @type {string} */ text, flags = 0) =>
    compile(source, flags).match(text),
  fullmatch: (/** @type {Value} */ source, /** @type {string} */ text, flags = 0) =>
    compile(source, flags).fullmatch(text),
  findall: (/** @type {Value} */ source, /** @type {string} */ text) =>
    compile(source).findall(text),
  finditer: (/** @type {Value} */ source, /** @type {string} */ text) =>
    compile(source).finditer(text),
  split: (/** @type {Value} */ source, /** @type {string} */ text) => compile(source).split(text),
  sub: (/** @type {Value} */ source, /** @type {Value} */ made, /** @type {string} */ text) =>
    compile(source).sub(made, text),
};
