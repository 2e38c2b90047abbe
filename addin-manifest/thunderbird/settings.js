/**
 * What IT set by policy, and what the service last said of the office's wishes.
 *
 * Nothing can be set by the person who sends: only `storage.managed` counts.
 */

/** @typedef {import("../shared/api.js").components["schemas"]["Settings"]} Wishes */
/** @typedef {"missing" | "server" | "enrolment_key"} Problem what is wrong with the policy */

/**
 * @typedef {object} Office
 * @property {string} server the address of the service, without a slash at its end; empty where there is a problem
 * @property {string} enrolmentKey
 * @property {Wishes["outage"]} outage
 * @property {number} deadline milliseconds from Send to an answer
 * @property {number | undefined} largest bytes of the largest file that the service takes
 * @property {Problem} [problem]
 */

/** Waited for an answer where nobody says how long, in milliseconds. */
const USUAL_DEADLINE = 4_000;
/** A sender waits no longer than this, whatever anybody sets. */
const LONGEST_DEADLINE = 30_000;

/** @returns {Promise<Office>} */
export async function office() {
  const [managed, { wishes }] = await Promise.all([policy(), browser.storage.local.get("wishes")]);
  const server = address(managed["server"]);
  const key = managed["enrolment_key"];
  const enrolmentKey = typeof key === "string" ? key.trim() : "";
  const problem = wrong(managed, server, enrolmentKey);
  return {
    server: server ?? "",
    enrolmentKey,
    outage: wishes?.outage ?? (managed["outage"] === "block" ? "block" : "warn"),
    deadline: deadline(wishes?.deadline_ms ?? managed["deadline_ms"]),
    largest: wishes?.max_attachment_bytes,
    ...(problem && { problem }),
  };
}

/** Without any policy Thunderbird does not say "nothing" but fails. @returns {Promise<Record<string, unknown>>} */
async function policy() {
  return browser.storage.managed.get().catch(() => ({}));
}

/**
 * Keeps what the service said, for the time when it says nothing.
 *
 * @param {Wishes | undefined} wishes
 */
export async function remember(wishes) {
  if (wishes?.outage === "warn" || wishes?.outage === "block") {
    const { outage, deadline_ms, max_attachment_bytes } = wishes;
    await browser.storage.local.set({ wishes: { outage, deadline_ms, max_attachment_bytes } });
  }
}

/**
 * Without encryption only on this very computer, where tests run.
 *
 * @param {unknown} text
 */
function address(text) {
  const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === "https:" || (url?.protocol === "http:" && url.hostname === "127.0.0.1");
  return url && safe && !url.search && !url.hash && !url.username ? url.href.replace(/\/+$/u, "") : undefined;
}

/**
 * @param {Record<string, unknown>} managed
 * @param {string | undefined} server
 * @param {string} enrolmentKey
 * @returns {Problem | undefined}
 */
function wrong(managed, server, enrolmentKey) {
  if (managed["server"] === undefined && managed["enrolment_key"] === undefined) {
    return "missing";
  }
  if (server === undefined) {
    return "server";
  }
  return enrolmentKey === "" ? "enrolment_key" : undefined;
}

/** @param {unknown} wanted */
function deadline(wanted) {
  const usable = typeof wanted === "number" && Number.isFinite(wanted) && wanted > 0;
  return Math.min(usable ? wanted : USUAL_DEADLINE, LONGEST_DEADLINE);
}
