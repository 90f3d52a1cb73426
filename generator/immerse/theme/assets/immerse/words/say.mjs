// The words of our pages, by key, and days and lists as people say them.

import { WORDS } from "./en.mjs";
import { speaking } from "./speaking.mjs";

/** Where days and lists are said as they are here. */
const REGION = "en-GB";

export const say = speaking(WORDS);

const DAYS = new Intl.DateTimeFormat(REGION, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const WEEKDAYS = new Intl.DateTimeFormat(REGION, { weekday: "long", timeZone: "UTC" });
const LISTS = {
  all: new Intl.ListFormat(REGION, { type: "conjunction" }),
  any: new Intl.ListFormat(REGION, { type: "disjunction" }),
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
 * The day of the week.
 * @param {string} day YYYY-MM-DD
 */
export function sayWeekday(day) {
  return WEEKDAYS.format(Date.parse(day));
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
