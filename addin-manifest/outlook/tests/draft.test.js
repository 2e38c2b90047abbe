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

/** Ways in which an act of Outlook goes wrong, with what it has done until then. */
const WAYS = /** @type {const} */ ([
  "refuses",
  "throws",
  "does it and says that it did not",
  "says that it did and did not",
]);

/**
 * An open mail in which one act goes wrong; says how many acts there were.
 *
 * @param {{to: number, cc: number, bcc?: any[]}} count
 * @param {number} failing the act that goes wrong, from zero
 * @param {(typeof WAYS)[number]} way
 */
function troubled(count, failing, way) {
  Object.assign(globalThis, { mostRecipients: () => 1_000 });
  const people = crowd(count.to + count.cc);
  /** @type {Record<string, any[]>} */
  const fields = { to: people.slice(0, count.to), cc: people.slice(count.to), bcc: count.bcc ?? [] };
  let acts = 0;
  /** @param {any} back @param {() => any} run */
  const act = (back, run) => {
    const wrong = acts === failing;
    acts += 1;
    if (!wrong) {
      back({ status: "succeeded", value: run() });
    } else if (way === "throws") {
      throw new Error("9999");
    } else if (way === "refuses") {
      back({ status: "failed", error: { code: 5001 } });
    } else if (way === "does it and says that it did not") {
      run();
      back({ status: "failed", error: { code: 5001 } });
    } else {
      back({ status: "succeeded", value: [] });
    }
  };
  const field = (/** @type {string} */ name) => ({
    getAsync: (/** @type {any} */ back) => act(back, () => [...(fields[name] ?? [])]),
    addAsync: (/** @type {any[]} */ list, /** @type {any} */ back) => act(back, () => fields[name]?.push(...list)),
    setAsync: (/** @type {any[]} */ list, /** @type {any} */ back) => act(back, () => (fields[name] = list)),
  });
  const item = /** @type {any} */ ({ to: field("to"), cc: field("cc"), bcc: field("bcc") });
  return { draft: openDraft(item), fields, acts: () => acts, people };
}

/** @param {Record<string, any[]>} fields */
const everybody = (fields) => new Set(Object.values(fields).flatMap((list) => list.map((one) => one.emailAddress)));

test("R35 whichever act goes wrong, and however, nobody is lost on the way to Bcc", async () => {
  const count = { to: 140, cc: 30 };
  const whole = troubled(count, -1, "refuses");
  await mend(whole.draft, toBcc(170));
  assert.ok(whole.acts() >= 8, `${whole.acts()} acts`);
  assert.deepEqual([whole.fields["to"], whole.fields["cc"], whole.fields["bcc"]?.length], [[], [], 170]);
  for (let failing = 0; failing < whole.acts(); failing += 1) {
    for (const way of WAYS) {
      const { draft, fields, people } = troubled(count, failing, way);
      await mend(draft, toBcc(170)).catch((fault) => assert.ok(fault instanceof Error));
      const there = everybody(fields);
      const lost = people.filter((person) => !there.has(person.emailAddress));
      assert.deepEqual(lost, [], `act ${failing} ${way}`);
      await mend(openDraft(again(fields)), toBcc(170));
      assert.deepEqual(everybody(fields).size, 170, "a second try ends it");
      assert.deepEqual([fields["to"], fields["cc"]], [[], []]);
    }
  }
});

/** The same mail, in an Outlook that does what it is told. @param {Record<string, any[]>} fields */
function again(fields) {
  const field = (/** @type {string} */ name) => ({
    getAsync: (/** @type {any} */ back) => back({ status: "succeeded", value: [...(fields[name] ?? [])] }),
    addAsync(/** @type {any[]} */ list, /** @type {any} */ back) {
      fields[name]?.push(...list);
      back({ status: "succeeded" });
    },
    setAsync(/** @type {any[]} */ list, /** @type {any} */ back) {
      fields[name] = list;
      back({ status: "succeeded" });
    },
  });
  return /** @type {any} */ ({ to: field("to"), cc: field("cc"), bcc: field("bcc") });
}

test("R35 whichever act goes wrong, a swap loses nobody but who was to go, and then only when the other is there", async () => {
  const swap = [
    {
      kind: /** @type {const} */ ("replace_recipient"),
      recipient: "r1@street.example",
      with: "sanne@x.example",
      label: "",
    },
  ];
  const whole = troubled({ to: 3, cc: 1 }, -1, "refuses");
  await mend(whole.draft, swap);
  assert.deepEqual([...everybody(whole.fields)].sort(), [
    "r0@street.example",
    "r2@street.example",
    "r3@street.example",
    "sanne@x.example",
  ]);
  for (let failing = 0; failing < whole.acts(); failing += 1) {
    for (const way of WAYS) {
      const { draft, fields } = troubled({ to: 3, cc: 1 }, failing, way);
      await mend(draft, swap).catch((fault) => assert.ok(fault instanceof Error));
      const there = everybody(fields);
      for (const stays of ["r0@street.example", "r2@street.example", "r3@street.example"]) {
        assert.ok(there.has(stays), `act ${failing} ${way}: ${stays}`);
      }
      assert.ok(there.has("r1@street.example") || there.has("sanne@x.example"), `act ${failing} ${way}`);
    }
  }
});

test("R35 an Outlook that never answers is given up, and nobody is lost", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { draft, fields } = opened(108, 500);
  const silent = {
    ...draft,
    add: () => openDraft(/** @type {any} */ ({ bcc: { addAsync: () => undefined } })).add("bcc", []),
  };
  const mending = assert.rejects(mend(silent, toBcc(108)), Unmended);
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
  }
  context.mock.timers.tick(20_000);
  await mending;
  assert.equal(fields["to"]?.length, 108);
});

test("a file is taken away only where it is still the one that was asked about", async () => {
  const there = [
    { id: "0", name: "nieuw.pdf" },
    { id: "1", name: "Re: stukken" },
    { id: "2", name: "lijst.xlsx" },
  ];
  const gone = /** @type {string[]} */ ([]);
  const item = /** @type {any} */ ({
    getAttachmentsAsync: (/** @type {any} */ back) => back({ status: "succeeded", value: there }),
    removeAttachmentAsync(/** @type {string} */ id, /** @type {any} */ back) {
      gone.push(id);
      back({ status: "succeeded" });
    },
  });
  const draft = openDraft(item, ["oud.pdf", "Re: stukken.eml", "lijst.xlsx"]);
  await draft.removeFile(1);
  await draft.removeFile(2);
  await assert.rejects(draft.removeFile(0), Unmended);
  await assert.rejects(draft.removeFile(3), Unmended);
  assert.deepEqual(gone, ["1", "2"]);
});
