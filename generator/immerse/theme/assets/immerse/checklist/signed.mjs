// What others signed in a record, shown to the trainee. Loaded only if a record contains signed events.

import { eventLine } from "../sign/event-line.mjs";
import { byMoment, readEvent } from "../sign/events.mjs";
import { reasonWords } from "../sign/gap-words.mjs";
import { judged } from "../sign/judged.mjs";
import { filesOf, Library } from "../sign/published-files.mjs";
import { say } from "../words/sign.mjs";
import { ROOT } from "./book.mjs";
import { el } from "./build.mjs";

/** @typedef {Record<string, any>} Event */
/** @typedef {{event: Event, why: string}} Line an event, and why it does not count */

/** Members of a body that name a text. */
const TEXTS = ["sentence", "next", "note", "reason", "statement"];

/**
 * Every event of a record, the newest first, with what its signer wrote.
 * @param {Record<string, any>} record
 * @param {any} book of this site
 * @param {string} release of this site
 * @returns {Promise<HTMLElement>}
 */
export async function signedPart(record, book, release) {
  const verified = await verify(record, release).catch(() => null);
  const lines = verified ? verified.lines : eventsOf(record).map((event) => ({ event, why: "" }));
  const status = verified ? say("sign.own-status", { status: say(`signing.status.${verified.status}`) }) : say("sign.own-unverified");
  const by = verified?.book ?? book;
  return el(
    "section",
    { class: "im-own im-own-signed", "aria-labelledby": "own-signed" },
    el("h2", { id: "own-signed" }, say("sign.own-title")),
    el("p", {}, status),
    el("p", { class: "im-meta" }, say("sign.own-comment")),
    el(
      "details",
      {},
      el("summary", {}, say("sign.own-events", { n: lines.length })),
      el("ul", {}, ...lines.toReversed().map((line) => lineOf(line, record, by))),
    ),
  );
}

/**
 * @param {Record<string, any>} record
 * @param {string} release
 */
async function verify(record, release) {
  if (!globalThis.crypto?.subtle) {
    return null;
  }
  const { refused, said, book } = await judged(record, new Library(filesOf(ROOT), release), new Date());
  const reasons = new Map([...refused, ...said.refused].map(({ event, code }) => [event, reasonWords(code)]));
  const lines = eventsOf(record).map((event) => ({ event, why: reasons.get(event.event) ?? "" }));
  return { lines, status: said.status, book };
}

/**
 * The events that can be read, in their order; nothing in them is verified here.
 * @param {Record<string, any>} record
 * @returns {Event[]}
 */
function eventsOf(record) {
  const found = record.events.flatMap((/** @type {string} */ jws) => {
    try {
      return [readEvent(jws).event];
    } catch {
      return []; // not a valid event, so there is nothing to show
    }
  });
  return found.sort(byMoment);
}

/**
 * @param {Line} line
 * @param {Record<string, any>} record
 * @param {any} book
 */
function lineOf({ event, why }, record, book) {
  const texts = TEXTS.map((name) => event.body[name]).filter(Boolean).map((name) => record.texts[name]?.text ?? say("sign.own-erased"));
  return el(
    "li",
    {},
    eventLine(event, event.event, book),
    ...texts.map((text) => el("p", { class: "im-own-signed__words" }, text)),
    why ? el("p", { class: "im-sign__gap" }, say("sign.own-not-counted", { why })) : null,
  );
}
