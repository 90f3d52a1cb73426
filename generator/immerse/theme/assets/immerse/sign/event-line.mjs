// One event in one line: type, subject, signer, moment and release.

import { say, sayDay } from "../words/sign.mjs";
import { gateName, itemName, rolesOf } from "./gap-words.mjs";

/**
 * @param {Record<string, any> | undefined} event undefined if it is not in the record
 * @param {string} name
 * @param {any} book
 * @returns {string}
 */
export function eventLine(event, name, book) {
  if (!event) {
    return say("sign.event-missing", { name: name.slice(0, 12) });
  }
  const { type, body, by, at, ver } = event;
  return say("sign.event-line", {
    what: [say(`sign.event.${type}`), aboutOf(body, book), decided(body, book)].filter(Boolean).join(", "),
    by,
    role: rolesOf([body.role], book),
    day: sayDay(at),
    ver,
  });
}

/** @param {any} body @param {any} book */
function aboutOf(body, book) {
  if (body.item) {
    return itemName(body.item, book);
  }
  return body.gate ? gateName(body.gate, book) : "";
}

/** @param {any} body @param {any} book */
function decided(body, book) {
  const decision = body.decision ? say(`sign.decision.${body.decision}`) : "";
  const level = body.level ? say("sign.at-level", { level: body.level, name: book.levels[body.level] ?? "" }) : "";
  return [decision, level].filter(Boolean).join(" ");
}
