// What became of claimed items in the release of this site: carried over, changed, new, retired.

import { say } from "../words/say.mjs";
import { el } from "./build.mjs";

/** @typedef {import("./desk.mjs").Place} Place */
/** @typedef {import("../record/fold.mjs").State} State */
/** @typedef {{carried: string[], changed: string[], added: string[], retired: string[]}} Fates */

/**
 * What became of claims, by the book alone: an item with the digest under which it was claimed is carried over.
 * @param {State} state
 * @param {import("./book.mjs").Item[]} items
 * @returns {Fates}
 */
export function fatesOf(state, items) {
  const now = new Map(items.map((item) => [item.id, item]));
  const claimed = Object.entries(state.claims).sort();
  const of = (/** @type {(id: string, digest: string) => boolean} */ is) =>
    claimed.filter(([id, { digest }]) => is(id, digest)).map(([id]) => id);
  return {
    carried: of((id, digest) => now.get(id)?.digest === digest),
    changed: of((id, digest) => now.has(id) && now.get(id)?.digest !== digest),
    added: [],
    retired: of((id) => !now.has(id)),
  };
}

/**
 * The same as lines of the page; none where nothing was claimed.
 * @param {Place} place
 * @param {State} state
 */
export function carried(place, state) {
  const fates = fatesOf(state, place.book.items);
  const lines = /** @type {(keyof Fates)[]} */ (["carried", "changed", "added", "retired"]).flatMap((fate) => {
    const ids = fates[fate];
    return ids.length > 0
      ? [el("li", {}, `${say(`checklist.fate-${fate}`, { n: ids.length })} ${ids.join(", ")}`)]
      : [];
  });
  return Promise.resolve(lines.length > 0 ? [el("ul", {}, ...lines)] : []);
}
