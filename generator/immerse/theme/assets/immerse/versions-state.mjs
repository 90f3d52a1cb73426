// Where the version selector leads: to the page that knows the same page of every version.

/**
 * The address that leads to one version of a page.
 * @param {string} versions address of the page that names all versions of it
 * @param {string} link where the theme would lead: the first page of the version (`https://…/1.1.0/`)
 * @param {string} place the place in the page that is shown, as `#limits`; empty at its beginning
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
