/** The add-in for Outlook in a browser: the handler of Send and the pane, with the real service behind them. */
import axe from "axe-core";
import { expect, type OpenDraft, test } from "./support/outlook.ts";

const addresses = (list: OpenDraft["to"]) => list.map((person) => person.emailAddress);
const SEND_NOW = /Druk nu op Verzenden/u;

test("R34, R35 108 residents move to Bcc, nobody gets lost, and Send then passes in silence", async ({ outlook }) => {
  const draft = await outlook.sample("story-2");
  await outlook.open(draft);
  await expect(outlook.dialog.getByRole("heading", { level: 2 })).toHaveText("108 mensen zien elkaars adres");
  const held = await outlook.send();
  expect(held.allowEvent).toBe(false);
  expect(held.sendModeOverride, "a grave warning is not sent away").toBeUndefined();
  await outlook.button("Zet alle 108 in Bcc").click();
  await expect(outlook.note).toHaveText(SEND_NOW);
  const after = await outlook.draft();
  expect(after.to).toEqual([]);
  expect(addresses(after.bcc)).toEqual(addresses(draft.to));
  expect((await outlook.send()).allowEvent).toBe(true);
});

for (const trouble of [
  { "bcc.add": 1 },
  { "bcc.add": 2 },
  { "bcc.get": 4 },
  { "to.set": 1 },
  { "to.get": 3 },
] as Record<string, number>[]) {
  test(`R35 a fault in the middle loses nobody: ${JSON.stringify(trouble)}`, async ({ outlook }) => {
    const draft = await outlook.sample("story-2");
    await outlook.open({ ...draft, troubles: trouble });
    await outlook.button("Zet alle 108 in Bcc").click();
    // Where the act that fails is in the look after the mend, it is that look which says so.
    const said = async () => (await outlook.note.innerText()) + (await outlook.dialog.allInnerTexts()).join();
    await expect
      .poll(said)
      .toMatch(/Er is niemand uit de mail verdwenen|Druk nu op Verzenden|Deze mail is niet gecontroleerd/u);
    const { to, cc, bcc } = await outlook.draft();
    const there = new Set(addresses([...to, ...cc, ...bcc]));
    expect(addresses(draft.to).filter((address) => !there.has(address))).toEqual([]);
  });
}

test("story 1: the swap sends the five files to the right Sanne", async ({ outlook }) => {
  const draft = await outlook.sample("story-1");
  expect(draft.files).toHaveLength(5);
  await outlook.open(draft);
  await expect(outlook.dialog.getByRole("heading", { level: 2 })).toHaveText("Dit zijn stukken van 5 andere klanten");
  await expect(outlook.button("Terug naar de mail")).toBeFocused();
  await outlook.button("Stuur naar Sanne de Wit").click();
  await expect(outlook.note).toHaveText(SEND_NOW);
  expect(addresses((await outlook.draft()).to)).toEqual(["sanne@morgenlicht.example"]);
  expect((await outlook.send()).allowEvent).toBe(true);
});

test("confirm: the address is ticked, the receipt lies with the draft, and Send passes for this mail alone", async ({
  outlook,
}) => {
  await outlook.open(await outlook.sample("story-1"));
  await outlook.button("Toch naar Sanne Bakker…").click();
  await outlook.dialog.getByRole("checkbox").check();
  await outlook.button("Toch verzenden").click();
  await expect(outlook.note).toHaveText(SEND_NOW);
  expect((await outlook.send()).allowEvent).toBe(true);
  await outlook.page.evaluate(() =>
    Object.assign((window as unknown as { draft: object }).draft, { subject: "Iets anders" }),
  );
  expect((await outlook.send()).allowEvent).toBe(false);
});

test("confirm: a reason is asked of many, and Send then passes", async ({ outlook }) => {
  await outlook.open(await outlook.sample("story-2"));
  await outlook.button("Iedereen mag dit zien…").click();
  await outlook.dialog.getByRole("radio").first().check();
  await outlook.button("Toch verzenden").click();
  await expect(outlook.note).toHaveText(SEND_NOW);
  expect((await outlook.send()).allowEvent).toBe(true);
});

