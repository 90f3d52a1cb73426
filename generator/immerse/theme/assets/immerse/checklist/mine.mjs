// The trainee's own entries about an item: how it is judged, evidence so far, pieces, a note to the mentor. Made when
// opened.

import { button } from "../elements.mjs";
import { erase, note, removeEvidence } from "../record/entries.mjs";
import { gapPhrases } from "../record/gaps.mjs";
import { say, sayDay } from "../words/say.mjs";
import { el, field, form, row, sending } from "./build.mjs";
import { textsOfPiece } from "./erasing.mjs";
import { evidenceForm } from "./evidence-form.mjs";
import { warnOf } from "./suspicion-line.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./book.mjs").Item} Item */
/** @typedef {import("../record/fold.mjs").Piece} Piece */

/** Only these schemes become links, because a link is user input. */
const FOLLOWED = /^https?:\/\//;

export class Mine {
  /**
   * @param {Desk} desk
   * @param {Item} item
   */
  constructor(desk, item) {
    this.desk = desk;
    this.item = item;
    this.summary = el("summary", {});
    this.body = el("div", {});
    this.element = el("details", { class: "im-mine" }, this.summary, this.body);
    this.shown = "";
    this.isFilled = false;
    /** @type {HTMLElement | null} */
    this.editing = null;
    /** @type {{element: HTMLElement, text: HTMLTextAreaElement, held: string} | null} */
    this.note = null;
    this.element.addEventListener("toggle", () => this.element.open && this.fill());
  }

  get pieces() {
    return this.desk.judging.piecesFor(this.item.id);
  }

  update() {
    const { item, desk } = this;
    const { notes } = desk.session.state;
    const pieces = this.pieces;
    const held = Object.hasOwn(notes, item.id) ? notes[item.id] : null;
    const verdict = desk.judged.items[item.id];
    const gaps = verdict?.gaps.length ?? 0;
    const counted = verdict?.pieces ?? pieces.length;
    const key = JSON.stringify([pieces, held, gaps, counted]);
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    this.element.classList.toggle("im-no-print", pieces.length === 0 && !held);
    const asked = item.evidence.pieces;
    const count = asked > 0
      ? say("checklist.pieces-of", { n: counted, asked })
      : say("checklist.pieces", { n: pieces.length });
    const isShort = gaps > 0 && counted >= asked;
    const parts = [count, isShort && say("checklist.not-enough"), held && say("checklist.has-note")];
    this.summary.textContent = parts.filter(Boolean).join(" · ");
    if (this.isFilled && !this.editing) {
      this.#show();
    }
  }

  /** Make the content, once. */
  fill() {
    if (!this.isFilled) {
      this.isFilled = true;
      this.#show();
    }
  }

  #show() {
    this.editing = null;
    const { item } = this;
    const add = button(say("checklist.add-evidence"), () => this.#edit(null));
    add.setAttribute("aria-label", say("checklist.add-evidence-item", { id: item.id }));
    const pieces = this.pieces.map((piece) => this.#piece(piece));
    this.body.replaceChildren(
      ...this.#judged(),
      ...(pieces.length > 0 ? [el("ul", { class: "im-pieces" }, ...pieces)] : []),
      el("p", { class: "im-row im-no-print" }, add),
      this.#note(),
    );
  }

  #judged() {
    const { item, desk } = this;
    const { book } = desk.place;
    const levels = Object.entries(item.levels).map(([gate, level]) =>
      say("checklist.level-at", { level: `${level} ${book.levels[level] ?? ""}`.trim(), gate })
    );
    const uncounted = desk.judged.items[item.id]?.uncounted ?? 0;
    const gaps = gapPhrases(desk.judged.items[item.id]?.gaps ?? [], book.rules, say);
    return [
      item.criterion
        ? el("p", {}, el("span", { class: "im-label" }, say("checklist.judged")), " ", item.criterion)
        : null,
      levels.length > 0 ? el("p", { class: "im-meta" }, levels.join(" · ")) : null,
      gaps.length > 0 ? el("p", { class: "im-gaps" }, say("checklist.gaps", { gaps: gaps.join("; ") })) : null,
      uncounted > 0 ? el("p", {}, say("checklist.uncounted", { n: uncounted })) : null,
    ].filter((part) => part !== null);
  }

