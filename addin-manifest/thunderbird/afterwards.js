/** What really left: told once Thunderbird has sent the mail, and held against what was looked at. */

import { digest, forget, letGo, recall } from "./drafts.js";
import { service } from "./identity.js";
import { addresses } from "./recipients.js";
import { office } from "./settings.js";

/** The service takes no more in one report. */
const MOST = 2_000;

/** The reason that is told when the mail went to others than those who were looked at. */
export const OTHERS = "recipients_changed";

/**
 * What Thunderbird says of a mail that was sent, or could not be.
 *
 * @typedef {object} Sent
 * @property {string | undefined} [mode] `sendNow` or `sendLater`
 * @property {string | undefined} [error]
 * @property {string | null | undefined} [headerMessageId] only of a mail that a mail server took
 * @property {browser.compose.ComposeDetails | undefined} [details] of the draft as it was sent
 */

/**
 * @param {number} tab
 * @param {Sent} sent
 */
export async function afterSend(tab, sent) {
  const { leaving } = await recall(tab);
  if (leaving === undefined) {
    return;
  }
  if (!hasLeft(sent)) {
    // It is still being written, and what the sender answered for still holds.
    await letGo(tab, undefined);
    return;
  }
  const { details } = sent;
  const [known, people] = await Promise.all([office(), addresses(details ?? {})]);
  const others = (await digest(people)) !== leaving.people;
  await service(known, leaving.mailbox).tell(leaving.check, {
    outcome: "sent",
    findings: leaving.findings,
    sent_to: people.slice(0, MOST),
    ...(others && { reason: OTHERS }),
  });
  await forget(tab);
}

/**
 * Thunderbird gives no error for a mail that the mail server refused, where its own progress ends before the refusal is
 * passed on; but then it has no Message-ID to give either.
 *
 * @param {Sent} sent
 */
function hasLeft({ mode, error, headerMessageId }) {
  return error === undefined && (mode !== "sendNow" || typeof headerMessageId === "string");
}
