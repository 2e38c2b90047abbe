/** The policy at the console: drafted, tried, looked back with, published, and taken back. */
import type { Page } from "@playwright/test";
import { Console, expect, test } from "./support/console.ts";
import type { Service } from "./support/service.ts";

/** Asks as a mail client, with a device of its own, about mails to so many residents who see each other. */
async function mails(service: Service, ...residents: number[]): Promise<string[]> {
  const post = async (path: string, body: unknown, token = "") => {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const answer = await fetch(`${service.url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { access_token: string; decision: string };
  };
  const mailbox = "sanne@morgenlicht.example";
  const enrolled = { enrolment_key: service.enrolmentKey, mailbox, client: "test" };
  const { access_token } = await post("/devices", enrolled);
  const decisions: string[] = [];
  for (const count of residents) {
    const to = Array.from({ length: count }, (_, at) => ({ address: `bewoner${at}@ziggo.nl` }));
    const mail = {
      from: { address: mailbox },
      to,
      subject: "Werk",
      body: { format: "text", content: "Beste bewoners" },
    };
    decisions.push((await post("/checks", mail, access_token)).decision);
  }
  return decisions;
}

const check = (page: Page, name: string) => page.locator("details").filter({ hasText: name });

test("a threshold is drafted, tried, looked back with, published, and taken back", async ({ admin, page, service }) => {
  expect(await mails(service, 1, 6, 12)).toEqual(["allow", "allow", "warn"]);
  await admin.open("Beleid");
  await check(page, "Ontvangers die elkaars adres zien").locator("summary").click();
  await page.getByLabel(/^Vanaf hoeveel zichtbare buitenstaanders/u).fill("6");
  await expect(page.getByText("Uw wijzigingen zijn nog niet opgeslagen.")).toBeVisible();
  await page.getByRole("button", { name: "Concept opslaan" }).click();
  await expect(page.getByText("Het concept is opgeslagen.", { exact: false })).toBeVisible();

  await page.getByRole("button", { name: "Probeer op een mail" }).click();
  await admin.panel.getByRole("textbox", { name: "Van", exact: false }).fill("sanne@morgenlicht.example");
  const to = Array.from({ length: 6 }, (_, at) => `bewoner${at}@ziggo.nl`).join(", ");
  await admin.panel.getByRole("textbox", { name: "Aan" }).fill(to);
  await admin.panel.getByRole("button", { name: "Probeer", exact: true }).click();
  await expect(admin.panel.getByRole("heading", { name: "Nu: geen melding" })).toBeVisible();
  await expect(admin.panel.getByRole("heading", { name: "Met het concept: waarschuwing" })).toBeVisible();
  await expect(admin.panel.getByText("6 mensen zien elkaars adres")).toBeVisible();
  await page.keyboard.press("Escape");

  // The record is written beside the answers.
  await expect(async () => {
    await page.getByRole("button", { name: "Kijk 30 dagen terug" }).click();
    const told = admin.panel.getByText("1 meldingen worden er 2");
    const came = await told.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    await page.keyboard.press(came ? "Shift" : "Escape");
    expect(came).toBe(true);
  }).toPass({ timeout: 60_000 });
  await expect(admin.panel.getByRole("row", { name: /^Ontvangers die elkaars adres zien 1 2$/u })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Publiceren…" }).click();
  await expect(admin.panel.getByRole("row", { name: "checks.visible-recipients.warn_from standaard 6" })).toBeVisible();
  await admin.panel.getByRole("button", { name: "Publiceren" }).click();
  await expect(page.getByText("Nu geldt versie 1, van demo", { exact: false })).toBeVisible();
  await expect.poll(() => mails(service, 6), { timeout: 60_000 }).toEqual(["warn"]);

  await page.getByRole("button", { name: "Geschiedenis" }).click();
  await admin.panel.getByRole("button", { name: "Terug naar zoals Postwacht komt" }).click();
  await expect(page.getByText("Nu geldt versie 2, van demo", { exact: false })).toBeVisible();
  await expect.poll(() => mails(service, 6), { timeout: 60_000 }).toEqual(["allow"]);
});

test("a check explains itself, and a text that does not hold says where", async ({ admin, page }) => {
  await admin.speak("en");
  await admin.open("Policy");
  const other = check(page, "Other client");
  await other.locator("summary").click();
  await other.getByRole("button", { name: "What does this check do?" }).click();
  await expect(admin.panel.getByText("This explanation is in Dutch.")).toBeVisible();
  await expect(admin.panel.getByRole("heading", { name: "Waarom" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.locator("summary").filter({ hasText: "As text" }).click();
  await page.getByLabel("Policy (TOML)").fill("[checks.other-client]\nweak = 'loud'\n[surprise]\n");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "surprise: unknown" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "checks.other-client: " })).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "surprise" })).toBeHidden();
});

test("with a keyboard alone: measure only, and the second administrator is told", async ({
  admin,
  page,
  service,
  browser,
}) => {
  const context = await browser.newContext({ locale: "nl-NL" });
  const second = new Console(await context.newPage(), service.url);
  await second.signIn("demo", service.password);
  await second.open("Beleid");
  await expect(second.page.getByLabel("Wie meldingen ziet")).toBeVisible();

  await admin.open("Beleid");
  await page.getByLabel("Wie meldingen ziet").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("Wie meldingen ziet")).toHaveValue("0");
  await page.getByRole("button", { name: "Concept opslaan" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Het concept is opgeslagen.", { exact: false })).toBeVisible();

  await second.page.getByLabel("Wie meldingen ziet").selectOption("25");
  await second.page.getByRole("button", { name: "Concept opslaan" }).click();
  await expect(second.page.getByText("Iemand anders heeft dit intussen gewijzigd", { exact: false })).toBeVisible();
  await second.page.getByRole("button", { name: "Bekijk hoe het nu is" }).click();
  await expect(second.page.getByLabel("Wie meldingen ziet")).toHaveValue("0");
  await context.close();
});
