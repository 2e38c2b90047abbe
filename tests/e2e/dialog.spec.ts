/** The dialog by itself, with models that no sample draft gives. */
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "./support/page.ts";

const POINT = {
  findings: ["f1"],
  check: "other-client",
  weight: "warn",
  title: "Titel",
  text: "Tekst.",
  recipients: [{ address: "a@x.example", name: "A" }],
  files: ["a.pdf"],
  mends: [],
};

/** Shows a dialog and writes down what it tells. */
async function show(page: Page, model: object, attributes: Record<string, string> = { modal: "" }): Promise<void> {
  await page.evaluate(
    ([given, named]) => {
      const dialog = document.createElement("postwacht-dialog") as HTMLElement & { model: unknown };
      const told: unknown[] = [];
      for (const act of ["mend", "back", "acknowledge", "send", "wrong", "retry"]) {
        dialog.addEventListener(`postwacht-${act}`, (event) => {
          const { passed, ...detail } = (event as CustomEvent).detail;
          told.push([act, detail]);
          passed?.(false);
        });
      }
      Object.entries(named).forEach(([name, value]) => dialog.setAttribute(name, value));
      Object.assign(globalThis, { told });
      document.body.append(dialog);
      dialog.model = given;
    },
    [model, attributes] as const,
  );
}

const told = (page: Page) => page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);

test("what is blocked has no way to be sent", async ({ compose, page }) => {
  await show(page, { kind: "findings", weight: "block", points: [{ ...POINT, weight: "block" }] });
  await expect(compose.dialog).toContainText("kan zo niet worden verzonden");
  await expect(compose.dialog.getByRole("button")).toHaveText(["Klopt dit niet?", "Terug naar de mail"]);
});

test("names with markup are names", async ({ compose, page }) => {
  const hostile = `<img src=x onerror="document.title='owned'"><b>"Jan"</b>`;
  await show(page, {
    kind: "findings",
    weight: "confirm",
    points: [
      {
        ...POINT,
        weight: "confirm",
        title: hostile,
        text: hostile,
        question: hostile,
        recipients: [{ address: "a@x.example", name: hostile }],
        files: [hostile],
        mends: [{ fixes: [], label: hostile }],
        spelling: undefined,
      },
    ],
    act: { tick: [{ address: "a@x.example", name: hostile }], reason: false },
  });
  await expect(compose.dialog.getByRole("heading", { level: 2 })).toHaveText(hostile);
  await expect(compose.dialog.locator("img, b b")).toHaveCount(0);
  await expect(compose.button(hostile)).toBeVisible();
  expect(await page.title()).toBe("Probeer Postwacht");
});

test("without an answer it says so, asks again, and goes only where the office lets it", async ({ compose, page }) => {
  await show(page, { kind: "not-checked", fault: "late", held: false });
  await expect(compose.dialog).toContainText("niet op tijd antwoord");
  await compose.button("Probeer opnieuw").click();
  await compose.button("Toch verzenden").click();
  await page.keyboard.press("Escape");
  expect(await told(page)).toEqual([
    ["retry", {}],
    ["send", { findings: [] }],
    ["back", {}],
  ]);
  await page.evaluate(() => document.body.lastElementChild?.remove());
  await show(page, { kind: "not-checked", fault: "unreachable", held: true });
  await expect(compose.dialog).toContainText("wacht tot Postwacht weer antwoordt");
  await expect(compose.button("Toch verzenden")).toHaveCount(0);
});

test("each act is told with the findings that it is about", async ({ compose, page }) => {
  const fix = { kind: "remove_recipient", recipient: "a@x.example", label: "Haal A weg" };
  await show(page, {
    kind: "findings",
    weight: "confirm",
    points: [
      { ...POINT, weight: "confirm", mends: [{ fixes: [fix], label: fix.label }] },
      { ...POINT, findings: ["f2"], title: "Tweede" },
    ],
    act: { tick: [], reason: true },
  });
  await compose.button("Haal A weg").click();
  await compose.button("Klopt dit niet? Tweede").click();
  await compose.dialog.getByRole("textbox").fill("Nee");
  await compose.button("Doorgeven").click();
  await expect(compose.dialog, "what was not kept is not thanked for").toContainText("Dat lukte nu niet");
  await compose.button("Toch verzenden…").click();
  await compose.dialog.getByRole("radio", { name: "De klant heeft hierom gevraagd" }).check();
  await compose.button("Toch verzenden").click();
  expect(await told(page)).toEqual([
    ["mend", { findings: ["f1"], fixes: [fix] }],
    ["wrong", { findings: ["f2"], comment: "Nee" }],
    ["acknowledge", { findings: ["f1", "f2"], reason: "asked_for" }],
  ]);
});

test("in a window of its own it fills it, and Escape goes back as well", async ({ compose, page }) => {
  await page.setViewportSize({ width: 320, height: 500 });
  await page.evaluate(() => document.getElementById("page")?.remove());
  await show(page, { kind: "findings", weight: "warn", points: [POINT] }, { lang: "en-GB", theme: "dark" });
  await expect(compose.button("Back to the mail")).toBeFocused();
  expect((await compose.dialog.boundingBox())?.width).toBe(320);
  await page.keyboard.press("Escape");
  expect(await told(page)).toEqual([["back", {}]]);
});

test("the element with its styles and words travels in 12 KB, the page in 250 KB", async ({ page, service }) => {
  const element = readFileSync(new URL("../../addin-manifest/shared/dist/dialog.js", import.meta.url));
  const travelling = gzipSync(element).length;
  let loaded = 0;
  const sizes: Promise<void>[] = [];
  page.on("requestfinished", (request) =>
    sizes.push(request.sizes().then(({ responseBodySize }) => void (loaded += responseBodySize))),
  );
  await page.goto(`${service.url}/try/`, { waitUntil: "networkidle" });
  await Promise.all(sizes);
  test.info().annotations.push({ type: "sizes", description: `element ${travelling} bytes, page ${loaded} bytes` });
  expect(travelling).toBeLessThanOrEqual(12 * 1024);
  expect(loaded).toBeGreaterThan(50 * 1024);
  expect(loaded).toBeLessThanOrEqual(250 * 1024);
});

test("the page breaks no policy, and nothing of it comes from elsewhere", async ({ page, service }) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  await page.addInitScript(() => {
    Object.assign(globalThis, { broken: [] });
    document.addEventListener("securitypolicyviolation", (event) =>
      (globalThis as unknown as { broken: string[] }).broken.push(event.violatedDirective),
    );
  });
  await page.goto(`${service.url}/try/`);
  await page.getByRole("button", { name: "Verzenden", exact: true }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  expect([...hosts]).toEqual([service.url]);
  expect(await page.evaluate(() => (globalThis as unknown as { broken: string[] }).broken)).toEqual([]);
});
