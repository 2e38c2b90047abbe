/** One mail from Send to its answer, on every path, in a simulated Thunderbird. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BACK, GO } from "../held.js";
import { Sending } from "../sending.js";
import { connected } from "../window.js";
import { ALLOWED, Port, POLICY, serving, simulate, TAB, until, warned } from "./simulator.js";

/** Begins to send. @param {ReturnType<typeof simulate>} seen */
function send(seen) {
  const ended = new AbortController();
  const details = /** @type {any} */ (seen["draft"]);
  const verdict = new Sending(/** @type {any} */ (TAB), details, ended.signal).decide();
  let decided = false;
  verdict.then(
    () => (decided = true),
    () => (decided = true),
  );
  /** Opens the page of the window once one is made. */
  const page = async () => {
    await until(() => seen["windows"].length > 0);
    const port = new Port(String(seen["windows"].at(-1)?.url).split("#")[1] ?? "");
    connected(/** @type {any} */ (port));
    return port;
  };
  /** Does something in it, and waits for what comes of that. @param {Port} port @param {object} act */
  const acts = async (port, act) => {
    const before = port.sent.length;
    port.onMessage.fire({ findings: ["f1"], ...act });
    await until(() => decided || port.sent.length > before);
  };
  return { verdict, page, acts, ended };
}

test("what is allowed goes without a window", async () => {
  const seen = simulate();
  const asked = serving(() => ALLOWED);
  assert.equal(await send(seen).verdict, GO);
  assert.deepEqual(seen.windows, []);
  assert.deepEqual(
    asked.map(({ path }) => path),
    ["/devices", "/checks"],
  );
});

test("only a plain allow is silence: any other answer is told as not checked", async () => {
  const inside = [
    { decision: "warn", findings: [] },
    { decision: "block", findings: [] },
    {},
    { findings: [] },
    { decision: "allow" },
  ];
  for (const answer of [...inside, { decision: "allow", findings: [{ severity: "warn" }] }]) {
    const seen = simulate();
    serving((path) => (path === "/checks" ? answer : {}));
    const { verdict, page, acts } = send(seen);
    const port = await page();
    assert.equal(port.sent[0].model.kind, "not-checked", JSON.stringify(answer));
    await acts(port, { act: "back" });
    assert.equal(await verdict, BACK);
  }
});

test("11: an outage is told, and the office decides whether the mail may go", async () => {
  for (const outage of ["warn", "block"]) {
    const seen = simulate({ managed: { ...POLICY, outage } });
    serving(() => new Response("", { status: 503 }));
    const { verdict, page, acts } = send(seen);
    const port = await page();
    assert.deepEqual(port.sent[0].model, { kind: "not-checked", fault: "busy", held: outage === "block" });
    await acts(port, { act: "send", findings: [] });
    if (outage === "warn") {
      assert.equal(await verdict, GO);
    } else {
      assert.equal(port.sent.length, 2, "a mail that is held is not sent by a page that asks for it");
      await acts(port, { act: "back" });
      assert.equal(await verdict, BACK);
    }
  }
});

test("27: without settings nobody is asked, and it is said", async () => {
  for (const managed of [
    undefined,
    {},
    { server: "http://postwacht.example", enrolment_key: "k" },
    { server: "https://p.example" },
  ]) {
    const seen = simulate({ managed: managed ?? null });
    const asked = serving(() => ALLOWED);
    const { page, acts, verdict } = send(seen);
    const port = await page();
    assert.equal(port.sent[0].model.fault, "not_set_up");
    assert.deepEqual(asked, []);
    await acts(port, { act: "back" });
    assert.equal(await verdict, BACK);
  }
});

test("12: an answer that does not come in time is not waited for", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const seen = simulate({ managed: { ...POLICY, deadline_ms: 700 } });
  const asked = serving(() => new Promise(() => {}));
  const { page } = send(seen);
  await until(() => asked.some(({ path }) => path === "/checks"));
  assert.deepEqual(seen.windows, []);
  context.mock.timers.tick(700);
  assert.equal((await page()).sent[0].model.fault, "late");
});

test("43: the window names its mail, also when it could not be checked", async () => {
  const seen = simulate({ details: { to: ["Sanne <sanne@morgenlicht.example>"], subject: "Agenda" } });
  serving(() => new Response("", { status: 500 }));
  const { page } = send(seen);
  assert.deepEqual((await page()).sent[0].mail, {
    subject: "Agenda",
    recipients: ["Sanne <sanne@morgenlicht.example>"],
  });
});

