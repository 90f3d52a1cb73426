// What is asked of a card, and whether an answer is right. Pure.

/**
 * What the tables say of a post.
 * @typedef {object} Answer
 * @property {string} priority P1 to P4
 * @property {boolean} left left by rule: nobody has it and nothing is due
 * @property {string} owner title of whoever has it first; empty for nobody
 * @property {string} clock `wall`, `cover`, or empty where nothing is due
 * @property {string} posted `Fri 18:40`; empty where no time is known
 * @property {string} desk where that time is
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
/** Owners that a question offers, the right one and nobody among them. */
export const OFFERED = 5;

/**
 * What would be right.
 * @param {Answer} answer
 * @returns {Choice}
 */
export function rightFor(answer) {
  return { priority: answer.left ? "left" : answer.priority, owner: answer.owner, clock: answer.clock };
}

/**
 * Which of the three was right.
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
 * A number that looks like chance and is always the same for the same words (FNV-1a, 32 bits).
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
 * In an order of chance.
 * @template T
 * @param {T[]} values
 * @param {(value: T) => string} name
 */
export function shuffled(values, name) {
  return [...values].sort((one, other) => chance(name(one)) - chance(name(other)) || (name(one) < name(other) ? -1 : 1));
}

/**
 * The owners that a card offers, in the order of the alphabet and nobody last.
 * @param {string} card id of the card
 * @param {string} right the owner; empty for nobody
 * @param {string[]} owners everybody who has a card of this client's
 */
export function ownersFor(card, right, owners) {
  const others = shuffled(owners.filter((owner) => owner !== right), (owner) => `${card} ${owner}`);
  const named = [...(right ? [right] : []), ...others].slice(0, OFFERED - 1);
  return [...named.sort(), ""];
}
