/**
 * What is remembered of a draft while Thunderbird runs: an id, what the sender answered for, and the check that let it
 * go. In memory only, and nothing of what the mail says.
 */

/**
 * @typedef {object} Leaving
 * @property {string} check its id
 * @property {string} mailbox that asked, one of the sender's own
 * @property {string[]} findings that were on the screen when the mail went
 * @property {string} people a hash over the recipients that were looked at
 */

/** @typedef {{id: string, receipts: string[], leaving?: Leaving}} Kept */

/** More receipts than these nobody gathers for one draft. */
const MOST = 20;

/** @param {number} tab */
const place = (tab) => `draft:${tab}`;

/** @param {number} tab @returns {Promise<Kept>} */
export async function recall(tab) {
  const kept = (await browser.storage.session.get(place(tab)))[place(tab)];
  if (kept) {
    return kept;
  }
  const fresh = { id: crypto.randomUUID(), receipts: [] };
  await browser.storage.session.set({ [place(tab)]: fresh });
  return fresh;
}

/** @param {number} tab @param {string} receipt */
export async function answeredFor(tab, receipt) {
  const kept = await recall(tab);
  await set(tab, { ...kept, receipts: [...kept.receipts, receipt].slice(-MOST) });
}

/** @param {number} tab @param {Leaving | undefined} leaving nothing when the mail goes without a check */
export async function letGo(tab, leaving) {
  const { leaving: _, ...kept } = await recall(tab);
  await set(tab, leaving ? { ...kept, leaving } : kept);
}

/** Forgets a draft that is gone, unless it still has to be told where it went. @param {number} tab */
export async function closed(tab) {
  const kept = await recall(tab);
  if (!kept.leaving) {
    await forget(tab);
  }
}

/** @param {number} tab */
export async function forget(tab) {
  await browser.storage.session.remove(place(tab));
}

/** @param {number} tab @param {Kept} kept */
async function set(tab, kept) {
  await browser.storage.session.set({ [place(tab)]: kept });
}

/** A hash over addresses, so that two sets can be compared and none is kept. @param {string[]} addresses canonical */
export async function digest(addresses) {
  const text = [...new Set(addresses)].sort().join("\n");
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
