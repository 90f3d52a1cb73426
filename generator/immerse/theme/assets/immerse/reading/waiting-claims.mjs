// Records of several people: who waits for whom, since when, and what is missing. Pure; nothing is stored.

import { carry } from "../record/carry.mjs";
import { fold } from "../record/fold.mjs";
import { daysBetween } from "../record/days.mjs";
import { judge } from "../record/judge.mjs";
import { merge } from "../record/merge.mjs";
import { bookOn } from "../record/entry-paths.mjs";
import { whereabouts } from "../record/whereabouts.mjs";

/** @typedef {import("../record/fold.mjs").State} State */
/** @typedef {import("../record/fold.mjs").Piece} Piece */
/** @typedef {import("../record/judge.mjs").Gap} Gap */
/** @typedef {import("../record/judge.mjs").Verdict} Verdict */
/** @typedef {import("../record/whereabouts.mjs").Whereabouts} Whereabouts */
/** @typedef {Record<string, any>} Book */
/** @typedef {Record<string, any>} Item */
/**
 * @typedef {object} Person
 * @property {string} rot
 * @property {string} name the name that they gave; empty if they gave none
 * @property {State} state
 * @property {Book} book as it holds on their entry path
 * @property {Verdict} verdict
 * @property {Whereabouts | null} where null before the start
 */
/**
 * @typedef {object} Claim
 * @property {Person} person
 * @property {string} id of the item
 * @property {Item | null} item null if this book does not ask for it on the person's path
 * @property {string[]} from the earlier ids of the claimed items, if they differ
 * @property {string} since YYYY-MM-DD
 * @property {number} days
 * @property {boolean} isOld it has waited for more than a week
 * @property {boolean} changed the item has changed since it was claimed
 * @property {string[]} roles ids of the roles that attest it: all of them
 * @property {string[]} anyOf ids of roles of which one attests it too
 * @property {Gap[]} gaps
 * @property {Piece[]} evidence
 * @property {string} note to the mentor; empty if there is none
 */

/** Days after which a claim has waited too long. */
export const WEEK = 7;

/**
 * The records with another one added; copies of one rotation are merged.
 * @param {Record<string, any>[]} records
 * @param {Record<string, any>} added
 * @returns {{records: Record<string, any>[], fault: import("../record/faults.mjs").Fault | null}}
 */
export function withRecord(records, added) {
  const known = records.find((record) => record.rot === added.rot);
  if (!known) {
    return { records: [...records, added], fault: null };
  }
  const { record, fault } = merge(known, added);
  return fault ? { records, fault } : { records: records.map((one) => (one === known ? record : one)), fault: null };
}

/**
 * @param {Record<string, any>} record
 * @param {Book} book
 * @param {string} today YYYY-MM-DD
 * @param {string} [release] of this site
 * @param {import("../record/carry.mjs").StepMap[]} [maps] that lead to it
 * @returns {Person}
 */
export function personOf(record, book, today, release = "draft", maps = []) {
  const state = carry(fold(record), /** @type {any} */ (book).items, maps, release);
  const own = bookOn(book, state.path);
  const verdict = judge(state, own, today);
  return { rot: record.rot, name: state.name?.text ?? "", state, book: own, verdict, where: whereabouts(state, own, verdict, today) };
}

/**
 * The claims of these people, the longest waiting first.
 * @param {Person[]} people
 * @param {string} today YYYY-MM-DD
 * @returns {Claim[]}
 */
export function claimsOf(people, today) {
  const claims = people.flatMap((person) => {
    /** @type {Map<string, Item>} */
    const items = new Map(person.book.items.map((/** @type {Item} */ item) => [item.id, item]));
    return Object.entries(person.state.claims).map(([id, claim]) => claimOf(person, id, items.get(id) ?? null, claim, today));
  });
  return claims.sort((one, other) => other.days - one.days || compare(one.person.name, other.person.name) || compare(one.id, other.id));
}

/**
 * @param {Person} person
 * @param {string} id
 * @param {Item | null} item
 * @param {State["claims"][string]} claim
 * @param {string} today
 * @returns {Claim}
 */
function claimOf(person, id, item, { at, from = [] }, today) {
  const since = at.slice(0, 10);
  const days = Math.max(0, daysBetween(since, today));
  const verdict = person.verdict.items[id];
  const notes = person.state.notes;
  return {
    person,
    id,
    item,
    from,
    since,
    days,
    isOld: days > WEEK,
    changed: verdict?.changed ?? false,
    roles: item?.attested_by.all ?? [],
    anyOf: item?.attested_by.any ?? [],
    gaps: verdict?.gaps ?? [],
    evidence: person.state.evidence.filter((piece) => piece.items.includes(id)),
    note: Object.hasOwn(notes, id) ? (notes[id].text.text ?? "") : "",
  };
}

/**
 * The claims of one person that one role attests; empty means all.
 * @param {Claim[]} claims
 * @param {{rot: string, role: string}} wanted
 */
export function chosen(claims, wanted) {
  return claims.filter(
    (claim) =>
      (wanted.rot === "" || claim.person.rot === wanted.rot) && (wanted.role === "" || [...claim.roles, ...claim.anyOf].includes(wanted.role)),
  );
}

/** @param {string} one @param {string} other */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
