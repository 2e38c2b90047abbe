/**
 * Speaks with the service: asks about a draft, and tells what came of it.
 *
 * Never waits longer than the deadline, never tries the same thing more than twice, and never throws: without an answer
 * there is a fault, and {@link import("./outage.js")} says what the sender then sees.
 */

import { toForm, toRequest } from "./draft.js";

/** @typedef {import("./api.js").components["schemas"]["Answer"]} Answer */
/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").Asking} Asking */

/**
 * Why there is no answer: nobody there, not in time, too busy, not allowed, the request was refused, or nobody has set
 * the mail client up.
 *
 * @typedef {"unreachable" | "late" | "busy" | "not_admitted" | "refused" | "not_set_up"} Fault
 */

/** @typedef {import("./api.js").components["schemas"]["Report"]} Outcome what came of a check */

/**
 * @typedef {object} Ways
 * @property {string} base where the interface begins, such as `/api/v1`
 * @property {(fresh: boolean) => Promise<string>} token gives a token; a new one when the last was refused
 * @property {typeof fetch} [fetch]
 */

/** Waited for an answer before the service has said how long. */
const FIRST_DEADLINE = 4_000;
/** Waited until the service has written down what came of a check: the sender may be waiting too, in milliseconds. */
const TELLING = 15_000;

/** Whoever gives tokens throws this when the service lets this mail client in no more. */
export class NotAdmitted extends Error {}

export class Service {
  /** @type {Ways} */
  #ways;
  /** Whether the service takes files in advance; an older one does not, and need not be asked for every file. */
  #takesFiles = true;

  /** @param {Ways} ways */
  constructor(ways) {
    this.#ways = ways;
  }

  /**
   * Asks about a draft.
   *
   * @param {Draft} draft
   * @param {Asking & {deadline?: number}} asking
   * @returns {Promise<{answer: Answer} | {fault: Fault}>}
   */
  async check(draft, asking) {
    const signal = AbortSignal.timeout(asking.deadline ?? FIRST_DEADLINE);
    const form = () => toForm(toRequest(draft, asking));
    const first = await this.#send("/checks", form, signal);
    if (!("response" in first)) {
      return first;
    }
    let { response } = first;
    if (response.status === 409 && draft.files.some((file) => file.reference !== undefined)) {
      // What was handed in before is gone, after a restart for one. The bytes are still here.
      const whole = { ...draft, files: draft.files.map(withoutReference) };
      const second = await this.#send("/checks", () => toForm(toRequest(whole, asking)), signal);
      if (!("response" in second)) {
        return second;
      }
      ({ response } = second);
    }
    return response.ok ? read(response) : { fault: meaning(response.status) };
  }

  /**
   * Hands a file in before the mail is sent.
   *
   * @param {Blob} bytes
   * @param {string} name how a file is read depends on it
   * @returns {Promise<string | undefined>} a reference; nothing when it did not work, and then the bytes travel later
   */
  async handIn(bytes, name) {
    if (!this.#takesFiles) {
      return undefined;
    }
    const called = { "Content-Disposition": `attachment; filename*=UTF-8''${extended(name)}` };
    const sent = await this.#send("/attachments", () => bytes, undefined, called);
    if (!("response" in sent) || !sent.response.ok) {
      this.#takesFiles = !("response" in sent) || sent.response.status !== 404;
      return undefined;
    }
    const told = await sent.response.json().catch(() => undefined);
    return typeof told?.ref === "string" ? told.ref : undefined;
  }

  /**
   * Tells what came of a check.
   *
   * @param {string} check its id
   * @param {Outcome} outcome
   * @returns {Promise<{kept: boolean, receipt?: string}>}
   */
  async tell(check, outcome) {
    const body = () => new Blob([JSON.stringify(outcome)], { type: "application/json" });
    const sent = await this.#send(`/checks/${encodeURIComponent(check)}/outcome`, body, AbortSignal.timeout(TELLING));
    if (!("response" in sent) || !sent.response.ok) {
      return { kept: false };
    }
    const told = sent.response.status === 200 ? await sent.response.json().catch(() => undefined) : undefined;
    return typeof told?.receipt === "string" ? { kept: true, receipt: told.receipt } : { kept: true };
  }

  /**
   * Sends once, and once more with a new token when the old one has run out.
   *
   * @param {string} path
   * @param {() => FormData | Blob} body
   * @param {AbortSignal | undefined} signal
   * @param {Record<string, string>} [more] headers
   * @returns {Promise<{response: Response} | {fault: Fault}>}
   */
  async #send(path, body, signal, more = {}) {
    const { base, token, fetch = globalThis.fetch } = this.#ways;
    try {
      for (const fresh of [false, true]) {
        const headers = { ...more, Authorization: `Bearer ${await token(fresh)}` };
        const ask = { method: "POST", headers, body: body(), ...(signal && { signal }) };
        const response = await fetch(base + path, ask);
        if (response.status !== 401 || fresh) {
          return { response };
        }
      }
      return { fault: "not_admitted" };
    } catch (failure) {
      return { fault: reason(failure) };
    }
  }
}

/**
 * @param {unknown} failure
 * @returns {Fault}
 */
function reason(failure) {
  if (failure instanceof NotAdmitted) {
    return "not_admitted";
  }
  return failure instanceof DOMException && failure.name === "TimeoutError" ? "late" : "unreachable";
}

/**
 * A name as a header may carry it (RFC 8187).
 *
 * @param {string} name
 */
function extended(name) {
  // Half a pair of surrogates is no text, and nothing that could be encoded.
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
}

/**
 * @param {import("./draft.js").DraftFile} file
 * @returns {import("./draft.js").DraftFile}
 */
function withoutReference(file) {
  const { reference: _, ...rest } = file;
  return rest;
}

/**
 * @param {Response} response
 * @returns {Promise<{answer: Answer} | {fault: Fault}>}
 */
async function read(response) {
  try {
    return { answer: await response.json() };
  } catch {
    return { fault: "unreachable" };
  }
}

/**
 * @param {number} status
 * @returns {Fault}
 */
function meaning(status) {
  if (status === 401 || status === 403) {
    return "not_admitted";
  }
  return status === 429 || status >= 500 ? "busy" : "refused";
}
