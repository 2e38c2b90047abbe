/**
 * The add-in for Thunderbird: holds each mail at Send until it has been looked at.
 *
 * This page sleeps when there is nothing to do and is woken by what it listens to, so every listener is added at once,
 * before anything is waited for. Paths to `shared/` are those of the repository; in the package they lead to its root.
 */

import { afterSend } from "./afterwards.js";
import { handIn } from "./ahead.js";
import { closed } from "./drafts.js";
import { BACK, Held } from "./held.js";
import { token } from "./identity.js";
import { sender } from "./recipients.js";
import { Sending } from "./sending.js";
import { office } from "./settings.js";
import { connected } from "./window.js";

const held = new Held();
/** The windows that ask, by the composer's tab. @type {Map<number, import("./window.js").AskingWindow>} */
const asking = new Map();

// The published types do not know yet that it may answer with a promise.
browser.compose.onBeforeSend.addListener(/** @type {any} */ (hold));

/** @param {browser.tabs.Tab} tab @param {browser.compose.ComposeDetails} details */
async function hold(tab, details) {
  const id = tab.id ?? -1;
  if (held.has(id)) {
    // Never two windows for one composer, and never an answer to a question that stands elsewhere.
    void asking.get(id)?.focus();
    return BACK;
  }
  return held
    .hold(id, (signal) => {
      const sending = new Sending(tab, details, signal);
      asking.set(id, sending.window);
      return sending.decide();
    })
    .finally(() => asking.delete(id));
}

browser.compose.onAfterSend.addListener((tab, sent) => quietly(afterSend(tab.id ?? -1, sent)));

browser.compose.onAttachmentAdded.addListener((tab, attachment) => quietly(handIn(tab.id ?? -1, attachment)));

browser.tabs.onCreated.addListener((tab) => {
  if (tab.type === "messageCompose") {
    void quietly(prepare(tab.id ?? -1));
  }
});

browser.tabs.onRemoved.addListener((tab) => {
  held.release(tab);
  void quietly(closed(tab));
});

browser.windows.onFocusChanged.addListener((focused) => {
  for (const window of asking.values()) {
    if (window.composer === focused) {
      void window.focus();
    }
  }
});

browser.runtime.onConnect.addListener(connected);

browser.runtime.onSuspend.addListener(() => held.releaseAll());

// An update would end this page while somebody is being asked, so it waits until nobody is.
browser.runtime.onUpdateAvailable.addListener(() => held.whenFree(() => browser.runtime.reload()));

/** While the mail is written: the token for Send, and the files that are there already. @param {number} tab */
async function prepare(tab) {
  const [known, details, attachments] = await Promise.all([
    office(),
    browser.compose.getComposeDetails(tab),
    browser.compose.listAttachments(tab),
  ]);
  if (!known.problem) {
    await token(known, (await sender(details)).address, false);
    await Promise.all(attachments.map((attachment) => handIn(tab, attachment)));
  }
}

/** What fails beside Send is done at Send, or was only for the record; there is nobody to tell. @param {Promise<void>} work */
async function quietly(work) {
  await work.catch(() => undefined);
}
