/**
 * One mail from Send to its answer: read, ask, and only where there is something to say, show, mend and ask again.
 *
 * Lets nothing go but what the service allows, what the sender answered for, or what the office lets pass unchecked.
 */

import { canonical } from "../shared/address.js";
import { recipients } from "../shared/draft.js";
import { mend } from "../shared/mend.js";
import { toModel } from "../shared/model.js";
import { notChecked } from "../shared/outage.js";
import { client } from "./client.js";
import { openDraft, read } from "./composer.js";
import { answeredFor, digest, letGo, recall } from "./drafts.js";
import { BACK, GO } from "./held.js";
import { service } from "./identity.js";
import { entries } from "./recipients.js";
import { office, remember } from "./settings.js";
import { AskingWindow } from "./window.js";

/** @typedef {import("../shared/api.js").components["schemas"]["Answer"]} Answer */
/** @typedef {import("../shared/api.js").components["schemas"]["Fix"]} Fix */
/** @typedef {import("../shared/model.js").Findings} Findings */
/** @typedef {import("../shared/outage.js").NotChecked} NotChecked */
/** @typedef {import("../shared/service.js").Fault} Fault */
/** @typedef {import("./composer.js").Read} Read */
/** @typedef {import("./settings.js").Office} Office */
/** @typedef {import("./window.js").Act} Act */
/** @typedef {{read: Read, answer: Answer, known: Office}} Looked */
/** @typedef {{verdict: import("./held.js").Verdict} | {model: Findings | NotChecked | undefined}} Next the end, or what to show */

export class Sending {
  #tab;
  #signal;
  #window;
  /** What was looked at last. @type {Looked | undefined} */
  #looked;
  #outage = /** @type {Office["outage"]} */ ("warn");
  /** Which mail it is about. */
  #mail;
  /** @type {{note: "unmended"} | {}} */
  #note = {};

  /**
   * @param {browser.tabs.Tab} tab of the composer
   * @param {browser.compose.ComposeDetails} details
   * @param {AbortSignal} signal when nobody waits for the answer any more
   */
  constructor(tab, details, signal) {
    this.#mail = named(details);
    this.#tab = /** @type {number} */ (tab.id);
    this.#signal = signal;
    this.#window = new AskingWindow(tab, ({ findings, comment = "" }) =>
      this.#tell({ outcome: "not_right", findings, comment }).then(({ kept }) => kept),
    );
    signal.addEventListener("abort", () => this.#window.close());
  }

  get window() {
    return this.#window;
  }

  /** @returns {Promise<import("./held.js").Verdict>} */
  async decide() {
    let model = await this.#look();
    while (model !== undefined) {
      this.#signal.throwIfAborted();
      const act = await this.#window.show({ model, mail: this.#mail, ...this.#note });
      this.#signal.throwIfAborted();
      this.#note = {};
      const next = await this.#carryOut(act, model);
      if ("verdict" in next) {
        return next.verdict;
      }
      ({ model } = next);
    }
    await this.#leave([]);
    return GO;
  }

