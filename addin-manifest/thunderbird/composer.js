/**
 * The draft that a composer of Thunderbird has open: as the service asks for it, and as mends need it.
 *
 * A file that cannot be read is said to be missing; nothing is left out in silence.
 */

import { canonical } from "../shared/address.js";
import { reference } from "./ahead.js";
import { origin } from "./original.js";
import { entries, format, people, sender } from "./recipients.js";

/** @typedef {import("../shared/draft.js").Draft} Draft */
/** @typedef {import("../shared/draft.js").DraftFile} DraftFile */
/** @typedef {import("../shared/draft.js").Field} Field */
/** @typedef {import("../shared/mend.js").OpenDraft} OpenDraft */
/** @typedef {browser.compose.ComposeDetails} Details */
/** @typedef {{draft: Draft, attachments: number[]}} Read the ids of the attachments, in the order of the draft's files */

/**
 * @param {number} tab
 * @param {string} id of the draft, opaque
 * @returns {Promise<Read>}
 */
export async function read(tab, id) {
  const [details, attachments] = await Promise.all([
    browser.compose.getComposeDetails(tab),
    browser.compose.listAttachments(tab),
  ]);
  const [from, to, cc, bcc, files] = await Promise.all([
    sender(details),
    people(details.to),
    people(details.cc),
    people(details.bcc),
    Promise.all(attachments.map(file)),
  ]);
  const draft = {
    id,
    ...(await origin(details, { to, cc, bcc })),
    from,
    to,
    cc,
    bcc,
    subject: details.subject ?? "",
    body: body(details),
    files,
    encrypted: encrypted(details),
  };
  return { draft, attachments: attachments.map((attachment) => attachment.id) };
}

/** @param {Details} details @returns {Draft["body"]} */
function body(details) {
  return details.isPlainText
    ? { format: "text", content: details.plainTextBody ?? "" }
    : { format: "html", content: details.body ?? "" };
}

/** @param {Details} details */
function encrypted(details) {
  return details.selectedEncryptionTechnology?.encryptBody === true;
}

/** @param {browser.compose.ComposeAttachment} attachment @returns {Promise<DraftFile>} */
async function file({ id, name, size = 0 }) {
  const known = { name: name ?? "", size, mediaType: "" };
  try {
    const bytes = await browser.compose.getAttachmentFile(id);
    const ahead = await reference(bytes, known.name);
    return { ...known, size: bytes.size, mediaType: bytes.type, bytes, ...(ahead && { reference: ahead }) };
  } catch {
    // Gone from the disk, or kept elsewhere: nobody could read it.
    return { ...known, missing: "failed" };
  }
}

/**
 * @param {number} tab
 * @param {number[]} attachments as they were read
 * @returns {OpenDraft}
 */
export function openDraft(tab, attachments) {
  /** @param {Field} field */
  const written = async (field) => entries((await browser.compose.getComposeDetails(tab))[field]);
  return {
    read: async (field) => people(await written(field)),
    add: async (field, mailboxes) => {
      const more = mailboxes.map(format);
      await browser.compose.setComposeDetails(tab, { [field]: [...(await written(field)), ...more] });
    },
    remove: async (field, addresses) => {
      const leaving = new Set(addresses.map(canonical));
      const staying = (await written(field)).map(async (entry) => {
        const members = await people([entry]);
        const left = members.filter((mailbox) => !leaving.has(canonical(mailbox.address)));
        // A list of which nobody leaves stays as it is.
        return left.length === members.length ? [entry] : left.map(format);
      });
      await browser.compose.setComposeDetails(tab, { [field]: (await Promise.all(staying)).flat() });
    },
    removeFile: async (index) => {
      await browser.compose.removeAttachment(tab, attachments[index] ?? -1);
    },
  };
}
