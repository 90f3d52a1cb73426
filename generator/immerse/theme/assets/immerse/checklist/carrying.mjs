// What became of claimed items in the release of this site, as lines of the page.

import { say } from "../words/say.mjs";
import { ROOT } from "./book.mjs";
import { el } from "./build.mjs";
import { fatesOf } from "./fates.mjs";

/** @typedef {import("./desk.mjs").Place} Place */
/** @typedef {import("../record/fold.mjs").State} State */

/**
 * The maps that stand beside the versions of this site; none where there are none.
 * @param {string} release
 * @returns {Promise<import("./fates.mjs").StepMap[]>}
 */
async function fetchMaps(release) {
  if (release === "draft") {
    return [];
  }
  const answer = await fetch(new URL("../migrations.json", ROOT));
  return answer.ok ? (await answer.json()).maps : [];
}

/**
 * What became of claims; nothing where there are none.
 * @param {Place} place
 * @param {State} state
 */
export async function carried(place, state) {
  const isElsewhere = Object.values(state.claims).some(({ release }) => release !== place.release);
  const maps = isElsewhere ? await fetchMaps(place.release).catch(() => []) : [];
  const fates = fatesOf(state, place.book.items, maps, place.release);
  const lines = Object.entries(fates).flatMap(([fate, ids]) =>
    ids.length > 0 ? [el("li", {}, `${say(`checklist.fate-${fate}`, { n: ids.length })} ${ids.join(", ")}`)] : []
  );
  return lines.length > 0 ? [el("ul", {}, ...lines)] : [];
}
