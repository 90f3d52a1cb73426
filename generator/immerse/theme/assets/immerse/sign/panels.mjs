// The parts of each page for an open record.

import { el } from "../checklist/build.mjs";
import { first } from "../elements.mjs";
import { say } from "../words/sign.mjs";
import { AttestPart } from "./attest-part.mjs";
import { rowsOf } from "./attest-state.mjs";
import { gatesPart } from "./gate-part.mjs";
import { endorsePart, graduatePart } from "./listing-part.mjs";
import { openPart } from "./open-part.mjs";
import { placingPart } from "./placing-part.mjs";
import { rarePart } from "./rare-part.mjs";
import { acknowledgePart } from "./release-part.mjs";
import { standingPart, warningsPart } from "./standing-part.mjs";
import { waitingPart } from "./waiting-part.mjs";
import { rolesWith } from "./pending-signatures.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./pending-signatures.mjs").Waiting} Waiting */

/**
 * The parts for the owner of an open key; a sentence before one is open. A rotation has to be opened first.
 * @param {(desk: Desk) => (Node | null)[]} panels
 * @returns {import("./desk.mjs").Panels}
 */
function withKey(panels) {
  return (desk) => {
    if (!desk.signer) {
      return [el("p", { class: "im-own" }, say("sign.key-first"))];
    }
    return desk.judged?.said.status === "none" ? [openPart(desk)] : panels(desk);
  };
}

/**
 * All decisions of a signer on one page, beginning with what waits for them.
 * @param {Desk} desk
 */
function decided(desk) {
  const attest = new AttestPart(desk, { hasRecord: false });
  const parts = {
    attest: attest.element,
    acknowledge: acknowledgePart(desk),
    gate: gatesPart(desk),
    endorse: endorsePart(desk),
    graduate: graduatePart(desk),
    placed: placingPart(desk),
  };
  const rare = rarePart(desk);
  const lead = (/** @type {Waiting} */ { kind, id }) => {
    const part = kind === "waive" ? rare : parts[kind];
    if (kind === "attest") {
      attest.add(id);
    } else if (part) {
      reveal(part, kind === "gate" ? `[data-gate="${id}"]` : "");
    }
  };
  return [waitingPart(desk, lead), standingPart(desk), warningsPart(desk), ...Object.values(parts), rare];
}

/**
 * Show a part, unfold its content, and set the focus there.
 * @param {HTMLElement} part
 * @param {string} selector of a folded part in it; the part itself without one
 */
function reveal(part, selector) {
  const folded = selector ? first(part, selector, HTMLDetailsElement) : part;
  if (folded instanceof HTMLDetailsElement) {
    folded.open = true;
  }
  const target = (folded ?? part).querySelector("summary, h2, h3");
  if (target instanceof HTMLElement) {
    target.tabIndex = target.tagName === "SUMMARY" ? 0 : -1;
    target.focus();
    target.scrollIntoView({ block: "start" });
  }
}

/**
 * The items that a receiving manager signs.
 * @param {Desk} desk
 */
function managed(desk) {
  const { book } = desk.under;
  const roles = rolesWith(book, "place", /** @type {any} */ (desk.signer));
  const wanted = (/** @type {any} */ item) => rowsOf(item).some((row) => row.some((role) => roles.includes(role)));
  const own = new AttestPart(desk, { wanted, hasRecord: false });
  const part = roles.length ? own.element : null;
  return [part, placingPart(desk)];
}

/** @type {Record<string, import("./desk.mjs").Panels>} */
export const PANELS = {
  attest: withKey((desk) => [new AttestPart(desk).element, acknowledgePart(desk), warningsPart(desk)]),
  gate: withKey((desk) => [gatesPart(desk), warningsPart(desk)]),
  endorse: withKey((desk) => [endorsePart(desk), standingPart(desk), warningsPart(desk)]),
  graduate: withKey(decided),
  manager: withKey(managed),
};
