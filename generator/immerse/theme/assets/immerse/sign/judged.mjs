// A judged record: its events verified and applied by the published releases, and the effect of a new event.

import { Refusal } from "../record/faults.mjs";
import { fold as readEntries } from "../record/fold.mjs";
import { merge } from "../record/merge.mjs";
import { bookOn } from "../record/entry-paths.mjs";
import { signed } from "./drafting.mjs";
import { byMoment, readEvent } from "./events.mjs";
import { fold } from "./folding.mjs";
import { mapDigest } from "./moving.mjs";
import { withEvents } from "./outbox.mjs";
import { trusted } from "./trusting.mjs";

/** @typedef {import("./published-files.mjs").Library} Library */
/** @typedef {import("./published-files.mjs").Published} Published */
/** @typedef {import("./drafting.mjs").Drafting} Drafting */
/** @typedef {Record<string, any>} Event */
/** @typedef {{code: string, type: string}} Reason why a drafted event does not count */
/**
 * @typedef {object} Judged
 * @property {Record<string, any>} record
 * @property {Published} published
 * @property {Event[]} events those with a valid signature, in their order
 * @property {Record<string, any>[]} refused the others, with the reason
 * @property {Record<string, any>} said their combined result
 * @property {import("../record/fold.mjs").State} own the trainee's own record
 * @property {any} book by which the rotation is judged; before the opening, that of this site
 */

/**
 * Judge a record by the published releases and signers.
 * @param {Record<string, any>} record
 * @param {Library} library
 * @param {Date} now
 * @returns {Promise<Judged>}
 */
export async function judged(record, library, now) {
  const published = await library.published(versionsOf(record.events), mapDigest);
  const { events, refused } = await trusted(/** @type {any} */ (record), published.books, published.signers);
  const said = fold(events, published, record.texts, now.toISOString());
  const book = bookOn(published.books[said.ver || library.release], said.opened?.path ?? "");
  return { record, published, events, refused, said, own: readEntries(record), book };
}

/**
 * The releases that events name; unreadable events are skipped.
 * @param {string[]} lines
 */
function versionsOf(lines) {
  return new Set(lines.flatMap((jws) => {
    try {
      return [readEvent(jws).event.ver];
    } catch (error) {
      if (error instanceof Refusal) {
        return [];
      }
      throw error;
    }
  }));
}

/**
 * Check drafts by the rules, before they are signed.
 * @param {Judged} before
 * @param {Drafting} drafting
 * @param {Date} now
 * @returns {{said: Record<string, any>, reasons: Reason[]}} the result after signing
 */
export function previewed(before, drafting, now) {
  const own = new Set(drafting.drafts.map(({ event }) => event.event));
  const events = [...before.events, ...drafting.drafts.map(({ event }) => event)].sort(byMoment);
  const texts = { ...before.record.texts, ...drafting.texts };
  const said = fold(events, before.published, texts, now.toISOString());
  return { said, reasons: said.refused.filter((/** @type {any} */ one) => own.has(one.event)) };
}

/**
 * Sign drafts. The whole record is judged again, as every reader will judge it, before the result is returned.
 * @param {Judged} before
 * @param {Drafting} drafting
 * @param {import("./jws.mjs").Signer} signer
 * @param {Library} library
 * @param {Date} now
 * @returns {Promise<{after: Judged | null, reasons: Reason[]}>} no record if one of them does not count
 */
export async function signedInto(before, drafting, signer, library, now) {
  const lines = await signed(drafting.drafts, signer);
  const after = await judged(withEvents(before.record, lines, drafting.texts), library, now);
  const own = new Set(drafting.drafts.map(({ event }) => event.event));
  const refused = [...after.refused, ...after.said.refused].filter(({ event }) => own.has(event));
  const reasons = refused.map(({ code, type }) => ({ code, type }));
  return { after: reasons.length ? null : after, reasons };
}

/**
 * A record merged with an outbox of the same rotation.
 * @param {Record<string, any>} record
 * @param {Record<string, any>} outbox
 * @throws {Refusal} they belong to different rotations
 */
export function joined(record, outbox) {
  const { record: both, fault } = merge(record, outbox);
  if (!both) {
    throw new Refusal(fault.code, fault.place, fault.values);
  }
  return both;
}

/**
 * The register entry of a key, or the reason why it may not sign on a day.
 * @param {Record<string, any>} signers
 * @param {string} kid
 * @param {string} day
 * @returns {{signer: Record<string, any> | null, code: string}}
 */
export function signerOn(signers, kid, day) {
  const signer = Object.hasOwn(signers, kid) ? signers[kid] : null;
  if (!signer) {
    return { signer: null, code: "unknown-key" };
  }
  if (signer.revoked !== null && (signer.reason === "compromised" || day >= signer.revoked)) {
    return { signer: null, code: "key-revoked" };
  }
  if (day < signer.from) {
    return { signer: null, code: "key-too-early" };
  }
  return day > signer.until ? { signer: null, code: "key-expired" } : { signer, code: "" };
}

/**
 * The people who may sign on a day, with all their roles.
 * @param {Record<string, any>} signers
 * @param {string} day
 * @returns {Map<string, string[]>} person -> roles
 */
export function peopleOn(signers, day) {
  /** @type {Map<string, string[]>} */
  const people = new Map();
  for (const kid of Object.keys(signers)) {
    const { signer } = signerOn(signers, kid, day);
    if (signer) {
      people.set(signer.person, [...new Set([...(people.get(signer.person) ?? []), ...signer.roles])].sort());
    }
  }
  return new Map([...people].sort(([one], [other]) => (one < other ? -1 : 1)));
}
