/**
 * The pane of Outlook: who, what and why, and the mend. At the end it always says to press Send, for the pane cannot.
 *
 * It reads and asks with the code of events.js, so that what is answered for here is the mail that is sent there.
 */

import "../shared/dialog/element.js";
import { canonical } from "../shared/address.js";
import { mend } from "../shared/mend.js";
import { toModel } from "../shared/model.js";
import { notChecked } from "../shared/outage.js";
import { language } from "../shared/words.js";
import { openDraft } from "./pane/draft.js";
import { adopt, enrolWith, identify } from "./pane/identity.js";
import { WORDS } from "./pane/words.js";

/** @typedef {import("../shared/api.js").components["schemas"]["Answer"]} Answer */
/** @typedef {import("../shared/api.js").components["schemas"]["Message"]} Message */
/** @typedef {import("../shared/api.js").components["schemas"]["Fix"]} Fix */
/** @typedef {import("../shared/service.js").Fault} Fault */
/** @typedef {{findings: string[], fixes: Fix[], reason: string, comment: string, passed: (kept: boolean) => void}} Detail */

/** Reading and asking may take longer here than at Send: somebody looks on. */
const PATIENCE = 30_000;
const left = () => PATIENCE;
/** Waited for Outlook to keep something with the draft. */
const TO_KEEP = 10_000;

