// The words of our pages, by key.

import { WORDS } from "./en.mjs";

export const LANGUAGE = "en";

const PLURALS = new Intl.PluralRules(LANGUAGE);
const DAYS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/**
 * A text of the catalogue with its values.
 * @param {string} key
 * @param {Record<string, string | number>} [values] `n` chooses the form of a text that counts
 * @returns {string}
 * @throws {Error} there is no such text, or a value is missing
 */
export function say(key, values = {}) {
  const entry = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  if (entry === undefined) {
    throw new Error(`no words for ${key}`);
  }
  const text = typeof entry === "string" ? entry : (entry[PLURALS.select(Number(values.n))] ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    if (!Object.hasOwn(values, name)) {
      throw new Error(`${key} needs ${name}`);
    }
    return String(values[name]);
  });
}

const LISTS = {
  all: new Intl.ListFormat(LANGUAGE, { type: "conjunction" }),
  any: new Intl.ListFormat(LANGUAGE, { type: "disjunction" }),
};

/**
 * Words one after the other: `mentor and lead` for all of them, `mentor or lead` for any.
 * @param {string[]} words
 * @param {"all" | "any"} [wanted]
 */
export function sayList(words, wanted = "all") {
  return LISTS[wanted].format(words);
}

/**
 * A day as people read it: `3 December 2026`.
 * @param {string} day YYYY-MM-DD, or a moment that begins with it
 * @returns {string}
 */
export function sayDay(day) {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  return DAYS.format(Date.UTC(year, month - 1, date));
}
