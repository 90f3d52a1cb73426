// The items that match a filter. Pure.

/** @typedef {import("./book.mjs").Item} Item */
/**
 * @typedef {object} Wanted
 * @property {string} module empty for all
 * @property {string} phase
 * @property {string} state `open`, `claimed`, `changed` or `lacking`
 * @property {string} attester a role
 * @property {string} words
 */

/** @type {Wanted} */
export const ALL = { module: "", phase: "", state: "", attester: "", words: "" };

/**
 * The state of an item that a filter tests.
 * @typedef {{isClaimed: boolean, isChanged: boolean, isLacking: boolean}} Stands
 */

/**
 * Whether an item matches the filter.
 * @param {Item} item
 * @param {Wanted} wanted
 * @param {Stands} stands
 */
export function isWanted(item, wanted, stands) {
  return (
    (!wanted.module || item.module === wanted.module) &&
    (!wanted.phase || item.phase === wanted.phase) &&
    (!wanted.attester || [...item.attested_by.all, ...item.attested_by.any].includes(wanted.attester)) &&
    isInState(wanted.state, stands) &&
    hasWords(item, wanted.words)
  );
}

/**
 * @param {string} state
 * @param {Stands} stands
 */
function isInState(state, { isClaimed, isChanged, isLacking }) {
  switch (state) {
    case "open":
      return !isClaimed;
    case "claimed":
      return isClaimed;
    case "changed":
      return isChanged;
    case "lacking":
      return isLacking;
    default:
      return true;
  }
}

/**
 * @param {Item} item
 * @param {string} words
 */
function hasWords(item, words) {
  if (words.trim() === "") {
    return true;
  }
  const text = plain(`${item.id} ${item.title} ${item.statement} ${item.criterion}`);
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/**
 * A text without accents and in lower case.
 * @param {string} text
 */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
