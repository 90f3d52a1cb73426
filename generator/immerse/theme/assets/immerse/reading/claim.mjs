// A claim with everything that a mentor compares it with: criterion, evidence, model answers, note.

import { first, make } from "../elements.mjs";
import { gapPhrases } from "../record/gaps.mjs";
import { say, sayDay, sayList } from "../words/say.mjs";
import { calledOf } from "./person.mjs";

/** @typedef {import("./waiting-claims.mjs").Book} Book */
/** @typedef {import("./waiting-claims.mjs").Claim} Claim */
/** @typedef {import("../record/fold.mjs").Piece} Piece */
/** @typedef {import("../record/fold.mjs").Said} Said */

/** @param {Said | null} said */
function words(said) {
  return said === null ? "" : (said.text ?? say("reading.erased"));
}

/** @param {string} link @returns {boolean} whether a browser may follow it */
function isWeb(link) {
  return /^https?:\/\/[^\s]+$/i.test(link);
}

/** @param {string} address */
function linkTo(address) {
  if (!isWeb(address)) {
    return make("span", "", address);
  }
  const link = make("a", "", address);
  link.href = address;
  link.rel = "noopener noreferrer nofollow";
  link.target = "_blank";
  return link;
}

/** @param {Piece} piece @param {Book} book */
function pieceEntry(piece, book) {
  const kind = book.kinds.find((/** @type {any} */ one) => one.id === piece.kind)?.title ?? piece.kind;
  const facts = [kind, sayDay(piece.day), words(piece.shift), say(piece.simulated ? "reading.simulated" : "reading.real")];
  const entry = make("li", "", `${words(piece.title)} (${facts.filter(Boolean).join(", ")})`);
  if (piece.link) {
    entry.append(" ", linkTo(words(piece.link)));
  }
  if (piece.file) {
    const { name, sha256 } = piece.file;
    entry.append(" ", say("reading.file", { name: words(name), sha256: sha256.slice(0, 12) }));
  }
  return entry;
}

/** @param {HTMLElement} list @param {string} term @param {(Node | string)[]} said */
function line(list, term, ...said) {
  const shown = make("dd", "", "");
  shown.append(...said);
  list.append(make("dt", "", term), shown);
}

/** @param {Claim} claim @param {Book} book */
function title(claim, book) {
  const called = (/** @type {string[]} */ ids) => ids.map((id) => book.roles[id] ?? id);
  const any = sayList(called(claim.anyOf), "any");
  const anyOf = claim.anyOf.length > 1 ? [say("reading.one-of", { roles: any })] : called(claim.anyOf);
  const key = claim.isOld ? "reading.claim-old" : claim.days === 0 ? "reading.claim-today" : "reading.claim";
  return say(key, {
    n: claim.days,
    name: calledOf(claim.person),
    item: claim.item ? `${claim.id} ${claim.item.title}` : claim.id,
    roles: sayList([...called(claim.roles), ...anyOf]) || say("reading.nobody"),
  });
}

/**
 * The part of the page about an item: the levels, and the drills whose keys are its model answers.
 * @param {string} id
 */
function modelAnswers(id) {
  const part = document.getElementById(`look-${id.toLowerCase()}`);
  const answers = part && first(part, "ul", HTMLUListElement);
  return answers ? [answers.cloneNode(true)] : [];
}

/**
 * @param {Claim} claim
 * @param {Book} book
 */
export function claimEntry(claim, book) {
  const entry = make("details", claim.isOld ? "im-claim im-claim--old" : "im-claim", "");
  const list = make("dl", "im-facts", "");
  line(list, say("reading.since"), sayDay(claim.since));
  if (claim.from.length) {
    line(list, say("reading.claimed-as"), claim.from.join(", "));
  }
  if (claim.item) {
    line(list, say("reading.statement"), claim.item.statement);
    if (claim.item.criterion) {
      line(list, say("reading.criterion"), claim.item.criterion);
    }
    const levels = Object.entries(claim.item.levels).map(([gate, level]) => say("reading.level", { gate, level: String(level) }));
    if (levels.length) {
      line(list, say("reading.levels"), levels.join(", "));
    }
  } else {
    line(list, say("reading.statement"), say("reading.other-book"));
  }
  if (claim.changed) {
    line(list, say("reading.changed"), say("reading.changed-why"));
  }
  const pieces = make("ul", "", "");
  pieces.append(...claim.evidence.map((piece) => pieceEntry(piece, book)));
  line(list, say("reading.evidence"), claim.evidence.length ? pieces : say("reading.no-evidence"));
  if (claim.gaps.length) {
    line(list, say("reading.missing"), gapPhrases(claim.gaps, book.rules, say).join("; "));
  }
  const answers = modelAnswers(claim.id);
  if (answers.length) {
    line(list, say("reading.answers"), ...answers);
  }
  if (claim.note) {
    line(list, say("reading.note"), claim.note);
  }
  entry.append(make("summary", "", title(claim, book)), list);
  return entry;
}
