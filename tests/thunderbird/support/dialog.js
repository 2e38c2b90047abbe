/** The window that asks, seen and worked through its page. */
import { Page } from "./page.js";

/** @typedef {import("./thunderbird.js").Thunderbird} Thunderbird */

/** Waited at most, in milliseconds. */
const PATIENCE = 60_000;

/**
 * What the page shows.
 *
 * @typedef {object} Shown
 * @property {string} mail which mail it names
 * @property {string} title
 * @property {string} text all that is said
 * @property {string[]} buttons
 * @property {string} focus what has the focus
 * @property {boolean} focused whether the window has the keyboard
 * @property {string} role
 * @property {string} note
 */

export class Dialog extends Page {
  /** @param {Thunderbird} thunderbird @param {number} id of its outer window @param {number} context of its page */
  constructor(thunderbird, id, context) {
    super(thunderbird, context);
    this.id = id;
  }

  /** Windows that ask now. @param {Thunderbird} thunderbird @returns {Promise<number[]>} */
  static windows(thunderbird) {
    return thunderbird.run(() =>
      [...Services.wm.getEnumerator("mail:extensionPopup")]
        .filter((window) => !window.closed)
        .map((window) => window.docShell.outerWindowID),
    );
  }

  /** The next window that is not among these and shows something. @param {Thunderbird} thunderbird @param {number[]} [known] */
  static async next(thunderbird, known = []) {
    const [id = 0, context = 0] = await thunderbird.run(
      async (before, patience) => {
        for (const end = Date.now() + patience; Date.now() < end;) {
          for (const window of Services.wm.getEnumerator("mail:extensionPopup")) {
            const id = window.docShell.outerWindowID;
            const browser =
              window.document.getElementById("requestFrame") ?? window.document.querySelector("browser[remote]");
            const actor = browser?.browsingContext?.currentWindowGlobal;
            if (!before.includes(id) && actor?.documentURI.spec.includes("/dialog/page.html")) {
              const ready = await actor
                .getActor("MarionetteCommands")
                .executeScript("return document.querySelector('postwacht-dialog')?.model != null", [], {})
                .catch(() => false);
              if (ready) {
                return [id, browser.browsingContext.id];
              }
            }
          }
          await new Promise((resolve) => globalThis.setTimeout(resolve, 10));
        }
        throw new Error("no window asks");
      },
      known,
      PATIENCE,
    );
    return new Dialog(thunderbird, id, context);
  }

  /**
   * Runs a script in its page. `inside` is what is within the dialog.
   *
   * @param {string} script
   * @param {unknown[]} given
   * @returns {Promise<any>}
   */
  page(script, given = []) {
    return this.script(
      `const element = document.querySelector("postwacht-dialog"); const inside = element.openOrClosedShadowRoot ?? element.shadowRoot; ${script}`,
      given,
    );
  }

  /** @returns {Promise<Shown>} */
  shown() {
    return this.page(`
      const text = (node) => node?.innerText ?? node?.textContent ?? "";
      return {
        mail: text(document.getElementById("mail")),
        title: text(inside.querySelector("h2")),
        text: text(inside.querySelector("dialog")),
        buttons: [...inside.querySelectorAll("button")].filter((each) => each.checkVisibility()).map((each) => each.textContent),
        focus: inside.activeElement?.textContent ?? "",
        focused: document.hasFocus(),
        role: inside.querySelector("dialog").getAttribute("role"),
        note: text(document.getElementById("note")),
      };`);
  }

  /** Waits until it shows this. @param {(shown: Shown) => boolean} holds */
  async until(holds) {
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
      if (holds(await this.shown())) {
        return;
      }
    }
    throw new Error("the dialog never shows it");
  }

  /** Presses the button of this text. @param {string} label */
  async press(label) {
    const pressed = await this.page(
      `const [label] = arguments;
       const button = [...inside.querySelectorAll("button")].find((each) => each.textContent === label && each.checkVisibility());
       // Answered first: the window may be gone a moment later.
       if (button) setTimeout(() => button.click(), 0);
       return button !== undefined;`,
      [label],
    );
    if (!pressed) {
      throw new Error(`there is no ${label}, but ${(await this.shown()).buttons.join(", ")}`);
    }
  }

  /** Where the middle of a button is on the screen. @param {string} label @returns {Promise<{x: number, y: number}>} */
  place(label) {
    return this.page(
      `const button = [...inside.querySelectorAll("button")].find((each) => each.textContent === arguments[0]);
       const { x, y, width, height } = button.getBoundingClientRect();
       return { x: window.mozInnerScreenX + x + width / 2, y: window.mozInnerScreenY + y + height / 2 };`,
      [label],
    );
  }

  /** Presses a key where the focus is. @param {string} key */
  async key(key) {
    await this.page(
      `const [key] = arguments;
       const where = inside.activeElement ?? document.body;
       setTimeout(() => where.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true })), 0);`,
      [key],
    );
  }

  /** Closes the window as its frame would. */
  async close() {
    await this.thunderbird.run((id) => Services.wm.getOuterWindowWithId(id)?.close(), this.id);
  }

  /** Waits until it is gone. */
  async gone() {
    await this.thunderbird.run(
      async (id, patience) => {
        for (const end = Date.now() + patience; Services.wm.getOuterWindowWithId(id)?.closed === false;) {
          if (Date.now() > end) {
            throw new Error("the window that asks stays");
          }
          await new Promise((resolve) => globalThis.setTimeout(resolve, 10));
        }
      },
      this.id,
      PATIENCE,
    );
  }
}
