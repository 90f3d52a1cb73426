// What became of claims from the release under which they were made to the one of this site. Pure.

/** @typedef {import("../record/fold.mjs").State} State */
/** @typedef {{id: string, digest: string}} Item */
/**
 * What became of items from one release to the next: moves are [old id, new id, effect].
 * @typedef {{old: string, new: string, moves: [string, string, "kept" | "partial" | "redo"][], retired: string[],
 *   added: string[]}} StepMap
 */
/** @typedef {{carried: string[], changed: string[], added: string[], retired: string[]}} Fates */

/**
 * The maps from one release to a later one, in their order; none where there is no way.
 * @param {StepMap[]} maps
 * @param {string} from
 * @param {string} to
 */
export function wayOf(maps, from, to) {
  const before = new Map(maps.map((map) => [map.new, map]));
  /** @type {StepMap[]} */
  const way = [];
  for (let at = to; at !== from && way.length <= maps.length; at = way[0].old) {
    const map = before.get(at);
    if (!map) {
      return [];
    }
    way.unshift(map);
  }
  return way;
}

/**
 * What an item is at the end of a way, and whether what was met still counts in full.
 * @param {StepMap[]} way
 * @param {string} id
 * @returns {{id: string, isKept: boolean}[]} empty where it is nothing any more
 */
function endsOf(way, id) {
  let ends = [{ id, isKept: true }];
  for (const { moves } of way) {
    ends = ends.flatMap((end) =>
      moves
        .filter(([old]) => old === end.id)
        .map(([, next, effect]) => ({ id: next, isKept: end.isKept && effect === "kept" }))
    );
  }
  return ends;
}

/**
 * What became of claims. Where no map leads from a claim's release to this one, the digest decides.
 * @param {State} state
 * @param {Item[]} items of this site's book
 * @param {StepMap[]} maps
 * @param {string} release of this site
 * @returns {Fates} ids as they are now; one that is called otherwise now, or is gone, as it was; each sorted
 */
export function fatesOf(state, items, maps, release) {
  const now = new Map(items.map((item) => [item.id, item]));
  /** @type {Fates} */
  const fates = { carried: [], changed: [], added: [], retired: [] };
  for (const [id, claim] of Object.entries(state.claims)) {
    const way = wayOf(maps, claim.release, release);
    const ends = way.length > 0 ? endsOf(way, id) : byDigest(now.get(id), claim.digest);
    if (ends.length === 0) {
      fates.retired.push(id);
    }
    for (const end of ends) {
      fates[end.isKept ? "carried" : "changed"].push(end.id === id ? id : `${id} → ${end.id}`);
    }
  }
  const added = wayOf(maps, state.release, release).flatMap((map) => map.added);
  fates.added = [...new Set(added)].filter((id) => now.has(id));
  for (const ids of Object.values(fates)) {
    ids.sort();
  }
  return fates;
}

/**
 * @param {Item | undefined} item
 * @param {string} digest
 */
function byDigest(item, digest) {
  return item ? [{ id: item.id, isKept: item.digest === digest }] : [];
}
