// Moving a rotation to the next release by its published map, and acknowledging a release.

import { canonical } from "../record/canonical.mjs";
import { sha256 } from "../record/sha256.mjs";

/** @typedef {import("./attesting.mjs").Step} Step */
/** @typedef {import("./awards.mjs").Award} Award */
/** @typedef {import("./rotation-state.mjs").Rotation} Rotation */
/**
 * From one release to the next.
 * @typedef {object} StepMap
 * @property {string} old
 * @property {string} new
 * @property {[string, string, "kept" | "partial" | "redo"][]} moves old id, new id, effect on attestations
 * @property {string[]} retired
 * @property {string[]} added
 * @property {string[]} mandatory
 */

/**
 * The id of a map in an event: SHA-256 of the canonical JSON of its members.
 * @param {StepMap} step
 * @returns {string}
 */
export function mapDigest({ old, new: newer, moves, retired, added, mandatory }) {
  return sha256(canonical({ old, new: newer, moves, retired, added, mandatory }));
}

/**
 * The effect of a map on attested items.
 * @param {StepMap} step
 * @param {Iterable<string>} held
 * @returns {{carried: string[], redo: string[], gone: string[]}} `carried`: items of the newer release whose
 * attestations still count; `redo`: those to do again; `gone`: items that no longer exist. Each sorted.
 */
export function listsOf(step, held) {
  const had = new Set(held);
  /** @type {string[]} */
  const carried = [];
  /** @type {string[]} */
  const redo = [];
  for (const name of [...new Set(step.moves.map(([, newer]) => newer))].sort()) {
    const sources = step.moves.filter(([, newer]) => newer === name);
    const isHeld = sources.map(([old]) => had.has(old));
    const isAgain = step.mandatory.includes(name) || sources.some(([, , effect]) => effect === "redo");
    if (isHeld.includes(true)) {
      (isHeld.includes(false) || isAgain ? redo : carried).push(name);
    }
  }
  return { carried, redo, gone: [...new Set(step.retired)].filter((name) => had.has(name)).sort() };
}

/**
 * Judge the rotation by the book of the next release; its map tells how attestations are carried over.
 * @type {Step}
 */
export function migrate(rotation, event) {
  const { body } = event;
  if (!rotation.rules.hasDuty("migrate", body.role)) {
    return "wrong-duty";
  }
  if (body.from !== rotation.ver || body.to !== event.ver) {
    return "other-version";
  }
  /** @type {StepMap | undefined} */
  const step = rotation.maps.get(body.map);
  if (!step || step.old !== body.from || step.new !== body.to) {
    return "other-map";
  }
  const held = [...rotation.awards].filter(([, awards]) => awards.length > 0).map(([name]) => name);
  const lists = listsOf(step, held);
  if (Object.entries(lists).some(([name, list]) => canonical([...body[name]].sort()) !== canonical(list))) {
    return "other-lists";
  }
  rotation.awards = carriedAwards(rotation, step, lists.carried);
  rotation.notYet = carriedNotYet(rotation, step);
  rotation.pin(body.to);
  rotation.migrations.push(event);
  return "";
}

/**
 * The attestations under the items of the newer release. If several items were merged, the lowest counts.
 * @param {Rotation} rotation
 * @param {StepMap} step
 * @param {string[]} carried
 * @returns {Map<string, Award[]>}
 */
function carriedAwards(rotation, step, carried) {
  return new Map(carried.map((name) => {
    const sources = step.moves.filter(([, newer]) => newer === name).map(([old]) => rotation.awardsOf(old));
    const most = Math.min(...sources.map((own) => Math.max(...own.map((award) => award.level))));
    return [name, sources.flat().map((award) => ({ ...award, level: Math.min(award.level, most) }))];
  }));
}

/**
 * @param {Rotation} rotation
 * @param {StepMap} step
 */
function carriedNotYet({ notYet }, step) {
  /** @type {typeof notYet} */
  const moved = new Map();
  for (const [old, newer] of step.moves) {
    const said = notYet.get(old);
    if (said) {
      moved.set(newer, said);
    }
  }
  return moved;
}

/**
 * Apply an acknowledgement: the trainee, or a record keeper, states that a release was read.
 * @type {Step}
 */
export function acknowledge(rotation, event) {
  const { body } = event;
  if (body.person !== rotation.trainee) {
    return "other-trainee";
  }
  if (event.by !== rotation.trainee && !rotation.rules.hasDuty("transcribe", body.role)) {
    return "wrong-duty";
  }
  if (body.ver !== event.ver) {
    return "other-version";
  }
  rotation.acknowledged.add(body.ver);
  rotation.found.together.clear();
  return "";
}

/**
 * Mandatory changes of later releases; a graduate is informed of them and loses nothing.
 * @param {Rotation} rotation
 * @returns {{code: "currency", item: string, ver: string}[]}
 */
export function currency(rotation) {
  /** @type {{code: "currency", item: string, ver: string}[]} */
  const found = [];
  /** @type {Map<string, StepMap>} */
  const following = new Map([...rotation.maps.values()].map((step) => [step.old, step]));
  let ver = rotation.ver;
  for (let step = following.get(ver); step; step = following.get(ver)) {
    following.delete(ver);
    ver = step.new;
    if (!rotation.acknowledged.has(ver)) {
      found.push(...[...step.mandatory].sort().map((item) => ({ code: /** @type {const} */ ("currency"), item, ver })));
    }
  }
  return found;
}