test("the files can go instead", async ({ outlook }) => {
  await outlook.open(await outlook.sample("story-1"));
  await outlook.button("Haal de 5 bijlagen weg").click();
  await expect.poll(async () => (await outlook.draft()).files).toEqual([]);
});

test("R36 an open pane follows a new check", async ({ outlook }) => {
  await outlook.open(await outlook.sample("story-1"));
  await expect(outlook.dialog).toBeVisible();
  await outlook.page.evaluate(() => {
    const { draft } = window as unknown as { draft: { to: unknown[]; changed: () => void } };
    draft.to = [{ emailAddress: "sanne@morgenlicht.example", displayName: "Sanne de Wit" }];
    draft.changed();
  });
  await expect(outlook.note).toHaveText(SEND_NOW);
});

test("R38 a keyboard is enough: Escape goes back, and the pane closes itself", async ({ outlook }) => {
  await outlook.open(await outlook.sample("story-1"));
  await expect(outlook.button("Terug naar de mail")).toBeFocused();
  await outlook.page.keyboard.press("Escape");
  await expect(outlook.note).toHaveText(/U kunt verder met de mail/u);
  expect((await outlook.draft()).closed).toBe(true);
});

for (const [width, what] of [
  [320, "a narrow pane"],
  [160, "a narrow pane at 200 %"],
] as const) {
  test(`R38 axe finds nothing, and nothing is cut off in ${what}`, async ({ outlook, page }) => {
    await page.setViewportSize({ width, height: 600 });
    await outlook.open(await outlook.sample("story-1"));
    const faults = async () => {
      await page.evaluate(axe.source);
      return page.evaluate(async () => {
        const run = (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
        });
        return (await run).violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join()}`);
      });
    };
    await expect(outlook.dialog).toBeVisible();
    expect(await faults()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await outlook.button("Stuur naar Sanne de Wit").click();
    await expect(outlook.note).toHaveText(SEND_NOW);
    expect(await faults()).toEqual([]);
  });
}

test("R38 English is spoken to those who read it", async ({ outlook }) => {
  await outlook.open({ ...(await outlook.sample("story-1")), language: "en-US" });
  await expect(outlook.dialog.getByRole("heading", { level: 2 })).toHaveText("These are papers of 5 other clients");
  await expect(outlook.page.locator("html")).toHaveAttribute("lang", "en");
});

test("that it is wrong can be said", async ({ outlook }) => {
  await outlook.open(await outlook.sample("story-1"));
  await outlook.button(/^Klopt dit niet/u).click();
  await outlook.dialog.getByRole("textbox").fill("Sanne Bakker werkt hier ook.");
  await outlook.button("Doorgeven").click();
  await expect(outlook.dialog.getByRole("status")).not.toBeEmpty();
});

test("a mailbox without a key is asked for one, and a wrong one is told", async ({ outlook }) => {
  await outlook.open(await outlook.sample("story-1"), "pane", "");
  const field = outlook.page.getByLabel("De sleutel die u van uw kantoor kreeg");
  await expect(field).toBeFocused();
  await field.fill("fout");
  await field.press("Enter");
  await expect(outlook.note).toHaveText(/niet geldig/u);
  await field.fill(outlook.service.enrolmentKey);
  await field.press("Enter");
  await expect(outlook.dialog).toBeVisible();
});

test.describe("R18 whatever the service does, Send ends in time and the pane says so", () => {
  const ways: Record<string, (route: import("@playwright/test").Route) => Promise<void>> = {
    "it is down": (route) => route.abort("connectionrefused"),
    "it is slow": () => new Promise(() => undefined),
    "it fails": (route) => route.fulfill({ status: 500, body: "{}" }),
    "a proxy answers with a page": (route) =>
      route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html><p>Inloggen" }),
    "it is cut off": (route) =>
      route.fulfill({ status: 200, contentType: "application/json", body: '{"id":"1","decision":"all' }),
  };
  for (const [way, answer] of Object.entries(ways)) {
    test(way, async ({ outlook }) => {
      await outlook.open(await outlook.sample("story-1"), "events");
      await outlook.event("onNewMessageCompose");
      await outlook.page.route("**/api/v1/checks", answer);
      // How long that takes is measured where time can be made: see the tests of the script.
      const held = await outlook.event("onMessageSend");
      expect(held.errorMessage).toMatch(/niet gecontroleerd/u);
      expect([held.allowEvent, held.sendModeOverride]).toEqual([false, "promptUser"]);
    });
    test(`in the pane: ${way}`, async ({ outlook, page }) => {
      // The pane waits for half a minute; the test lets that pass at once.
      await page.clock.install();
      await page.route("**/api/v1/checks", answer);
      await outlook.open(await outlook.sample("story-1"));
      const asked = page.waitForRequest("**/api/v1/checks");
      await page.clock.runFor(100);
      await asked;
      await page.clock.runFor(31_000);
      await expect(outlook.dialog.getByRole("heading", { level: 2 })).toHaveText("Deze mail is niet gecontroleerd");
      await page.unroute("**/api/v1/checks");
      await outlook.button("Probeer opnieuw").click();
      await page.clock.runFor(100);
      await expect(outlook.dialog.getByRole("heading", { level: 2 })).toHaveText(
        "Dit zijn stukken van 5 andere klanten",
      );
    });
  }
});

test("the script at Send and the pane of one browser are one device, with one use of the key", async ({
  outlook,
  page,
}) => {
  const enrolments: string[] = [];
  page.on("request", (request) => request.url().endsWith("/api/v1/devices") && enrolments.push(request.url()));
  await outlook.open(await outlook.sample("story-1"), "events");
  await outlook.event("onNewMessageCompose");
  await page.goto(`${outlook.url}/addin/outlook/pane.html`);
  await expect(outlook.dialog).toBeVisible();
  await page.reload();
  await expect(outlook.dialog).toBeVisible();
  expect(enrolments).toHaveLength(1);
  const roaming = await page.evaluate(() =>
    Object.keys((window as unknown as { draft: { roaming: object } }).draft.roaming),
  );
  expect(roaming).not.toContain("pw.devices");
});

test("the pane says what was not checked, and tries again", async ({ outlook }) => {
  await outlook.page.route("**/api/v1/checks", (route) => route.fulfill({ status: 503, body: "{}" }));
  await outlook.open(await outlook.sample("story-1"));
  await expect(outlook.dialog.getByRole("heading", { level: 2 })).toHaveText("Deze mail is niet gecontroleerd");
  await outlook.page.unroute("**/api/v1/checks");
  await outlook.button("Probeer opnieuw").click();
  await expect(outlook.dialog.getByRole("heading", { level: 2 })).toHaveText("Dit zijn stukken van 5 andere klanten");
});

test("25 MiB over a slow line goes ahead, so that Send does not wait for it", async ({ outlook }) => {
  test.slow();
  // A picture: it is the line that is slow here, and not the reading.
  const size = 25 * 1024 * 1024;
  const content = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(size - 8, 7)]).toString("base64");
  const draft = await outlook.sample("story-1");
  await outlook.open(
    {
      ...draft,
      to: [{ emailAddress: "sanne@morgenlicht.example", displayName: "" }],
      files: [{ name: "tuin.png", size, content }],
    },
    "events",
  );
  const line = await outlook.page.context().newCDPSession(outlook.page);
  await line.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 40,
    downloadThroughput: 4e6,
    uploadThroughput: 4e6,
  });
  await outlook.event("onAttachmentsChanged");
  const asked = outlook.page.waitForRequest("**/api/v1/checks");
  const ended = await outlook.send();
  const [file] = (await asked).postDataJSON().attachments;
  expect([typeof file.ref, file.content, file.missing], "only its reference travels").toEqual([
    "string",
    undefined,
    undefined,
  ]);
  expect(ended.allowEvent).toBe(true);
});
