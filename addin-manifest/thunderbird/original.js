/**
 * What a draft answers: its kind, who stood in the original, and where the sender stood there.
 *
 * Only what the original says itself; where it does not, the answer is that it is not known.
 */

import { canonical } from "../shared/address.js";
import { people } from "./recipients.js";

/** @typedef {import("../shared/address.js").Mailbox} Mailbox */
/** @typedef {import("../shared/draft.js").Draft} Draft */
/** @typedef {import("../shared/draft.js").Baseline} Baseline */
/** @typedef {Pick<Draft, "to" | "cc" | "bcc">} People */
/** @typedef {Record<string, string[] | undefined>} Headers */

/** Headers that tell the address to which a mail was delivered (RFC 9228 and its older kin). */
const DELIVERED = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to"];

/**
 * @param {browser.compose.ComposeDetails} details
 * @param {People} now whom the draft goes to
 * @returns {Promise<{kind: Draft["kind"], baseline: Baseline | null}>}
 */
export async function origin(details, now) {
  const { type } = details;
  if (type !== "reply") {
    return { kind: type === "forward" || type === "redirect" || type === "new" ? type : "unknown", baseline: null };
  }
  const related = details.relatedMessageId;
  const original = related ? await browser.messages.get(related).catch(() => undefined) : undefined;
  if (!original || !related) {
    return { kind: "unknown", baseline: null };
  }
  const [author, to, cc, own, headers] = await Promise.all([
    people(original.author),
    people(original.recipients),
    people(original.ccList),
    identities(),
    browser.messages.getFull(related).then(
      (message) => /** @type {Headers} */ (message.headers ?? {}),
      () => /** @type {Headers} */ ({}),
    ),
  ]);
  const answered = [...author, ...(await people(headers["reply-to"]))];
  return {
    kind: toOthers(now, [...to, ...cc], answered, own) ? "reply_all" : "reply",
    baseline: { to: [...answered, ...to], cc, own_field: ownField({ author, to, cc, headers }, own) },
  };
}

/** The addresses that this Thunderbird sends from. */
async function identities() {
  const accounts = await browser.accounts.list(false);
  const all = accounts.flatMap((account) => account.identities ?? []);
  return new Set(all.map((identity) => canonical(identity.email ?? "")));
}

/** Whether somebody of the original gets the answer who neither wrote it nor sends this. @param {People} now @param {Mailbox[]} original @param {Mailbox[]} answered @param {Set<string>} own */
function toOthers(now, original, answered, own) {
  const apart = new Set([...own, ...answered.map(({ address }) => canonical(address))]);
  const others = new Set(original.map(({ address }) => canonical(address)).filter((address) => !apart.has(address)));
  return [now.to, now.cc, now.bcc].flat().some(({ address }) => others.has(canonical(address)));
}

/**
 * Where the sender stood in the original. Unseen only when it was delivered to one of the sender's own addresses that
 * stands nowhere: a mail to a shared mailbox, an alias or a list came to nobody unseen.
 *
 * @param {{author: Mailbox[], to: Mailbox[], cc: Mailbox[], headers: Headers}} original
 * @param {Set<string>} own
 * @returns {NonNullable<Baseline["own_field"]>}
 */
export function ownField({ author, to, cc, headers }, own) {
  /** @param {Mailbox[]} list */
  const among = (list) => list.some(({ address }) => own.has(canonical(address)));
  if (among(to)) {
    return "to";
  }
  if (among(cc)) {
    return "cc";
  }
  if (among(author)) {
    return "none";
  }
  if (headers["list-id"] !== undefined) {
    return "unknown";
  }
  const delivered = DELIVERED.flatMap((name) => headers[name] ?? []).map(bare);
  const named = (headers["bcc"] ?? []).map(bare);
  const visible = new Set([...to, ...cc].map(({ address }) => canonical(address)));
  if (delivered.some((address) => visible.has(address))) {
    return "unknown";
  }
  return [...delivered, ...named].some((address) => own.has(address)) ? "bcc" : "unknown";
}

/** @param {string} header */
function bare(header) {
  return canonical(/<([^<>]+)>/u.exec(header)?.[1] ?? header);
}
