/** The checks by their names for people. */
import { isKey, type Say } from "../words/words.js";

/** Checks that an exception can be about. */
export const CHECKS = [
  "other-client",
  "many-persons",
  "lookalike-recipient",
  "misspelled-address",
  "private-mailbox",
  "mixed-clients",
  "salutation-mismatch",
  "personal-data",
  "unreadable-attachment",
  "hidden-content",
  "missing-attachment",
  "password-in-mail",
  "new-recipient",
  "new-in-reply",
  "reply-all-from-bcc",
  "blocked-recipient",
  "group-not-expanded",
  "custom-rule",
] as const;

export function checkName(say: Say, check: string): string {
  const key = `check.${check}`;
  return isKey(key) ? say(key) : check;
}
