/**
 * Makes this place known to the service: with the key in the address of the pane, or with one that is typed.
 *
 * The key stays with the mailbox, so that each installation can enrol by itself.
 */

const PATIENCE = 15_000;

/** Takes the key from the address, and the address from the history where Outlook leaves that to us: often it takes it away. */
export async function adopt() {
  const address = new URL(location.href);
  const key = address.searchParams.get("key");
  if (key) {
    address.searchParams.delete("key");
    /** @type {Partial<History>} */ (history).replaceState?.(null, "", address);
    if (globalThis.roaming("pw.key") !== key) {
      await globalThis.roam("pw.key", key);
    }
  }
}

/** Whether the service knows this mailbox now, or why it does not. @returns {Promise<"known" | "unknown" | "away">} */
export async function identify() {
  try {
    await globalThis.token("", PATIENCE);
    return "known";
  } catch (failure) {
    const fault = failure && typeof failure === "object" && "fault" in failure ? failure.fault : "";
    return fault === "not_admitted" ? "unknown" : "away";
  }
}

/** Enrols with a key that was typed. @param {string} key */
export async function enrolWith(key) {
  const before = globalThis.roaming("pw.key");
  await globalThis.roam("pw.key", key.trim());
  // Somebody asks for it: a refusal of before is no longer believed.
  await globalThis.keepHere(await globalThis.ownPlace(), "pw.refusal", null);
  const done = await identify();
  if (done === "unknown" && before) {
    await globalThis.roam("pw.key", before);
  }
  return done;
}
