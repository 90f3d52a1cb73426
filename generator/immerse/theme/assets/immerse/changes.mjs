// The page "What changed": shows what is new since the version that was last read. The rules are in changes-state.mjs.

import { keepRead, lastRead, toTell } from "./changes-state.mjs";
import { all, button, first, make, openStorage } from "./elements.mjs";
import { say } from "./words/changes.mjs";

/**
 * Say which version was read, show the releases since then, and fold the earlier ones.
 * @param {HTMLElement} box
 * @param {Storage} storage
 * @param {string} client
 * @param {string} version
 * @param {string} read
 */
function tell(box, storage, client, version, read) {
  const releases = all(document, ".im-release", HTMLElement);
  const told = toTell(releases.map((release) => release.dataset.imVersion ?? ""), read, version);
  const buttons = make("p", "", "");
  if (told.hasNews) {
    buttons.append(
      button(say("changes.done"), () => {
        keepRead(storage, client, version);
        tell(box, storage, client, version, version);
      }),
    );
  }
  if (told.folded.length) {
    const more = button(say("changes.earlier"), () => {
      fold(releases, []);
      more.remove();
    });
    buttons.append(" ", more);
  }
  fold(releases, told.folded);
  box.replaceChildren(make("p", "", told.line), ...(buttons.hasChildNodes() ? [buttons] : []));
}

/**
 * Hide the releases with these versions, and show the others.
 * @param {HTMLElement[]} releases
 * @param {string[]} versions
 */
function fold(releases, versions) {
  for (const release of releases) {
    release.hidden = versions.includes(release.dataset.imVersion ?? "");
  }
}

const banner = first(document, ".im-version", HTMLElement);
const storage = openStorage();
const { client, imVersion: version } = banner?.dataset ?? {};
if (storage && client && version) {
  const read = lastRead(storage, client, version);
  const box = document.getElementById("changes-read");
  if (box) {
    tell(box, storage, client, version, read);
  }
}
