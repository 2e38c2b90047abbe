/** Presses Send in the simulator, and drafts to press it for. */
import { outlook } from "./simulator.js";

export const SEND = "onMessageSend";
/** From here on Outlook says that it takes long, in milliseconds. */
export const SLOW = 5_000;

/** @param {Record<string, any>} [given] */
export async function send(given) {
  const made = outlook(given);
  const ended = await made.fire(SEND);
  const checks = made.world.asked.filter((/** @type {any} */ asked) => asked.path === "/api/v1/checks");
  return { ...made, ...ended, checks, message: checks.at(-1)?.body };
}

/** @param {number} count */
export const crowd = (count) =>
  Array.from({ length: count }, (_, at) => ({
    emailAddress: `r${at}@street.example`,
    displayName: "",
    recipientType: "externalUser",
  }));

/** @param {Record<string, any>} parts */
export const attachment = (parts) => ({
  id: "0",
  name: "a.pdf",
  size: 3,
  attachmentType: "file",
  isInline: false,
  ...parts,
});