test("a warning is answered for, and its mail goes; a grave finding needs its act", async () => {
  for (const severity of ["warn", "confirm", "block"]) {
    const seen = simulate();
    const asked = serving((path, body) =>
      path === "/checks" ? (body.receipts.includes("r") ? ALLOWED : warned({ severity })) : { receipt: "r" },
    );
    const { verdict, page, acts } = send(seen);
    const port = await page();
    await acts(port, { act: "send" });
    if (severity === "warn") {
      assert.equal(await verdict, GO);
      assert.deepEqual(asked.at(-1)?.body, { outcome: "acknowledged", findings: ["f1"] });
      continue;
    }
    assert.equal(port.sent.length, 2, "asked again");
    await acts(port, { act: "acknowledge", reason: "entitled" });
    if (severity === "confirm") {
      assert.equal(await verdict, GO);
      assert.equal(asked.at(-1)?.path, "/checks", "it is looked at again with the receipt");
    } else {
      await acts(port, { act: "back" });
    }
  }
});

test("what a sender answers for has to be on record before the mail goes", async () => {
  const seen = simulate();
  serving((path) => (path === "/checks" ? warned({ severity: "confirm" }) : new Response("", { status: 500 })));
  const { page, acts, verdict } = send(seen);
  const port = await page();
  await acts(port, { act: "acknowledge", reason: "entitled" });
  assert.deepEqual(port.sent.at(-1).model, { kind: "not-checked", fault: "busy", held: false });
  await acts(port, { act: "back" });
  assert.equal(await verdict, BACK);
});

test("22: a mend takes people out of a mailing list and leaves the others", async () => {
  const seen = simulate({
    details: { to: ["Kring <Kring>", "d@x.example"] },
    lists: { Kring: ["a@x.example", "b@x.example"] },
  });
  const fixes = [{ kind: "move_to_bcc", recipients: ["a@x.example", "d@x.example"], label: "Bcc" }];
  serving((path, body) => (path === "/checks" ? (body.bcc.length > 0 ? ALLOWED : warned({ fixes })) : {}));
  const { page, acts, verdict } = send(seen);
  await acts(await page(), { act: "mend", fixes });
  assert.equal(await verdict, GO);
  assert.deepEqual([seen.draft.to, seen.draft.bcc], [["b@x.example"], ["a@x.example", "d@x.example"]]);
});

test("a mend that fails is told, nobody is lost, and the mail is not sent by itself", async () => {
  const seen = simulate({ details: { to: ["a@x.example"] } });
  globalThis.browser.compose.setComposeDetails = () => Promise.reject(new Error("no"));
  const fixes = [{ kind: "move_to_bcc", recipients: ["a@x.example"], label: "Bcc" }];
  let checks = 0;
  serving((path) => (path === "/checks" ? ((checks += 1) === 1 ? warned({ fixes }) : ALLOWED) : {}));
  const { page, acts, verdict } = send(seen);
  const port = await page();
  await acts(port, { act: "mend", fixes });
  assert.equal(port.sent.at(-1).note, "unmended");
  assert.deepEqual(seen.draft.to, ["a@x.example"]);
  await acts(port, { act: "back" });
  assert.equal(await verdict, BACK);
});

test("37: an encrypted mail is not offered Bcc, which would name everybody by their keys", async () => {
  const fixes = [
    { kind: "move_to_bcc", recipients: ["a@x.example"], label: "Bcc" },
    { kind: "remove_recipient", recipient: "a@x.example", label: "weg" },
  ];
  for (const encryptBody of [true, false]) {
    const seen = simulate({ details: { selectedEncryptionTechnology: { name: "OpenPGP", encryptBody } } });
    const asked = serving((path) => (path === "/checks" ? warned({ fixes }) : {}));
    const port = await send(seen).page();
    const offered = port.sent[0].model.points[0].mends.map((/** @type {{label: string}} */ { label }) => label);
    assert.deepEqual(offered, encryptBody ? ["weg"] : ["Bcc", "weg"]);
    assert.equal(asked.find(({ path }) => path === "/checks")?.body.encrypted, encryptBody);
  }
});

test("20: a file that cannot be read is missing, and the others travel", async () => {
  const seen = simulate({
    attachments: [
      { id: 1, name: "weg.txt", size: 9 },
      { id: 2, name: "leeg.txt", file: new File([], "leeg.txt") },
    ],
  });
  const asked = serving(() => ALLOWED);
  await send(seen).verdict;
  const { attachments } = asked.find(({ path }) => path === "/checks")?.body ?? {};
  assert.equal(attachments[0].missing, "failed");
  assert.equal(attachments[1].part, "file0");
});

test("a window that cannot be opened, does not come, or is closed is the way back", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  serving(() => warned());
  const refused = simulate();
  globalThis.browser.windows.create = () => Promise.reject(new Error("no"));
  assert.equal(await send(refused).verdict, BACK);

  const absent = simulate();
  const waiting = send(absent);
  await until(() => absent["windows"].length > 0);
  context.mock.timers.tick(20_000);
  assert.equal(await waiting.verdict, BACK);

  const closed = send(simulate());
  (await closed.page()).onDisconnect.fire();
  assert.equal(await closed.verdict, BACK);
});

test("10: when nobody waits any more, the window goes", async () => {
  const seen = simulate();
  serving(() => warned());
  const { page, ended } = send(seen);
  const port = await page();
  ended.abort();
  assert.equal(port.gone, true);
});
