/**
 * The draft that Outlook has open, as mends need it.
 *
 * Nobody may get lost: where Outlook gives no whole list, or would take a list only in pieces, nothing is taken away.
 */

import { canonical } from "../../shared/address.js";
import { Unmended } from "../../shared/mend.js";

/** @typedef {import("../../shared/address.js").Mailbox} Mailbox */
/** @typedef {import("../../shared/draft.js").Field} Field */
/** @typedef {import("../../shared/mend.js").OpenDraft} OpenDraft */

/** Outlook takes no more recipients at a time. */
const AT_A_TIME = 100;
/** Waited for one act of Outlook, in milliseconds. */
const PATIENCE = 20_000;

/**
 * An act of Outlook as a promise; it never waits for ever.
 *
 * @template T
 * @param {(back: (result: Office.AsyncResult<T>) => void) => void} act
 * @returns {Promise<T>}
 */
export function acted(act) {
  return new Promise((resolve, reject) => {
    const waiting = setTimeout(() => reject(new Unmended("Outlook does not answer")), PATIENCE);
    act((result) => {
      clearTimeout(waiting);
      if (String(result?.status) === "succeeded") {
        resolve(result.value);
      } else {
        reject(new Unmended("Outlook refused"));
      }
    });
  });
}

/**
 * @param {Office.MessageCompose} item
 * @param {string[]} names of the files that the answer is about, in its order
 * @returns {OpenDraft}
 */
export function openDraft(item, names = []) {
  /** @param {Field} field */
  const people = (field) =>
    /** @type {Promise<Office.EmailAddressDetails[]>} */ (acted((back) => item[field].getAsync(back)));
  return {
    read: async (field) => (await people(field)).map((one) => ({ address: one.emailAddress, name: one.displayName })),
    add: async (field, mailboxes) => {
      const list = mailboxes.map(({ address, name }) => ({ emailAddress: address, displayName: name || address }));
      await acted((back) => item[field].addAsync(list, back));
    },
    remove: async (field, addresses) => {
      const leaving = new Set(addresses.map(canonical));
      const there = await people(field);
      const staying = there.filter((one) => !leaving.has(canonical(one.emailAddress)));
      if (there.length >= globalThis.mostRecipients() || staying.length > AT_A_TIME) {
        throw new Unmended("too many people to set them all at once");
      }
      if (there.length === staying.length) {
        throw new Unmended("they are not there, so the list may not be whole");
      }
      await acted((back) => item[field].setAsync(staying, back));
    },
    removeFile: async (index) => {
      const files = /** @type {Office.AttachmentDetailsCompose[]} */ (
        await acted((back) => item.getAttachmentsAsync(back))
      );
      const file = files[index];
      // An attached mail has an ending only where we gave it one; a very long name is known by its beginning.
      if (file === undefined || !names[index]?.startsWith(file.name.slice(0, 100))) {
        throw new Unmended("the files are others now");
      }
      await acted((back) => item.removeAttachmentAsync(file.id, back));
    },
  };
}
