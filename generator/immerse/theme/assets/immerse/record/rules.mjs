// The sign-off rules of a book, as `checklist.json` has them.

/** @typedef {Record<string, any>} Rule */

/**
 * The rule of a kind of which there is one; undefined where the book has none, so that nothing of that sort is asked.
 * @param {Rule[]} rules what a program does not know among them it passes over
 * @param {string} kind
 * @returns {Rule | undefined}
 */
export function ruleOf(rules, kind) {
  return rules.find((rule) => rule.kind === kind);
}
