/**
 * An answer of the service as the dialog shows it: one point a cause, worst first, and what it asks of the sender.
 *
 * Knows no words of its own and no page. Never makes a finding lighter than the service said.
 */

import { canonical } from "./address.js";

/** @typedef {import("./api.js").components["schemas"]["Answer"]} Answer */
/** @typedef {import("./api.js").components["schemas"]["Finding"]} Finding */
/** @typedef {import("./api.js").components["schemas"]["Fix"]} Fix */
/** @typedef {import("./address.js").Mailbox} Mailbox */
/** @typedef {"warn" | "confirm" | "block"} Weight */

/**
 * Findings of one cause.
 *
 * @typedef {object} Point
 * @property {string[]} findings their ids
 * @property {string} check the id of the check that tells the cause
 * @property {Weight} weight
 * @property {string} title
 * @property {string} text
 * @property {string} [question] who may have been meant
 * @property {Mailbox[]} recipients
 * @property {string[]} files
 * @property {Mend[]} mends best first
 * @property {Spelling} [spelling]
 */

/**
 * What one button does.
 *
 * @typedef {object} Mend
 * @property {Fix[]} fixes
 * @property {string} label empty where several fixes are one act: the dialog has its own words for that
 */

/**
 * Where two ways of spelling differ.
 *
 * @typedef {object} Spelling
 * @property {[before: string, differs: string, after: string]} written
 * @property {[before: string, differs: string, after: string]} known
 */

/**
 * The act that is asked before the mail may go as it is: ticking these addresses, picking a reason, or both.
 *
 * @typedef {object} Act
 * @property {Mailbox[]} tick
 * @property {boolean} reason
 */

/**
 * @typedef {object} Findings
 * @property {"findings"} kind
 * @property {Weight} weight
 * @property {Point[]} points worst first
 * @property {Act} [act] only where the weight is `confirm`
 */

/** More addresses than these nobody ticks with care. */
const MOST_TICKS = 3;

const WEIGHTS = /** @type {const} */ (["warn", "confirm", "block"]);

/**
 * @param {string} severity
 * @returns {severity is Weight}
 */
const isWeight = (severity) => WEIGHTS.some((weight) => weight === severity);

/**
 * @param {Weight} one
 * @param {Weight} other
 */
const heavier = (one, other) => (WEIGHTS.indexOf(one) >= WEIGHTS.indexOf(other) ? one : other);

/**
 * What the dialog shows; nothing where there is nothing to say.
 *
 * @param {Answer} answer
 * @param {{recipients: Mailbox[], files: string[]}} draft the draft that was asked about: its people and file names
 * @returns {Findings | undefined}
 */
export function toModel(answer, draft) {
  const points = together(answer.findings.filter((finding) => isWeight(finding.severity))).map((findings) =>
    point(findings, draft),
  );
  if (points.length === 0) {
    return undefined;
  }
  points.sort((one, other) => WEIGHTS.indexOf(other.weight) - WEIGHTS.indexOf(one.weight));
  const weight = points.map((each) => each.weight).reduce(heavier);
  return weight === "confirm"
    ? { kind: "findings", weight, points, act: act(points) }
    : { kind: "findings", weight, points };
}

/**
 * Findings by cause. A look-alike is the question below the papers that it explains, and a count of people that the
 * papers tell already is not told twice. The service's own short text is made alike (`server/guard/src/dialog.rs`).
 *
 * @param {Finding[]} findings
 * @returns {[Finding, ...Finding[]][]}
 */
function together(findings) {
  const papers = findings.find((finding) => finding.check === "other-client");
  const explained = findings.filter(
    (finding) =>
      papers !== undefined &&
      ["lookalike-recipient", "many-persons"].includes(finding.check) &&
      finding.recipients.every((recipient) => papers.recipients.includes(recipient)),
  );
  return findings
    .filter((finding) => !explained.includes(finding))
    .map((finding) => (finding === papers ? [finding, ...explained] : [finding]));
}

/**
 * @param {[Finding, ...Finding[]]} findings of one cause, the one that tells it first
 * @param {{recipients: Mailbox[], files: string[]}} draft
 * @returns {Point}
 */
function point(findings, draft) {
  const [first] = findings;
  const question = findings.find((finding) => finding !== first && finding.check === "lookalike-recipient");
  const spelling = first.check === "misspelled-address" ? difference(first.fixes) : undefined;
  const files = findings.flatMap((finding) => finding.attachments.map((index) => draft.files[index] ?? ""));
  return {
    findings: findings.map((finding) => finding.id),
    check: first.check,
    weight: findings
      .map((finding) => finding.severity)
      .filter(isWeight)
      .reduce(heavier, "warn"),
    title: first.title,
    text: first.text,
    ...(question && { question: question.title }),
    recipients: first.recipients.map((address) => named(address, draft.recipients)),
    files: [...new Set(files)],
    // Who was meant mends the cause; taking papers away mends less.
    mends: mends(distinct([...(question?.fixes ?? []), ...findings.flatMap((finding) => finding.fixes)])),
    ...(spelling && { spelling }),
  };
}

/**
 * @param {string} address
 * @param {Mailbox[]} people
 * @returns {Mailbox}
 */
function named(address, people) {
  return people.find((mailbox) => canonical(mailbox.address) === address) ?? { address, name: "" };
}

/** @param {Fix[]} fixes */
function distinct(fixes) {
  return [...new Map(fixes.map((fix) => [JSON.stringify({ ...fix, label: "" }), fix])).values()];
}

/**
 * A button a fix; files that should all go are one button, for nobody wants to press five.
 *
 * @param {Fix[]} fixes
 * @returns {Mend[]}
 */
function mends(fixes) {
  const files = fixes.filter((fix) => fix.kind === "remove_attachment");
  if (files.length < 2) {
    return fixes.map((fix) => ({ fixes: [fix], label: fix.label }));
  }
  const others = fixes.filter((fix) => fix.kind !== "remove_attachment");
  return [...others.map((fix) => ({ fixes: [fix], label: fix.label })), { fixes: files, label: "" }];
}

/**
 * Where the address as written and the known one differ.
 *
 * @param {Fix[]} fixes
 * @returns {Spelling | undefined}
 */
function difference(fixes) {
  const fix = fixes.find((each) => each.kind === "replace_recipient");
  if (fix?.kind !== "replace_recipient") {
    return undefined;
  }
  const [written, known] = [[...fix.recipient], [...fix.with]];
  const shorter = Math.min(written.length, known.length);
  let before = 0;
  while (before < shorter && written[before] === known[before]) {
    before += 1;
  }
  let after = 0;
  while (after < shorter - before && written.at(-1 - after) === known.at(-1 - after)) {
    after += 1;
  }
  /** @param {string[]} signs @returns {[string, string, string]} */
  const cut = (signs) => [
    signs.slice(0, before).join(""),
    signs.slice(before, signs.length - after).join(""),
    signs.slice(signs.length - after).join(""),
  ];
  return { written: cut(written), known: cut(known) };
}

/**
 * A few addresses are ticked one by one; of many, or of none, the sender says why it is right.
 *
 * @param {Point[]} points
 * @returns {Act}
 */
function act(points) {
  const asking = points.filter((each) => each.weight === "confirm");
  const few = asking.filter((each) => each.recipients.length > 0 && each.recipients.length <= MOST_TICKS);
  const tick = new Map(few.flatMap((each) => each.recipients).map((mailbox) => [mailbox.address, mailbox]));
  return { tick: [...tick.values()], reason: few.length < asking.length };
}
