/** What administrators look after: exceptions, whom nobody may mail, devices, the record, and whether it helps. */
import { expect, test } from "./support/console.ts";
import { Compose } from "./support/page.ts";

test.use({ refusals: true });

test("an exception is refused with the reason, added, found, changed by one of two, and taken away", async ({
  admin,
  page,
}) => {
  await admin.open("Uitzonderingen");
  await page.getByRole("button", { name: "Uitzondering toevoegen" }).click();
  const { panel } = admin;
  await panel.getByRole("textbox", { name: "Adres of domein" }).fill("optiek-vos.example");
  await panel.getByRole("textbox", { name: "Reden" }).fill("Vaste afspraak");
  await panel.getByRole("checkbox", { name: "Stukken van een andere klant" }).check();
  await panel.getByRole("button", { name: "Opslaan" }).click();
  await expect(panel.getByText(/Dat kan alleen voor één adres, met een reden en een einddatum/u)).toBeVisible();
  await panel.getByRole("checkbox", { name: "Stukken van een andere klant" }).uncheck();
  await panel.getByRole("checkbox", { name: "Nieuwe ontvanger" }).check();
  await panel.getByRole("button", { name: "Opslaan" }).click();
  await expect(panel).toBeHidden();
  await expect(admin.rows).toHaveCount(1);

  const other = await page.context().newPage();
  await other.goto(page.url());
  for (const [each, reason] of [
    [page, "De eerste"],
    [other, "De tweede"],
  ] as const) {
    await each.getByRole("button", { name: "optiek-vos.example" }).click();
    await each.getByRole("dialog").getByRole("textbox", { name: "Reden" }).fill(reason);
  }
  await panel.getByRole("button", { name: "Opslaan" }).click();
  await expect(admin.rows).toContainText("De eerste");
  await other.getByRole("dialog").getByRole("button", { name: "Opslaan" }).click();
  await expect(other.getByText(/Iemand anders heeft dit intussen gewijzigd/u)).toBeVisible();
  await other.close();

  const search = page.getByRole("searchbox", { name: "Zoek op adres, reden of naam" });
  await search.fill("niemand");
  await expect(page.getByText("Niets gevonden.")).toBeVisible();
  await search.fill("VOS eerste");
  await page.getByRole("button", { name: "optiek-vos.example" }).click();
  await panel.getByRole("button", { name: "Uitzondering weghalen" }).click();
  await expect(panel).toBeHidden();
  await search.fill("");
  await expect(page.getByText("Er zijn nog geen uitzonderingen.")).toBeVisible();
});

test("what was shown and done is counted, and the record tells it without a name", async ({ admin, page, service }) => {
  const compose = new Compose(await page.context().newPage(), "nl", service.url);
  await compose.open();
  await compose.take("story-1");
  await compose.send();
  await compose.button(compose.said.back).click();
  await compose.page.close();

  await admin.open("Overzicht");
  await admin.showsInTheEnd("Stukken van een andere klant");
  await admin.open("Logboek");
  await admin.showsInTheEnd("other-client (confirm)");
  await expect(page.getByRole("main")).not.toContainText("sanne");
  await page.getByRole("button", { name: "Controleer het logboek" }).click();
  await expect(page.getByText(/Het logboek is heel/u)).toBeVisible();
});

test("a key lets a mail program in, who is then guarded, and can be revoked", async ({ admin, page, service }) => {
  await admin.open("Uitrollen");
  await page.getByRole("button", { name: "Sleutel maken" }).click();
  await admin.panel.getByRole("textbox", { name: "Naam van de sleutel" }).fill("balie");
  await admin.panel.getByRole("button", { name: "Maken" }).click();
  const key = await page.getByText(/^[0-9a-f]{8}(-[0-9a-f]{8}){3}$/u).innerText();
  const enrol = () =>
    fetch(`${service.url}/api/v1/devices`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ enrolment_key: key, mailbox: "henk@morgenlicht.example", client: "Thunderbird 153" }),
    });
  expect((await enrol()).status).toBe(200);
  const listed = page.getByRole("row", { name: /^balie/u });
  await listed.getByRole("button", { name: "Intrekken: balie" }).click();
  await listed.getByRole("button", { name: "Ja, trek in: balie" }).click();
  await expect(listed).toBeHidden();
  expect((await enrol()).status, "nobody joins with it any more").toBe(401);

  await admin.open("Apparaten");
  const device = page.getByRole("row", { name: /^henk@morgenlicht\.example Thunderbird 153/u });
  await device.getByRole("button", { name: /^Intrekken/u }).click();
  await device.getByRole("button", { name: /^Ja, trek in/u }).click();
  await expect(device).toContainText("Ingetrokken");
  await page.getByRole("button", { name: "Apparaten van een collega intrekken" }).click();
  await admin.panel.getByRole("textbox", { name: "E-mailadres van de collega" }).fill("henk@morgenlicht.example");
  await admin.panel.getByRole("button", { name: "Intrekken" }).click();
  await expect(page.getByText("0 apparaten ingetrokken.")).toBeVisible();
});

test("what a colleague calls not right becomes a narrow exception with one click", async ({ admin, page, service }) => {
  const compose = new Compose(await page.context().newPage(), "nl", service.url);
  await compose.open();
  await compose.take("typing-slip");
  await compose.send();
  await compose.button(/^Klopt dit niet/u).click();
  await compose.button("Doorgeven").click();
  await expect(compose.dialog.getByText("Dank u, het is doorgegeven.")).toBeVisible();
  await compose.page.close();
  await admin.open("Uitzonderingen");
  await page.getByRole("button", { name: "Maak uitzondering" }).click();
  await expect(page.getByRole("heading", { name: "Door collega's onterecht genoemd" })).toBeHidden();
  await expect(admin.rows.filter({ hasText: "Verschreven adres" })).toContainText("Collega's noemden");
});

test("a file of exceptions is looked at first, and taken in when it is meant", async ({ admin, page }) => {
  await admin.open("Uitzonderingen");
  await page.getByRole("button", { name: "Bestand inlezen" }).click();
  const csv = "adres;controles;reden\nvos.example;new-recipient;Vaste drukker\n*.nl;new-recipient;Alles\n";
  const file = { name: "lijst.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
  await admin.panel.getByLabel("CSV-bestand").setInputFiles(file);
  await admin.panel.getByRole("button", { name: "Bekijken" }).click();
  await expect(
    admin.panel.getByText("1 uitzonderingen kunnen gelden; 0 uit een eerder bestand gaan weg."),
  ).toBeVisible();
  await expect(admin.panel.getByRole("listitem")).toHaveCount(1);
  await admin.panel.getByRole("button", { name: "Inlezen" }).click();
  await expect(admin.rows).toContainText(["Vaste drukker"]);
});
