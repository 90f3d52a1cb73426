// JSON read strictly: ambiguous input is refused, with its place.
//
// Parsed objects have no prototype, so no name in a file has a meaning in JavaScript.

import { Refusal } from "./faults.mjs";

/** The greatest depth of nested arrays and objects. */
export const DEEPEST = 8;

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const BLANK = /[ \t\n\r]*/y;
const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})$/;
/** @type {[string, any][]} */
const LITERALS = [["true", true], ["false", false], ["null", null]];

/**
 * `line:column` of a place in a text, from 1, in characters.
 * @param {string} text
 * @param {number} index
 */
function placeOf(text, index) {
  const before = text.slice(0, index);
  const line = before.split("\n").length;
  return `${line}:${[...before.slice(before.lastIndexOf("\n") + 1)].length + 1}`;
}

class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /**
   * @param {string} code
   * @param {number} index
   * @param {Record<string, string | number>} [values]
   */
  refused(code, index, values = {}) {
    return new Refusal(code, placeOf(this.text, index), values);
  }

  blank() {
    BLANK.lastIndex = this.at;
    BLANK.test(this.text);
    this.at = BLANK.lastIndex;
  }

  /**
   * The next character after blanks; empty at the end.
   * @returns {string}
   */
  next() {
    this.blank();
    return this.text.charAt(this.at);
  }

  whole() {
    const value = this.value(1);
    if (this.next() !== "") {
      throw this.refused("not-json", this.at);
    }
    return value;
  }

  /**
   * @param {number} depth of an array or an object that begins here
   * @returns {any}
   */
  value(depth) {
    const first = this.next();
    if (first === '"') {
      return this.string();
    }
    if (first === "{" || first === "[") {
      if (depth > DEEPEST) {
        throw this.refused("too-deep", this.at, { most: DEEPEST });
      }
      return first === "{" ? this.object(depth) : this.array(depth);
    }
    return this.literal();
  }

  literal() {
    for (const [word, value] of LITERALS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  number() {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (!found) {
      throw this.refused("not-json", this.at);
    }
    const [digits, fraction, exponent] = found;
    const value = Number(digits);
    if (fraction || exponent || digits === "-0" || !Number.isSafeInteger(value)) {
      throw this.refused("not-whole", this.at);
    }
    this.at = NUMBER.lastIndex;
    return value;
  }

  string() {
    const begin = this.at;
    const end = this.end(begin);
    const raw = this.text.slice(begin + 1, end);
    // deno-lint-ignore no-control-regex
    if (/[\u0000-\u001f]/.test(raw)) {
      throw this.refused("not-json", begin);
    }
    const text = raw.includes("\\") ? this.unescaped(raw, begin) : raw;
    if (!text.isWellFormed()) {
      throw this.refused("half-character", begin);
    }
    this.at = end + 1;
    return text;
  }

  /**
   * The place of the closing quote of the string that begins at a place.
   * @param {number} begin
   */
  end(begin) {
    const first = this.text.indexOf('"', begin + 1);
    if (first > 0 && !this.text.slice(begin + 1, first).includes("\\")) {
      return first;
    }
    for (let index = begin + 1; index < this.text.length; index += 1) {
      const code = this.text.charCodeAt(index);
      if (code === 0x22) {
        return index;
      }
      if (code === 0x5c) {
        index += 1;
      }
    }
    throw this.refused("not-json", begin);
  }

  /**
   * @param {string} raw
   * @param {number} begin
   * @returns {string}
   */
  unescaped(raw, begin) {
    for (const piece of raw.matchAll(/\\[^]?/g)) {
      if (!ESCAPE.test(raw.slice(piece.index, piece.index + (piece[0] === "\\u" ? 6 : 2)))) {
        throw this.refused("not-json", begin);
      }
    }
    return JSON.parse(`"${raw}"`);
  }

  /** @param {number} depth */
  array(depth) {
    /** @type {any[]} */
    const found = [];
    this.at += 1;
    if (this.next() === "]") {
      this.at += 1;
      return found;
    }
    for (;;) {
      found.push(this.value(depth + 1));
      if (this.ends("]")) {
        return found;
      }
    }
  }

  /** @param {number} depth */
  object(depth) {
    const found = Object.create(null);
    this.at += 1;
    if (this.next() === "}") {
      this.at += 1;
      return found;
    }
    for (;;) {
      const key = this.key(found);
      found[key] = this.value(depth + 1);
      if (this.ends("}")) {
        return found;
      }
    }
  }

  /**
   * @param {Record<string, any>} found the members of the object so far
   * @returns {string}
   */
  key(found) {
    if (this.next() !== '"') {
      throw this.refused("not-json", this.at);
    }
    const begin = this.at;
    const key = this.string();
    if (key === "__proto__") {
      throw this.refused("forbidden-key", begin, { key });
    }
    if (key in found) {
      throw this.refused("double-key", begin, { key: [...key].slice(0, 60).join("") });
    }
    if (this.next() !== ":") {
      throw this.refused("not-json", this.at);
    }
    this.at += 1;
    return key;
  }

  /**
   * Whether an array or an object ends here; otherwise the comma here is consumed.
   * @param {string} mark
   */
  ends(mark) {
    const next = this.next();
    if (next !== mark && next !== ",") {
      throw this.refused("not-json", this.at);
    }
    this.at += 1;
    return next === mark;
  }
}

/**
 * The value of a JSON text with whole numbers only.
 * @param {string} text
 * @returns {any} objects in it have no prototype
 * @throws {Refusal} not-json, double-key, forbidden-key, not-whole, half-character, too-deep
 */
export function readJson(text) {
  return new Reader(text).whole();
}
