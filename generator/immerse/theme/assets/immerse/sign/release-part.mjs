// Signatures about a release: the trainee has read it, or the rotation moves to the next one.

import { el, form, row, sending } from "../checklist/build.mjs";
import { say } from "../words/sign.mjs";
import { roleField } from "./fields.mjs";
import { folded } from "./folding.mjs";
import { listsOf, mapDigest } from "./moving.mjs";
import { acknowledgingRoles, rolesWith } from "./pending-signatures.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

/**
 * The acknowledgement, for the trainee or a transcriber; nothing if it is signed, or for others.
 * @param {Desk} desk
 * @returns {HTMLElement | null}
 */
export function acknowledgePart(desk) {
  const judged = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const { ver, book } = desk.under;
  const roles = acknowledgingRoles(judged, /** @type {any} */ (desk.signer));
  if (roles.length === 0) {
    return null;
  }
  const role = roleField(roles, book);
  const person = judged.said.opened?.trainee;
  const made = form(
    { class: "im-own", "aria-labelledby": "sign-acknowledge" },
    () => desk.propose((drafting) => {
      drafting.add("acknowledge", { ver, book: book.digest }, { ver, person, role: role.input.value });
    }, made),
    el("h2", { id: "sign-acknowledge" }, say("sign.event.acknowledge")),
    el("p", {}, say("sign.acknowledge-why", { ver })),
    role.element,
    row(sending(say("sign.look"))),
  );
  return made;
}

/**
 * The move to the next release, for somebody with that duty; nothing if there is no later release.
 * @param {Desk} desk
 * @returns {HTMLElement | null}
 */
export function movePart(desk) {
  const { published, events, said } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const { ver, book } = desk.under;
  const roles = rolesWith(book, "migrate", /** @type {any} */ (desk.signer));
  const step = Object.values(published.maps).find((one) => one.old === ver);
  const next = step && published.books[step.new];
  if (roles.length === 0 || !next || said.graduation?.event) {
    return null;
  }
  const role = roleField(roles, book);
  const held = [...folded(events, published).awards].filter(([, awards]) => awards.length > 0).map(([id]) => id);
  const lists = listsOf(step, held);
  const named = Object.entries(lists).filter(([, ids]) => ids.length > 0);
  const made = form(
    { "data-event": "migrate", "aria-label": say("sign.event.migrate") },
    () => desk.propose((drafting) => {
      const body = { from: ver, to: step.new, map: mapDigest(step), ...lists, role: role.input.value };
      drafting.add("migrate", { ver: step.new, book: next.digest }, body);
    }, made),
    el("h3", {}, say("sign.event.migrate")),
    el("p", {}, say("sign.move-why", { from: ver, to: step.new })),
    named.length ? el("ul", {}, ...named.map(([name, ids]) => el("li", {}, say("sign.move-line", { what: say(`sign.term.${name}`), items: ids.join(", ") })))) : null,
    role.element,
    row(sending(say("sign.look"))),
  );
  return made;
}
