// Opening a file: the page first shows what it would change, and changes nothing before the user confirms.

import { button } from "../elements.mjs";
import { sentenceOf } from "../record/faults.mjs";
import { fold } from "../record/fold.mjs";
import { MOST_BYTES, parse } from "../record/format.mjs";
import { newEntries } from "../record/merge.mjs";
import { say } from "../words/say.mjs";
import { el, row } from "./build.mjs";
import { carried } from "./earlier-releases.mjs";
import { Session } from "./session.mjs";
import { Refused } from "./record-store.mjs";
import { choose, nameOf } from "./whose.mjs";

/** @typedef {import("./desk.mjs").Place} Place */
/** @typedef {(session: Session) => void} Show */

/**
 * A hidden file input.
 * @param {(file: File) => void} take
 */
export function fileField(take) {
  const input = el("input", { type: "file", class: "im-file", accept: "application/json,.json", tabindex: "-1" });
  input.setAttribute("aria-label", say("checklist.open"));
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    input.value = "";
    if (file) {
      take(file);
    }
  });
  return input;
}

/**
 * Read a file and offer to take over its content.
 * @param {Place} place
 * @param {File} file
 * @param {Session | null} session the record that is shown
 * @param {Show} show
 */
export async function openFile(place, file, session, show) {
  place.desk.querySelector(".im-offer")?.remove();
  place.notice.replaceChildren();
  const content = file.size > MOST_BYTES ? null : new Uint8Array(await file.arrayBuffer());
  const fault = { code: "too-large", place: "", values: { most: MOST_BYTES, found: file.size } };
  const read = content ? parse(content, place.client) : { record: null, fault };
  if (read.record) {
    await offer(place, read.record, session, show);
  } else {
    refuse(place, read.fault);
  }
}

/**
 * @param {Place} place
 * @param {import("../record/faults.mjs").Fault} fault
 */
function refuse(place, fault) {
  place.notice.replaceChildren(
    el("p", { class: "im-fault" }, `${sentenceOf(fault, say)}. ${say("checklist.unchanged")}`),
  );
  place.notice.scrollIntoView({ block: "nearest" });
}

/**
 * Show what a record would change, and ask.
 * @param {Place} place
 * @param {Record<string, any>} record
 * @param {Session | null} session
 * @param {Show} show
 */
async function offer(place, record, session, show) {
  const kept = await place.store?.read({ client: record.client, rot: record.rot }).catch(() => null);
  const here = session && session.key.rot === record.rot ? session.record : kept;
  const state = fold(record);
  const fresh = newEntries(here ?? { entries: [] }, record);
  const known = new Set(here?.events ?? []);
  const signed = record.events.filter((/** @type {string} */ event) => !known.has(event)).length;
  const lines = [
    say("checklist.offer", { name: nameOf(state), n: record.entries.length }),
    here ? say("checklist.offer-new", { n: fresh.length }) : say("checklist.offer-other"),
    ...(signed ? [say("checklist.offer-signed", { n: signed })] : []),
  ];
  const take = button(say("checklist.take"), () => takeOver(place, record, session, show));
  take.classList.add("im-button--first");
  const leave = button(say("checklist.leave"), () => {
    box.remove();
    place.notice.replaceChildren(el("p", {}, say("checklist.unchanged")));
  });
  const isNothing = here && fresh.length === 0 && signed === 0;
  const box = el(
    "section",
    { class: "im-own im-offer", "aria-labelledby": "own-offer" },
    el("h2", { id: "own-offer", tabindex: "-1" }, say("checklist.offer-title")),
    ...lines.map((words) => el("p", {}, words)),
    ...summaryOf(fresh),
    ...(await carried(place, record, state)),
    isNothing ? row(leave) : row(take, " ", leave),
  );
  place.desk.prepend(box);
  box.querySelector("h2")?.focus();
}

/** @param {Record<string, any>[]} entries */
function summaryOf(entries) {
  const counts = new Map();
  for (const { type } of entries) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const known = KNOWN.flatMap((type) => counts.has(type) ? [[type, counts.get(type)]] : []);
  return known.length === 0
    ? []
    : [el("ul", {}, ...known.map(([type, n]) => el("li", {}, say(`checklist.entries-${type}`, { n }))))];
}

const KNOWN = ["start", "plan", "claim", "unclaim", "evidence", "note", "read", "score", "task", "erase"];

/**
 * @param {Place} place
 * @param {Record<string, any>} record
 * @param {Session | null} session
 * @param {Show} show
 */
async function takeOver(place, record, session, show) {
  try {
    const target = session && session.key.rot === record.rot ? session : new Session(place.store, record);
    await target.join(record);
    choose(place.client, record.rot);
    place.desk.querySelector(".im-offer")?.remove();
    place.notice.replaceChildren(el("p", {}, say("checklist.taken")));
    if (target !== session) {
      show(target);
    }
  } catch (error) {
    if (error instanceof Refused) {
      refuse(place, error.fault);
    } else {
      place.notice.replaceChildren(
        el("p", { class: "im-fault" }, say("checklist.trouble-full", { n: record.entries.length })),
      );
    }
  }
}
