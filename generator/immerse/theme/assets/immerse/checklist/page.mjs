// The checklist page: whose record is shown, and its parts.

import { all, openStorage, the } from "../elements.mjs";
import { bookOn } from "../record/entry-paths.mjs";
import { say } from "../words/say.mjs";
import { fetchBook } from "./book.mjs";
import { el } from "./build.mjs";
import { follow } from "./earlier-releases.mjs";
import { Desk } from "./desk.mjs";
import { Session } from "./session.mjs";
import { Store } from "./record-store.mjs";
import { showWelcome } from "./welcome.mjs";
import { chosenOf, showWhose } from "./whose.mjs";

/** @typedef {import("./desk.mjs").Place} Place */

/**
 * The elements and data of the page.
 * @param {HTMLElement} root
 * @returns {Promise<Place>}
 */
async function placeOf(root) {
  const book = await fetchBook();
  const desk = the(root, "#checklist-desk", HTMLElement);
  const notice = the(document, "#checklist-notice", HTMLElement);
  const store = await Store.open().catch(() => null);
  const { client = "", release = "draft" } = root.dataset;
  return { root, desk, notice, book, store, client, release, storage: openStorage() };
}

/**
 * Write to the line that screen readers announce.
 * @param {Place} place
 * @param {string} words
 */
function sayIn(place, words) {
  place.notice.replaceChildren(el("p", {}, words));
}

/** @param {HTMLElement} root */
async function begin(root) {
  for (const box of all(root, ".im-item__tick input", HTMLInputElement)) {
    box.disabled = true; // the box has no effect: a claim is made with a button
  }
  const place = await placeOf(root);
  const show = async (/** @type {Session} */ session) => {
    await follow(session, place);
    const desk = new Desk({ ...place, book: bookOn(place.book, session.state.path) }, session);
    desk.show();
    return desk;
  };
  const showAndFocus = async (/** @type {Session} */ session) => (await show(session)).now.title.focus();
  const records = place.store ? await place.store.all(place.client) : [];
  const chosen = chosenOf(place.client, records);
  if (!place.store) {
    sayIn(place, say("checklist.blocked"));
  } else {
    sayIn(place, globalThis.isSecureContext ? "" : say("checklist.plain-http"));
  }
  if (chosen && place.store) {
    await show(await Session.open(place.store, { client: chosen.client, rot: chosen.rot }));
  } else if (records.length > 0) {
    await showWhose(place, records, showAndFocus);
  } else {
    showWelcome(place, showAndFocus);
  }
}

const root = the(document, "#checklist", HTMLElement);
begin(root).catch((error) => {
  the(document, "#checklist-notice", HTMLElement).replaceChildren(el("p", {}, say("checklist.broken")));
  throw error;
});
