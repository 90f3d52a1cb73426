// The questions about a card, and whether an answer is right. Pure.

/**
 * The decisions of the tables about a post.
 * @typedef {object} Answer
 * @property {string} priority P1 to P4
 * @property {boolean} left left by rule: it has no owner and no due time
 * @property {string} owner title of the first owner, or of all who may be it; empty for nobody
 * @property {string[]} either the titles of all who may be it; empty for nobody
 * @property {string} clock `wall`, `cover`, or empty if nothing is due
 * @property {string} posted `Fri 18:40`; empty if the time is unknown
 * @property {string} desk the time zone of that time
 * @property {{id: string, words: string, who: string}[]} due
 * @property {string[]} rows titles of the rows that decided
 */

/** @typedef {{id: string, text: string, note: string, answer: Answer}} Card */
/** @typedef {{card: string, after: number, answer: Answer}} Arrival */
/** @typedef {{begins: string, arrivals: Arrival[]}} Deck */
/** @typedef {{schema: string, client: string, owners: string[], cards: Card[], decks: Deck[]}} Practice */
/** @typedef {{priority: string, owner: string, clock: string}} Choice */

export const SCHEMA = "immerse.practice/1";
export const PRIORITIES = ["P1", "P2", "P3", "P4", "left"];
export const CLOCKS = ["wall", "cover", ""];
/** The number of owners that a question offers, including the right one and nobody. */
export const OFFERED = 5;

/**
 * The right answers.
 * @param {Answer} answer
 * @returns {Choice}
 */
export function rightFor(answer) {
  return { priority: answer.left ? "left" : answer.priority, owner: answer.owner, clock: answer.clock };
}

/**
 * Which of the three answers are right.
 * @param {Answer} answer
 * @param {Choice} choice
 */
export function judge(answer, choice) {
  const right = rightFor(answer);
  return {
    priority: choice.priority === right.priority,
    owner: choice.owner === right.owner,
    clock: choice.clock === right.clock,
  };
}

/** @param {ReturnType<typeof judge>} verdict */
export function isRight(verdict) {
  return verdict.priority && verdict.owner && verdict.clock;
}

/**
 * A pseudo-random number that is always the same for the same words (FNV-1a, 32 bits).
 * @param {string} words
 */
export function chance(words) {
  let number = 0x811c9dc5;
  for (const letter of words) {
    number = Math.imul(number ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return number;
}

/**
 * The values in a pseudo-random order.
 * @template T
 * @param {T[]} values
 * @param {(value: T) => string} name
 */
export function shuffled(values, name) {
  return [...values].sort((one, other) => chance(name(one)) - chance(name(other)) || (name(one) < name(other) ? -1 : 1));
}

/**
 * The owners that a card offers, in alphabetical order, nobody last.
 * @param {string} card id of the card
 * @param {{owner: string, either: string[]}} right who has it; somebody who is right in part is not offered
 * @param {string[]} owners all owners of this client's cards
 */
export function ownersFor(card, { owner: right, either }, owners) {
  const wrong = owners.filter((owner) => owner !== right && !either.includes(owner));
  const others = shuffled(wrong, (owner) => `${card} ${owner}`);
  const named = [...(right ? [right] : []), ...others].slice(0, OFFERED - 1);
  return [...named.sort(), ""];
}
