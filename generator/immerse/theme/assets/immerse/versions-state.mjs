// The target of the version selector: the page that lists all versions of the current page.

/**
 * The address that leads to one version of a page.
 * @param {string} versions address of the page that lists all versions of it
 * @param {string} link the target that the theme sets: the first page of the version (`https://…/1.1.0/`)
 * @param {string} place the fragment of the current address, such as `#limits`; may be empty
 */
export function addressOf(versions, link, place) {
  const version = new URL(link, versions).pathname.split("/").filter(Boolean).at(-1) ?? "";
  const address = new URL(versions);
  address.search = version;
  address.hash = place;
  return address.href;
}

/**
 * The title of a version in two parts: `1.1.0` and ` (1 December 2026)`.
 * @param {string} title
 */
export function titleParts(title) {
  const text = title.trim();
  const end = text.indexOf(" (");
  return end < 0 ? { version: text, day: "" } : { version: text.slice(0, end), day: text.slice(end) };
}
