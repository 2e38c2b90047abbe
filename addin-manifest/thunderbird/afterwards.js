/** What really left: told once Thunderbird has sent the mail, and held against what was looked at. */

import { digest, forget, recall } from "./drafts.js";
import { service } from "./identity.js";
import { addresses } from "./recipients.js";
import { office } from "./settings.js";

/** The service takes no more in one report. */
const MOST = 2_000;

/** The reason that is told when the mail went to others than those who were looked at. */
export const OTHERS = "recipients_changed";

/**
 * @param {number} tab
 * @param {{error?: string | undefined, details?: browser.compose.ComposeDetails}} sent
 */
export async function afterSend(tab, { error, details }) {
  const { leaving } = await recall(tab);
  // A mail that could not be sent is still being written.
  if (error !== undefined || leaving === undefined) {
    return;
  }
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
