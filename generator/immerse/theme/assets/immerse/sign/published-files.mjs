// The published files of the client: the checklists of the releases, the signers, and the maps between releases.

import { fetchMaps } from "../maps.mjs";
import { readSigners } from "./signers.mjs";

/**
 * The published data by which signed events are judged.
 * @typedef {object} Published
 * @property {Record<string, any>} books version -> its checklist
 * @property {Record<string, any>} signers id of a key -> its signer
 * @property {Record<string, any>} maps digest of a map -> the map
 */
/**
 * @typedef {(path: string) => Promise<Uint8Array | null>} Fetch a file of the site by its path; null if there is
 * none
 */

const VERSION = /^(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}$/;

/**
 * The files of a site.
 * @param {URL} root the folder of this version
 * @returns {Fetch}
 */
export function filesOf(root) {
  return async (path) => {
    const answer = await fetch(new URL(path, root));
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  };
}

export class Library {
  /** @type {Map<string, Promise<any>>} */
  #books = new Map();
  /** @type {Promise<string[]> | null} */
  #versions = null;

  /**
   * @param {Fetch} read
   * @param {string} release of this site
   * @param {() => Promise<any[]>} [maps]
   */
  constructor(read, release, maps = fetchMaps) {
    this.read = read;
    this.release = release;
    this.maps = maps;
  }

  /**
   * The checklist of a release; null if it was not published. The version may come from a file, so only versions that
   * the site lists are fetched.
   * @param {string} ver
   * @returns {Promise<any>}
   */
  async book(ver) {
    if (ver !== this.release && !(VERSION.test(ver) && (await this.versions()).includes(ver))) {
      return null;
    }
    const path = ver === this.release ? "downloads/checklist.json" : `../${ver}/downloads/checklist.json`;
    const asked = this.#books.get(ver) ?? this.#json(path);
    this.#books.set(ver, asked);
    return await asked;
  }

  /** @returns {Promise<string[]>} the releases that the site lists, the newest first */
  versions() {
    this.#versions ??= this.#json("../versions.json").then((found) =>
      (found ?? []).map((/** @type {any} */ one) => String(one.version)).filter((/** @type {string} */ ver) => VERSION.test(ver))
    );
    return this.#versions;
  }

  /**
   * The signers of the newest release.
   * @returns {Promise<Record<string, any>>}
   * @throws {import("../record/faults.mjs").Refusal} signers, signers-newer
   */
  async signers() {
    const [newest] = await this.versions();
    const isHere = !newest || newest === this.release;
    const content = await this.read(isHere ? "downloads/signers.json" : `../${newest}/downloads/signers.json`);
    return content ? Object.fromEntries(readSigners(content).all.map((one) => [one.key, one])) : {};
  }

  /** @param {string} path */
  async #json(path) {
    const content = await this.read(path);
    return content && JSON.parse(new TextDecoder().decode(content));
  }

  /**
   * All data by which events of these releases are judged.
   * @param {Iterable<string>} versions
   * @param {(map: any) => string} digestOf the id of a map in an event
   * @returns {Promise<Published>}
   */
  async published(versions, digestOf) {
    /** @type {Record<string, any>} */
    const books = {};
    const hasMaps = (await this.versions()).length > 1;
    const maps = (hasMaps ? await this.maps() : []).filter((one) => Array.isArray(one.mandatory));
    const own = new Set([this.release, ...versions]);
    const next = maps.filter((one) => own.has(one.old)).map((one) => one.new);
    for (const ver of new Set([...own, ...next])) {
      const book = await this.book(ver);
      if (book) {
        books[ver] = book;
      }
    }
    return { books, signers: await this.signers(), maps: Object.fromEntries(maps.map((one) => [digestOf(one), one])) };
  }
}
