// Performs a list of steps on a checklist, in a browser: two tabs on its real database, without a page.

import { textsOfPiece } from "immerse/checklist/erasing.mjs";
import { Session, newRecord } from "immerse/checklist/session.mjs";
import { Store } from "immerse/checklist/record-store.mjs";
import * as entries from "immerse/record/entries.mjs";
import { fold } from "immerse/record/fold.mjs";
import { parse } from "immerse/record/format.mjs";

const BOOK = `d2:sha256:${"0".repeat(64)}`;
const RELEASE = "draft";

class Browser {
  /** @param {string} client */
  constructor(client) {
    this.client = client;
    /** @type {Session[]} */
    this.tabs = [];
    this.now = 0;
    this.key = { client, rot: "" };
    /** @type {Uint8Array<ArrayBuffer>[]} */
    this.files = [];
    /** @type {Map<string, string>} */
    this.pieces = new Map();
  }

  async begin() {
    const record = newRecord(this.client);
    const store = await Store.open();
    await store.join(record, false);
    this.key = { client: this.client, rot: record.rot };
    close(store);
    await this.reload();
  }

  get tab() {
    return this.tabs[this.now];
  }

  /** Both tabs are opened again. */
  async reload() {
    this.close();
    this.tabs = [];
    for (let count = 0; count < 2; count += 1) {
      this.tabs.push(await Session.open(await Store.open(), this.key));
    }
  }

  close() {
    for (const { store } of this.tabs) {
      close(store);
    }
  }

  /** The other tab is told of the changes of this one. */
  async together() {
    const [one, other] = this.tabs;
    const isHeard = () => one.record.entries.length === other.record.entries.length;
    if (!isHeard()) {
      await new Promise((resolve, reject) => {
        const patience = setTimeout(() => reject(new Error("the other tab heard of nothing")), 20_000);
        const hear = () => isHeard() && (clearTimeout(patience), resolve(null));
        one.listen(hear);
        other.listen(hear);
      });
    }
  }

  /**
   * A file is opened as the page opens it.
   * @param {number} number
   */
  async open(number) {
    const { record } = parse(this.files[number], this.client);
    if (!record) {
      throw new Error("a file that was saved cannot be read");
    }
    await new Session(this.tab.store, record).join(record);
    await this.reload();
  }

  /** @param {any} step */
  async take(step) {
    switch (step.do) {
      case "tab":
        this.now = 1 - this.now;
        return;
      case "reload":
      case "restart":
        return await this.reload();
      case "open":
        return await this.open(step.file);
      case "save": {
        const { bytes, ids } = this.tab.copy(true);
        this.files.push(bytes);
        return await this.tab.markSaved(ids);
      }
      case "wipe":
        await this.tab.store?.erase(this.key);
        if ((await this.tab.store?.all(this.client))?.length !== 0) {
          throw new Error("something is left of what was erased");
        }
        return await this.open(step.file);
      default: {
        const isKept = await this.tab.change((source) => this.make(source, step));
        if (!isKept) {
          throw new Error(`${step.do} was not kept: ${this.tab.trouble}`);
        }
        await this.together();
      }
    }
  }

  /** @param {string} name the piece in this tab */
  standing(name) {
    const root = this.pieces.get(name);
    return this.tab.state.evidence.find(({ piece }) => piece === root);
  }

  /**
   * @param {import("immerse/record/entries.mjs").Source} source
   * @param {any} step
   * @returns {import("immerse/record/entries.mjs").Made}
   */
  make(source, step) {
    const about = this.standing(step.piece);
    const members = { link: null, file: null, ...step };
    switch (step.do) {
      case "start":
        return entries.start(source, { ...step, track: "six", release: RELEASE, book: BOOK });
      case "claim":
        return entries.claim(source, { ...step, digest: BOOK, rev: 1, release: RELEASE });
      case "unclaim":
        return entries.unclaim(source, step);
      case "evidence": {
        const made = entries.evidence(source, members);
        this.pieces.set(step.piece, made.entry.id);
        return made;
      }
      case "replace":
        return entries.evidence(source, { ...members, replaces: about?.id });
      case "remove":
        return entries.removeEvidence(source, this.tab.record.entries.find((/** @type {any} */ { id }) => id === about?.id));
      case "words":
        return entries.erase(source, { texts: textsOfPiece(this.tab.record.entries, about?.id ?? "") });
      case "note":
        return entries.note(source, step);
      case "read":
        return entries.read(source, { ...step, digest: BOOK, release: RELEASE });
      case "task":
        return entries.task(source, { ...step, day: "2026-12-01", release: RELEASE });
      case "plan":
        return entries.plan(source, step);
      default:
        return entries.score(source, { ...step, deck: "mixed", release: RELEASE });
    }
  }
}

/** @param {Store | null} store */
function close(store) {
  store?.channel?.close();
  store?.database.close();
}

/**
 * The result of the steps: in each tab, and in one that is opened afterwards.
 * @param {any[]} steps
 * @param {string} client another one for each list of steps
 */
export async function play(steps, client) {
  const browser = new Browser(client);
  await browser.begin();
  for (const step of steps) {
    await browser.take(step);
  }
  await Promise.all(browser.tabs.map((tab) => tab.reload()));
  const seen = browser.tabs.map((tab) => tab.state);
  await browser.reload();
  const { record } = parse(browser.tab.copy(true).bytes, client);
  const found = { states: [...seen, browser.tab.state, fold(record ?? {})], unsaved: browser.tab.unsaved };
  browser.close();
  return found;
}
