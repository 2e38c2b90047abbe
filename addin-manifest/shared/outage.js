/**
 * What a mail client does without an answer: as the office wants it, and never in silence.
 */

/** @typedef {import("./service.js").Fault} Fault */
/** @typedef {import("./api.js").components["schemas"]["Outage"]} Outage */

/**
 * @typedef {object} NotChecked
 * @property {"not-checked"} kind
 * @property {Fault} fault
 * @property {boolean} held whether the mail waits until the service answers
 */

/** Until the service has said what the office wants. */
export const USUAL = /** @type {Outage} */ ("warn");

/**
 * What the sender is shown.
 *
 * @param {Fault} fault
 * @param {Outage} [policy]
 * @returns {NotChecked}
 */
export function notChecked(fault, policy = USUAL) {
  return { kind: "not-checked", fault, held: policy === "block" };
}
