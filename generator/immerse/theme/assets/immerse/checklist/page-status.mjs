// A lesson, module, drill or playbook: the state of its items, and whether its current content was read.

import { all, button, the } from "../elements.mjs";
import { today } from "../record/days.mjs";
import { read } from "../record/entries.mjs";
import { judge } from "../record/judge.mjs";
import { bookOn } from "../record/entry-paths.mjs";
import { say, sayDay } from "../words/say.mjs";
import { fetchBook } from "./book.mjs";
import { el } from "./build.mjs";
import { openChosen } from "./chosen.mjs";
import { follow } from "./earlier-releases.mjs";
import { changedSince, readingOf } from "./reading-state.mjs";
import { troubleBanner } from "./trouble.mjs";

class Reading {
  /**
   * @param {HTMLElement} box
   * @param {import("./session.mjs").Session} session
   * @param {import("./book.mjs").Book} book
   */
  constructor(box, session, book) {
    const { page = "", digest = "", release = "draft" } = box.dataset;
    this.box = box;
    this.session = session;
    this.book = book;
    this.page = { page, digest, release };
    this.line = el("p", { role: "status" });
    this.marks = new Map(all(box, "[data-item-id]", HTMLElement).map((row) => [row.dataset.itemId ?? "", markIn(row)]));
    box.append(this.line, troubleBanner(session));
    // The line is updated only after the change is stored: nothing else on this page reports it.
    session.listen(() => (session.waiting === 0 || session.trouble) && this.update());
    this.update();
  }

  update() {
    const { items } = judge(this.session.state, this.book, today(new Date()));
    for (const [id, mark] of this.marks) {
      const found = items[id];
      const state = found?.changed ? "changed" : (found?.state ?? "off-path");
      mark.dataset.state = state;
      mark.textContent = say(`checklist.state-${state}`);
    }
    this.#showRead();
  }

  #showRead() {
    const held = readingOf(this.session.state, this.page);
    const again = () => this.session.change((source) => read(source, this.page));
    if (held.is === "read") {
      this.line.replaceChildren(say("checklist.read-on", { day: sayDay(held.at) }));
      return;
    }
    const act = button(say("checklist.do-read"), again);
    if (held.is === "unread") {
      this.line.replaceChildren(act);
      return;
    }
    const places = changedPlaces(held.release);
    const where = places.flatMap(({ href, words }, index) => [index > 0 ? ", " : " ", el("a", { href }, words)]);
    this.line.replaceChildren(say("checklist.read-changed", { day: sayDay(held.at) }), ...where, " ", act);
  }
}

/**
 * The element that shows an item's state.
 * @param {HTMLElement} row
 */
function markIn(row) {
  const mark = el("span", { class: "im-state" });
  row.append(" · ", mark);
  return mark;
}

/**
 * Parts of this page that changed after a release, each with the heading above it.
 * @param {string} release
 */
function changedPlaces(release) {
  /** @type {Map<string, string>} */
  const places = new Map();
  const parts = all(document, ".md-content :is(h1, h2, h3, h4)[id], .md-content .im-changed", HTMLElement);
  let above = null;
  for (const part of parts) {
    if (!part.classList.contains("im-changed")) {
      above = part;
    } else if (above && changedSince(part.firstChild?.textContent ?? "", release)) {
      places.set(`#${above.id}`, above.firstChild?.textContent?.trim() ?? above.id);
    }
  }
  return [...places].map(([href, words]) => ({ href, words }));
}

/** @param {HTMLElement} box */
async function begin(box) {
  const session = await openChosen(box.dataset.client ?? "");
  if (session) {
    const book = await fetchBook();
    await follow(session, { release: box.dataset.release ?? "draft", book });
    new Reading(box, session, bookOn(book, session.state.path));
  }
}

begin(the(document, "#own-here", HTMLElement));
