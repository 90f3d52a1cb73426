// The page on which mentors open records: the files stay in this tab, nothing is stored or sent.

import { choice } from "../choice.mjs";
import { button, first, make } from "../elements.mjs";
import { mapsFor } from "../maps.mjs";
import { today } from "../record/days.mjs";
import { sentenceOf } from "../record/faults.mjs";
import { MOST_BYTES, parse } from "../record/format.mjs";
import { say } from "../words/say.mjs";
import { claimEntry } from "./claim.mjs";
import { chosen, claimsOf, personOf, withRecord } from "./waiting-claims.mjs";
import { calledOf, personPart } from "./person.mjs";

/** @typedef {import("./waiting-claims.mjs").Book} Book */

const BOOK = new URL("../../../downloads/checklist.json", import.meta.url);

/**
 * Fetch the book and show the page, or a sentence if it cannot be read.
 * @param {HTMLElement} place
 */
export async function show(place) {
  try {
    const answer = await fetch(BOOK);
    new Desk(place, await answer.json(), place.dataset.release ?? "draft");
  } catch {
    place.replaceChildren(make("p", "im-notice im-notice--trouble", say("reading.no-book")));
  }
}

class Desk {
  /**
   * @param {HTMLElement} place
   * @param {Book} book
   * @param {string} release
   */
  constructor(place, book, release) {
    this.book = book;
    this.release = release;
    /** @type {import("../record/carry.mjs").StepMap[]} */
    this.maps = [];
    /** @type {Record<string, any>[]} */
    this.records = [];
    this.wanted = { rot: "", role: "" };
    this.notice = make("p", "im-meta", say("reading.none"));
    this.notice.setAttribute("role", "status");
    this.faults = make("ul", "im-reading__faults", "");
    this.body = make("div", "", "");
    const file = make("input", "im-file", "");
    file.type = "file";
    file.multiple = true;
    file.accept = "application/json,.json";
    file.tabIndex = -1;
    file.setAttribute("aria-label", say("reading.files"));
    file.addEventListener("change", () => this.open([...(file.files ?? [])], () => (file.value = "")));
    const bar = make("p", "im-bar", "");
    bar.append(button(say("reading.open"), () => file.click()), file, button(say("reading.close"), () => this.close()));
    place.replaceChildren(bar, this.notice, this.faults, this.body);
  }

  /**
   * @param {File[]} files
   * @param {() => void} done
   */
  async open(files, done) {
    /** @type {string[]} */
    const faults = [];
    for (const file of files) {
      const fault = await this.add(file);
      if (fault) {
        faults.push(say("reading.fault", { file: file.name, sentence: fault }));
      }
    }
    done();
    this.faults.replaceChildren(...faults.map((words) => make("li", "im-notice im-notice--trouble", words)));
    this.show();
  }

  /** @param {File} file @returns {Promise<string>} the error in the file; empty if there is none */
  async add(file) {
    if (file.size > MOST_BYTES) {
      return sentenceOf({ code: "too-large", place: "", values: { found: file.size, most: MOST_BYTES } }, say);
    }
    const { record, fault } = parse(new Uint8Array(await file.arrayBuffer()), this.book.client);
    if (!record) {
      return sentenceOf(fault, say);
    }
    const together = withRecord(this.records, record);
    this.records = together.records;
    const maps = await mapsFor(record, this.release);
    this.maps = maps.length > 0 ? maps : this.maps;
    return together.fault ? sentenceOf(together.fault, say) : "";
  }

  close() {
    this.records = [];
    this.wanted = { rot: "", role: "" };
    this.faults.replaceChildren();
    this.show();
    this.notice.textContent = say("reading.closed");
  }

  show() {
    const day = today(new Date());
    const people = this.records.map((record) => personOf(record, this.book, day, this.release, this.maps));
    const claims = claimsOf(people, day);
    this.notice.textContent = people.length
      ? say("reading.count", { n: people.length, claims: claims.length, old: claims.filter((one) => one.isOld).length })
      : say("reading.none");
    if (people.length === 0) {
      this.body.replaceChildren();
      return;
    }
    const list = make("div", "im-reading__claims", "");
    const shown = () => {
      const wanted = chosen(claims, this.wanted);
      list.replaceChildren(
        ...wanted.map((claim) => claimEntry(claim, this.book)),
        ...(wanted.length ? [] : [make("p", "im-meta", say("reading.no-claims"))]),
      );
    };
    shown();
    this.body.replaceChildren(
      make("h2", "", say("reading.waiting")),
      this.filters(people, claims, shown),
      list,
      make("h2", "", say("reading.people")),
      ...people.map((person) => personPart(person)),
    );
    first(this.body, "summary", HTMLElement)?.focus();
  }

  /**
   * @param {import("./waiting-claims.mjs").Person[]} people
   * @param {import("./waiting-claims.mjs").Claim[]} claims
   * @param {() => void} changed
   */
  filters(people, claims, changed) {
    const bar = make("div", "im-bar", "");
    bar.append(
      this.filter("rot", say("reading.trainee"), people.map((one) => [one.rot, calledOf(one)]), changed),
      this.filter("role", say("reading.attester"), this.roles(claims), changed),
    );
    return bar;
  }

  /** @param {import("./waiting-claims.mjs").Claim[]} claims @returns {[string, string][]} */
  roles(claims) {
    const asked = new Set(claims.flatMap((claim) => [...claim.roles, ...claim.anyOf]));
    return Object.keys(this.book.roles).filter((id) => asked.has(id)).map((id) => [id, this.book.roles[id]]);
  }

  /**
   * @param {"rot" | "role"} name
   * @param {string} words
   * @param {[string, string][]} options
   * @param {() => void} changed
   */
  filter(name, words, options, changed) {
    const { field, input } = choice(words, [["", say("reading.all")], ...options], this.wanted[name]);
    input.addEventListener("change", () => {
      this.wanted[name] = input.value;
      changed();
    });
    return field;
  }
}
