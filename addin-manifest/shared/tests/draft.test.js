/** Drafts as the service gets them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, same } from "../address.js";
import { toForm, toRequest } from "../draft.js";

/** @param {import("../draft.js").DraftFile[]} files @returns {import("../draft.js").Draft} */
const draft = (files) => ({
  id: "draft",
  kind: "new",
  from: { address: "henk@morgenlicht.example", name: "Henk" },
  to: [{ address: "a@x.example", name: "" }],
  cc: [],
  bcc: [],
  subject: "Stukken",
  body: { format: "text", content: "Hoi" },
  files,
});

const ASKING = { language: "nl", client: { name: "test", version: "1", platform: "node" } };

test("a file has its bytes, a reference, or the reason why it has none; never nothing", () => {
  const bytes = new Blob(["12345"]);
  const file = { name: "stukken.pdf", size: 5, mediaType: "application/pdf" };
  const { message, parts } = toRequest(
    draft([
      { ...file, bytes },
      { ...file, bytes, reference: "ref-1" },
      { ...file, missing: "cloud" },
      { ...file },
      { ...file, bytes: new Blob(["123456"]) },
      { ...file, bytes, inline: true },
    ]),
    { ...ASKING, largest: 5 },
  );
  const told = message.attachments?.map(({ part, ref, missing }) => part ?? ref ?? missing);
  assert.deepEqual(told, ["file0", "ref-1", "cloud", "failed", "too_large", "file1"]);
  assert.deepEqual([...parts.keys()], ["file0", "file1"]);
  assert.equal(message.attachments?.[5]?.inline, true);
});

test("the form carries the message as JSON and no file name beside it", () => {
  const request = toRequest(draft([{ name: "geheim.txt", size: 1, mediaType: "", bytes: new Blob(["x"]) }]), ASKING);
  const form = toForm(request);
  assert.equal(JSON.parse(String(form.get("message"))).subject, "Stukken");
  const part = form.get("file0");
  assert.ok(part instanceof File);
  assert.equal(part.name, "file0");
});

test("ways of writing an address are one address", () => {
  for (const [one, other, why] of /** @type {const} */ ([
    ["Jan@X.example", " jan@x.EXAMPLE ", "case and spaces"],
    ["jan@x.example.", "jan@x.example", "a dot at the end"],
    ["\u200ejan@x.example", "jan@x.example", "a mark of direction"],
    ["jan@bücher.example", "jan@xn--bcher-kva.example", "an international domain"],
  ])) {
    assert.ok(same(one, other), why);
  }
  assert.ok(!same("jan+a@x.example", "jan@x.example"), "a tag is another mailbox");
  assert.equal(canonical("no address"), "no address");
});
