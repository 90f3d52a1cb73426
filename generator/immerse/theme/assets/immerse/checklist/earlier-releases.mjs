// A record of earlier releases, read under the release of this site: its state here, and lines about its earlier
// claims.

import { mapsFor } from "../maps.mjs";
import { carry, chainTo, partsOf } from "../record/carry.mjs";
import { say } from "../words/say.mjs";
import { el } from "./build.mjs";
import { fatesOf } from "./fates.mjs";

/** @typedef {import("../record/fold.mjs").State} State */
/** @typedef {import("./session.mjs").Session} Session */
/** @typedef {{release: string, book: {items: import("../record/carry.mjs").Item[]}}} Here */

/**
 * Make a session read its record under this release, now and when entries of another release arrive.
 * @param {Session} session
 * @param {Here} here
 */
export async function follow(session, { release, book }) {
  let isCarried = false;
  const look = async () => {
    const maps = isCarried ? [] : await mapsFor(session.record, release);
    if (maps.length > 0 && !isCarried) {
      isCarried = true;
      const chain = chainTo(maps, release);
      session.readBy({
        carry: (state) => carry(state, book.items, maps, release),
        partsOf: (id) => partsOf(id, chain),
      });
    }
  };
  await look();
  session.listen((touched) => touched?.all && look());
}

/**
 * Lines about the claims of an earlier release; none if there are no such claims.
 * @param {Here} here
 * @param {Record<string, any>} record
 * @param {State} state of it, as it was made
 */
export async function carried({ release, book }, record, state) {
  const maps = await mapsFor(record, release);
  const fates = fatesOf(state, book.items, maps, release);
  if (maps.length === 0 && fates.changed.length + fates.added.length + fates.retired.length === 0) {
    return []; // the record is of this release, or says the same under it
  }
  const lines = Object.entries(fates).flatMap(([fate, ids]) =>
    ids.length > 0 ? [el("li", {}, `${say(`checklist.fate-${fate}`, { n: ids.length })} ${ids.join(", ")}`)] : []
  );
  return lines.length > 0 ? [el("ul", {}, ...lines)] : [];
}