const note = /** @type {HTMLElement} */ (document.getElementById("note"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("enrol"));
const dialog = /** @type {import("../shared/dialog/element.js").PostwachtDialog} */ (
  document.querySelector("postwacht-dialog")
);
let words = WORDS.nl;
/** What was asked last: a later look makes it void. */
let looks = 0;
/** @type {{answer: Answer, message: Required<Message>, check: string} | undefined} */
let shown;
/** The mail that was looked at last, also where there is no answer. */
let mark = "";

const item = () => /** @type {Office.MessageCompose} */ (/** @type {unknown} */ (Office.context.mailbox.item));

/** @param {string} text @param {"plain" | "done" | "wrong"} kind */
function say(text, kind = "plain") {
  note.textContent = text;
  note.dataset["kind"] = kind;
  if (kind !== "plain") {
    dialog.model = null;
    note.focus();
  }
}

/** Looks at the draft as it is now. Says whether there was nothing. */
async function look() {
  looks += 1;
  const own = looks;
  shown = undefined;
  mark = "";
  dialog.model = null;
  form.hidden = true;
  say(words.looking);
  try {
    const [message, refs, last] = await Promise.all([
      globalThis.read(item(), PATIENCE),
      globalThis.recall(item(), "pw.refs"),
      globalThis.recall(item(), "pw.last"),
    ]);
    if (own === looks) {
      mark = globalThis.fingerprint(message);
    }
    const answer = await globalThis.check({ ...message, at_send: false }, refs, left);
    if (own === looks) {
      shown = { answer, message, check: sameMail(message, last) ?? answer.id };
      present(answer, message);
    }
  } catch (failure) {
    if (own === looks) {
      fail(failure);
    }
  }
}

/**
 * The check at Send, when it was of this very mail: what the sender does is told of that one.
 *
 * @param {Message} message
 * @param {unknown} last
 */
function sameMail(message, last) {
  const known = /** @type {{check?: unknown, mark?: unknown} | null} */ (last);
  return known?.mark === globalThis.fingerprint(message) && typeof known?.check === "string" ? known.check : undefined;
}

/** @param {Answer} answer @param {Required<Message>} message */
function present(answer, message) {
  const recipients = [...message.to, ...message.cc, ...message.bcc].map((one) => ({
    address: one.address ?? "",
    name: one.name ?? "",
  }));
  const model = toModel(answer, { recipients, files: message.attachments.map((file) => file.name ?? "") });
  if (model === undefined) {
    say(words.clean, "done");
  } else {
    say("");
    dialog.model = model;
  }
}

/** @param {unknown} failure */
function fail(failure) {
  const fault = failure && typeof failure === "object" && "fault" in failure ? String(failure.fault) : "unreachable";
  if (fault === "not_admitted") {
    enrolling(words.enrolWhy);
    return;
  }
  say("");
  const known = /** @type {Fault} */ (fault === "unread" ? "late" : fault);
  dialog.model = notChecked(known, globalThis.settings().outage === "block" ? "block" : "warn");
}

/** @param {string} why */
function enrolling(why) {
  say(why, "wrong");
  form.hidden = false;
  /** @type {HTMLElement | null} */ (form.querySelector("input"))?.focus();
}

/**
 * Tells the service what the sender did. What cannot be told of the check at Send is told of the one here.
 *
 * @param {object} outcome
 */
async function tell(outcome) {
  if (shown === undefined) {
    return undefined;
  }
  for (const check of new Set([shown.check, shown.answer.id])) {
    const told = await globalThis
      .withToken(left, (access) =>
        globalThis.post(`/checks/${encodeURIComponent(check)}/outcome`, outcome, PATIENCE, access),
      )
      .catch(() => undefined);
    if (told && told.status < 300) {
      return told;
    }
  }
  return undefined;
}

/** @type {Record<string, (detail: Detail) => Promise<void> | void>} */
const acts = {
  mend: async ({ findings, fixes }) => {
    say(words.looking);
    const [fix] = fixes;
    try {
      const files = shown?.message.attachments.map((file) => file.name ?? "");
      await mend(openDraft(item(), files), fixes, nameFor(fix));
    } catch {
      say(words.unmended, "wrong");
      return;
    }
    await tell({ outcome: "fixed", findings, ...(fix && { fix: fix.kind }) });
    await look();
  },
  acknowledge: async ({ findings, reason, comment }) => answerFor({ findings, reason, ...(comment && { comment }) }),
  send: async ({ findings }) => {
    if (findings.length > 0) {
      await answerFor({ findings });
    } else {
      const kept = await globalThis.keep(item(), "pw.asked", globalThis.unchecked(mark), TO_KEEP);
      say(kept ? words.sendUnchecked : words.unkept, kept ? "done" : "wrong");
    }
  },
  wrong: async ({ findings, comment, passed }) => {
    const told = await tell({ outcome: "not_right", findings, comment });
    passed?.(told !== undefined);
  },
  back: async () => {
    await tell({ outcome: "went_back", findings: shown?.answer.findings.map((finding) => finding.id) ?? [] });
    say(words.back);
    dialog.model = null;
    try {
      Office.context.ui.closeContainer();
    } catch {
      // It stays open, and says so.
    }
  },
  retry: () => look(),
};

/** Once it is on record, a receipt lies with the draft, and Send finds it. @param {object} what */
async function answerFor(what) {
  const told = await tell({ outcome: "acknowledged", ...what });
  const receipt = told?.json?.["receipt"];
  if (typeof receipt !== "string") {
    say(words.unkept, "wrong");
    return;
  }
  const known = await globalThis.recall(item(), "pw.receipts");
  const receipts = [...(Array.isArray(known) ? known : []), receipt].slice(-20);
  const kept = await globalThis.keep(item(), "pw.receipts", receipts, TO_KEEP);
  say(kept ? words.sendNow : words.unkept, kept ? "done" : "wrong");
}

/** The name stays where only the address was misspelled. @param {Fix | undefined} fix */
function nameFor(fix) {
  if (fix?.kind !== "replace_recipient" || shown === undefined) {
    return "";
  }
  const same = shown.answer.findings.find((each) =>
    each.fixes.some((one) => JSON.stringify(one) === JSON.stringify(fix)),
  );
  const { to, cc, bcc } = shown.message;
  const was = [...to, ...cc, ...bcc].find((one) => canonical(one.address ?? "") === fix.recipient);
  return same?.check === "misspelled-address" ? (was?.name ?? "") : "";
}

async function start() {
  const spoken = language(globalThis.tongue());
  words = WORDS[spoken];
  document.documentElement.lang = spoken;
  dialog.lang = spoken;
  /** @type {HTMLElement} */ (form.querySelector("label")).textContent = words.enrol;
  /** @type {HTMLElement} */ (form.querySelector("button")).textContent = words.enrolSend;
  for (const [name, act] of Object.entries(acts)) {
    dialog.addEventListener(
      `postwacht-${name}`,
      (event) => void act(/** @type {CustomEvent<Detail>} */ (event).detail),
    );
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const key = String(new FormData(form).get("key") ?? "");
    void enrolWith(key).then((done) => (done === "unknown" ? enrolling(words.enrolRefused) : look()));
  });
  follow();
  await adopt();
  if ((await identify()) === "unknown") {
    enrolling(words.enrolWhy);
  } else {
    await look();
  }
}

/** A new check at Send while the pane is open. */
function follow() {
  const kind = Office.EventType?.InitializationContextChanged ?? "olkInitializationContextChanged";
  try {
    item().addHandlerAsync(
      kind,
      () => void look(),
      () => undefined,
    );
  } catch {
    // An Outlook without it opens the pane anew.
  }
}

void Office.onReady().then(start);
