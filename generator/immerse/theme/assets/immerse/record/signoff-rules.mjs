// The sign-off rules of a book, as `checklist.json` has them.

/** @typedef {Record<string, any>} Rule */

/**
 * The only rule of a kind; undefined if the book has none, so that nothing of that kind is required.
 * @param {Rule[]} rules unknown rules are ignored
 * @param {string} kind
 * @returns {Rule | undefined}
 */
export function ruleOf(rules, kind) {
  return rules.find((rule) => rule.kind === kind);
}
