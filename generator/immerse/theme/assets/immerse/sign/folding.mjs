// The combined result of the signed events of a record: states of items and gates, gaps, warnings, graduation.
//
// States are never stored. Events are applied in the order of the moments that their signers give. An event that a rule
// forbids is refused, with the code of the reason, and has no further effect. `immerse records fold` gives the same
// result and is authoritative; a page shows it in advance.

import { chainFaults } from "./chains.mjs";
import { chainGaps, graduationGaps } from "./graduating.mjs";
import { Rotation } from "./rotation-state.mjs";
import { gateState, itemState, moduleState, waived } from "./standing.mjs";
import { take } from "./steps.mjs";
import { warningsOf } from "./warning.mjs";

/** @typedef {import("./awards.mjs").Gap} Gap */
/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {import("./rotation-state.mjs").Published} Published */
/**
 * @typedef {object} Fold
 * @property {string} status none, open, endorsed, graduated, placed, voided, left or redirected
 * @property {string} ver the release by which the rotation is judged; empty before it is opened
 * @property {Record<string, string> | null} opened
 * @property {Record<string, import("./standing.mjs").ItemState>} items
 * @property {Record<string, ReturnType<typeof moduleState>>} modules
 * @property {Record<string, ReturnType<typeof gateState>>} gates
 * @property {string[]} waived
 * @property {{event: string | null, by: string | null, dossier: string | null, gaps: Gap[]} | null} graduation
 * @property {import("./trusting.mjs").Refused[]} refused
 * @property {import("./warning.mjs").Warning[]} warnings
 */

const OPENED = ["trainee", "mentor", "start", "end", "track", "path"];

/**
 * The combined result of events.
 * @param {Event[]} events the counted events (`trusted`), in their order
 * @param {Published} published
 * @param {Record<string, {text: string}>} texts of the record by digest, for equal sentences; erased texts are missing
 * @param {string} now the reader's moment, for statuses and warnings; whether an event counts does not depend on it
 * @returns {Fold}
 */
export function fold(events, published, texts, now) {
  const rotation = folded(events, published);
  const warnings = [...warningsOf(events, rotation, texts, now), ...chainFaults(events)];
  return { ...standing(rotation, now.slice(0, 10)), refused: rotation.refused, warnings };
}

/**
 * The rotation after events.
 * @param {Event[]} events
 * @param {Published} published
 * @returns {Rotation}
 */
export function folded(events, published) {
  const rotation = new Rotation(published, (others) => folded(others, published));
  for (const event of events) {
    take(rotation, event);
  }
  return rotation;
}

/**
 * @param {Rotation} rotation
 * @param {string} today
 */
function standing(rotation, today) {
  const { book, gates, graduated, items, opened, status, ver } = rotation;
  if (opened === null) {
    return { status, ver, opened: null, items: {}, modules: {}, gates: {}, waived: [], graduation: null };
  }
  const day = graduated?.at.slice(0, 10) ?? today;
  const asked = [...gates].filter(([, gate]) => gate.after);
  return {
    status,
    ver,
    opened: Object.fromEntries(OPENED.map((name) => [name, opened.body[name]])),
    items: Object.fromEntries([...items].map(([name, item]) => [name, itemState(rotation, item, day)])),
    modules: Object.fromEntries(book.modules.map((/** @type {any} */ one) => [one.id, moduleState(rotation, one)])),
    gates: Object.fromEntries(asked.map(([name, gate]) => [name, gateState(rotation, gate, day)])),
    waived: waived(rotation, day),
    graduation: {
      event: graduated?.event ?? null,
      by: graduated?.by ?? null,
      dossier: graduated?.body.dossier ?? null,
      gaps: graduated ? [] : [...graduationGaps(rotation, day), ...chainGaps(rotation, new Set())],
    },
  };
}
