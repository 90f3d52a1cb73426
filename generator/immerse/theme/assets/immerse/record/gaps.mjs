// Missing evidence, in words.

import { ruleOf } from "./signoff-rules.mjs";

/** @typedef {import("./judge.mjs").Gap} Gap */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

const WHOLE = new Set(["module-pieces", "simulated", "simulated-none"]);

/**
 * A phrase for each missing thing; requirements that one further piece can meet together are one phrase:
 * `one more observed piece, from another shift`.
 * @param {Gap[]} gaps
 * @param {import("./signoff-rules.mjs").Rule[]} rules of the book
 * @param {Say} say the catalogue
 * @returns {string[]}
 */
export function gapPhrases(gaps, rules, say) {
  const values = { days: ruleOf(rules, "evidence")?.recent_days ?? 0, percent: ruleOf(rules, "simulated")?.share ?? 0 };
  const whole = gaps.filter((gap) => WHOLE.has(gap.code));
  const [first, ...rest] = gaps.filter((gap) => !WHOLE.has(gap.code));
  const phrases = whole.map((gap) => say(`judge.gap.${gap.code}`, { ...values, n: gap.n }));
  if (!first) {
    return phrases;
  }
  const together = rest.filter((gap) => gap.n <= first.n);
  const alone = rest.filter((gap) => gap.n > first.n);
  const form = first.n === 1 ? "it" : "them";
  const parts = together.map((gap) => say(`judge.of-${form}.${gap.code}`, { ...values, n: gap.n }));
  const head = say(`judge.gap.${first.code}`, { ...values, n: first.n });
  return [[head, ...parts].join(", "), ...alone.map((gap) => say(`judge.gap.${gap.code}`, { ...values, n: gap.n })), ...phrases];
}
