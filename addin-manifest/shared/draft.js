/**
 * A draft as every mail client hands it over, and the request that is made of it.
 *
 * Never reads a file before it is sent, and never leaves one out in silence: what is not sent is said to be missing.
 */

/** @typedef {import("./address.js").Mailbox} Mailbox */
/** @typedef {import("./api.js").components["schemas"]["Message"]} Message */
/** @typedef {import("./api.js").components["schemas"]["Kind"]} Kind */
/** @typedef {import("./api.js").components["schemas"]["Baseline"]} Baseline */
/** @typedef {import("./api.js").components["schemas"]["Missing"]} Missing */
/** @typedef {"to" | "cc" | "bcc"} Field */

/**
 * A file of a draft. It has its bytes, a reference for them, or the reason why there are none.
 *
 * @typedef {object} DraftFile
 * @property {string} name
 * @property {number} size in bytes
 * @property {string} mediaType
 * @property {boolean} [inline] whether the body shows it
 * @property {Blob} [bytes]
 * @property {string} [reference] what the service gave when the bytes were handed in before
 * @property {Missing} [missing]
 */

/**
 * @typedef {object} Draft
 * @property {string} id opaque, the same for every check of this draft
 * @property {Kind} kind
 * @property {Mailbox} from
 * @property {Mailbox[]} to
 * @property {Mailbox[]} cc
 * @property {Mailbox[]} bcc
 * @property {string} subject
 * @property {{format: "text" | "html", content: string}} body
 * @property {DraftFile[]} files
 * @property {Baseline | null} [baseline] recipients when composing began
 * @property {boolean} [encrypted] end to end, so that nobody else can read its body
 * @property {boolean} [recipientsTruncated] whether the mail client could not hand over all recipients
 */

/**
 * How the request is to be made.
 *
 * @typedef {object} Asking
 * @property {string} language BCP 47
 * @property {{name: string, version: string, platform: string}} client
 * @property {string[]} [receipts] for what the sender has answered for
 * @property {number} [largest] bytes of the largest file that the service takes
 */

/** Fields of recipients, in the order in which a mail shows them. */
export const FIELDS = /** @type {const} */ (["to", "cc", "bcc"]);

/**
 * Everybody to whom a draft goes.
 *
 * @param {Pick<Draft, Field>} draft
 * @returns {Mailbox[]}
 */
export function recipients(draft) {
  return FIELDS.flatMap((field) => draft[field]);
}

/**
 * The message for the service, and the files that travel beside it by the name of their part.
 *
 * @param {Draft} draft
 * @param {Asking} asking
 * @returns {{message: Message, parts: Map<string, Blob>}}
 */
export function toRequest(draft, asking) {
  /** @type {Map<string, Blob>} */
  const parts = new Map();
  const attachments = draft.files.map((file) => ({
    name: file.name,
    size: file.size,
    media_type: file.mediaType,
    inline: file.inline ?? false,
    ...content(file, parts, asking.largest ?? Infinity),
  }));
  return {
    message: {
      draft: draft.id,
      client: asking.client,
      lang: asking.language,
      kind: draft.kind,
      from: draft.from,
      to: draft.to,
      cc: draft.cc,
      bcc: draft.bcc,
      recipients_truncated: draft.recipientsTruncated ?? false,
      baseline: draft.baseline ?? null,
      subject: draft.subject,
      body: draft.body,
      encrypted: draft.encrypted ?? false,
      attachments,
      receipts: asking.receipts ?? [],
    },
    parts,
  };
}

/**
 * Where the service finds the bytes of a file, or why it does not.
 *
 * @param {DraftFile} file
 * @param {Map<string, Blob>} parts
 * @param {number} largest
 * @returns {{ref: string} | {missing: Missing} | {part: string}}
 */
function content(file, parts, largest) {
  if (file.reference !== undefined) {
    return { ref: file.reference };
  }
  if (file.bytes === undefined) {
    return { missing: file.missing ?? "failed" };
  }
  if (file.bytes.size > largest) {
    return { missing: "too_large" };
  }
  const part = `file${parts.size}`;
  parts.set(part, file.bytes);
  return { part };
}

/**
 * The request as a form. The file names stand in the message, where they are read, and not in the form.
 *
 * @param {{message: Message, parts: Map<string, Blob>}} request
 */
export function toForm({ message, parts }) {
  const form = new FormData();
  form.append("message", JSON.stringify(message));
  for (const [part, bytes] of parts) {
    form.append(part, bytes, part);
  }
  return form;
}
