// Warnings about a record, which do not change what counts.

import { CONTRACT } from "../record/record-fields.mjs";
import { dayAfter } from "../record/days.mjs";
import { currency } from "./moving.mjs";

/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {import("./rotation-state.mjs").Rotation} Rotation */
/** @typedef {{code: string, [member: string]: any}} Warning */

const MINUTE = 60_000;
/** Minutes by which a signer's clock may be ahead of the reader's. */
export const SLACK = 5;
/** Days after which an observation is recorded late. */
export const LATEST = CONTRACT.signing.late_days;
/** Days after the first one of a placement by which the gates after the rotation are decided. */
const CONFIRMED = CONTRACT.signing.placed_weeks * 7;
/** The characters that Python also treats as blanks between words. */
const BLANKS = /[^\S\ufeff]+/;

/**
 * Warnings, by code and then in the order of events.
 *
 * `future`: the signer's moment is later than the reader's. `early`: it is before the release is in force. `late`:
 * recorded more than `LATEST` days after the observation. `bulk`: more evaluation records of one person within some minutes
 * than the rule says. `sentence`: one person wrote the same sentence about several items. `record`: the evaluation record
 * that is named is none of the signer. `unlisted`: it came before a graduation that does not list it. `currency`: a later
 * release changed something that everybody does again. `unplaced`: the first day of the placement is over, and nobody
 * signed that it began. `overdue`: a gate after the rotation is not decided.
 * @param {Event[]} events
 * @param {Rotation} rotation
 * @param {Record<string, {text: string}>} texts
 * @param {string} now
 * @returns {Warning[]}
 */
export function warningsOf(events, rotation, texts, now) {
  const limit = minutesAfter(now, SLACK);
  const seen = rotation.counted.filter((event) => ["attest", "transcribe"].includes(event.type));
  const { graduated } = rotation;
  return [
    ...withCode("future", events.filter((event) => event.at > limit)),
    ...withCode("early", events.filter((event) => event.at.slice(0, 10) < rotation.books.get(event.ver).effective)),
    ...withCode("late", seen.filter((event) => dayAfter(event.body.day, LATEST) < event.at.slice(0, 10))),
    ...(rotation.opened ? bulk(rotation, seen) : []),
    ...sentences(seen, texts),
    ...withCode("record", seen.filter((event) => !hasRecord(rotation, event))),
    ...(graduated ? [...unlisted(rotation, graduated), ...currency(rotation), ...afterwards(rotation, graduated, now.slice(0, 10))] : []),
  ];
}

/**
 * Open duties after a graduation.
 * @param {Rotation} rotation
 * @param {Event} graduated
 * @param {string} day
 * @returns {Warning[]}
 */
function afterwards({ placed, passed, book }, graduated, day) {
  if (!placed) {
    return graduated.body.day < day ? withCode("unplaced", [graduated]) : [];
  }
  const isLate = dayAfter(placed.body.day, CONFIRMED) < day;
  const gates = book.gates.filter((/** @type {any} */ gate) => gate.after && gate.day === null && isLate);
  return gates
    .filter((/** @type {any} */ gate) => !passed.has(gate.id))
    .map((/** @type {any} */ gate) => ({ code: "overdue", gate: gate.id }));
}

/**
 * @param {string} code
 * @param {Event[]} events
 * @returns {Warning[]}
 */
function withCode(code, events) {
  return events.map((event) => ({ code, event: event.event }));
}

/**
 * @param {string} moment
 * @param {number} minutes
 */
function minutesAfter(moment, minutes) {
  return new Date(Date.parse(moment) + minutes * MINUTE).toISOString();
}

/**
 * @param {Rotation} rotation
 * @param {Event} graduated
 */
function unlisted({ counted }, graduated) {
  const listed = new Set([...graduated.body.events, graduated.event]);
  return withCode("unlisted", counted.filter((event) => event.at <= graduated.at && !listed.has(event.event)));
}

/**
 * @param {Rotation} rotation
 * @param {Event} event
 */
function hasRecord({ periods }, event) {
  const name = event.body.period ?? null;
  return name === null || periods.get(name)?.by === event.by;
}

/**
 * People who signed more evaluation records within the rule's minutes than it allows.
 *
 * The lines of one evaluation record count as one; so does an attestation without a record.
 * @param {Rotation} rotation
 * @param {Event[]} seen
 * @returns {Warning[]}
 */
function bulk({ rules }, seen) {
  const rule = rules.one("statement");
  if (rule === null) {
    return [];
  }
  const byPerson = Map.groupBy(seen, (event) => event.by);
  return [...byPerson.keys()].sort().flatMap((by) => {
    const n = mostWithin(momentsOf(byPerson.get(by) ?? []), rule.minutes);
    return n > rule.bulk ? [{ code: "bulk", by, n }] : [];
  });
}

/**
 * The first moment of each evaluation record, in order.
 * @param {Event[]} events
 * @returns {string[]}
 */
function momentsOf(events) {
  const byRecord = Map.groupBy(events, (event) => event.body.period ?? event.event);
  return [...byRecord.values()].map(([first]) => first.at).sort();
}

/**
 * The greatest number of moments within some minutes.
 * @param {string[]} moments in their order
 * @param {number} minutes
 */
function mostWithin(moments, minutes) {
  let most = 0;
  let end = 0;
  for (const [begin, first] of moments.entries()) {
    const limit = minutesAfter(first, minutes);
    while (end < moments.length && moments[end] < limit) {
      end += 1;
    }
    most = Math.max(most, end - begin);
  }
  return most;
}

/**
 * People who wrote one sentence about several items; erased texts are not compared.
 * @param {Event[]} seen
 * @param {Record<string, {text: string}>} texts
 * @returns {Warning[]}
 */
function sentences(seen, texts) {
  /** @type {Map<string, Set<string>>} */
  const said = new Map();
  for (const { body, by } of seen) {
    if (Object.hasOwn(texts, body.sentence)) {
      const key = `${by} ${texts[body.sentence].text.split(BLANKS).filter(Boolean).join(" ")}`;
      said.set(key, (said.get(key) ?? new Set()).add(body.item));
    }
  }
  /** @type {Map<string, string[]>} */
  const doubles = new Map();
  for (const [key, items] of said) {
    if (items.size > 1) {
      const by = key.slice(0, key.indexOf(" "));
      doubles.set(by, [...(doubles.get(by) ?? []), ...items]);
    }
  }
  return [...doubles.keys()].sort().map((by) => ({ code: "sentence", by, items: [...new Set(doubles.get(by))].sort() }));
}
