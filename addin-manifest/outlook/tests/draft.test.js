/** Mends through Outlook where Outlook would take or give only a part: then nothing is taken away. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mend, Unmended } from "../../shared/mend.js";
import { openDraft } from "../pane/draft.js";

/** @param {number} count */
const crowd = (count) =>
  Array.from({ length: count }, (_, at) => ({ emailAddress: `r${at}@street.example`, displayName: `R${at}` }));

/**
 * An open mail with these people in To, in an Outlook that gives at most so many.
 *
 * @param {number} count
 * @param {number} most
 */
function opened(count, most) {
  Object.assign(globalThis, { mostRecipients: () => most });
  const fields = /** @type {Record<string, any[]>} */ ({ to: crowd(count), cc: [], bcc: [] });
  const field = (/** @type {string} */ name) => ({
    getAsync: (/** @type {any} */ back) => back({ status: "succeeded", value: fields[name]?.slice(0, most) }),
    addAsync(/** @type {any[]} */ list, /** @type {any} */ back) {
      assert.ok(list.length <= 100, "R34");
      fields[name]?.push(...list);
      back({ status: "succeeded" });
    },
    setAsync(/** @type {any[]} */ list, /** @type {any} */ back) {
      assert.ok(list.length <= 100, "R34");
      fields[name] = list;
      back({ status: "succeeded" });
    },
  });
  const item = /** @type {any} */ ({ to: field("to"), cc: field("cc"), bcc: field("bcc") });
  return { draft: openDraft(item), fields };
}

/** @param {number} count */
const toBcc = (count) => [
  { kind: /** @type {const} */ ("move_to_bcc"), recipients: crowd(count).map((one) => one.emailAddress), label: "" },
];

test("R34, R35 250 people move to Bcc, a hundred at a time", async () => {
  const { draft, fields } = opened(250, 500);
  await mend(draft, toBcc(250));
  assert.deepEqual([fields["to"]?.length, fields["bcc"]?.length], [0, 250]);
});

test("R35 where more than a hundred stay, nobody is taken away", async () => {
  const { draft, fields } = opened(250, 500);
  await assert.rejects(mend(draft, toBcc(50)), Unmended);
  assert.equal(fields["to"]?.length, 250);
});

test("R27, R35 where the list was cut, nobody is taken away", async () => {
  const { draft, fields } = opened(520, 500);
  await assert.rejects(mend(draft, toBcc(520)), Unmended);
  assert.equal(fields["to"]?.length, 520);
});
