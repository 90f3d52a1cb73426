// Opens a key card: the card, its passphrase, the owner of the key, and the time until it closes.

import { el, field, form, row, sending } from "../checklist/build.mjs";
import { button } from "../elements.mjs";
import { Refusal, sentenceOf } from "../record/faults.mjs";
import { say, sayDay } from "../words/sign.mjs";
import { droppable, fileField } from "./file-part.mjs";
import { reasonWords, rolesOf } from "./gap-words.mjs";
import { MOST_BYTES } from "./json-files.mjs";
import { signerOn } from "./judged.mjs";
import { readCard } from "./keycard.mjs";
import { LONGEST, ring } from "./keys.mjs";
import { today } from "./signing-day.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

/** Milliseconds before a key closes at which the page announces it. */
const WARNED = 2;

export class KeyPart {
  /** @type {import("./keycard.mjs").Card | null} */
  card = null;
  /** The initials in the name of the key card, which the names of the signer's files contain. */
  initials = "";
  /** @type {{signers: Record<string, any>, book: any} | null} what says whose key it is while no record is open */
  register = null;

  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.warning = 0;
    ring.watch(() => this.#told());
    this.line = el("p", {});
    this.fault = el("p", { class: "im-fault", role: "alert" });
    this.field = fileField(say("sign.card-file"), ([file]) => file && this.take(file), false);
    this.choose = button(say("sign.open-card"), () => this.field.click());
    this.passphrase = el("input", { type: "password", autocomplete: "current-password", required: true });
    this.unlocking = form(
      {},
      () => this.unlock(),
      field(say("sign.passphrase"), this.passphrase, say("sign.passphrase-help")),
      row(sending(say("sign.unlock"))),
    );
    this.closing = button(say("sign.lock"), () => ring.lock());
    this.element = el(
      "section",
      { class: "im-own im-sign__key", "aria-labelledby": "sign-key" },
      el("h2", { id: "sign-key" }, say("sign.step-key")),
      this.line,
      row(this.choose, this.field, " ", this.closing),
      this.unlocking,
      this.fault,
    );
    droppable(this.element, ([file]) => this.take(file));
  }

  update() {
    const isOpen = ring.held() !== null;
    this.closing.hidden = !isOpen;
    this.choose.hidden = isOpen;
    this.unlocking.hidden = isOpen || !this.card;
    this.line.textContent = this.#standing();
  }

  #standing() {
    const kid = ring.held()?.kid;
    if (!kid) {
      return say(this.card ? "sign.card-locked" : "sign.no-card", { file: this.initials });
    }
    const { judged } = this.desk;
    const register = judged ? { signers: judged.published.signers, book: judged.book } : this.register;
    if (!register) {
      return say("sign.key-open");
    }
    const { signer, code } = signerOn(register.signers, kid, today());
    if (!signer) {
      return say("sign.key-refused", { why: reasonWords(code) });
    }
    const owner = say("sign.key-of", {
      person: signer.person,
      roles: rolesOf(signer.roles, register.book),
      until: sayDay(signer.until),
    });
    return judged ? owner : `${owner} ${say("sign.key-next")}`;
  }

  /** Read the register of signers of this site; where it cannot be read, the open record will say so. */
  async #lookUp() {
    const { library } = this.desk;
    try {
      const [signers, book] = await Promise.all([library.signers(), library.book(library.release)]);
      this.register = book ? { signers, book } : null;
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof TypeError)) {
        throw error;
      }
    }
    this.update();
  }

  /** @param {File} file */
  async take(file) {
    try {
      if (file.size > MOST_BYTES) {
        throw new Refusal("card");
      }
      this.card = readCard(new Uint8Array(await file.arrayBuffer()));
      this.initials = /^keycard-([a-z0-9]{1,8})\b/i.exec(file.name)?.[1].toLowerCase() ?? "me";
      this.fault.textContent = "";
      this.desk.faults.replaceChildren();
      this.update();
      this.passphrase.focus();
    } catch (error) {
      this.#refuse(error);
    }
  }

  async unlock() {
    const passphrase = this.passphrase.value;
    this.fault.textContent = "";
    this.line.textContent = say("sign.unlocking");
    try {
      await ring.unlock(/** @type {import("./keycard.mjs").Card} */ (this.card), passphrase);
      this.passphrase.value = "";
    } catch (error) {
      this.update();
      this.#refuse(error);
      this.passphrase.focus();
    }
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    this.fault.textContent = sentenceOf(error.fault, say);
  }

  /** React to a key that was opened or closed. */
  #told() {
    clearTimeout(this.warning);
    if (ring.held()) {
      const ending = () => (this.desk.status.textContent = say("sign.key-ending", { minutes: WARNED }));
      this.warning = Number(setTimeout(ending, LONGEST - WARNED * 60_000));
      this.#lookUp();
    }
    this.desk.keyChanged();
    (ring.held() ? this.closing : this.passphrase).focus();
    this.desk.status.textContent = say(ring.held() ? "sign.key-opened" : "sign.key-closed");
  }
}
