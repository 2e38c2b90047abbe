/**
 * Files that were handed in while the mail was written, so that they are read before Send.
 *
 * They are known by their bytes: a file that changed on the disk since then has no reference, and travels anew. What is
 * kept lives in memory for as long as Thunderbird runs, and is a hash and a reference.
 */

import { sender } from "./recipients.js";
import { service } from "./identity.js";
import { office } from "./settings.js";

/** Larger files are handed over at Send only: hashing them would cost more than it gains. */
const LARGEST = 64 * 1024 * 1024;
/** The service keeps a file for an hour; a reference is let go a little before. */
const KEPT = 50 * 60 * 1000;

/** @param {Blob} bytes @param {string} name how a file is read depends on it */
async function place(bytes, name) {
  const hash = await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer());
  const named = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name));
  return `file:${hex(hash)}:${hex(named)}`;
}

/** @param {ArrayBuffer} bytes */
const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * The reference under which the service has these bytes.
 *
 * @param {Blob} bytes
 * @param {string} name
 * @returns {Promise<string | undefined>}
 */
export async function reference(bytes, name) {
  if (bytes.size > LARGEST || !(await anyOfSize(bytes.size))) {
    return undefined;
  }
  const key = await place(bytes, name);
  const found = (await browser.storage.session.get(key))[key];
  return found && found.until > Date.now() ? found.reference : undefined;
}

/** Spares the hash of a file that was never handed in. @param {number} size */
async function anyOfSize(size) {
  const key = `size:${size}`;
  return (await browser.storage.session.get(key))[key] === true;
}

/**
 * Hands an attachment in, in peace and silence: whatever fails here is done at Send.
 *
 * @param {number} tab
 * @param {Pick<browser.compose.ComposeAttachment, "id" | "name">} attachment
 */
export async function handIn(tab, { id, name = "" }) {
  const [known, details, bytes] = await Promise.all([
    office(),
    browser.compose.getComposeDetails(tab),
    browser.compose.getAttachmentFile(id),
  ]);
  if (known.problem || bytes.size > Math.min(LARGEST, known.largest ?? LARGEST)) {
    return;
  }
  const { address } = await sender(details);
  const key = await place(bytes, name);
  const given = await service(known, address).handIn(bytes, name);
  if (given !== undefined) {
    const until = Date.now() + KEPT;
    await browser.storage.session.set({ [key]: { reference: given, until }, [`size:${bytes.size}`]: true });
  }
}
