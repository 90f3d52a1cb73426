// The placement of a graduate, by the receiving manager.

import { el, field, form, row, sending } from "../checklist/build.mjs";
import { say } from "../words/sign.mjs";
import { roleField } from "./fields.mjs";
import { brandInput } from "./listing-part.mjs";
import { today } from "./signing-day.mjs";
import { rolesWith } from "./pending-signatures.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

/**
 * The form, for somebody with that duty, once the trainee is graduated.
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
export function placingPart(desk) {
  const { ver, book } = desk.under;
  const { said } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const signer = /** @type {any} */ (desk.signer);
  const roles = rolesWith(book, "place", signer);
  const title = el("h2", { id: "sign-placed" }, say("sign.event.placed"));
  const reason = placedReason(said.status, roles);
  if (reason) {
    return el("section", { class: "im-own", "aria-labelledby": "sign-placed" }, title, el("p", {}, say(reason)));
  }
  const role = roleField(roles, book);
  const day = el("input", { type: "date", value: today(), required: true });
  const brand = brandInput();
  const made = form(
    { class: "im-own", "aria-labelledby": "sign-placed" },
    () => desk.propose((drafting) => {
      const body = { day: day.value, manager: signer.person, brand: brand.value || null, role: role.input.value };
      drafting.add("placed", { ver, book: book.digest }, body);
    }, made),
    title,
    el("p", {}, say("sign.placed-why")),
    field(say("sign.term.day"), day),
    field(say("sign.term.brand"), brand, say("sign.brand-help")),
    role.element,
    row(sending(say("sign.look"))),
  );
  return made;
}

/** @param {string} status @param {string[]} roles */
function placedReason(status, roles) {
  if (roles.length === 0) {
    return "sign.places-not";
  }
  if (status === "placed") {
    return "sign.placed-already";
  }
  return status === "graduated" ? "" : "sign.placed-later";
}
