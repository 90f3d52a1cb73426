// Saves signed events: the record with the new events, and the signer's own copy of theirs.

import { el, row } from "../checklist/build.mjs";
import { download } from "../downloads.mjs";
import { button } from "../elements.mjs";
import { serialise } from "../record/format.mjs";
import { say } from "../words/sign.mjs";
import { ring } from "./keys.mjs";
import { outboxOf } from "./outbox.mjs";
import { today } from "./signing-day.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

export class SavePart {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.element = el("section", { class: "im-own im-sign__save", "aria-labelledby": "sign-save" });
    addEventListener("beforeunload", (event) => {
      if (desk.isUnsaved) {
        event.preventDefault();
      }
    });
  }

  update() {
    const { desk } = this;
    const kid = ring.held()?.kid;
    const own = desk.judged?.events.some((event) => event.kid === kid);
    this.element.hidden = !desk.judged || !(desk.isUnsaved || own);
    const record = button(say("sign.save-record"), () => this.#record());
    record.classList.add("im-button--first");
    this.element.replaceChildren(
      el("h2", { id: "sign-save" }, say("sign.step-save")),
      el("p", {}, say(desk.isUnsaved ? "sign.unsaved" : "sign.saved-all")),
      row(record, " ", own ? button(say("sign.save-outbox"), () => this.#outbox()) : null),
      el("p", { class: "im-meta" }, say("sign.outbox-why")),
    );
  }

  #record() {
    const { record } = /** @type {import("./judged.mjs").Judged} */ (this.desk.judged);
    this.#save(record, `immerse-${record.client}-${record.rot.slice(0, 6)}-${today()}.json`);
    this.desk.isUnsaved = false;
    this.update();
    this.element.querySelector("button")?.focus();
  }

  #outbox() {
    const { record, events } = /** @type {import("./judged.mjs").Judged} */ (this.desk.judged);
    const kid = ring.held()?.kid;
    if (!kid) {
      return;
    }
    this.#save(outboxOf(record, events, kid), `outbox-${this.desk.key.initials}-${record.rot.slice(0, 6)}.json`);
  }

  /** @param {Record<string, any>} record @param {string} name */
  #save(record, name) {
    download(serialise(record), name, "application/json");
    this.desk.status.textContent = say("checklist.saved", { name });
  }
}
