// The desk for signing: opens a record and a key card, shows what waits, and saves signed events as files.

import { el, row } from "../checklist/build.mjs";
import { button } from "../elements.mjs";
import { Refusal, sentenceOf } from "../record/faults.mjs";
import { say } from "../words/sign.mjs";
import { Confirming } from "./confirming.mjs";
import { Drafting } from "./drafting.mjs";
import { FilePart } from "./file-part.mjs";
import { gapWords, reasonWords } from "./gap-words.mjs";
import { judged, previewed, signedInto, signerOn } from "./judged.mjs";
import { KeyPart } from "./key-part.mjs";
import { ring } from "./keys.mjs";
import { SavePart } from "./save-part.mjs";
import { today } from "./signing-day.mjs";

/** @typedef {import("./judged.mjs").Judged} Judged */
/** @typedef {import("./published-files.mjs").Library} Library */
/** @typedef {(desk: Desk) => (Node | null)[]} Panels the parts of a page for an open record */

export class Desk {
  /** @type {Judged | null} */
  judged = null;
  /** Whether there are signed events that are in no file yet. */
  isUnsaved = false;
  /** The key for which the forms were made; their content stays while the key is closed and opened again. */
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

  /** The register entry of the open key; null if there is none. */
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

  /** Close the record; asks first if signed events are in no file. */
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

  /** Show all parts again. */
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

  /** React to a key that was opened or closed. Forms stay unchanged for the same person. */
  keyChanged() {
    const kid = ring.held()?.kid;
    if (kid && kid !== this.shownFor) {
      this.update();
    }
    this.key.update();
    this.save.update();
  }

  /** @returns {Drafting} for the next events */
  drafting() {
    const { record, events } = /** @type {Judged} */ (this.judged);
    return new Drafting(/** @type {any} */ (record), /** @type {any} */ (this.signer), events);
  }

  /**
   * Show what would be signed, or why it cannot be signed.
   * @param {(drafting: Drafting) => void} make
   * @param {HTMLElement} from the form, shown again if the user goes back
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
   * Show the reason why something is not signed.
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
   * Sign the confirmed events; they are discarded if they would not count.
   * @param {Drafting} drafting
   */
  async sign(drafting) {
    const before = /** @type {Judged} */ (this.judged);
    const signer = ring.held();
    if (!signer) {
      this.fault(say("sign.key-closed-now"));
      return;
    }
    // A record that is saved before the signing ends would lack the new events.
    this.save.element.hidden = true;
    const signing = signedInto(before, drafting, signer, this.library, new Date());
    const { after, reasons } = await signing.finally(() => this.save.update());
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
