// Applying one event: an event that a rule forbids is refused with the code of the reason, any other changes the
// rotation.

import { attest, period, transcribe, withdraw } from "./attesting.mjs";
import { decide, endorse, waive } from "./deciding.mjs";
import { graduate, placed, reopen, voided } from "./graduating.mjs";
import { acknowledge, migrate } from "./moving.mjs";

/** @typedef {import("./attesting.mjs").Step} Step */
/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {import("./rotation-state.mjs").Rotation} Rotation */

/** Types of events that may follow a graduation. */
const AFTERWARDS = ["void", "reopen", "placed", "acknowledge", "decide"];

/** @type {Map<string, Step>} */
const STEPS = new Map(Object.entries({
  open,
  period,
  attest,
  withdraw,
  waive,
  decide,
  endorse,
  graduate,
  placed,
  migrate,
  transcribe,
  acknowledge,
  void: voided,
  reopen,
}));

/**
 * Apply an event, or note why it is refused.
 * @param {Rotation} rotation
 * @param {Event} event
 */
export function take(rotation, event) {
  rotation.seen.push(event);
  const code = order(rotation, event) || STEPS.get(event.type)?.(rotation, event);
  if (code) {
    rotation.refuse(event, code);
  } else {
    rotation.count(event);
  }
}

/**
 * The reason why an event of this type is not allowed in the current state.
 * @type {Step}
 */
function order(rotation, event) {
  if (rotation.takenBack.get(event.event)?.some((back) => mayTakeBack(rotation, event, back))) {
    return "withdrawn";
  }
  if (event.type === "open") {
    return "";
  }
  if (rotation.opened === null) {
    return "not-open";
  }
  if (event.type !== "acknowledge" && event.by === rotation.trainee && rotation.rules.one("own-work")) {
    return "own-work";
  }
  if (rotation.graduated && !AFTERWARDS.includes(event.type)) {
    return "after-graduation";
  }
  return !["migrate", "acknowledge"].includes(event.type) && event.ver !== rotation.ver ? "other-version" : "";
}

/**
 * @param {Rotation} rotation
 * @param {Event} event
 * @param {Event} back
 */
function mayTakeBack(rotation, event, back) {
  return back.by === event.by || rotation.rules.hasDuty("void", back.body.role);
}

/**
 * Open the rotation, or open it again before anything was attested; then the later event counts.
 * @type {Step}
 */
function open(rotation, event) {
  const { body } = event;
  const isBegun = rotation.awards.size > 0 || rotation.notYet.size > 0 || rotation.decisions.size > 0;
  if (isBegun || rotation.migrations.length > 0) {
    return "already-open";
  }
  if (event.by === body.trainee || body.mentor === body.trainee) {
    return "own-work";
  }
  if (!["", body.trainee].includes(rotation.trainee)) {
    return "other-trainee";
  }
  if (!rotation.books.get(event.ver).duties.open?.includes(body.role)) {
    return "wrong-duty";
  }
  rotation.opened = event;
  rotation.pin(event.ver);
  return "";
}
