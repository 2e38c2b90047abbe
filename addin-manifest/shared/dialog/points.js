/**
 * A point of the dialog: what was found, the evidence, its mends, and the way to say that it is wrong.
 */

import { button, node } from "./nodes.js";

/** @typedef {import("../model.js").Point} Point */
/** @typedef {import("../model.js").Spelling} Spelling */
/** @typedef {import("../address.js").Mailbox} Mailbox */
/** @typedef {import("../model.js").Mend} Mend */
/** @typedef {import("../words.js").Words} Words */

/**
 * What a point can set going.
 *
 * @typedef {object} Acts
 * @property {(point: Point, mend: Mend) => void} mend
 * @property {(point: Point, comment: string, passed: (kept: boolean) => void) => void} wrong
 */

/** So many people and files are named as evidence; the text counts the others. */
const NAMED = 3;

/**
 * The first point. Its title is the title of the dialog, its mends stand with the other acts of the dialog.
 *
 * @param {Point} point
 * @param {Words} words
 * @param {Acts} acts
 */
export function firstPoint(point, words, acts) {
  return node(
    "section",
    { class: "point" },
    // Where two spellings are set side by side, a sentence with both says nothing more.
    !point.spelling && node("p", {}, point.text),
    point.question !== undefined && node("p", { class: "question" }, point.question),
    evidence(point, words),
    ...wrong(point, words, acts),
  );
}

/**
 * @param {Point} point
 * @param {Words} words
 * @param {Acts} acts
 */
export function furtherPoint(point, words, acts) {
  return node(
    "section",
    { class: "point" },
    node("h3", {}, point.title),
    point.spelling ? evidence(point, words) : node("p", {}, point.text),
    point.mends.length > 0 && node("div", { class: "acts" }, ...mends(point, words, acts, false)),
    ...wrong(point, words, acts),
  );
}

/**
 * @param {Point} point
 * @param {Words} words
 * @param {Acts} acts
 * @param {boolean} filled whether the first one is the filled button
 */
export function mends(point, words, acts, filled) {
  return point.mends.map((mend, at) =>
    button(filled && at === 0 ? "mend" : "", mend.label || words.removeFiles(mend.fixes.length), () =>
      acts.mend(point, mend),
    ),
  );
}

/**
 * Whom and what it is about, set apart so that the eye falls on it.
 *
 * @param {Point} point
 * @param {Words} words
 */
function evidence(point, words) {
  const rows = point.spelling ? spelled(point.spelling, words) : involved(point, words);
  return rows.length > 0 && node("dl", {}, ...rows);
}

/**
 * @param {Point} point
 * @param {Words} words
 */
function involved({ recipients, files }, words) {
  return [
    ...row(words.to, recipients, words.others, (mailbox) =>
      mailbox.name
        ? [node("b", {}, mailbox.name), " ", ...breakable(mailbox.address)]
        : [node("b", {}, ...breakable(mailbox.address))],
    ),
    ...row(words.file, files, words.moreFiles, (name) => [name]),
  ];
}

/**
 * An address that is too wide breaks before its domain, and not within.
 *
 * @param {string} address
 */
function breakable(address) {
  const at = address.lastIndexOf("@");
  return at > 0 ? [address.slice(0, at), node("wbr"), address.slice(at)] : [address];
}

/**
 * @template Item
 * @param {string} title
 * @param {Item[]} items
 * @param {(count: number) => string} more says how many are not named
 * @param {(item: Item) => (Node | string)[]} show
 */
function row(title, items, more, show) {
  // Naming all but one, only to say "and 1 other", takes as much room as naming all.
  const named = items.length === NAMED + 1 ? NAMED + 1 : NAMED;
  const lines = items.slice(0, named).map((item) => node("div", {}, ...show(item)));
  if (items.length > named) {
    lines.push(node("div", {}, more(items.length - named)));
  }
  return lines.length > 0 ? [node("dt", {}, title), node("dd", {}, ...lines)] : [];
}

/**
 * @param {Spelling} spelling
 * @param {Words} words
 */
function spelled({ written, known }, words) {
  /** @param {[string, string, string]} cut */
  const marked = ([before, differs, after]) => node("dd", {}, before, differs && node("mark", {}, differs), after);
  return [node("dt", {}, words.written), marked(written), node("dt", {}, words.known), marked(known)];
}

/**
 * The way to say that a point is wrong. It tells what is kept before anything is sent.
 *
 * @param {Point} point
 * @param {Words} words
 * @param {Acts} acts
 */
function wrong(point, words, acts) {
  const open = button("link small", words.wrong, () => toggle(), {
    "aria-label": words.wrongAbout(point.title),
    "aria-expanded": "false",
  });
  const comment = node("textarea", { rows: "2", maxlength: "1000" });
  const form = node(
    "form",
    { class: "wrong", hidden: true },
    node("label", { class: "above" }, words.wrongTitle, comment),
    node("p", { class: "kept" }, words.wrongKept),
    node("div", { class: "acts" }, node("button", { type: "submit" }, words.wrongSend)),
  );
  const thanks = node("p", { class: "thanks", role: "status" });
  const toggle = () => {
    form.hidden = !form.hidden;
    open.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) {
      comment.focus();
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    acts.wrong(point, comment.value.trim(), (kept) => {
      form.hidden = kept;
      open.hidden = kept;
      thanks.textContent = kept ? words.wrongThanks : words.wrongFailed;
      thanks.tabIndex = -1;
      thanks.focus();
    });
  });
  return [open, form, thanks];
}
