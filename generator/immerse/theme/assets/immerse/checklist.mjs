// The checklist and its parts on other pages. Modules are loaded only where a page has a place for them, and on other
// pages only where this browser keeps a checklist.

import { keepsAny } from "./checklist/database.mjs";

const { protocol } = globalThis.location;

/** @param {string} selector */
function has(selector) {
  return document.querySelector(selector) !== null;
}

if (protocol !== "file:" && has("#checklist")) {
  import("./checklist/page.mjs");
} else if (protocol !== "file:" && has("#own-here, .im-tasks, .im-days") && await keepsAny()) {
  if (has("#own-here")) {
    import("./checklist/page-status.mjs");
  }
  if (has(".im-tasks, .im-days")) {
    import("./checklist/page-tasks.mjs");
  }
}
