// One list of everything that waits for the signature of the open key's owner.

import { el } from "../checklist/build.mjs";
import { button } from "../elements.mjs";
import { say } from "../words/sign.mjs";
import { gateName, itemName } from "./gap-words.mjs";
import { waitingFor } from "./pending-signatures.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./pending-signatures.mjs").Waiting} Waiting */

/**
 * @param {Desk} desk
 * @param {(one: Waiting) => void} lead shows the part in which it is signed
 * @returns {HTMLElement}
 */
export function waitingPart(desk, lead) {
  const judged = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const waiting = waitingFor(judged, /** @type {any} */ (desk.signer));
  const { book } = judged;
  const now = waiting.filter(({ isLater }) => !isLater);
  const later = waiting.filter(({ isLater }) => isLater);
  const line = (/** @type {Waiting} */ one) => {
    const what = one.kind === "gate" ? gateName(one.id, book) : itemName(one.id, book);
    return el("li", { "data-waits": one.kind }, button(say(`sign.waits-${one.kind}`, { what }), () => lead(one)));
  };
  return el(
    "section",
    { class: "im-own im-sign__waiting", "aria-labelledby": "sign-waiting" },
    el("h2", { id: "sign-waiting" }, say("sign.waiting")),
    el("p", {}, say(now.length ? "sign.waiting-count" : "sign.waiting-nothing", { n: now.length })),
    now.length ? el("ul", { class: "im-sign__boxes" }, ...now.map(line)) : null,
    later.length
      ? el(
        "details",
        {},
        el("summary", {}, say("sign.waiting-later", { n: later.length })),
        el("ul", { class: "im-sign__boxes" }, ...later.map(line)),
      )
      : null,
  );
}
