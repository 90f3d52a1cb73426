// Keeps a page of the live preview current. The server sends events when the page changed, and when the problems of the
// content did. A page in the background does not listen, because a browser has few connections.

const shown = new URL(import.meta.url).searchParams.get("shown") ?? "";
/** @type {EventSource | null} */
let stream = null;

function listen() {
  if (stream) return;
  stream = new EventSource(`/-/events?${new URLSearchParams({ path: location.pathname, shown })}`);
  stream.addEventListener("reload", () => location.reload());
  stream.addEventListener("problems", (event) => {
    const told = JSON.parse(event.data);
    tell(told.title, told.problems);
  });
  stream.addEventListener("error", () => tell("The preview does not answer; this page follows no edit until it does", []));
}

function leave() {
  stream?.close();
  stream = null;
}

/**
 * Show the problems of the content; hide the box if there are none.
 * @param {string} title
 * @param {{place: string, message: string, hint: string}[]} problems
 */
function tell(title, problems) {
  const before = document.querySelector(".im-preview");
  before?.remove();
  if (!title) return;
  const box = made("details", "im-preview");
  box.toggleAttribute("open", !before || before.hasAttribute("open"));
  box.setAttribute("role", "alert");
  box.append(made("summary", "", title));
  const list = made("ul", "");
  for (const { place, message, hint } of problems) {
    const item = made("li", "");
    if (place) item.append(made("code", "", place));
    item.append(made("span", "", message));
    if (hint) item.append(made("small", "", hint));
    list.append(item);
  }
  if (problems.length) box.append(list);
  document.body.append(box);
}

/**
 * @param {string} name
 * @param {string} className
 * @param {string} words
 */
function made(name, className, words = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = words;
  return element;
}

document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
addEventListener("pagehide", leave);
addEventListener("pageshow", listen);
if (!document.hidden) listen();
