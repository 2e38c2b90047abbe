/**
 * Makes the mailbox known to the service, with the key of the policy, and keeps its tokens fresh.
 *
 * A device for each mailbox that sends. A refused refresh token means a new enrolment, never a sender who cannot send.
 */

import { canonical } from "../shared/address.js";
import { NotAdmitted, Service } from "../shared/service.js";
import { client } from "./client.js";

/** @typedef {import("./settings.js").Office} Office */
/** @typedef {{server: string, refresh: string, access: string, until: number}} Device */
/** @typedef {import("../shared/api.js").components["schemas"]["Tokens"]} Tokens */

/** A token that ends within this time is renewed beforehand, in milliseconds. */
const AHEAD = 30_000;
/** Waited for the service, in milliseconds. */
const PATIENCE = 10_000;

/** One at a time for each mailbox: a refresh token used twice would shut the device out. @type {Map<string, Promise<string>>} */
const running = new Map();

/**
 * @param {Office} office
 * @param {string} mailbox
 * @param {boolean} fresh whether the last token was refused
 * @returns {Promise<string>} an access token
 * @throws {NotAdmitted} when the key lets nobody in
 */
export function token(office, mailbox, fresh) {
  const whose = canonical(mailbox);
  const known = running.get(whose);
  if (known !== undefined) {
    return known;
  }
  const asked = obtain(office, whose, fresh).finally(() => running.delete(whose));
  running.set(whose, asked);
  return asked;
}

/** @param {Office} office @param {string} mailbox @param {boolean} fresh */
async function obtain(office, mailbox, fresh) {
  const device = await kept(office, mailbox);
  if (device && !fresh && device.until > Date.now() + AHEAD) {
    return device.access;
  }
  if (device) {
    const renewed = await ask(office, "/devices/token", { refresh_token: device.refresh });
    if (renewed.ok) {
      return keep(office, mailbox, await renewed.json());
    }
    if (renewed.status !== 401) {
      throw new Error("no token");
    }
  }
  const enrolment = { enrolment_key: office.enrolmentKey, mailbox, client: await client() };
  const enrolled = await ask(office, "/devices", enrolment);
  if (enrolled.ok) {
    return keep(office, mailbox, await enrolled.json());
  }
  throw enrolled.status === 401 || enrolled.status === 403 ? new NotAdmitted() : new Error("not enrolled");
}

/** @param {Office} office @param {string} path @param {object} body */
function ask(office, path, body) {
  return fetch(`${office.server}/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
    credentials: "omit",
    redirect: "error",
  });
}

/** @param {string} mailbox */
const place = (mailbox) => `device:${mailbox}`;

/** @param {Office} office @param {string} mailbox @returns {Promise<Device | undefined>} */
async function kept(office, mailbox) {
  const device = (await browser.storage.local.get(place(mailbox)))[place(mailbox)];
  return device?.server === office.server ? device : undefined;
}

/** @param {Office} office @param {string} mailbox @param {Tokens} tokens */
async function keep(office, mailbox, tokens) {
  const { refresh_token: refresh, access_token: access, expires_in: seconds } = tokens;
  /** @type {Device} */
  const device = { server: office.server, refresh, access, until: Date.now() + seconds * 1000 };
  await browser.storage.local.set({ [place(mailbox)]: device });
  return access;
}

/**
 * The service for one mailbox. What another server answers, after a redirect, is no answer.
 *
 * @param {Office} office
 * @param {string} mailbox
 */
export function service(office, mailbox) {
  return new Service({
    base: `${office.server}/api/v1`,
    token: (fresh) => token(office, mailbox, fresh),
    fetch: (url, init) => fetch(url, { ...init, credentials: "omit", cache: "no-store", redirect: "error" }),
  });
}
