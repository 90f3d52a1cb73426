// Stores the result of a sitting or of knowledge checks in the checklist that this tab shows. Without a checklist
// nothing is stored.

import { openChosen } from "../checklist/chosen.mjs";
import { keepsAny } from "../checklist/database.mjs";
import { first } from "../elements.mjs";
import { score } from "../record/entries.mjs";

/**
 * Store a result; it stays on this device unless the user saves results too.
 * @param {string} client
 * @param {{deck: string, right: number, of: number}} result
 * @returns {Promise<boolean>} whether it was stored
 */
export async function keepScore(client, result) {
  const session = await keepsAny() ? await openChosen(client) : null;
  const release = first(document, ".im-version", HTMLElement)?.dataset.imVersion ?? "draft";
  return session ? await session.change((source) => score(source, { ...result, release })) : false;
}
