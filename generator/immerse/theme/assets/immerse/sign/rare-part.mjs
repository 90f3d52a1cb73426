// Rare actions: waiving an item, withdrawing a signature, declaring a graduation void, reopening a rotation.

import { el, field, form, row, select, sending } from "../checklist/build.mjs";
import { say } from "../words/sign.mjs";
import { eventLine } from "./event-line.mjs";
import { roleField, wordsField } from "./fields.mjs";
import { itemName } from "./gap-words.mjs";
import { movePart } from "./release-part.mjs";
import { today } from "./signing-day.mjs";
import { rolesWith, ruleOfKind } from "./pending-signatures.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

const WITHDRAWN = new Set(["attest", "transcribe", "period", "waive", "endorse", "decide"]);

/**
 * The forms that this signer may use; nothing if there are none.
 * @param {Desk} desk
 * @returns {HTMLElement | null}
 */
export function rarePart(desk) {
  const forms = [waiveForm(desk), withdrawForm(desk), movePart(desk), endForm(desk, "void"), endForm(desk, "reopen")].filter((one) => one !== null);
  return forms.length
    ? el("details", { class: "im-own im-sign__rare" }, el("summary", {}, say("sign.rare")), ...forms)
    : null;
}

/**
 * @param {Desk} desk
 * @param {string} type
 * @param {string[]} roles
 * @param {import("../checklist/build.mjs").Child[]} fields
 * @param {() => Record<string, any>} values
 */
function rareForm(desk, type, roles, fields, values) {
  const { ver, book } = desk.under;
  const role = roleField(roles, book);
  const reason = wordsField("reason", say("sign.reason-help"));
  const made = form(
    { "data-event": type, "aria-label": say(`sign.event.${type}`) },
    () => desk.propose((drafting) => {
      const body = { ...values(), reason: drafting.text(reason.input.value), role: role.input.value };
      drafting.add(type, { ver, book: book.digest }, body);
    }, made),
    el("h3", {}, say(`sign.event.${type}`)),
    ...fields,
    role.element,
    reason.element,
    row(sending(say("sign.look"))),
  );
  return made;
}

/** @param {Desk} desk */
function waiveForm(desk) {
  const { said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const rule = ruleOfKind(book, "waivers");
  const { roles: own } = /** @type {any} */ (desk.signer);
  const roles = rule ? own.filter((/** @type {string} */ role) => rule.approvers.includes(role)) : [];
  if (roles.length === 0) {
    return null;
  }
  const open = book.items.filter((/** @type {any} */ { id }) => !["met", "waived"].includes(said.items[id].state));
  const item = select(open.map((/** @type {any} */ { id }) => [id, itemName(id, book)]));
  const until = el("input", { type: "date", min: today(), required: true });
  const fields = [field(say("sign.item"), item), field(say("sign.term.until"), until, say("sign.waive-help"))];
  return rareForm(desk, "waive", roles, fields, () => ({ item: item.value, until: until.value }));
}

/** @param {Desk} desk */
function withdrawForm(desk) {
  const { events, said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const signer = /** @type {any} */ (desk.signer);
  const mayAll = rolesWith(book, "void", signer);
  const gone = new Set([
    ...said.refused.map((/** @type {any} */ { event }) => event),
    ...events.filter(({ type }) => type === "withdraw").map(({ body }) => body.event),
  ]);
  const own = events.filter(({ type, by, event }) => WITHDRAWN.has(type) && !gone.has(event) && (by === signer.person || mayAll.length > 0));
  if (own.length === 0) {
    return null;
  }
  const event = select(own.map((one) => [one.event, eventLine(one, one.event, book)]));
  const fields = [field(say("sign.term.event"), event, say("sign.withdraw-help"))];
  return rareForm(desk, "withdraw", mayAll.length ? mayAll : signer.roles, fields, () => ({ event: event.value }));
}

/** @param {Desk} desk @param {"void" | "reopen"} type */
function endForm(desk, type) {
  const { said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const roles = rolesWith(book, "void", /** @type {any} */ (desk.signer));
  const wanted = type === "void" ? ["graduated", "placed"] : ["graduated", "placed", "voided", "left", "redirected"];
  return roles.length && wanted.includes(said.status)
    ? rareForm(desk, type, roles, [el("p", {}, say(`sign.${type}-why`))], () => ({}))
    : null;
}
