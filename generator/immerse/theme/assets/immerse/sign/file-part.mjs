// Opens a record and the signer's outbox, by a button or by dropping a file; files stay in this tab.

import { el, row } from "../checklist/build.mjs";
import { button } from "../elements.mjs";
import { Refusal, sentenceOf } from "../record/faults.mjs";
import { MOST_BYTES, parse } from "../record/format.mjs";
import { say, sayDay } from "../words/sign.mjs";
import { reasonWords } from "./gap-words.mjs";
import { gathered } from "./gathered.mjs";
import { joined } from "./judged.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

export class FilePart {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.line = el("p", {});
    this.others = el("ul", { class: "im-sign__refused" });
    this.field = fileField(say("sign.record-file"), (files) => this.take(files));
    this.choose = button(say("sign.open-record"), () => this.field.click());
    this.closing = button(say("sign.close-record"), () => desk.close());
    this.element = el(
      "section",
      { class: "im-own im-sign__files", "aria-labelledby": "sign-files" },
      el("h2", { id: "sign-files" }, say("sign.step-record")),
      this.line,
      row(this.choose, this.field, " ", this.closing),
      el("p", { class: "im-meta" }, say("sign.drop")),
      this.others,
    );
    droppable(this.element, (files) => this.take(files));
  }

  update() {
    const { judged } = this.desk;
    this.closing.hidden = !judged;
    this.choose.textContent = say(judged ? "sign.open-more" : "sign.open-record");
    this.line.textContent = judged ? this.#standing(judged) : say("sign.no-record");
    this.others.replaceChildren(...gathered((judged?.refused ?? []).map(notCounted)));
  }

  /** @param {import("./judged.mjs").Judged} judged */
  #standing({ record, said, own, events }) {
    const name = own.name?.text ?? said.opened?.trainee ?? record.rot.slice(0, 8);
    const started = said.opened?.start ?? own.start;
    return say("sign.record-open", {
      n: events.length,
      name,
      status: say(`signing.status.${said.status}`),
      start: started ? sayDay(started) : say("sign.no-day"),
      ver: said.ver || this.desk.library.release,
    });
  }

  /** @param {File[]} files a record, and outboxes of the same rotation */
  async take(files) {
    let record = this.desk.judged?.record ?? null;
    for (const file of files) {
      try {
        const found = await recordIn(file, this.desk.client);
        record = record ? joined(record, found) : found;
      } catch (error) {
        if (!(error instanceof Refusal)) {
          throw error;
        }
        this.desk.fault(await sentenceFor(file, error.fault));
        return;
      }
    }
    if (record) {
      await this.desk.open(record);
    }
  }
}

/**
 * @param {File} file a file that is no record
 * @param {import("../record/faults.mjs").Fault} fault
 * @returns {Promise<string>} what is wrong with it; of a key card, where it is opened
 */
async function sentenceFor(file, fault) {
  if (fault.code === "no-record" && (await file.text()).includes('"immerse.keycard/')) {
    return say("sign.card-as-record", { file: file.name, part: say("sign.step-key") });
  }
  return say("reading.fault", { file: file.name, sentence: sentenceOf(fault, say) });
}

/** @param {Record<string, any>} refused */
function notCounted({ type, by, code }) {
  const why = reasonWords(code);
  const what = type ? say(`sign.event.${type}`) : say("sign.line");
  return { sentence: why, line: say("sign.not-counted", { what, by: by || say("sign.nobody"), why }) };
}

/**
 * @param {File} file
 * @param {string} client
 * @returns {Promise<Record<string, any>>}
 */
async function recordIn(file, client) {
  if (file.size > MOST_BYTES) {
    throw new Refusal("too-large", "", { found: file.size, most: MOST_BYTES });
  }
  const { record, fault } = parse(new Uint8Array(await file.arrayBuffer()), client);
  if (!record) {
    throw new Refusal(fault.code, fault.place, fault.values);
  }
  return record;
}

/**
 * A hidden file input.
 * @param {string} label
 * @param {(files: File[]) => void} take
 * @param {boolean} [several]
 */
export function fileField(label, take, several = true) {
  const input = el("input", { type: "file", class: "im-file", accept: "application/json,.json", tabindex: "-1", multiple: several });
  input.setAttribute("aria-label", label);
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = "";
    take(files);
  });
  return input;
}

/**
 * Accept files that are dropped on an element; a button always does the same.
 * @param {HTMLElement} element
 * @param {(files: File[]) => void} take
 */
export function droppable(element, take) {
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) {
      take(files);
    }
  });
}
