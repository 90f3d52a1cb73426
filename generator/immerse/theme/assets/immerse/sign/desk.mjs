// Where somebody signs: a record and a key card are opened, what waits is shown, and what was signed is saved as files.

import { el, row } from "../checklist/build.mjs";
import { button } from "../elements.mjs";
import { Refusal, sentenceOf } from "../record/faults.mjs";
import { say } from "../words/sign.mjs";
import { Confirming } from "./confirming.mjs";
import { Drafting } from "./drafting.mjs";
import { FilePart } from "./file-part.mjs";
import { gapWords, reasonWords } from "./gaps.mjs";
import { judged, previewed, signedInto, signerOn } from "./judged.mjs";
import { KeyPart } from "./key-part.mjs";
import { ring } from "./keys.mjs";
import { SavePart } from "./save-part.mjs";
import { today } from "./today.mjs";

/** @typedef {import("./judged.mjs").Judged} Judged */
/** @typedef {import("./published.mjs").Library} Library */
/** @typedef {(desk: Desk) => (Node | null)[]} Panels what a page shows of an open record */

export class Desk {
  /** @type {Judged | null} */
  judged = null;
  /** Whether something was signed that stands in no file yet. */
  isUnsaved = false;
  /** The key for which the forms were made; what is filled in stays while it is closed and opened again. */
  shownFor = "";

  /**
   * @param {HTMLElement} place
   * @param {Library} library
   * @param {string} client
   * @param {Panels} panels
   */
  constructor(place, library, client, panels) {
    this.library = library;
    this.client = client;
    this.panels = panels;
    this.status = el("p", { class: "im-sign__status", role: "status" });
    this.faults = el("div", { class: "im-sign__faults", role: "alert" });
    this.files = new FilePart(this);
    this.key = new KeyPart(this);
    this.save = new SavePart(this);
    this.body = el("div", { class: "im-sign__body" });
    this.confirm = el("div", {});
    place.replaceChildren(this.files.element, this.key.element, this.save.element, this.faults, this.status, this.confirm, this.body);
    this.update();
  }

  /** The register entry of the open key; null without one. */
  get signer() {
    const kid = ring.held()?.kid;
    return kid && this.judged ? signerOn(this.judged.published.signers, kid, today()).signer : null;
  }

  /** The release by which the next event is judged, with its checklist. */
  get under() {
    const { said, book } = /** @type {Judged} */ (this.judged);
    return { ver: said.ver || this.library.release, book };
  }

  /** @param {Record<string, any>} record */
  async open(record) {
    try {
      this.judged = await judged(record, this.library, new Date());
      this.update();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof TypeError)) {
        throw error;
      }
      this.fault(error instanceof Refusal ? sentenceOf(error.fault, say) : say("sign.no-published"));
    }
  }

  /** Close the record; what stands in no file is asked about first. */
  close() {
    if (this.isUnsaved) {
      this.fault(say("sign.close-unsaved"));
      this.faults.append(row(button(say("sign.close-anyway"), () => this.#leave())));
    } else {
      this.#leave();
    }
  }

  #leave() {
    this.judged = null;
    this.isUnsaved = false;
    this.update();
  }

  /** Show everything anew. */
  update() {
    this.confirm.replaceChildren();
    this.body.hidden = false;
    this.faults.replaceChildren();
    this.files.update();
    this.key.update();
    this.save.update();
    this.shownFor = ring.held()?.kid ?? "";
    this.body.replaceChildren(...(this.judged ? this.panels(this).filter((part) => part !== null) : []));
  }

  /** A key was opened or closed. Forms stay as they are for the same person. */
  keyChanged() {
    const kid = ring.held()?.kid;
    if (kid && kid !== this.shownFor) {
      this.update();
    }
    this.key.update();
    this.save.update();
  }

  /** @returns {Drafting} for what is signed next */
  drafting() {
    const { record, events } = /** @type {Judged} */ (this.judged);
    return new Drafting(/** @type {any} */ (record), /** @type {any} */ (this.signer), events);
  }

  /**
   * Show what would be signed, or why it cannot be.
   * @param {(drafting: Drafting) => void} make
   * @param {HTMLElement} from what was filled in, shown again where somebody goes back
   */
  propose(make, from) {
    if (!this.signer) {
      this.fault(say("sign.key-closed-now"));
      return;
    }
    const drafting = this.drafting();
    make(drafting);
    const before = /** @type {Judged} */ (this.judged);
    const { said, reasons } = previewed(before, drafting, new Date());
    if (reasons.length) {
      this.refuse(reasons, before.book, said);
      return;
    }
    this.faults.replaceChildren();
    this.body.hidden = true;
    const confirming = new Confirming(this, drafting, said, () => {
      this.confirm.replaceChildren();
      this.body.hidden = false;
      from.scrollIntoView({ block: "nearest" });
      from.querySelector("button")?.focus();
    });
    this.confirm.replaceChildren(confirming.element);
    confirming.focus();
  }

  /**
   * Say why something is not signed.
   * @param {import("./judged.mjs").Reason[]} reasons
   * @param {any} book
   * @param {Record<string, any>} said
   */
  refuse(reasons, book, said) {
    const lines = [...new Set(reasons.map(({ code, type }) =>
      say("sign.refused-line", { what: say(`sign.event.${type}`), why: reasonWords(code) })
    ))];
    const more = reasons.some(({ code }) => code === "not-ready") ? gapsAtEnd(said, book) : [];
    this.fault(say("sign.refused"), [...lines, ...more]);
  }

  /**
   * @param {string} sentence
   * @param {string[]} [lines]
   */
  fault(sentence, lines = []) {
    const list = lines.length ? el("ul", {}, ...lines.map((words) => el("li", {}, words))) : null;
    const box = el("div", { class: "im-fault", tabindex: "-1" }, el("p", {}, sentence), list);
    this.faults.replaceChildren(box);
    box.focus();
  }

  /**
   * Sign what was confirmed; nothing is kept of it where it would not count.
   * @param {Drafting} drafting
   */
  async sign(drafting) {
    const before = /** @type {Judged} */ (this.judged);
    const signer = ring.held();
    if (!signer) {
      this.fault(say("sign.key-closed-now"));
      return;
    }
    const { after, reasons } = await signedInto(before, drafting, signer, this.library, new Date());
    if (!after) {
      this.refuse(reasons, before.book, before.said);
      return;
    }
    this.judged = after;
    this.isUnsaved = true;
    this.update();
    this.status.textContent = say("sign.signed", { n: drafting.drafts.length });
    this.save.element.querySelector("button")?.focus();
  }
}

/** @param {Record<string, any>} said @param {any} book @returns {string[]} */
function gapsAtEnd(said, book) {
  return (said.graduation?.gaps ?? []).map((/** @type {any} */ gap) => gapWords(gap, book));
}
