// The texts of scripts by key, and days and lists in words.

import { WORDS } from "./en.mjs";
import { speaking } from "./speaking.mjs";

/** The locale of days and lists. */
const REGION = "en-GB";

export const say = speaking(WORDS);

const DAYS = new Intl.DateTimeFormat(REGION, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const WEEKDAYS = new Intl.DateTimeFormat(REGION, { weekday: "long", timeZone: "UTC" });
const LISTS = {
  all: new Intl.ListFormat(REGION, { type: "conjunction" }),
  any: new Intl.ListFormat(REGION, { type: "disjunction" }),
};

/**
 * Words as a list: `mentor and lead` for all of them, `mentor or lead` for any.
 * @param {string[]} words
 * @param {"all" | "any"} [wanted]
 */
export function sayList(words, wanted = "all") {
  return LISTS[wanted].format(words);
}

/**
 * The day of the week.
 * @param {string} day YYYY-MM-DD
 */
export function sayWeekday(day) {
  return WEEKDAYS.format(Date.parse(day));
}

/**
 * A day in words: `3 December 2026`.
 * @param {string} day YYYY-MM-DD, or a moment that begins with it
 * @returns {string}
 */
export function sayDay(day) {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  return DAYS.format(Date.UTC(year, month - 1, date));
}
