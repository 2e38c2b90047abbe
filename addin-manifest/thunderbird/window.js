/**
 * The window that asks, one for each composer that waits.
 *
 * It speaks with its page over a port, so that both notice when the other is gone: a window that closes is "back", and
 * a window without anybody behind it closes itself.
 */

/** @typedef {import("../shared/model.js").Findings} Findings */
/** @typedef {import("../shared/outage.js").NotChecked} NotChecked */
/** @typedef {import("../shared/api.js").components["schemas"]["Fix"]} Fix */

/**
 * What the page shows.
 *
 * @typedef {object} View
 * @property {Findings | NotChecked} model
 * @property {{subject: string, recipients: string[]}} mail which mail it is about
 * @property {"unmended"} [note]
 */

/**
 * What the sender did.
 *
 * @typedef {object} Act
 * @property {"mend" | "back" | "acknowledge" | "send" | "retry" | "wrong"} act
 * @property {string[]} findings
 * @property {Fix[]} [fixes]
 * @property {string} [reason]
 * @property {string} [comment]
 * @property {number} [ask] answered once it is known whether the comment is kept
 */

/** A page that has not come within this time comes no more, in milliseconds. */
const PATIENCE = 20_000;
/** In CSS pixels; the page says how high it is once it has something to show. */
const SIZE = { width: 640, height: 520 };
/** From the corner of the composer: two windows for two composers do not cover each other. */
const OFFSET = 60;

/** Windows whose page has yet to come, by the name of the port. @type {Map<string, AskingWindow>} */
const expected = new Map();

/** A page of ours has opened its port. @param {browser.runtime.Port} port */
export function connected(port) {
  const window = expected.get(port.name);
  if (window === undefined) {
    // Left over from before: nobody waits for what is chosen there.
    port.disconnect();
    return;
  }
  expected.delete(port.name);
  window.connect(port);
}

export class AskingWindow {
  #tab;
  #name = crypto.randomUUID();
  /** @type {browser.runtime.Port | undefined} */
  #port;
  /** @type {View | undefined} */
  #view;
  /** @type {((act: Act) => void) | undefined} */
  #decide;
  #opened = false;
  #closed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #giveUp;

  /**
   * @param {browser.tabs.Tab} tab of the composer
   * @param {(comment: Act) => Promise<boolean>} pass passes a comment on; the mail waits on
   */
  constructor(tab, pass) {
    this.#tab = tab;
    this.pass = pass;
  }

  /** The window of the composer that it belongs to. */
  get composer() {
    return this.#tab.windowId;
  }

  /**
   * Shows this, and waits for what the sender does.
   *
   * @param {View} view
   * @returns {Promise<Act>}
   */
  show(view) {
    const decided = new Promise((resolve) => {
      this.#decide = resolve;
    });
    this.#view = view;
    if (this.#closed) {
      this.#back();
    } else if (this.#port) {
      this.#port.postMessage(view);
    } else if (!this.#opened) {
      this.#opened = true;
      this.#open().catch(() => this.#back());
    }
    return decided;
  }

  async #open() {
    expected.set(this.#name, this);
    this.#giveUp = setTimeout(() => this.#back(), PATIENCE);
    const { left, top } = await browser.windows.get(/** @type {number} */ (this.#tab.windowId));
    const place = { left: (left ?? 0) + OFFSET, top: (top ?? 0) + OFFSET };
    const url = `dialog/page.html#${this.#name}`;
    // Not waited for: it is told to us only once the window has the focus, and that may never be.
    browser.windows.create({ type: "popup", url, ...SIZE, ...place }).catch(() => this.#back());
  }

  /** @param {browser.runtime.Port} port */
  connect(port) {
    clearTimeout(this.#giveUp);
    if (this.#closed) {
      port.disconnect();
      return;
    }
    this.#port = port;
    port.onMessage.addListener((message) => void this.#hear(/** @type {Act & {height?: number}} */ (message)));
    port.onDisconnect.addListener(() => {
      this.#port = undefined;
      this.#back();
    });
    port.postMessage(this.#view ?? {});
  }

  /** @param {Act & {height?: number}} message */
  async #hear(message) {
    if (message.height !== undefined) {
      await this.#update({ height: message.height });
    } else if (message.act === "wrong") {
      const kept = await this.pass(message).catch(() => false);
      this.#port?.postMessage({ answered: message.ask, kept });
    } else {
      this.#decide?.(message);
    }
  }

  #back() {
    this.#closed = true;
    expected.delete(this.#name);
    this.#decide?.({ act: "back", findings: [] });
  }

  /** Brings it before the sender again, also when it was minimised. */
  async focus() {
    await this.#update({ focused: true, state: "normal" });
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#giveUp);
    expected.delete(this.#name);
    // The page closes its window when nobody is there any more.
    this.#port?.disconnect();
  }

  /** @param {object} change */
  async #update(change) {
    const id = this.#port?.sender?.tab?.windowId;
    if (id !== undefined) {
      await browser.windows.update(id, change).catch(() => undefined);
    }
  }
}