  /** @param {Piece} piece */
  #piece(piece) {
    const kind = this.desk.place.book.kinds.find(({ id }) => id === piece.kind)?.title ?? piece.kind;
    const about = [
      kind,
      sayDay(piece.day),
      piece.shift && say("checklist.on-shift", { shift: wordsOf(piece.shift) }),
      say(piece.simulated ? "checklist.simulated" : "checklist.real"),
      piece.items.length > 1 && say("checklist.for-items", { items: piece.items.join(", ") }),
    ].filter(Boolean);
    const buttons = [
      buttonFor("checklist.change", wordsOf(piece.title), () => this.#edit(piece)),
      buttonFor("checklist.remove", wordsOf(piece.title), () => this.#remove(piece)),
      buttonFor("checklist.erase-words", wordsOf(piece.title), () => this.#erase(piece)),
    ];
    return el(
      "li",
      {},
      el("strong", {}, wordsOf(piece.title)),
      ` · ${about.join(" · ")}`,
      piece.link ? el("span", {}, " · ", linked(piece.link.text)) : null,
      piece.file
        ? el(
          "small",
          { class: "im-file-fact" },
          say("checklist.file-fact", {
            name: wordsOf(piece.file.name),
            size: piece.file.size,
            digest: piece.file.sha256.slice(0, 12),
          }),
        )
        : null,
      el("span", { class: "im-no-print im-row" }, ...buttons.flatMap((one) => [" ", one])),
    );
  }

  /** @param {Piece | null} piece the one that is changed; null for a new one */
  #edit(piece) {
    const back = () => {
      this.#show();
      this.body.querySelector("button")?.focus();
    };
    const made = evidenceForm(this.desk, this.item, piece, back);
    this.body.replaceChildren(...this.#judged(), made);
    this.editing = made;
    made.querySelector("select")?.focus();
  }

  /** @param {Piece} piece */
  #remove(piece) {
    const entry = this.desk.session.record.entries.find((/** @type {any} */ { id }) => id === piece.id);
    this.desk.change((source) => removeEvidence(source, entry), "checklist.removed", { id: this.item.id });
    this.body.querySelector("button")?.focus();
  }

  /** @param {Piece} piece */
  #erase(piece) {
    const texts = textsOfPiece(this.desk.session.record.entries, piece.id);
    this.desk.change((source) => erase(source, { texts }), "checklist.erased-words", { id: this.item.id });
    this.body.querySelector("button")?.focus();
  }

  /** The stored note; null if there is none. */
  get #held() {
    const { notes } = this.desk.session.state;
    return Object.hasOwn(notes, this.item.id) ? notes[this.item.id].text.text : null;
  }

  /** The form of the note; the existing one if the user has begun to write. */
  #note() {
    const { item, desk } = this;
    const held = this.#held;
    const begun = this.note?.text.value ?? "";
    if (this.note && begun !== this.note.held && begun !== (held ?? "")) {
      return this.note.element;
    }
    const text = el("textarea", { rows: "3", maxlength: "4000" }, held ?? "");
    const label = say("checklist.note", { id: item.id });
    const made = form(
      { "aria-label": label, class: "im-own-form im-no-print" },
      () =>
        desk.change((source) => note(source, { item: item.id, text: text.value }), "checklist.note-kept", {
          id: item.id,
        }),
      field(label, text, say("checklist.note-help")),
      warnOf(text),
      row(sending(say("checklist.keep-note"))),
    );
    const printed = held ? el("p", { class: "im-print-only" }, `${label}: ${held}`) : null;
    const element = el("div", {}, made, printed);
    this.note = { element, text, held: held ?? "" };
    return element;
  }
}

/** @param {{text: string | null}} text */
function wordsOf({ text }) {
  return text ?? say("checklist.erased");
}

/**
 * A link if the user typed a web address; otherwise the text.
 * @param {string | null} text
 */
function linked(text) {
  if (text === null) {
    return say("checklist.erased");
  }
  return FOLLOWED.test(text) && URL.canParse(text)
    ? el("a", { href: text, rel: "noreferrer noopener", target: "_blank" }, text)
    : text;
}

/**
 * A button whose accessible name includes the title.
 * @param {string} key
 * @param {string} title
 * @param {() => void} act
 */
function buttonFor(key, title, act) {
  const made = button(say(key), act);
  made.setAttribute("aria-label", `${say(key)}: ${title}`);
  return made;
}
