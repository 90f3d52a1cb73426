// The state of a record of earlier releases under this one: the maps tell how claims, evidence and notes follow their
// items.

/** @typedef {import("./fold.mjs").State} State */
/** @typedef {import("./fold.mjs").Piece} Piece */
/** @typedef {{id: string, digest: string, rev: number}} Item */
/** @typedef {"kept" | "partial" | "redo"} Effect */
/**
 * The changes of items from one release to the next: moves are [old id, new id, effect].
 * @typedef {{old: string, new: string, moves: [string, string, Effect][], retired: string[], added: string[]}} StepMap
 */
/**
 * A claim being carried over: `from` names the items that were claimed; `isWhole` is null if no map says whether it
 * counts in full, so that the digest decides.
 * @typedef {object} Carried
 * @property {State["claims"][string]} claim
 * @property {string[]} from
 * @property {boolean | null} isWhole
 * @property {boolean} isTakenBack
 */

/**
 * The maps that lead to a release, in their order; empty if there are none.
 * @param {StepMap[]} maps
 * @param {string} release
 */
export function chainTo(maps, release) {
  const before = new Map(maps.map((map) => [map.new, map]));
  /** @type {StepMap[]} */
  const chain = [];
  for (let map = before.get(release); map && chain.length < maps.length; map = before.get(map.old)) {
    chain.unshift(map);
  }
  return chain;
}

/**
 * The claims of a state by the items of a release. A claim stays unchanged if no map leads from its release.
 * @param {State} state
 * @param {Item[]} items of the release
 * @param {StepMap[]} chain of maps that lead to it
 * @returns {{claims: Map<string, {claim: State["claims"][string], from: string[], isWhole: boolean}>, gone: string[]}}
 *   `gone` names claimed items that no longer exist
 */
export function carriedClaims(state, items, chain) {
  const now = new Map(items.map((item) => [item.id, item]));
  const passed = new Set(chain.map((map) => map.old));
  /** @type {Map<string, Carried>} */
  let held = new Map();
  for (const map of chain) {
    held = step(new Map([...held, ...madeUnder(state, ({ release }) => release === map.old)]), map, state.unclaimed);
  }
  held = new Map([...held, ...madeUnder(state, ({ release }) => !passed.has(release))]);
  const reached = new Set([...held.values()].flatMap(({ from }) => from));
  const standing = [...held].filter(([, { isTakenBack }]) => !isTakenBack);
  return {
    claims: new Map(
      standing.map(([id, { claim, from, isWhole }]) => [
        id,
        { claim, from, isWhole: isWhole ?? now.get(id)?.digest === claim.digest },
      ]),
    ),
    gone: Object.keys(state.claims).filter((id) => !reached.has(id)),
  };
}

/**
 * @param {State} state
 * @param {(claim: State["claims"][string]) => boolean} isMeant
 * @returns {[string, Carried][]}
 */
function madeUnder({ claims }, isMeant) {
  return Object.entries(claims)
    .filter(([, claim]) => isMeant(claim))
    .map(([id, claim]) => [id, { claim, from: [id], isWhole: null, isTakenBack: false }]);
}

/**
 * Claims one release later. For an item that the map does not name, the digest decides.
 * @param {Map<string, Carried>} held
 * @param {StepMap} map
 * @param {Record<string, string>} unclaimed
 */
function step(held, { moves, retired }, unclaimed) {
  const told = new Set([...moves.map(([old]) => old), ...retired]);
  /** @type {Map<string, Carried>} */
  const next = new Map();
  for (const [id, one] of held) {
    if (!told.has(id)) {
      next.set(id, { ...one, isWhole: one.isWhole === false ? false : null });
    }
  }
  for (const to of new Set(moves.map(([, to]) => to))) {
    const sources = moves.filter((move) => move[1] === to);
    const found = sources.flatMap(([old]) => held.get(old) ?? []);
    if (found.length > 0) {
      next.set(to, joined(sources, found, Object.hasOwn(unclaimed, to) ? unclaimed[to] : ""));
    }
  }
  return next;
}

/**
 * The claim of an item into which others were merged: it counts in full if all of them were claimed.
 * @param {StepMap["moves"]} sources
 * @param {Carried[]} found those that were claimed
 * @param {string} unclaimed when it was withdrawn; empty if it was not
 * @returns {Carried}
 */
function joined(sources, found, unclaimed) {
  const standing = found.filter(({ isTakenBack }) => !isTakenBack);
  const { claim } = (standing.length > 0 ? standing : found).reduce((one, other) => one.claim.at < other.claim.at ? other : one);
  const isKept = sources.every(([, , effect]) => effect === "kept") && standing.length === sources.length;
  return {
    claim,
    from: found.flatMap(({ from }) => from).sort(),
    isWhole: isKept && standing.every(({ isWhole }) => isWhole !== false),
    isTakenBack: standing.length === 0 || unclaimed >= claim.at,
  };
}

/**
 * The successors of an item; the item itself if no map names it, or if its successor has to be done again.
 * @param {string} id
 * @param {StepMap[]} chain
 * @returns {string[]}
 */
export function partsOf(id, chain) {
  let ids = [id];
  for (const { moves } of chain) {
    ids = ids.flatMap((one) => {
      const ends = moves.filter(([old, to, effect]) => old === one && (to === one || effect !== "redo"));
      return ends.length > 0 ? ends.map(([, to]) => to) : [one];
    });
  }
  return [...new Set(ids)];
}

/**
 * The notes of a state by the items of a release; a note that exists there already, or was withdrawn there, stays.
 * @param {State} state
 * @param {(id: string) => string[]} parts
 * @returns {State["notes"]}
 */
function carriedNotes({ notes, cleared }, parts) {
  const found = Object.create(null);
  for (const [id, note] of Object.entries(notes)) {
    for (const to of parts(id)) {
      const isOwn = to === id || !Object.hasOwn(notes, to);
      const isCleared = Object.hasOwn(cleared, to) && cleared[to] >= note.at;
      if (isOwn && !isCleared && !(found[to]?.at > note.at)) {
        found[to] = note;
      }
    }
  }
  return found;
}

/**
 * A state by the items of a release. A claim that counts in full gets the current digest of its item; any other has no
 * digest, so that the item counts as changed since the claim.
 * @param {State} state
 * @param {Item[]} items of the release
 * @param {StepMap[]} maps
 * @param {string} release
 * @returns {State}
 */
export function carry(state, items, maps, release) {
  const chain = chainTo(maps, release);
  if (chain.length === 0) {
    return state;
  }
  const now = new Map(items.map((item) => [item.id, item]));
  const { claims: carried, gone } = carriedClaims(state, items, chain);
  const claims = Object.create(null);
  for (const id of gone) {
    claims[id] = state.claims[id];
  }
  const passed = new Set(chain.map((map) => map.old));
  for (const [id, { claim, from, isWhole }] of carried) {
    const item = passed.has(claim.release) ? now.get(id) : undefined;
    const means = item && isWhole ? { digest: item.digest, rev: item.rev } : { digest: item ? "" : claim.digest };
    claims[id] = { ...claim, ...means, ...(from.length > 1 || from[0] !== id ? { from } : {}) };
  }
  /** @type {Map<string, string[]>} */
  const known = new Map();
  const parts = (/** @type {string} */ id) => {
    known.set(id, known.get(id) ?? partsOf(id, chain));
    return known.get(id) ?? [];
  };
  const evidence = state.evidence.map((piece) => ({ ...piece, items: [...new Set(piece.items.flatMap(parts))] }));
  return { ...state, claims, evidence, notes: carriedNotes(state, parts) };
}
