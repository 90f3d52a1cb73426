// The migration maps of a published site: how items changed from release to release.

/** @typedef {import("./record/carry.mjs").StepMap} StepMap */

const MAPS = new URL("../../../migrations.json", import.meta.url);

/** @type {Promise<StepMap[]> | null} */
let asked = null;

/** Fetched once; empty if there are none. */
export function fetchMaps() {
  asked ??= fetch(MAPS).then(async (answer) => (answer.ok ? (await answer.json()).maps : [])).catch(() => []);
  return asked;
}

/**
 * The maps by which a record is read under this release: a draft has none, and a record of this release needs none.
 * @param {Record<string, any>} record
 * @param {string} release of this site
 * @returns {Promise<StepMap[]>}
 */
export async function mapsFor(record, release) {
  const isElsewhere = record.entries.some((/** @type {any} */ entry) =>
    entry.release && entry.release !== "draft" && entry.release !== release
  );
  return isElsewhere && release !== "draft" ? await fetchMaps() : [];
}
