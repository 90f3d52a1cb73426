// The page on which somebody makes the key they sign with: a form, then two files to save and a fingerprint to read aloud.

import { el, field, form, row, select, sending } from "../checklist/build.mjs";
import { download } from "../downloads.mjs";
import { all, button } from "../elements.mjs";
import { say } from "../words/sign.mjs";
import { faultsOf, FIELDS, filesOf, refusalIn, strengthOf, trimmed } from "./enrol-state.mjs";
import { cardFile, newCard } from "./keycard.mjs";
import { fingerprint } from "./public-keys.mjs";
import { makeRequest, requestFile } from "./requests.mjs";

/** @typedef {import("./enrol-state.mjs").Filled} Filled */
/** @typedef {{card: Uint8Array<ArrayBuffer>, request: Uint8Array<ArrayBuffer>, aloud: string, initials: string}} Made */

/**
 * Show the form, or the reason why no key can be made.
 * @param {HTMLElement} place
 */
export function enrol(place) {
  const { protocol } = globalThis.location;
  const hasCrypto = Boolean(globalThis.crypto?.subtle);
  const reason = refusalIn({ protocol, isSecure: globalThis.isSecureContext, hasCrypto });
  if (reason) {
    place.replaceChildren(el("p", { class: "im-notice im-notice--trouble" }, say(reason)));
    return;
  }
  new Enrolment(place);
}

class Enrolment {
  /** Whether a key was made and its card is in no file yet. */
  isUnsaved = false;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    /** @type {Record<keyof Filled, HTMLInputElement | HTMLSelectElement>} */
    this.inputs = {
      initials: el("input", { type: "text", maxlength: "4", autocomplete: "off", spellcheck: "false" }),
      name: el("input", { type: "text", maxlength: "80", autocomplete: "name" }),
      role: select([["", say("enrol.choose-role")], ...rolesOn(document)]),
      passphrase: el("input", { type: "password", autocomplete: "new-password" }),
      again: el("input", { type: "password", autocomplete: "new-password" }),
    };
    this.strength = el("small", { role: "status" }, say(strengthOf("")));
    this.inputs.passphrase.addEventListener("input", () => this.#judgeLength());
    this.fault = el("p", { class: "im-fault", role: "alert" });
    this.make = sending(say("enrol.make"));
    this.form = form(
      { class: "im-own im-own-form im-enrol", "aria-labelledby": "enrol-form", novalidate: "" },
      () => this.submit(),
      el("h2", { id: "enrol-form" }, say("enrol.form")),
      ...FIELDS.map((name) => this.#line(name)),
      row(this.make),
      this.fault,
    );
    place.replaceChildren(this.form);
    addEventListener("beforeunload", (event) => this.isUnsaved && event.preventDefault());
  }

  /** @param {keyof Filled} name */
  #line(name) {
    const help = ["passphrase", "role"].includes(name) ? "" : say(`enrol.${name}-help`);
    const line = field(say(`enrol.${name}`), this.inputs[name], help);
    if (name === "passphrase") {
      this.strength.id = `${this.inputs.passphrase.id}-help`;
      this.inputs.passphrase.setAttribute("aria-describedby", this.strength.id);
      line.append(this.strength);
    }
    return line;
  }

  #judgeLength() {
    const words = say(strengthOf(this.inputs.passphrase.value));
    if (this.strength.textContent !== words) {
      this.strength.textContent = words;
    }
  }

  get filled() {
    const values = FIELDS.map((name) => [name, this.inputs[name].value]);
    return trimmed(/** @type {Filled} */ (Object.fromEntries(values)));
  }

  async submit() {
    const { filled } = this;
    const faults = faultsOf(filled);
    const wrong = FIELDS.filter((name) => faults[name]);
    for (const name of FIELDS) {
      this.inputs[name].setAttribute("aria-invalid", String(Boolean(faults[name])));
    }
    this.fault.textContent = wrong.map((name) => say(faults[name] ?? "")).join(" ");
    if (wrong.length > 0) {
      this.inputs[wrong[0]].focus();
      return;
    }
    await this.#begin(filled);
  }

  /** @param {Filled} filled */
  async #begin(filled) {
    this.make.disabled = true;
    this.make.textContent = say("enrol.making");
    try {
      this.show(await makeKey(filled, this.place.dataset.client ?? ""));
    } catch {
      this.fault.textContent = say("enrol.failed");
      this.make.disabled = false;
      this.make.textContent = say("enrol.make");
    }
  }

  /** @param {Made} made */
  show({ card, request, aloud, initials }) {
    this.isUnsaved = true;
    const files = filesOf(initials);
    const title = el("h2", { id: "enrol-made", tabindex: "-1" }, say("enrol.made"));
    const status = el("p", { role: "status" });
    const save = (/** @type {Uint8Array<ArrayBuffer>} */ bytes, /** @type {string} */ file) => {
      download(bytes, file, "application/json");
      status.textContent = say("enrol.saved", { file });
    };
    const first = button(say("enrol.save-card"), () => {
      save(card, files.card);
      this.isUnsaved = false;
    });
    first.classList.add("im-button--first");
    this.place.replaceChildren(
      el(
        "section",
        { class: "im-own", "aria-labelledby": "enrol-made" },
        title,
        el("p", {}, say("enrol.card-why", { file: files.card })),
        row(first),
        el("p", {}, say("enrol.request-why", { file: files.request })),
        row(button(say("enrol.save-request"), () => save(request, files.request))),
        status,
        el("h3", {}, say("enrol.fingerprint")),
        el("p", { class: "im-enrol__fingerprint" }, el("code", {}, ...groupsOf(aloud))),
        el("p", {}, say("enrol.fingerprint-why")),
      ),
    );
    title.focus();
  }
}

/**
 * The groups of a fingerprint, with blanks between them that are copied too.
 * @param {string} aloud
 */
function groupsOf(aloud) {
  return aloud.split(" ").flatMap((group) => [el("span", {}, group), " "]).slice(0, -1);
}

/**
 * A new key, as two files and the words to read aloud. The page stores nothing else of it.
 * @param {Filled} filled
 * @param {string} client
 * @returns {Promise<Made>}
 */
async function makeKey({ initials, name, role, passphrase }, client) {
  const { card, signer } = await newCard(passphrase);
  const request = await makeRequest(card, signer, { client, name, role, at: new Date().toISOString() });
  return { card: cardFile(card), request: requestFile(request), aloud: fingerprint(card.jwk), initials };
}

/**
 * The roles that sign, in the order of the page.
 * @param {ParentNode} page
 * @returns {[string, string][]} id and words
 */
function rolesOn(page) {
  return all(page, "#enrol-roles [data-who]", HTMLElement).map((one) => [one.dataset.who ?? "", one.textContent.trim()]);
}
