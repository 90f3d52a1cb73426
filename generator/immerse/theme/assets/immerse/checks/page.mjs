// Knowledge checks; their modules are loaded only on pages with a check.

if (document.querySelector(".im-checks")) {
  import("./questions.mjs");
}
