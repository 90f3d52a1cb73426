// The first visit: start a checklist, or open the file of one.

import { button, first } from "../elements.mjs";
import { today } from "../record/days.mjs";
import { claim, start } from "../record/entries.mjs";
import { itemsOf } from "../record/entry-paths.mjs";
import { say } from "../words/say.mjs";
import { el, field, form, row, select, sending } from "./build.mjs";
import { forgetTicks, oldTicks } from "./old-ticks.mjs";
import { newRecord, Session } from "./session.mjs";
import { choose } from "./whose.mjs";
import { fileField, openFile } from "./opening.mjs";

/** @typedef {import("./desk.mjs").Place} Place */

/**
 * Offer to start.
 * @param {Place} place
 * @param {(session: Session) => void} show
 */
export function showWelcome(place, show) {
  const begin = button(say("checklist.start"), () => showForm(place, show));
  begin.classList.add("im-button--first");
  const file = fileField((chosen) => openFile(place, chosen, null, show));
  place.desk.replaceChildren(
    el(
      "section",
      { class: "im-own im-no-print", "aria-labelledby": "own-start" },
      el("h2", { id: "own-start" }, say("checklist.start-title")),
      el("p", {}, say("checklist.start-why", { client: place.book.client_name })),
      row(begin, " ", button(say("checklist.open"), () => file.click()), file),
    ),
  );
}

/**
 * @param {Place} place
 * @param {(session: Session) => void} show
 */
function showForm(place, show) {
  const { book } = place;
  const name = el("input", { type: "text", maxlength: "40", autocomplete: "off", spellcheck: "false" });
  const day = el("input", {
    type: "date",
    required: true,
    value: today(new Date()),
    min: "1970-01-01",
    max: "2099-12-31",
  });
  const path = select(Object.entries(book.paths));
  const track = el("p", { class: "im-meta", role: "status" });
  const sayTrack = () => {
    const items = itemsOf(book, path.value);
    track.textContent = items
      ? say("checklist.path-only", { n: items.length, path: book.paths[path.value] })
      : say("checklist.start-track", { n: book.weeks, client: book.client_name });
  };
  path.addEventListener("input", sayTrack);
  sayTrack();
  const made = form(
    { "aria-labelledby": "own-start" },
    () => begin(place, { name: name.value, day: day.value, path: path.value }).then(show),
    el("h2", { id: "own-start" }, say("checklist.start-title")),
    field(say("checklist.start-name"), name, say("checklist.start-name-help")),
    field(say("checklist.start-day"), day),
    field(say("checklist.start-path"), path),
    track,
    row(sending(say("checklist.start")), " ", button(say("checklist.cancel"), () => showWelcome(place, show))),
  );
  place.desk.replaceChildren(made);
  name.focus();
}

/**
 * Start a record, with what was ticked in the earlier checklist.
 * @param {Place} place
 * @param {{name: string, day: string, path: string}} said
 * @returns {Promise<Session>}
 */
async function begin(place, { name, day, path }) {
  const { book, client, release, store } = place;
  const record = newRecord(client);
  await store?.join(record, false).catch(() => {}); // the first change will report the error
  const session = new Session(store, record);
  choose(client, record.rot);
  globalThis.navigator.storage?.persist?.().catch(() => false);
  await session.change((source) => start(source, { name, day, track: book.track, path, release, book: book.digest }));
  await takeOver(place, session);
  return session;
}

/**
 * Claim what was ticked in the earlier checklist.
 * @param {Place} place
 * @param {Session} session
 */
async function takeOver({ book, client, release, root, storage }, session) {
  const items = new Map(book.items.map((item) => [item.id, item]));
  const ticks = storage ? oldTicks(storage, client, new Set(items.keys())) : [];
  for (const { id, digest } of ticks) {
    const item = items.get(id);
    const earlier = first(root, `[data-item-id="${id}"]`, HTMLElement)?.dataset.earlier;
    const isSame = item && (digest === item.digest || digest === earlier);
    const meant = { digest: isSame ? item.digest : digest, rev: isSame ? item.rev : 1 };
    await session.change((source) => claim(source, { item: id, ...meant, release }));
  }
  if (storage && session.waiting === 0) {
    forgetTicks(storage, client, ticks);
  }
}
