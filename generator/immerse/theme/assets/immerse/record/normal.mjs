// The canonical form of a record: unique entries in their order, unique events, texts without the erased ones.

import { canonical, order } from "./canonical.mjs";
import { CONTRACT } from "./record-fields.mjs";
import { Refusal } from "./faults.mjs";

/** The greatest number of entries of one file. */
export const MOST_ENTRIES = CONTRACT.limits.entries;

/**
 * Entries in the order in which they count: by moment, then by id.
 * @param {Record<string, any>} one
 * @param {Record<string, any>} other
 */
export function byMoment(one, other) {
  return order(one.at, other.at) || order(one.id, other.id);
}

/**
 * Digests of texts that some entry says are erased.
 * @param {Record<string, any>[]} entries
 * @returns {Set<string>}
 */
export function erasedBy(entries) {
  return new Set(entries.filter((entry) => entry.type === "erase").flatMap((entry) => entry.texts));
}

/**
 * Of two values that differ, the one whose canonical text sorts later, so that every copy keeps the same.
 * @param {any} one
 * @param {any} other
 */
export function later(one, other) {
  return order(canonical(one), canonical(other)) < 0 ? other : one;
}

/**
 * A record in canonical form; the argument is not changed.
 * @param {Record<string, any>} record in which entries with the same id are equal
 * @returns {Record<string, any>}
 * @throws {Refusal} too-many-entries
 */
export function normal(record) {
  const byId = new Map(record.entries.map((/** @type {any} */ entry) => [entry.id, entry]));
  const entries = [...byId.values()].sort(byMoment);
  if (entries.length > MOST_ENTRIES) {
    throw new Refusal("too-many-entries", "entries", { most: MOST_ENTRIES, found: entries.length });
  }
  const erased = erasedBy(record.entries);
  const texts = Object.create(null);
  for (const [digest, text] of Object.entries(record.texts)) {
    if (!erased.has(digest)) {
      texts[digest] = text;
    }
  }
  const events = [...new Set(record.events)].sort();
  return Object.assign(Object.create(null), record, { entries, events, texts });
}
