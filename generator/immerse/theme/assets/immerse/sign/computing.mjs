// Computed graduation items, which nobody signs: their sources, and what is missing.

/** @typedef {import("./awards.mjs").Gap} Gap */
/** @typedef {import("./awards.mjs").Item} Item */
/** @typedef {import("./rotation-state.mjs").Rotation} Rotation */
/** @typedef {Map<string, number>} Levels competency -> its level */
/** @typedef {(rotation: Rotation, item: Item, levels: Levels) => Gap[]} Judge */

/** The role of items that are computed from the records. */
const NOBODY = "system";

/**
 * The gaps of a computed item, by its source.
 *
 * The source may be outside of the record. Then one of the responsible people confirms it by an attestation.
 * @type {Judge}
 */
export function computedGaps(rotation, item, levels) {
  const judge = KINDS.get(item.compute?.kind) ?? confirmed;
  return judge(rotation, item, levels);
}

/**
 * All competencies at a least level, and a share of them at a higher one.
 * @type {Judge}
 */
function share({ items }, { compute }, levels) {
  const among = [...levels].filter(([name]) => isAmong(items.get(name), compute.among));
  /** @type {Gap[]} */
  const gaps = among.filter(([, level]) => level < compute.level)
    .map(([item]) => ({ code: "level", item, level: compute.level }));
  if (compute.share) {
    const high = among.filter(([, level]) => level >= compute.share_level).length;
    const least = Math.ceil((among.length * compute.share) / 100);
    if (high < least) {
      gaps.push({ code: "share", n: least - high, level: compute.share_level });
    }
  }
  return gaps;
}

/**
 * @param {Item} item
 * @param {string} among
 */
function isAmong(item, among) {
  return among === "every" || (among === "critical") === item.critical;
}

/**
 * A number of competencies awarded at a level, whatever level they require.
 * @type {Judge}
 */
function count({ awards }, { compute }, levels) {
  const awarded = [...awards].filter(([name, own]) =>
    levels.has(name) && own.some((award) => award.level >= compute.level)
  );
  const n = compute.count - awarded.length;
  return n > 0 ? [{ code: "count", n, level: compute.level }] : [];
}

/**
 * A passed knowledge check of each module, which an attester has seen.
 * @type {Judge}
 */
function checks({ awards, items }, { compute }, levels) {
  const seen = new Set(
    [...awards].filter(([name, own]) =>
      levels.has(name) && own.some((award) => award.pieces.some((piece) => piece.kind === compute.evidence))
    ).map(([name]) => items.get(name).module),
  );
  const modules = /** @type {string[]} */ (compute.modules);
  return modules.filter((module) => !seen.has(module)).map((module) => ({ code: "check", module }));
}

/**
 * The average of the ratings in evaluation records.
 * @type {Judge}
 */
function ratings({ periods }, { compute }) {
  const given = [...periods.values()].map((event) => event.body.rating).filter((rating) => rating !== null);
  if (given.length === 0) {
    return [{ code: "ratings" }];
  }
  const sum = given.reduce((whole, rating) => whole + rating, 0);
  return sum < compute.average * given.length ? [{ code: "rating" }] : [];
}

/**
 * An acknowledgement of the release by which the rotation is judged.
 * @type {Judge}
 */
function acknowledged(rotation) {
  return rotation.acknowledged.has(rotation.ver) ? [] : [{ code: "acknowledge", ver: rotation.ver }];
}

/**
 * The roles that confirm a computed item whose source is outside of the record: for each entry one of its roles.
 * @param {Item} item
 * @returns {string[][]}
 */
export function confirmers({ attested_by: { all, any } }) {
  const rows = all.filter((/** @type {string} */ role) => role !== NOBODY).map((/** @type {string} */ role) => [role]);
  return any.length > 0 ? [...rows, [...any]] : rows;
}

/** @type {Judge} */
function confirmed(rotation, item) {
  const awards = rotation.awardsOf(item.id);
  const missing = confirmers(item).filter((roles) => awards.every((award) => !roles.includes(award.role)));
  return missing.map((roles) => ({ code: "signature", roles, level: 0 }));
}

/** @type {Map<string, Judge>} */
const KINDS = new Map(Object.entries({ share, count, checks, ratings, acknowledged }));
