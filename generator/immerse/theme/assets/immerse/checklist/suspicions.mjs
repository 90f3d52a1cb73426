// Words that look like somebody's data. A record is about the trainee's own work and needs none of a customer's. Pure.

/** @typedef {"address" | "handle" | "number"} Suspicion */

/** @type {[Suspicion, RegExp][]} */
const LOOKS = [
  ["address", /[^\s@]+@[^\s@]+\.[^\s@]{2,}/u],
  ["handle", /(?:^|[\s("'/])@[\p{L}\p{N}_][\p{L}\p{N}_.]+/u],
  ["number", /(?:^|[^\p{L}\p{N}-])\+?(?:\d[\s().\-/]{0,2}){6,}\d/u],
];
const DATES = /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}[:.]\d{2}\s?[-–]\s?\d{1,2}[:.]\d{2}\b/g;

/**
 * What a text looks as if it held; days and hours do not count as numbers.
 * @param {string} text
 * @returns {Suspicion[]}
 */
export function suspicions(text) {
  const words = text.replace(DATES, " ");
  return LOOKS.filter(([, look]) => look.test(words)).map(([name]) => name);
}
