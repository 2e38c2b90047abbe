/** Answers as the dialog shows them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { toModel } from "../model.js";

/** @typedef {import("../model.js").Finding} Finding */

const SANNE = "sanne.bakker.voorbeeld@gmail.com";

/**
 * @param {string} check
 * @param {Finding["severity"]} severity
 * @param {Partial<Finding>} [more]
 * @returns {Finding}
 */
const finding = (check, severity, more = {}) => ({
  id: `${check}-id`,
  check,
  severity,
  title: `Title of ${check}`,
  text: `Text of ${check}.`,
  recipients: [SANNE],
  attachments: [],
  fixes: [],
  ...more,
});

/**
 * @param {Finding[]} findings
 * @param {Partial<{recipients: import("../address.js").Mailbox[], files: string[]}>} [draft]
 */
const model = (findings, draft = {}) =>
  toModel(
    {
      id: "00000000-0000-0000-0000-000000000000",
      decision: "confirm",
      findings,
      dialog: { text: "", markdown: "", label: "" },
      settings: { outage: "warn", deadline_ms: 4000, max_attachment_bytes: 1 },
    },
    { recipients: [], files: [], ...draft },
  );

/** @type {Finding["fixes"]} */
const SWAP = [
  { kind: "replace_recipient", recipient: SANNE, with: "sanne@morgenlicht.example", label: "Stuur naar Sanne de Wit" },
];
/** @type {Finding["fixes"]} */
const TAKE_AWAY = [{ kind: "remove_attachment", attachment: 0, label: "Haal lonen.csv weg" }];

test("the first story is one point: papers, with the question and the swap first", () => {
  const shown = model(
    [
      finding("other-client", "confirm", { attachments: [0], fixes: TAKE_AWAY }),
      finding("many-persons", "confirm", { attachments: [0], fixes: TAKE_AWAY }),
      finding("lookalike-recipient", "confirm", { title: "Bedoelde u Sanne de Wit?", fixes: SWAP }),
    ],
    { recipients: [{ address: "Sanne.Bakker.voorbeeld@Gmail.com", name: "Sanne Bakker" }], files: ["lonen.csv"] },
  );
  assert.equal(shown?.points.length, 1);
  const [point] = shown?.points ?? [];
  assert.deepEqual(point?.findings, ["other-client-id", "many-persons-id", "lookalike-recipient-id"]);
  assert.equal(point?.title, "Title of other-client");
  assert.equal(point?.text, "Text of other-client.");
  assert.equal(point?.question, "Bedoelde u Sanne de Wit?");
  assert.deepEqual(
    point?.mends.map((mend) => mend.label),
    ["Stuur naar Sanne de Wit", "Haal lonen.csv weg"],
  );
  assert.deepEqual(point?.files, ["lonen.csv"]);
  assert.deepEqual(shown?.act, {
    tick: [{ address: "Sanne.Bakker.voorbeeld@Gmail.com", name: "Sanne Bakker" }],
    reason: false,
  });
});

test("files that should all go are one button", () => {
  const both = [...TAKE_AWAY, { ...TAKE_AWAY[0], attachment: 1 }];
  const [point] =
    model([finding("other-client", "confirm", { fixes: /** @type {Finding["fixes"]} */ (both) })])?.points ?? [];
  assert.deepEqual(
    point?.mends.map(({ fixes, label }) => [fixes.length, label]),
    [[2, ""]],
  );
});

test("a look-alike of another recipient stays a point of its own", () => {
  const shown = model([
    finding("other-client", "confirm"),
    finding("lookalike-recipient", "warn", { recipients: ["other@x.example"] }),
  ]);
  assert.equal(shown?.points.length, 2);
});

test("nothing above info shows nothing, and an info is never shown beside others", () => {
  assert.equal(model([finding("new-recipient", "info")]), undefined);
  assert.equal(model([]), undefined);
  const shown = model([finding("new-recipient", "info"), finding("missing-attachment", "warn")]);
  assert.deepEqual(
    shown?.points.map((point) => point.check),
    ["missing-attachment"],
  );
});

test("the heaviest stands first and gives the weight; only confirm asks for an act", () => {
  const shown = model([
    finding("missing-attachment", "warn"),
    finding("blocked-recipient", "block"),
    finding("other-client", "confirm"),
  ]);
  assert.deepEqual(
    shown?.points.map((point) => point.weight),
    ["block", "confirm", "warn"],
  );
  assert.equal(shown?.weight, "block");
  assert.equal(shown?.act, undefined);
  assert.equal(model([finding("missing-attachment", "warn")])?.act, undefined);
});

test("many addresses are answered for with a reason, few are ticked", () => {
  const many = Array.from({ length: 108 }, (_, at) => `resident${at}@x.example`);
  assert.deepEqual(model([finding("visible-recipients", "confirm", { recipients: many })])?.act, {
    tick: [],
    reason: true,
  });
  assert.deepEqual(model([finding("hidden-content", "confirm", { recipients: [] })])?.act, { tick: [], reason: true });
  const both = model([
    finding("visible-recipients", "confirm", { recipients: many }),
    finding("private-mailbox", "confirm"),
    finding("hidden-content", "confirm"),
  ]);
  assert.deepEqual(both?.act, { tick: [{ address: SANNE, name: "" }], reason: true });
});

test("a slip is shown where it is", () => {
  const slip = (/** @type {string} */ recipient, /** @type {string} */ right) =>
    model([
      finding("misspelled-address", "warn", {
        fixes: [{ kind: "replace_recipient", recipient, with: right, label: "" }],
      }),
    ])?.points[0]?.spelling;
  assert.deepEqual(slip("jan@zonedauw.example", "jan@zonnedauw.example"), {
    written: ["jan@zon", "", "edauw.example"],
    known: ["jan@zon", "n", "edauw.example"],
  });
  assert.deepEqual(slip("a@gmial.com", "a@gmail.com")?.written, ["a@gm", "ia", "l.com"]);
  assert.deepEqual(slip("x", "x"), { written: ["x", "", ""], known: ["x", "", ""] });
});
