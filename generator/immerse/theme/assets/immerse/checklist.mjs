// The checklist and what of it stands on other pages: its modules are loaded where a page has a place for them.

const { protocol } = globalThis.location;

if (protocol !== "file:" && document.getElementById("checklist")) {
  import("./checklist/page.mjs");
}
if (protocol !== "file:" && document.getElementById("own-here")) {
  import("./checklist/reading.mjs");
}
