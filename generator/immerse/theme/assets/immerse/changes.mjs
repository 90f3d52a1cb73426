// Which version somebody last read, kept in this browser: What changed then shows first what is new to them.

/** The numbers of a version, to be compared one by one. */
export function numbers(version) {
  return version.split(".").map(Number);
}

/** Whether one version comes after another. */
export function isAfter(version, other) {
  const [one, two] = [numbers(version), numbers(other)];
  const index = one.findIndex((number, place) => number !== two[place]);
  return index >= 0 && one[index] > two[index];
}

/** The version that was last read; the one in hand, which is noted, where this browser was never here. */
export function lastRead(storage, key, version) {
  const read = storage.getItem(key) ?? "";
  if (/^\d+\.\d+\.\d+$/.test(read)) {
    return read;
  }
  storage.setItem(key, version);
  return version;
}

/** Where things are kept; nothing where the browser keeps nothing. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Say what was read, show what came since, and fold what was known. */
function tell(box, kept, key, read, version) {
  const releases = [...document.querySelectorAll(".im-release")];
  const known = releases.filter((release) => !isAfter(release.dataset.imVersion, read));
  for (const release of releases) {
    release.hidden = known.includes(release) && known.length < releases.length;
  }
  const line = document.createElement("p");
  const buttons = document.createElement("p");
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "im-button";
    made.textContent = words;
    made.addEventListener("click", act);
    buttons.append(made, " ");
  };
  if (known.length === releases.length) {
    line.textContent = isAfter(read, version) ? `You last read ${read}, which is newer.` : `You have read ${read}.`;
  } else {
    line.textContent = `You last read ${read}. This is what changed since.`;
    button(`I have read this`, () => {
      kept.setItem(key, version);
      tell(box, kept, key, version, version);
    });
  }
  if (releases.some((release) => release.hidden)) {
    button("Show earlier changes too", ({ currentTarget }) => {
      for (const release of releases) {
        release.hidden = false;
      }
      currentTarget.remove();
    });
  }
  box.replaceChildren(line, ...(buttons.childNodes.length ? [buttons] : []));
}

const banner = globalThis.document?.querySelector(".im-version");
const kept = banner ? storage() : null;
if (banner && kept) {
  const version = banner.dataset.imVersion;
  const key = `immerse/${banner.dataset.client}/.read`;
  const read = lastRead(kept, key, version);
  const box = document.getElementById("changes-read");
  if (box) {
    tell(box, kept, key, read, version);
  }
}
