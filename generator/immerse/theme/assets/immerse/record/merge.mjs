// Merges two copies of one record: the content of both, without texts that one of them erased.

import { canonical } from "./canonical.mjs";
import { Refusal } from "./faults.mjs";
import { judgeSize } from "./format.mjs";
import { byMoment, later, normal } from "./normal.mjs";

/** @typedef {import("./faults.mjs").Fault} Fault */

/**
 * The union of two copies, whichever is named first.
 * @param {Record<string, any>} one
 * @param {Record<string, any>} other
 * @returns {{record: Record<string, any>, fault: null} | {record: null, fault: Fault}} a fault for records of two clients
 *   or of two rotations, and if both together are too large for a file
 */
export function merge(one, other) {
  try {
    return { record: union(one, other), fault: null };
  } catch (error) {
    if (error instanceof Refusal) {
      return { record: null, fault: error.fault };
    }
    throw error;
  }
}

/**
 * The entries of `after` that are not in `before`, in their order.
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 * @returns {Record<string, any>[]}
 */
export function newEntries(before, after) {
  const known = new Map(before.entries.map((/** @type {any} */ entry) => [entry.id, canonical(entry)]));
  return after.entries.filter((/** @type {any} */ entry) => known.get(entry.id) !== canonical(entry)).sort(byMoment);
}

/**
 * @param {Record<string, any>} one
 * @param {Record<string, any>} other
 */
function union(one, other) {
  if (one.client !== other.client) {
    throw new Refusal("other-client", "client", { client: other.client, wanted_client: one.client });
  }
  if (one.rot !== other.rot) {
    throw new Refusal("other-rotation", "rot");
  }
  const entries = new Map(one.entries.map((/** @type {any} */ entry) => [entry.id, entry]));
  for (const entry of other.entries) {
    entries.set(entry.id, entries.has(entry.id) ? later(entries.get(entry.id), entry) : entry);
  }
  const merged = normal({
    ...unknown(one, other),
    entries: [...entries.values()],
    events: [...one.events, ...other.events],
    texts: { ...one.texts, ...other.texts },
  });
  judgeSize(merged);
  return merged;
}

/**
 * All members of both; of two values of one member, the one that sorts later.
 * @param {Record<string, any>} one
 * @param {Record<string, any>} other
 */
function unknown(one, other) {
  const members = Object.assign(Object.create(null), one);
  for (const name of Object.keys(other)) {
    members[name] = name in members ? later(members[name], other[name]) : other[name];
  }
  return members;
}
