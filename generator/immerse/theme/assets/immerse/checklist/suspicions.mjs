// Words that look like personal data. A record is about the trainee's own work and needs no customer data. Pure.

/** @typedef {"address" | "handle" | "number"} Suspicion */

/** @type {[Suspicion, RegExp][]} */
const LOOKS = [
  ["address", /[^\s@]+@[^\s@]+\.[^\s@]{2,}/u],
  ["handle", /(?:^|[\s("'/])@[\p{L}\p{N}_][\p{L}\p{N}_.]+/u],
  ["number", /(?:^|[^\p{L}\p{N}-])\+?(?:\d[\s().\-/]{0,2}){6,}\d/u],
];
const DATES = /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}[:.]\d{2}\s?[-–]\s?\d{1,2}[:.]\d{2}\b/g;

/**
 * The kinds of personal data that a text seems to contain; dates and times do not count as numbers.
 * @param {string} text
 * @returns {Suspicion[]}
 */
export function suspicions(text) {
  const words = text.replace(DATES, " ");
  return LOOKS.filter(([, look]) => look.test(words)).map(([name]) => name);
}
