// What the signed events of a record say together: states of items and gates, gaps, warnings, graduation.
//
// States are never stored. Events are taken in the order of the moments that their signers say. What a rule forbids is
// refused, with the code of the reason, and means nothing for what follows. `immerse records fold` says the same and is
// the authority; a page shows it beforehand.

import { chainFaults } from "./chains.mjs";
import { chainGaps, graduationGaps } from "./graduating.mjs";
import { Rotation } from "./rotation.mjs";
import { gateState, itemState, moduleState, waived } from "./standing.mjs";
import { take } from "./steps.mjs";
import { warningsOf } from "./warning.mjs";

/** @typedef {import("./awards.mjs").Gap} Gap */
/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {import("./rotation.mjs").Published} Published */
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
 * What events say together.
 * @param {Event[]} events those that count (`trusted`), in their order
 * @param {Published} published
 * @param {Record<string, {text: string}>} texts of the record by digest, for equal sentences; what was erased is missing
 * @param {string} now the reader's moment: it decides what is said of the present; no event counts or is refused by it
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
