// Advice if a change was not stored.

import { button } from "../elements.mjs";
import { say } from "../words/say.mjs";
import { el } from "./build.mjs";

/**
 * The banner; empty while everything is stored.
 * @param {import("./session.mjs").Session} session
 * @returns {HTMLElement}
 */
export function troubleBanner(session) {
  const banner = el("div", { class: "im-trouble", role: "alert" });
  let shown = "";
  const update = () => {
    const key = session.trouble ? `${session.trouble} ${session.waiting}` : "";
    if (key === shown) {
      return;
    }
    shown = key;
    banner.replaceChildren();
    if (session.trouble) {
      const words = say(`checklist.trouble-${session.trouble}`, { n: session.waiting });
      const again = session.trouble === "gone" ? null : button(say("checklist.try-again"), () => session.keep());
      banner.append(el("p", {}, words, " ", again));
    }
  };
  session.listen(update);
  update();
  return banner;
}
