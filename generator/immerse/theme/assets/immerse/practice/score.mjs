// The result of a sitting or of knowledge checks, kept in the checklist of whoever this tab shows. Without a checklist nothing is kept.

import { openChosen } from "../checklist/chosen.mjs";
import { keepsAny } from "../checklist/database.mjs";
import { first } from "../elements.mjs";
import { score } from "../record/entries.mjs";

/**
 * Keep a result; it stays on this device unless its person saves results too.
 * @param {string} client
 * @param {{deck: string, right: number, of: number}} result
 * @returns {Promise<boolean>} whether it is kept
 */
export async function keepScore(client, result) {
  const session = await keepsAny() ? await openChosen(client) : null;
  const release = first(document, ".im-version", HTMLElement)?.dataset.imVersion ?? "draft";
  return session ? await session.change((source) => score(source, { ...result, release })) : false;
}
