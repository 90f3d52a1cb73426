// Checks whether this browser and this site can sign, and starts the page.

import { el } from "../checklist/build.mjs";
import { ROOT } from "../checklist/book.mjs";
import { say } from "../words/sign.mjs";
import { Desk } from "./desk.mjs";
import { PANELS } from "./panels.mjs";
import { filesOf, Library } from "./published-files.mjs";

/**
 * Show the desk, or the reason why nothing can be signed.
 * @param {HTMLElement} place
 */
export async function begin(place) {
  const { release = "", client = "", page = "" } = place.dataset;
  const reason = refusal(release);
  if (reason) {
    place.replaceChildren(el("p", { class: "im-notice im-notice--trouble" }, say(reason)));
    return;
  }
  const library = new Library(filesOf(ROOT), release);
  const book = await library.book(release).catch(() => null);
  if (!book) {
    place.replaceChildren(el("p", { class: "im-notice im-notice--trouble" }, say("reading.no-book")));
    return;
  }
  new Desk(place, library, client, PANELS[page]);
}

/**
 * The reason why nothing can be signed, as the key of a sentence; empty if signing is possible.
 * @param {string} release
 */
function refusal(release) {
  if (globalThis.location.protocol === "file:") {
    return "sign.on-file";
  }
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) {
    return "sign.no-crypto";
  }
  return release === "draft" ? "sign.on-draft" : "";
}
