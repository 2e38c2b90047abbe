/**
 * Mails that wait at Send. Thunderbird waits for ever and locks the composer meanwhile, so each promise is kept here:
 *
 * - whatever is thrown ends in "back", and the composer is free again;
 * - while one waits, the page that answers is kept awake;
 * - when that page has to go after all, everybody gets "back" first.
 */

/** The mail does not go, and the composer can be used again. */
export const BACK = Object.freeze({ cancel: true });
/** The mail goes as it stands in the composer. */
export const GO = Object.freeze({});

/** @typedef {{cancel?: boolean}} Verdict */

/** Well under the shortest time after which Thunderbird may end a page that does nothing, in milliseconds. */
const AWAKE = 1_000;

export class Held {
  /** @type {Map<number, AbortController>} */
  #waiting = new Map();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #awake;
  #whenFree = () => {};

  /**
   * Holds the mail of a composer until it is decided.
   *
   * @param {number} tab
   * @param {(signal: AbortSignal) => Promise<Verdict>} decide stops when the signal says so
   * @returns {Promise<Verdict>} never rejects
   */
  async hold(tab, decide) {
    const ended = new AbortController();
    this.#waiting.set(tab, ended);
    this.#stayAwake();
    try {
      return await Promise.race([decide(ended.signal), released(ended.signal)]);
    } catch {
      // Whatever it was: a mail is never let go by accident, and a composer never stays locked.
      return BACK;
    } finally {
      this.#waiting.delete(tab);
      ended.abort();
      this.#rest();
    }
  }

  /** @param {number} tab */
  has(tab) {
    return this.#waiting.has(tab);
  }

  /** Answers "back", because the composer is gone. @param {number} tab */
  release(tab) {
    this.#waiting.get(tab)?.abort();
  }

  /** Answers "back" to everybody. */
  releaseAll() {
    this.#waiting.forEach((ended) => ended.abort());
  }

  /** Does something once nobody waits: now, or when the last one has its answer. @param {() => void} act */
  whenFree(act) {
    this.#whenFree = act;
    this.#rest();
  }

  #stayAwake() {
    // Any call to Thunderbird tells it that this page is in use.
    this.#awake ??= setInterval(() => void browser.runtime.getPlatformInfo().catch(() => undefined), AWAKE);
  }

  #rest() {
    if (this.#waiting.size === 0) {
      clearInterval(this.#awake);
      this.#awake = undefined;
      this.#whenFree();
    }
  }
}

/** @param {AbortSignal} signal @returns {Promise<Verdict>} */
function released(signal) {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(BACK), { once: true }));
}
