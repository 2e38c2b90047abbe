/** People as a composer of Thunderbird has them, and as they are written there. */

import { canonical } from "../shared/address.js";
import { FIELDS } from "../shared/draft.js";

/** @typedef {import("../shared/address.js").Mailbox} Mailbox */
/** @typedef {browser.compose.ComposeDetails} Details */

/** The mailbox that a mail is sent from. @param {Details} details @returns {Promise<Mailbox>} */
export async function sender(details) {
  const [from] = await people(details.from);
  return from ?? { address: "", name: "" };
}

/**
 * Recipients as they will be written to: a mailing list of the address book is its members. A list that is not known
 * keeps its name and has no address.
 *
 * @param {browser.compose.ComposeRecipientList | undefined} list
 * @returns {Promise<Mailbox[]>}
 */
export async function people(list) {
  return (await Promise.all(entries(list).map(expanded))).flat();
}

/** @param {browser.compose.ComposeRecipientList | undefined} list */
export function entries(list) {
  return list === undefined || list === null ? [] : [list].flat();
}

/** @param {browser.compose.ComposeRecipient} entry @returns {Promise<Mailbox[]>} */
async function expanded(entry) {
  const text = typeof entry === "string" ? entry : await node(entry);
  const found = await browser.messengerUtilities.parseMailboxString(text, { expandMailingLists: true });
  return found.map(({ name, email = "" }) =>
    email.includes("@") ? { address: email, name: name ?? "" } : { address: "", name: name ?? email },
  );
}

/** A contact or list of the address book, as another add-on may have put it there. @param {{id: string, type: string}} entry */
async function node({ id, type }) {
  if (type === "mailingList") {
    const { name } = await browser.addressBooks.mailingLists.get(id);
    return `${name} <${name}>`;
  }
  return (await browser.addressBooks.contacts.get(id)).properties["PrimaryEmail"] ?? "";
}

/** A mailbox as it is written in a header (RFC 5322): a name stands between quotes. @param {Mailbox} mailbox */
export function format({ name, address }) {
  return name ? `"${name.replace(/["\\]/gu, "\\$&")}" <${address}>` : address;
}

/** All addresses to which a mail went. @param {Details} details */
export async function addresses(details) {
  const all = await Promise.all(FIELDS.map((field) => people(details[field])));
  return [...new Set(all.flat().map((mailbox) => canonical(mailbox.address)))].filter((address) => address !== "");
}
