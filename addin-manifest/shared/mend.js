/**
 * Carries out a mend on a draft.
 *
 * Nobody may get lost when it stops in the middle: first people are put where they belong, then it is looked whether
 * they are there, and only then are they taken away where they were. Done twice it does the same as done once.
 */

import { canonical, same } from "./address.js";
import { FIELDS } from "./draft.js";

/** @typedef {import("./address.js").Mailbox} Mailbox */
/** @typedef {import("./draft.js").Field} Field */
/** @typedef {import("./api.js").components["schemas"]["Fix"]} Fix */

/**
 * The draft that a mail client has open. Each act may fail.
 *
 * @typedef {object} OpenDraft
 * @property {(field: Field) => Promise<Mailbox[]>} read
 * @property {(field: Field, mailboxes: Mailbox[]) => Promise<void>} add puts them behind those who are there
 * @property {(field: Field, addresses: string[]) => Promise<void>} remove
 * @property {(index: number) => Promise<void>} removeFile by its index in the draft that was asked about
 */

/** Outlook takes no more recipients at a time. */
const AT_A_TIME = 100;

/** A mend that could not be carried out whole. The draft still has everybody. */
export class Unmended extends Error {}

/**
 * Mends the draft.
 *
 * @param {OpenDraft} draft
 * @param {Fix[]} fixes all of one answer
 * @param {string} [name] the name of who comes in another's place
 * @returns {Promise<void>}
 * @throws {Unmended} when people are not where they were put
 */
export async function mend(draft, fixes, name = "") {
  // The last file first: so the others keep the place by which the answer knows them.
  const place = (/** @type {Fix} */ fix) => (fix.kind === "remove_attachment" ? fix.attachment : 0);
  for (const fix of [...fixes].sort((one, other) => place(other) - place(one))) {
    await carryOut(draft, fix, name);
  }
}

/**
 * @param {OpenDraft} draft
 * @param {Fix} fix
 * @param {string} name
 */
async function carryOut(draft, fix, name) {
  switch (fix.kind) {
    case "move_to_bcc":
      return moveToBcc(draft, fix.recipients);
    case "replace_recipient":
      return replace(draft, fix.recipient, { address: fix.with, name });
    case "remove_recipient":
      return removeEverywhere(draft, [fix.recipient], FIELDS);
    case "remove_attachment":
      return draft.removeFile(fix.attachment);
  }
}

/**
 * @param {OpenDraft} draft
 * @param {string[]} addresses
 */
async function moveToBcc(draft, addresses) {
  const moving = new Set(addresses.map(canonical));
  const visible = [...(await draft.read("to")), ...(await draft.read("cc"))];
  const people = distinct(visible.filter((mailbox) => moving.has(canonical(mailbox.address))));
  await put(draft, "bcc", people);
  // Only those who were put there: a mail client may tell of somebody later whom it did not tell of before.
  const moved = people.map((mailbox) => mailbox.address);
  await removeEverywhere(draft, moved, ["to", "cc"]);
}

/**
 * @param {OpenDraft} draft
 * @param {string} address
 * @param {Mailbox} other
 */
async function replace(draft, address, other) {
  /** @type {Field[]} */
  const replaced = [];
  for (const field of FIELDS) {
    const there = await draft.read(field);
    if (there.some((mailbox) => same(mailbox.address, address))) {
      await put(draft, field, [other]);
      replaced.push(field);
    }
  }
  await removeEverywhere(draft, [address], replaced);
}

/**
 * Adds those who are not there yet, and looks whether they came.
 *
 * @param {OpenDraft} draft
 * @param {Field} field
 * @param {Mailbox[]} people
 */
async function put(draft, field, people) {
  const missing = await absent(draft, field, people);
  for (let at = 0; at < missing.length; at += AT_A_TIME) {
    await draft.add(field, missing.slice(at, at + AT_A_TIME));
  }
  if ((await absent(draft, field, people)).length > 0) {
    throw new Unmended(`not everybody arrived in ${field}`);
  }
}

/**
 * @param {OpenDraft} draft
 * @param {Field} field
 * @param {Mailbox[]} people
 */
async function absent(draft, field, people) {
  const there = new Set((await draft.read(field)).map((mailbox) => canonical(mailbox.address)));
  return people.filter((mailbox) => !there.has(canonical(mailbox.address)));
}

/**
 * @param {OpenDraft} draft
 * @param {string[]} addresses
 * @param {readonly Field[]} fields
 */
async function removeEverywhere(draft, addresses, fields) {
  const leaving = new Set(addresses.map(canonical));
  for (const field of fields) {
    const there = await draft.read(field);
    const found = there.map((mailbox) => mailbox.address).filter((address) => leaving.has(canonical(address)));
    if (found.length > 0) {
      await draft.remove(field, found);
    }
  }
}

/** @param {Mailbox[]} mailboxes */
function distinct(mailboxes) {
  return [...new Map(mailboxes.map((mailbox) => [canonical(mailbox.address), mailbox])).values()];
}
