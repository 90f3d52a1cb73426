// Makes the theme's version selector lead to the same page of another version. The theme builds it after it has read
// the list of versions; without a site map it would lead to first pages.

import { all, first, make } from "./elements.mjs";
import { addressOf, titleParts } from "./versions-state.mjs";

/**
 * Put the day of the current version into an element of its own, which narrow screens hide.
 * @param {HTMLElement} current
 */
function part(current) {
  const { version, day } = titleParts(current.textContent ?? "");
  current.replaceChildren(version, make("span", "im-version-day", day));
}

/**
 * @param {Element} selector
 * @param {string} versions
 */
function lead(selector, versions) {
  const links = all(selector, "a.md-version__link", HTMLAnchorElement).map((link) => ({ link, first: link.href }));
  const renew = () => {
    for (const { link, first } of links) {
      link.href = addressOf(versions, first, location.hash);
    }
  };
  addEventListener("hashchange", renew);
  renew();
}

const header = document.querySelector(".md-header");
const versions = first(document, "a.im-versions", HTMLAnchorElement)?.href;
if (header && versions) {
  const look = () => {
    const selector = header.querySelector(".md-version");
    if (selector) {
      watch.disconnect();
      all(selector, ".md-version__current", HTMLElement).forEach(part);
      lead(selector, versions);
    }
  };
  const watch = new MutationObserver(look);
  watch.observe(header, { childList: true, subtree: true });
  look();
}
