// Several people at one browser: whose record a tab shows. Nothing is shown before somebody has chosen.

import { button } from "../elements.mjs";
import { fold } from "../record/fold.mjs";
import { say, sayDay } from "../words/say.mjs";
import { el, row } from "./build.mjs";
import { Session } from "./session.mjs";
import { showWelcome } from "./welcome.mjs";

/** @typedef {import("./desk.mjs").Place} Place */
/** @typedef {(session: Session) => void} Show */

/** @param {string} client */
function keyOf(client) {
  return `immerse/${client}/.whose`;
}

/** What this tab remembers; null if the browser stores nothing. */
function memory() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}

/** What a tab remembers if the user wants to be asked. */
export const ASK = "ask";

/**
 * The record that this tab shows: the one that was chosen in it, otherwise the only one, unless the user wants to be
 * asked.
 * @template {{rot: string}} T
 * @param {string} client
 * @param {T[]} records
 * @returns {T | undefined}
 */
export function chosenOf(client, records) {
  const rot = memory()?.getItem(keyOf(client));
  const only = records.length === 1 && rot !== ASK ? records[0] : undefined;
  return records.find((record) => record.rot === rot) ?? only;
}

/**
 * Remember whose record this tab shows.
 * @param {string} client
 * @param {string} rot or `ASK`
 */
export function choose(client, rot) {
  memory()?.setItem(keyOf(client), rot);
}

/**
 * The name of a record on its own device: the initials and the start day.
 * @param {import("../record/fold.mjs").State} state
 */
export function nameOf({ name, start }) {
  const day = start ? sayDay(start) : "";
  return name?.text ? say("checklist.whose-name", { name: name.text, day }) : say("checklist.whose-day", { day });
}

/**
 * Ask whose record is to be shown.
 * @param {Place} place
 * @param {import("./record-store.mjs").Key[]} keys
 * @param {Show} show
 */
export async function showWhose(place, keys, show) {
  const records = await Promise.all(keys.flatMap((key) => place.store?.read(key) ?? []));
  const open = async (/** @type {Record<string, any>} */ record) => {
    choose(place.client, record.rot);
    if (place.store) {
      show(await Session.open(place.store, { client: record.client, rot: record.rot }));
    }
  };
  place.desk.replaceChildren(
    el(
      "section",
      { class: "im-own im-no-print", "aria-labelledby": "whose" },
      el("h2", { id: "whose" }, say("checklist.whose")),
      el("p", {}, say("checklist.whose-why")),
      row(...records.flatMap((record) => [button(nameOf(fold(record)), () => open(record)), " "])),
      row(button(say("checklist.another"), () => showWelcome(place, show))),
    ),
  );
}
