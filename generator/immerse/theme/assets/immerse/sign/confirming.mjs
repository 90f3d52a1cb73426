// The confirmation: what will be signed, read from the bytes to sign, and its effect.

import { el, row } from "../checklist/build.mjs";
import { button } from "../elements.mjs";
import { say } from "../words/sign.mjs";
import { itemName } from "./gap-words.mjs";
import { eventLine } from "./event-line.mjs";
import { describeEvent } from "./telling.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./drafting.mjs").Drafting} Drafting */

export class Confirming {
  /**
   * @param {Desk} desk
   * @param {Drafting} drafting
   * @param {Record<string, any>} after the state of the rotation after signing
   * @param {() => void} back
   */
  constructor(desk, drafting, after, back) {
    const { said } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
    this.title = el("h2", { id: "sign-confirm", tabindex: "-1" }, say("sign.confirm", { n: drafting.drafts.length }));
    const sign = button(say("sign.sign", { n: drafting.drafts.length }), async () => {
      sign.disabled = true;
      await desk.sign(drafting);
      sign.disabled = false;
    });
    sign.classList.add("im-button--first");
    const changes = changesOf(said, after, desk);
    this.element = el(
      "section",
      { class: "im-own im-sign__confirm", "aria-labelledby": "sign-confirm" },
      this.title,
      el("p", {}, say("sign.confirm-why")),
      ...drafting.drafts.map(({ bytes }) => eventPart(bytes, desk, drafting)),
      changes.length ? el("h3", {}, say("sign.changes")) : null,
      changes.length ? el("ul", {}, ...changes.map((words) => el("li", {}, words))) : null,
      el("p", { class: "im-meta" }, say("sign.legal")),
      row(sign, " ", button(say("sign.back"), back)),
    );
  }

  focus() {
    this.title.focus();
    this.title.scrollIntoView({ block: "start" });
  }
}

/** @param {Uint8Array} bytes @param {Desk} desk @param {Drafting} drafting */
function eventPart(bytes, desk, drafting) {
  const { record, events } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const { book } = desk.under;
  const all = [...events, ...drafting.drafts.map(({ event }) => event)];
  const { title, facts } = describeEvent(bytes, {
    book,
    texts: { ...record.texts, ...drafting.texts },
    eventWords: (name) => eventLine(all.find(({ event }) => event === name), name, book),
  });
  return el(
    "article",
    { class: "im-sign__event" },
    el("h3", {}, title),
    el("dl", { class: "im-facts" }, ...facts.flatMap(([term, lines]) => [el("dt", {}, term), el("dd", {}, ...lines.map((words) => el("div", {}, words)))])),
  );
}

/**
 * The changes by the signature: the status, items and gates.
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 * @param {Desk} desk
 * @returns {string[]}
 */
function changesOf(before, after, desk) {
  const { book } = desk.under;
  const items = Object.keys(after.items).filter((id) => before.items[id]?.state !== after.items[id].state && before.items[id]);
  const status = before.status === after.status ? [] : [say("sign.status-becomes", { status: say(`signing.status.${after.status}`) })];
  return [
    ...status,
    ...items.map((id) => say("sign.item-becomes", { item: itemName(id, book), state: say(`signing.item.${after.items[id].state}`) })),
  ];
}
