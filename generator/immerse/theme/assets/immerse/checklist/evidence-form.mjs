// The form of a piece of evidence. A file is only read to compute its digest; its bytes are not stored or sent.

import { button } from "../elements.mjs";
import { evidence } from "../record/entries.mjs";
import { say } from "../words/say.mjs";
import { el, field, form, row, select, sending } from "./build.mjs";
import { digestOf, FILE_LIMIT } from "./digest.mjs";
import { warnOf } from "./suspicion-line.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./book.mjs").Item} Item */
/** @typedef {import("../record/fold.mjs").Piece} Piece */

/**
 * @param {Desk} desk
 * @param {Item} item
 * @param {Piece | null} piece the one that is changed; null for a new one
 * @param {() => void} back
 */
export function evidenceForm(desk, item, piece, back) {
  const fields = fieldsOf(desk, item, piece);
  const { kind, title, day, shift, simulated, link, file, others, fault } = fields;
  const isFileRead = globalThis.crypto.subtle !== undefined;
  return form(
    { "aria-label": say("checklist.evidence-for", { id: item.id }) },
    () => keep(desk, item, piece, fields, back),
    field(say("checklist.evidence-kind"), kind),
    field(say("checklist.evidence-title"), title, say("checklist.evidence-title-help")),
    warnOf(title),
    field(say("checklist.evidence-day"), day),
    field(say("checklist.evidence-shift"), shift, say("checklist.evidence-shift-help")),
    warnOf(shift),
    field(say("checklist.evidence-simulated"), simulated),
    field(say("checklist.evidence-link"), link, say("checklist.evidence-link-help")),
    warnOf(link),
    isFileRead ? field(say("checklist.evidence-file"), file, say("checklist.evidence-file-help")) : null,
    field(say("checklist.evidence-also"), others[0]),
    field(say("checklist.evidence-also-next"), others[1]),
    fault,
    row(sending(say("checklist.keep-evidence")), " ", button(say("checklist.cancel"), back)),
  );
}

/**
 * @param {Desk} desk
 * @param {Item} item
 * @param {Piece | null} piece
 */
function fieldsOf({ place, today }, item, piece) {
  const { kinds, items } = place.book;
  const own = kinds.filter(({ id }) => item.evidence.kinds.includes(id));
  const offered = [...own, ...kinds.filter((kind) => !own.includes(kind))];
  const text = (/** @type {string} */ value, /** @type {string} */ length, required = false) =>
    el("input", { type: "text", value, maxlength: length, autocomplete: "off", required });
  /** @type {[string, string][]} */
  const choices = [
    ["", say("checklist.evidence-also-none")],
    ...items.filter((one) => one.kind === "competency" && one !== item).map((one) => pair(one)),
  ];
  const also = (piece?.items ?? []).filter((id) => id !== item.id);
  return {
    kind: select(offered.map(({ id, title }) => [id, title]), piece?.kind),
    title: text(piece?.title.text ?? "", "200", true),
    day: el("input", { type: "date", required: true, value: piece?.day ?? today, min: "1970-01-01", max: today }),
    shift: text(piece?.shift?.text ?? "", "80"),
    simulated: select(
      [["no", say("checklist.real")], ["yes", say("checklist.simulated")]],
      piece?.simulated ? "yes" : "no",
    ),
    link: text(piece?.link?.text ?? "", "500"),
    file: el("input", { type: "file" }),
    others: [0, 1].map((index) => select(choices, also[index] ?? "")),
    fault: el("p", { class: "im-fault", role: "alert" }),
  };
}

/**
 * @param {Item} item
 * @returns {[string, string]}
 */
function pair({ id, title }) {
  return [id, `${id} ${title}`];
}

/**
 * @param {Desk} desk
 * @param {Item} item
 * @param {Piece | null} piece
 * @param {ReturnType<typeof fieldsOf>} fields
 * @param {() => void} back
 */
async function keep(desk, item, piece, { kind, title, day, shift, simulated, link, file, others, fault }, back) {
  const chosen = file.files?.[0];
  if (chosen && chosen.size > FILE_LIMIT) {
    fault.textContent = say("checklist.file-large", { most: FILE_LIMIT / 2 ** 20 });
    return;
  }
  const before = piece?.file ? { ...piece.file, name: piece.file.name.text ?? say("checklist.erased") } : null;
  const read = chosen ? await digestOf(chosen).catch(() => null) : before;
  if (chosen && !read) {
    fault.textContent = say("checklist.file-unread");
    return;
  }
  const isExercise = desk.place.book.kinds.find(({ id }) => id === kind.value)?.simulated ?? false;
  const members = {
    items: [...new Set([item.id, ...others.map(({ value }) => value).filter(Boolean)])],
    kind: kind.value,
    title: title.value,
    day: day.value,
    shift: shift.value,
    simulated: isExercise || simulated.value === "yes",
    link: link.value,
    file: read,
    replaces: piece?.id ?? null,
  };
  if (title.value.trim() === "") {
    fault.textContent = say("checklist.title-empty");
    return;
  }
  desk.change((source) => evidence(source, members), "checklist.evidence-kept", { id: item.id });
  back();
}
