/** Mends on drafts that fail at every possible moment: nobody may get lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical } from "../address.js";
import { mend, Unmended } from "../mend.js";

/** @typedef {import("../mend.js").OpenDraft} OpenDraft */
/** @typedef {import("../address.js").Mailbox} Mailbox */

/** @param {string} address @returns {Mailbox} */
const person = (address) => ({ address, name: "" });

/** @param {number} count */
const residents = (count) => Array.from({ length: count }, (_, at) => person(`resident${at}@street.example`));

/**
 * A draft in memory, as strict as Outlook: at most 100 people at a time. It fails after so many acts.
 *
 * @param {Partial<Record<"to" | "cc" | "bcc", Mailbox[]>>} people
 * @param {number} [acts]
 */
function opened(people, acts = Infinity) {
  let files = ["a", "b", "c", "d"];
  const fields = { to: [...(people.to ?? [])], cc: [...(people.cc ?? [])], bcc: [...(people.bcc ?? [])] };
  let left = acts;
  const act = () => {
    left -= 1;
    if (left < 0) {
      throw new Error("the mail client failed");
    }
  };
  /** @type {OpenDraft} */
  const draft = {
    read: async (field) => (act(), [...fields[field]]),
    add: async (field, mailboxes) => {
      act();
      assert.ok(mailboxes.length <= 100, "more than Outlook takes");
      fields[field].push(...mailboxes);
    },
    remove: async (field, addresses) => {
      act();
      fields[field] = fields[field].filter((mailbox) => !addresses.includes(mailbox.address));
    },
    removeFile: async (index) => {
      act();
      files = files.filter((_, at) => at !== index);
    },
  };
  const everybody = () => Object.values(fields).flatMap((field) => field.map((mailbox) => canonical(mailbox.address)));
  return { draft, fields, everybody, files: () => files };
}

test("108 residents move to Bcc, in order, and nobody else does", async () => {
  const people = residents(108);
  const { draft, fields } = opened({
    to: [person("colleague@office.example"), ...people],
    bcc: [person("old@x.example")],
  });
  await mend(draft, [{ kind: "move_to_bcc", recipients: people.map((one) => one.address), label: "" }]);
  assert.deepEqual(fields.to, [person("colleague@office.example")]);
  assert.deepEqual(fields.bcc, [person("old@x.example"), ...people]);
});

test("an address in To, Cc and Bcc at once stands in Bcc once", async () => {
  const { draft, fields } = opened({
    to: [person("A@x.example")],
    cc: [person("a@X.example")],
    bcc: [person("a@x.example")],
  });
  await mend(draft, [{ kind: "move_to_bcc", recipients: ["a@x.example"], label: "" }]);
  assert.deepEqual(fields, { to: [], cc: [], bcc: [person("a@x.example")] });
});

test("wherever it fails, everybody is still there, and the next try finishes it", async () => {
  const people = residents(108);
  const addresses = people.map((one) => one.address);
  for (let acts = 0; acts < 9; acts += 1) {
    const { draft, fields, everybody } = opened({ to: people.slice(0, 60), cc: people.slice(60) }, acts);
    await mend(draft, [{ kind: "move_to_bcc", recipients: addresses, label: "" }]).catch(() => undefined);
    assert.deepEqual(new Set(everybody()), new Set(addresses), `after ${acts} acts`);
    const again = opened(fields);
    await mend(again.draft, [{ kind: "move_to_bcc", recipients: addresses, label: "" }]);
    assert.deepEqual([again.fields.to, again.fields.cc, again.fields.bcc.length], [[], [], 108], `after ${acts} acts`);
  }
});

test("when people do not arrive, nobody is taken away", async () => {
  const { draft, fields } = opened({ to: residents(3) });
  draft.add = async () => undefined;
  const moving = mend(draft, [{ kind: "move_to_bcc", recipients: residents(3).map((one) => one.address), label: "" }]);
  await assert.rejects(moving, Unmended);
  assert.equal(fields.to.length, 3);
});

test("a swap keeps the field and takes the name along; half done, one of the two is there", async () => {
  /** @type {import("../mend.js").Fix} */
  const swap = { kind: "replace_recipient", recipient: "sanne@gmail.example", with: "sanne@office.example", label: "" };
  const { draft, fields } = opened({ cc: [person("Sanne@gmail.example"), person("b@x.example")] });
  await mend(draft, [swap], "Sanne de Wit");
  assert.deepEqual(fields.cc, [person("b@x.example"), { address: "sanne@office.example", name: "Sanne de Wit" }]);
  for (let acts = 0; acts < 10; acts += 1) {
    const half = opened({ to: [person("sanne@gmail.example")] }, acts);
    await mend(half.draft, [swap]).catch(() => undefined);
    assert.ok(half.everybody().length > 0, `after ${acts} acts`);
  }
});

test("a swap with somebody who is there already leaves one", async () => {
  const { draft, fields } = opened({ to: [person("jan@slip.example"), person("jan@right.example")] });
  await mend(draft, [
    { kind: "replace_recipient", recipient: "jan@slip.example", with: "jan@right.example", label: "" },
  ]);
  assert.deepEqual(fields.to, [person("jan@right.example")]);
});

test("removing takes one out of every field, however it is written there", async () => {
  const { draft, fields } = opened({
    to: [person(" Jan@BÜCHER.example ")],
    bcc: [person("jan@xn--bcher-kva.example")],
  });
  await mend(draft, [{ kind: "remove_recipient", recipient: "jan@xn--bcher-kva.example", label: "" }]);
  assert.deepEqual(fields, { to: [], cc: [], bcc: [] });
});

test("several files go together, each by the place that it had when the service looked", async () => {
  const { draft, files } = opened({});
  /** @type {import("../mend.js").Fix[]} */
  const fixes = [0, 2, 3].map((attachment) => ({ kind: "remove_attachment", attachment, label: "" }));
  await mend(draft, fixes);
  assert.deepEqual(files(), ["b"]);
});
