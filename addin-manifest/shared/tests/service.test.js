/** Speaking with a service that is well, ill, or gone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { notChecked } from "../outage.js";
import { NotAdmitted, Service } from "../service.js";

/** @type {import("../draft.js").Draft} */
const DRAFT = {
  id: "draft",
  kind: "new",
  from: { address: "henk@morgenlicht.example", name: "" },
  to: [],
  cc: [],
  bcc: [],
  subject: "",
  body: { format: "text", content: "" },
  files: [{ name: "a.txt", size: 1, mediaType: "", bytes: new Blob(["a"]), reference: "gone" }],
};
const ASKING = { language: "nl", client: { name: "test", version: "1", platform: "node" } };

/** @param {unknown} body @param {number} [status] */
const json = (body, status = 200) => new Response(JSON.stringify(body), { status });

/**
 * A service that answers in this order, and what it was asked.
 *
 * @param {(Response | Error)[]} answers
 */
function answering(answers) {
  /** @type {{url: string, init: RequestInit}[]} */
  const asked = [];
  const queue = [...answers];
  const service = new Service({
    base: "/api/v1",
    token: async (fresh) => (fresh ? "new" : "old"),
    fetch: async (url, init = {}) => {
      asked.push({ url: String(url), init });
      const next = queue.shift();
      if (next === undefined || next instanceof Error) {
        throw next ?? new TypeError("nobody there");
      }
      return next;
    },
  });
  return { service, asked };
}

/** @param {{init: RequestInit} | undefined} request */
const message = (request) => {
  const form = request?.init.body;
  assert.ok(form instanceof FormData);
  return JSON.parse(String(form.get("message")));
};

test("a token that ran out is renewed once", async () => {
  const { service, asked } = answering([json({}, 401), json({ id: "1" })]);
  assert.deepEqual(await service.check(DRAFT, ASKING), { answer: { id: "1" } });
  assert.deepEqual(
    asked.map(({ init }) => /** @type {Record<string, string>} */ (init.headers).Authorization),
    ["Bearer old", "Bearer new"],
  );
  const closed = answering([json({}, 401), json({}, 401), json({})]);
  assert.deepEqual(await closed.service.check(DRAFT, ASKING), { fault: "not_admitted" });
  assert.equal(closed.asked.length, 2);
});

test("a file that the service no longer has travels again", async () => {
  const { service, asked } = answering([json({ code: "unknown_ref" }, 409), json({ id: "1" })]);
  assert.deepEqual(await service.check(DRAFT, ASKING), { answer: { id: "1" } });
  assert.deepEqual([message(asked[0]).attachments[0].ref, message(asked[1]).attachments[0].part], ["gone", "file0"]);
});

test("every way of not answering has a name", async () => {
  for (const [answer, fault] of /** @type {const} */ ([
    [new TypeError("refused"), "unreachable"],
    [new DOMException("late", "TimeoutError"), "late"],
    [new Response("<html>", { status: 200 }), "unreachable"],
    [json({}, 503), "busy"],
    [json({}, 429), "busy"],
    [json({}, 500), "busy"],
    [json({}, 403), "not_admitted"],
    [json({}, 422), "refused"],
    [json({}, 413), "refused"],
  ])) {
    const { service } = answering([answer]);
    assert.deepEqual(await service.check(DRAFT, ASKING), { fault });
  }
});

test("who gets no token is told that it is not admitted, not that nobody is there", async () => {
  const token = () => Promise.reject(new NotAdmitted());
  const service = new Service({ base: "/api/v1", token, fetch: () => assert.fail("nothing is asked without a token") });
  assert.deepEqual(await service.check(DRAFT, ASKING), { fault: "not_admitted" });
});

test("an outcome is kept once the service says so, with the receipt it gives", async () => {
  const acknowledged = /** @type {import("../service.js").Outcome} */ ({
    outcome: "acknowledged",
    findings: ["f"],
    reason: "entitled",
  });
  const { service, asked } = answering([json({ receipt: "r" }), new Response(null, { status: 204 }), json({}, 500)]);
  assert.deepEqual(await service.tell("a/b", acknowledged), { kept: true, receipt: "r" });
  assert.equal(asked[0]?.url, "/api/v1/checks/a%2Fb/outcome");
  assert.ok(asked[0]?.init.signal instanceof AbortSignal, "the sender may be waiting: it is given up at last");
  assert.deepEqual(await service.tell("1", { outcome: "sent", findings: [] }), { kept: true });
  assert.deepEqual(await service.tell("1", { outcome: "sent", findings: [] }), { kept: false });
});

test("a file handed in gives a reference, or travels later", async () => {
  const { service, asked } = answering([json({ ref: "r", expires: "" }), new TypeError("gone"), json({}, 404)]);
  assert.equal(await service.handIn(new Blob(["a"]), "Dossier Yılmaz's (1).pdf"), "r");
  assert.equal(await service.handIn(new Blob(["a"]), "Dossier Yılmaz's (1).pdf"), undefined);
  assert.equal(await service.handIn(new Blob(["a"]), "Dossier Yılmaz's (1).pdf"), undefined);
  assert.equal(await service.handIn(new Blob(["a"]), "Dossier Yılmaz's (1).pdf"), undefined);
  assert.equal(asked.length, 3, "a service that takes none is not asked again");
  const called = new Headers(asked[0]?.init.headers).get("content-disposition");
  assert.equal(called, "attachment; filename*=UTF-8''Dossier%20Y%C4%B1lmaz%27s%20%281%29.pdf");
});

test("an outage holds the mail only where the office wants it", () => {
  assert.equal(notChecked("late").held, false);
  assert.equal(notChecked("late", "warn").held, false);
  assert.equal(notChecked("late", "block").held, true);
});
