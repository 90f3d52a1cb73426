// The outcome of claims between the release under which they were made and the release of this site. Pure.

import { carriedClaims, chainTo } from "../record/carry.mjs";

/** @typedef {import("../record/fold.mjs").State} State */
/** @typedef {import("../record/carry.mjs").Item} Item */
/** @typedef {import("../record/carry.mjs").StepMap} StepMap */
/** @typedef {{carried: string[], changed: string[], added: string[], retired: string[]}} Fates */

/**
 * The outcome of claims, and the items that are new since the last release in the record. If no map leads from
 * a claim's release to this one, the digest decides.
 * @param {State} state
 * @param {Item[]} items of this site's book
 * @param {StepMap[]} maps
 * @param {string} release of this site
 * @returns {Fates} current ids; the earlier id of an item that was renamed or removed; each sorted
 */
export function fatesOf(state, items, maps, release) {
  const now = new Set(items.map(({ id }) => id));
  const chain = chainTo(maps, release);
  const { claims, gone } = carriedClaims(state, items, chain);
  /** @type {Fates} */
  const fates = { carried: [], changed: [], added: addedSince(state, chain).filter((id) => now.has(id)), retired: [...gone] };
  for (const [id, { from, isWhole }] of claims) {
    const words = from.map((one) => (one === id ? id : `${one} → ${id}`));
    fates[now.has(id) ? (isWhole ? "carried" : "changed") : "retired"].push(...(now.has(id) ? words : from));
  }
  for (const [fate, ids] of Object.entries(fates)) {
    fates[/** @type {keyof Fates} */ (fate)] = [...new Set(ids)].sort();
  }
  return fates;
}

/**
 * Items that were added after the last release under which the record was written.
 * @param {State} state
 * @param {StepMap[]} chain
 */
function addedSince(state, chain) {
  const written = [state, ...[state.claims, state.read, state.tasks].flatMap((one) => Object.values(one)), ...state.scores];
  const releases = new Set(written.map(({ release }) => release));
  const last = chain.findLastIndex(({ old }) => releases.has(old));
  const isKnown = last >= 0 && !releases.has(chain.at(-1)?.new ?? "");
  return isKnown ? chain.slice(last).flatMap(({ added }) => added) : [];
}
