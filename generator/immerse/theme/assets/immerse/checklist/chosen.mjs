// The checklist that this tab shows, for other pages.

import { Session } from "./session.mjs";
import { Store } from "./record-store.mjs";
import { chosenOf } from "./whose.mjs";

/**
 * @param {string} client
 * @returns {Promise<Session | null>} null where there is none, or where nobody has said yet whose it is
 */
export async function openChosen(client) {
  const store = await Store.open().catch(() => null);
  const chosen = store && chosenOf(client, await store.all(client));
  return store && chosen ? await Session.open(store, { client, rot: chosen.rot }) : null;
}
