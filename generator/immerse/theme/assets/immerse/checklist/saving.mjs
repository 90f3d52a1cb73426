// The bar above the checklist: what is stored and saved, files, printing, calendar, and removing the record.

import { download } from "../downloads.mjs";
import { button } from "../elements.mjs";
import { today } from "../record/days.mjs";
import { calendar } from "../record/ics.mjs";
import { say } from "../words/say.mjs";
import { el, ownId, row } from "./build.mjs";
import { canTie } from "./handles.mjs";
import { fileField, openFile } from "./opening.mjs";
import { TiedFile } from "./tied-file.mjs";
import { troubleBanner } from "./trouble.mjs";
import { ASK, choose, nameOf } from "./whose.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

export class SavingBar {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.tied = new TiedFile(desk.session, () => this.update());
    this.line = el("p", { class: "im-tools__count" });
    this.tie = el("p", { class: "im-row" });
    this.scores = el("input", { type: "checkbox", id: ownId() });
    this.element = el(
      "div",
      { class: "im-tools im-own", role: "group", "aria-label": say("checklist.tools") },
      ...this.#parts(),
    );
    this.tied.resume();
  }

  #parts() {
    const { session } = this.desk;
    const hasScores = session.state.scores.length > 0;
    const include = el("label", { for: this.scores.id }, say("checklist.with-scores"));
    const file = fileField((chosen) => openFile(this.desk.place, chosen, session, () => globalThis.location.reload()));
    const save = button(say("checklist.save"), () => this.save());
    save.classList.add("im-button--first");
    return [
      troubleBanner(session),
      this.line,
      row(
        save,
        " ",
        button(say("checklist.open"), () => file.click()),
        file,
        " ",
        button(say("checklist.print"), () => globalThis.print()),
      ),
      hasScores ? el("p", { class: "im-meta" }, this.scores, " ", include) : null,
      this.tie,
      this.#more(),
    ];
  }

  #more() {
    return el(
      "details",
      { class: "im-more" },
      el("summary", {}, say("checklist.more")),
      row(
        button(say("checklist.calendar"), () => this.#calendar()),
        " ",
        button(say("checklist.someone-else"), () => this.#leave()),
      ),
      el("p", { class: "im-meta" }, say("checklist.erase-why")),
      row(
        button(say("checklist.erase"), ({ currentTarget }) => this.#erase(/** @type {HTMLElement} */ (currentTarget))),
      ),
    );
  }

  update() {
    const { session } = this.desk;
    const count = session.unsaved;
    const kept = session.waiting > 0 ? say("checklist.keeping") : say("checklist.kept");
    const saved = count === 0 ? say("checklist.all-saved") : say("checklist.unsaved", { n: count });
    const words = `${nameOf(session.state)} · ${session.trouble ? "" : `${kept} `}${saved}`;
    if (this.line.textContent !== words) {
      this.line.textContent = words;
    }
    this.line.dataset.waiting = String(session.waiting);
    this.#showTie();
  }

  #showTie() {
    const { state, name } = this.tied;
    if (this.tie.dataset.state === state && this.tie.dataset.name === name) {
      return;
    }
    Object.assign(this.tie.dataset, { state, name });
    const words = state === "none" && !canTie() ? "" : say(`checklist.tie-${state}`, { name });
    const act = (/** @type {string} */ key, /** @type {() => void} */ does) => button(say(key), does);
    const choice = act("checklist.tie", () => this.tied.choose(this.#fileName()));
    const buttons = {
      none: canTie() ? [choice] : [],
      tied: [act("checklist.untie", () => this.tied.untie())],
      asking: [act("checklist.tie-ask", () => this.tied.ask())],
      refused: [act("checklist.tie-ask", () => this.tied.ask()), choice],
      foreign: [choice],
      failed: [act("checklist.try-again", () => this.tied.ask()), choice],
    }[state];
    this.tie.replaceChildren(words, ...buttons.flatMap((one) => [" ", one]));
  }

  #fileName() {
    return `immerse-${this.desk.place.client}-${today(new Date())}.json`;
  }

  /** Download a file with the whole record. */
  async save() {
    const { bytes, ids } = this.desk.session.copy(this.scores.checked);
    download(bytes, this.#fileName(), "application/json");
    this.desk.say("checklist.saved", { name: this.#fileName() });
    await this.desk.session.markSaved(ids);
  }

  #calendar() {
    const { session, place } = this.desk;
    const name = `immerse-${place.client}.ics`;
    download(new TextEncoder().encode(calendar(session.record, place.book, say)), name, "text/calendar");
    this.desk.say("checklist.saved", { name });
  }

  /**
   * Ask for confirmation, then remove the record from this browser.
   * @param {HTMLElement} asked
   */
  #erase(asked) {
    const { session } = this.desk;
    const count = session.unsaved;
    const yes = button(say("checklist.erase-yes"), async () => {
      await session.store?.erase(session.key);
      forget(this.desk.place);
      this.#leave();
    });
    const stay = () => {
      box.remove();
      asked.focus();
    };
    const no = button(say("checklist.cancel"), stay);
    const words = el(
      "p",
      { id: ownId() },
      count > 0 ? say("checklist.erase-unsaved", { n: count }) : say("checklist.erase-saved"),
    );
    const about = { "aria-label": say("checklist.erase"), "aria-describedby": words.id };
    const box = el("div", { class: "im-trouble", role: "alertdialog", ...about }, words, row(yes, " ", no));
    box.addEventListener("keydown", ({ key }) => key === "Escape" && stay());
    this.element.querySelector('[role="alertdialog"]')?.remove();
    asked.after(box);
    no.focus();
  }

  /** Ask whose checklist is shown next. */
  #leave() {
    choose(this.desk.place.client, ASK);
    globalThis.location.reload();
  }
}

/**
 * Remove what other pages store for this client: posts to repeat, versions that were read.
 * @param {import("./desk.mjs").Place} place
 */
function forget({ storage, client }) {
  const own = Object.keys(storage ?? {}).filter((key) => key.startsWith(`immerse/${client}/`));
  for (const key of own) {
    storage?.removeItem(key);
  }
}
