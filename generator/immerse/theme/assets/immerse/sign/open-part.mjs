// Opens a rotation: trainee, mentor, first and last day.

import { el, field, form, row, select, sending } from "../checklist/build.mjs";
import { say } from "../words/sign.mjs";
import { rolesOf } from "./gap-words.mjs";
import { peopleOn } from "./judged.mjs";
import { today } from "./signing-day.mjs";
import { rolesWith } from "./pending-signatures.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

const PERSON = "p-[0-9a-f]{4,16}";

/**
 * The form, for somebody who may open a rotation.
 * @param {Desk} desk
 */
export function openPart(desk) {
  const { published, own, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const roles = rolesWith(book, "open", /** @type {any} */ (desk.signer));
  if (roles.length === 0) {
    return el("p", { class: "im-own" }, say("sign.not-open-yet"));
  }
  const people = [...peopleOn(published.signers, today())];
  const start = own.start ?? today();
  const fields = {
    trainee: el("input", { type: "text", pattern: PERSON, required: true, autocomplete: "off", spellcheck: "false" }),
    mentor: select(people.map(([person, theirs]) => [person, `${person} (${rolesOf(theirs, book)})`])),
    start: el("input", { type: "date", value: start, required: true }),
    end: el("input", { type: "date", value: dayAfter(start, 7 * book.weeks - 1), required: true }),
    path: select(Object.entries(book.paths), own.path),
    role: select(roles.map((id) => [id, rolesOf([id], book)])),
  };
  const helps = /** @type {Record<string, string>} */ ({ trainee: say("sign.trainee-help") });
  const open = form(
    { class: "im-own", "aria-labelledby": "sign-open" },
    () => {
      const body = Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, input.value]));
      desk.propose((drafting) => {
        drafting.add("open", { ver: desk.library.release, book: book.digest }, { ...body, track: book.track });
      }, open);
    },
    el("h2", { id: "sign-open" }, say("sign.event.open")),
    el("p", {}, say("sign.open-why", { ver: desk.library.release })),
    ...Object.entries(fields).map(([name, input]) => field(say(`sign.term.${name}`), input, helps[name])),
    row(sending(say("sign.look"))),
  );
  return open;
}

/** @param {string} day @param {number} days */
function dayAfter(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
