// Fields that several forms of sign-off have: a person of the register, a role, a reason.

import { el, field, ownId, select } from "../checklist/build.mjs";
import { say } from "../words/sign.mjs";
import { rolesOf } from "./gap-words.mjs";
import { peopleOn } from "./judged.mjs";
import { today } from "./signing-day.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

/**
 * A list of roles to choose from.
 * @param {string[]} roles
 * @param {any} book
 */
export function roleField(roles, book) {
  const input = select(roles.map((id) => [id, rolesOf([id], book)]));
  return { input, element: field(say("sign.role"), input) };
}

/**
 * A text that is signed with an event; the trainee reads it.
 * @param {string} term
 * @param {string} [help]
 */
export function wordsField(term, help = say("sign.words-help")) {
  const input = el("textarea", { rows: "3", maxlength: "4000", required: true });
  return { input, element: field(say(`sign.term.${term}`), input, help) };
}

/**
 * The people of the register, without the trainee.
 * @param {Desk} desk
 * @param {(roles: string[]) => boolean} [wanted]
 * @returns {[string, string][]} person and words
 */
export function people(desk, wanted = () => true) {
  const { published, said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const all = [...peopleOn(published.signers, today())];
  return all
    .filter(([person, roles]) => person !== said.opened?.trainee && wanted(roles))
    .map(([person, roles]) => [person, `${person} (${rolesOf(roles, book)})`]);
}

/**
 * Checkboxes.
 * @param {string} legend
 * @param {[string, string][]} options value and words
 * @param {boolean} [checked]
 */
export function boxes(legend, options, checked = false) {
  const inputs = options.map(([value]) => el("input", { type: "checkbox", value, id: ownId(), checked }));
  const lines = options.map(([, words], index) =>
    el("li", {}, inputs[index], " ", el("label", { for: inputs[index].id }, words))
  );
  const list = el("ul", { class: "im-sign__boxes" }, ...lines);
  return {
    element: el("fieldset", { class: "im-sign__line" }, el("legend", {}, legend), list),
    chosen: () => inputs.filter((input) => input.checked).map(({ value }) => value),
  };
}
