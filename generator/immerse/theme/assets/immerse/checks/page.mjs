// Knowledge checks; on pages without one nothing of them is loaded.

if (document.querySelector(".im-checks")) {
  import("./questions.mjs");
}
