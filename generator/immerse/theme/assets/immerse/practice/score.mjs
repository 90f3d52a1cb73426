// The result of a sitting or of knowledge checks, kept in the checklist of whoever this tab shows. Without a checklist nothing is kept.

import { first } from "../elements.mjs";
import { NAME } from "../checklist/database.mjs";
import { Session } from "../checklist/session.mjs";
import { Store } from "../checklist/store.mjs";
import { chosenOf } from "../checklist/whose.mjs";
import { score } from "../record/entries.mjs";

/** Whether this browser keeps checklists at all: asking makes no place for them. */
async function keepsAny() {
  const known = await globalThis.indexedDB?.databases?.().catch(() => undefined);
  return known?.some(({ name }) => name === NAME) ?? false;
}

/**
 * Keep a result; it stays on this device unless its person saves results too.
 * @param {string} client
 * @param {{deck: string, right: number, of: number}} result
 * @returns {Promise<boolean>} whether it is kept
 */
export async function keepScore(client, result) {
  if (!(await keepsAny())) {
    return false;
  }
  const store = await Store.open().catch(() => null);
  const chosen = store && chosenOf(client, await store.all(client));
  if (!store || !chosen) {
    return false;
  }
  const release = first(document, ".im-version", HTMLElement)?.dataset.imVersion ?? "draft";
  const session = await Session.open(store, { client, rot: chosen.rot });
  return await session.change((source) => score(source, { ...result, release }));
}
