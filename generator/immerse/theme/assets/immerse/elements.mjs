// Finding and making elements of a page; found elements have the requested type.

/**
 * All elements below `root` that match `selector` and are of the class `kind`, in the order of the page.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T[]}
 */
export function all(root, selector, kind) {
  return [...root.querySelectorAll(selector)].flatMap((element) => (element instanceof kind ? [element] : []));
}

/**
 * The first of them; undefined if there is none.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T | undefined}
 */
export function first(root, selector, kind) {
  return all(root, selector, kind)[0];
}

/**
 * The first of them.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @throws {Error} where there is none
 */
export function the(root, selector, kind) {
  const found = first(root, selector, kind);
  if (!found) {
    throw new Error(`this page has no ${selector}`);
  }
  return found;
}

/**
 * A new element with its class and its words.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {string} words
 */
export function make(tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

/**
 * A new button with the text `words` that calls `act`.
 * @param {string} words
 * @param {(event: MouseEvent) => void} act
 */
export function button(words, act) {
  const element = make("button", "im-button", words);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

/** The storage of this browser for this origin; null if it stores nothing. */
export function openStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
