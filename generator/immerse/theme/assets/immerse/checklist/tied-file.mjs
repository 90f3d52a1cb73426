// A file to which every change is written. Changes that others made to it in the meantime are merged first.

import { newEntries } from "../record/merge.mjs";
import { parse } from "../record/format.mjs";
import { askForFile, contentOf, mayWrite, replaceContent } from "./handles.mjs";

/** @typedef {import("./session.mjs").Session} Session */
/**
 * `none`: no file; `tied`; `asking`: the browser asks for permission again; `refused`; `foreign`: the file contains
 * something else; `failed`: it could not be written.
 * @typedef {"none" | "tied" | "asking" | "refused" | "foreign" | "failed"} TieState
 */

export class TiedFile {
  /** @type {Promise<void>} */
  #work = Promise.resolve();
  /** @type {Record<string, any> | null} */
  #written = null;

  /**
   * @param {Session} session
   * @param {() => void} tell called when its state has changed
   */
  constructor(session, tell) {
    this.session = session;
    this.tell = tell;
    /** @type {TieState} */
    this.state = "none";
    /** @type {FileSystemFileHandle | null} */
    this.handle = null;
    session.listen(() => this.write());
  }

  get name() {
    return this.handle?.name ?? "";
  }

  get #setting() {
    return `file:${this.session.key.rot}`;
  }

  /** Continue with the file of the last visit, if there is one and the browser still allows it. */
  async resume() {
    const handle = await this.session.store?.setting(this.session.key.client, this.#setting).catch(() => undefined);
    if (handle) {
      this.handle = handle;
      await this.#allow(false, "asking");
    }
  }

  /**
   * Tie the record to a file that the user chooses.
   * @param {string} name what it is called at first
   */
  async choose(name) {
    const handle = await askForFile(name).catch((error) => {
      if (error instanceof DOMException && error.name === "AbortError") {
        return null;
      }
      throw error;
    });
    if (handle) {
      this.handle = handle;
      await this.session.store?.keepSetting(this.session.key.client, this.#setting, handle).catch(() => {});
      await this.#allow(true, "refused");
    }
  }

  /** Ask the browser for permission again. */
  async ask() {
    await this.#allow(true, "refused");
  }

  /** Stop writing to it. */
  async untie() {
    this.handle = null;
    this.#set("none");
    await this.session.store?.keepSetting(this.session.key.client, this.#setting, undefined).catch(() => {});
  }

  /**
   * @param {boolean} ask
   * @param {TieState} otherwise
   */
  async #allow(ask, otherwise) {
    const allowed = this.handle && (await mayWrite(this.handle, ask).catch(() => false));
    this.#set(allowed ? "tied" : otherwise);
    await this.write();
  }

  /** Write the changes; changes made in the meantime are written afterwards. */
  write() {
    this.#work = this.#work.then(() => this.#write());
    return this.#work;
  }

  async #write() {
    if (this.state !== "tied" || !this.handle || this.#written === this.session.record) {
      return;
    }
    try {
      if (!(await mayWrite(this.handle, false))) {
        this.#set("asking");
        return;
      }
      if (!(await this.#takeOver(this.handle))) {
        this.#set("foreign");
        return;
      }
      const { record } = this.session;
      const { bytes, ids } = this.session.copy(false);
      await replaceContent(this.handle, bytes);
      this.#written = record;
      await this.session.markSaved(ids);
    } catch {
      this.#set("failed");
    }
  }

  /**
   * Merge what others wrote to the file; false if it is no copy of this record.
   * @param {FileSystemFileHandle} handle
   */
  async #takeOver(handle) {
    const content = await contentOf(handle);
    if (content.length === 0) {
      return true;
    }
    const { record } = parse(content, this.session.key.client);
    if (!record || record.rot !== this.session.key.rot) {
      return false;
    }
    if (newEntries(this.session.record, record).length > 0) {
      await this.session.join(record);
    }
    return true;
  }

  /** @param {TieState} state */
  #set(state) {
    this.state = state;
    this.tell();
  }
}