  /** Looks at the draft as it is now. @returns {Promise<Findings | NotChecked | undefined>} nothing where there is nothing to say */
  async #look() {
    const began = Date.now();
    this.#looked = undefined;
    const known = await office();
    this.#outage = known.outage;
    if (known.problem) {
      return notChecked("not_set_up", known.outage);
    }
    const late = new Promise((resolve) => setTimeout(resolve, known.deadline, { fault: "late" }));
    const asked = ask(this.#tab, known, began).catch(() => ({ fault: "refused" }));
    const told = /** @type {Looked | {fault: Fault}} */ (await Promise.race([asked, late]));
    if ("fault" in told) {
      return notChecked(told.fault, known.outage);
    }
    const { answer, read } = told;
    try {
      const model = toModel(fitting(answer, read), { recipients: recipients(read.draft), files: names(read) });
      if (model === undefined && answer.decision !== "allow") {
        return notChecked("refused", known.outage);
      }
      this.#looked = told;
      this.#mail = {
        subject: read.draft.subject,
        recipients: recipients(read.draft).map(({ name, address }) => name || address),
      };
      // For another day; this mail does not wait for it.
      remember(answer.settings).catch(() => undefined);
      return model;
    } catch {
      // An answer that is none: as good as no service.
      return notChecked("refused", known.outage);
    }
  }

  /**
   * @param {Act} act
   * @param {Findings | NotChecked} model what was on the screen
   * @returns {Promise<Next>}
   */
  async #carryOut(act, model) {
    switch (act.act) {
      case "mend":
        return this.#mend(act, model);
      case "acknowledge":
        return this.#acknowledge(act);
      case "send":
        return this.#send(act, model);
      case "retry":
        return { model: await this.#look() };
      default:
        void this.#tell({ outcome: "went_back", findings: this.#findings() });
        return { verdict: BACK };
    }
  }

  /** @param {Act} act @param {Findings | NotChecked} model @returns {Promise<Next>} */
  async #mend({ findings, fixes = [] }, model) {
    if (this.#looked === undefined) {
      return { model };
    }
    const { read, answer } = this.#looked;
    const done = await mend(openDraft(this.#tab, read.attachments), fixes, nameFor(fixes[0], answer, read)).then(
      () => true,
      () => false,
    );
    const [fix] = fixes;
    await this.#tell({ outcome: "fixed", findings, ...(fix && { fix: fix.kind }) });
    const next = await this.#look();
    if (done) {
      return { model: next };
    }
    this.#note = { note: "unmended" };
    return { model: next ?? model };
  }

  /** Once it is on record the mail is looked at again, and goes. @param {Act} act @returns {Promise<Next>} */
  async #acknowledge({ findings, reason }) {
    const { kept } = await this.#answerFor(findings, reason);
    return { model: kept ? await this.#look() : notChecked("busy", this.#outage) };
  }

  /** @param {Act} act @param {Findings | NotChecked} model @returns {Promise<Next>} */
  async #send({ findings }, model) {
    if (model.kind === "not-checked" ? model.held : model.weight !== "warn") {
      return { model };
    }
    if (model.kind === "findings") {
      await this.#answerFor(findings, undefined);
    }
    await this.#leave(findings);
    return { verdict: GO };
  }

  /** @param {string[]} findings @param {string | undefined} reason */
  async #answerFor(findings, reason) {
    const told = await this.#tell({ outcome: "acknowledged", findings, ...(reason !== undefined && { reason }) });
    if (told.receipt !== undefined) {
      await answeredFor(this.#tab, told.receipt);
    }
    return told;
  }

  /** Notes which check let the mail go, for when it has gone. @param {string[]} findings */
  async #leave(findings) {
    if (this.#looked === undefined) {
      await letGo(this.#tab, undefined);
      return;
    }
    const { answer, read } = this.#looked;
    const people = await digest(recipients(read.draft).map(({ address }) => canonical(address)));
    await letGo(this.#tab, { check: answer.id, mailbox: read.draft.from.address, findings, people });
  }

  /**
   * @param {import("../shared/service.js").Outcome} outcome
   * @returns {Promise<{kept: boolean, receipt?: string}>}
   */
  async #tell(outcome) {
    if (this.#looked === undefined) {
      return { kept: false };
    }
    const { known, read, answer } = this.#looked;
    return service(known, read.draft.from.address).tell(answer.id, outcome);
  }

  #findings() {
    return this.#looked?.answer.findings.map((finding) => finding.id) ?? [];
  }
}

/**
 * @param {number} tab
 * @param {Office} known
 * @param {number} began when Send was pressed, in milliseconds
 * @returns {Promise<Looked | {fault: Fault}>}
 */
async function ask(tab, known, began) {
  const [{ id, receipts }, from] = await Promise.all([recall(tab), client()]);
  const draft = await read(tab, id);
  const told = await service(known, draft.draft.from.address).check(draft.draft, {
    language: browser.i18n.getUILanguage(),
    client: from,
    receipts,
    deadline: Math.max(1, known.deadline - (Date.now() - began)),
    ...(known.largest !== undefined && { largest: known.largest }),
  });
  return "fault" in told ? told : { read: draft, answer: told.answer, known };
}

/**
 * The answer without the mends that would do harm here: a key in an encrypted mail names everybody in Bcc.
 *
 * @param {Answer} answer
 * @param {Read} read
 * @returns {Answer}
 */
function fitting(answer, { draft }) {
  if (!draft.encrypted) {
    return answer;
  }
  const findings = answer.findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.filter((fix) => fix.kind !== "move_to_bcc"),
  }));
  return { ...answer, findings };
}

/**
 * A mail by its subject and its people, as the composer tells them before anything was read.
 *
 * @param {browser.compose.ComposeDetails} details
 */
function named({ subject = "", to, cc, bcc }) {
  const texts = [to, cc, bcc].flatMap(entries).filter((entry) => typeof entry === "string");
  return { subject, recipients: texts };
}

/** @param {Read} read */
const names = ({ draft }) => draft.files.map((file) => file.name);

/**
 * The name of a recipient whose address was only misspelled; nobody else takes over another's name.
 *
 * @param {Fix | undefined} fix
 * @param {Answer} answer
 * @param {Read} read
 */
function nameFor(fix, answer, { draft }) {
  if (fix?.kind !== "replace_recipient") {
    return "";
  }
  const same = (/** @type {Fix} */ other) => JSON.stringify(other) === JSON.stringify(fix);
  const finding = answer.findings.find((each) => each.fixes.some(same));
  const was = recipients(draft).find(({ address }) => canonical(address) === canonical(fix.recipient));
  return finding?.check === "misspelled-address" ? (was?.name ?? "") : "";
}
