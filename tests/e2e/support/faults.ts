/** What everybody must be able to use: what axe finds, and whether a page fits its window. */
import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

/** What axe finds wrong, by rule and place. */
export async function faults(page: Page, within = "html"): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((place) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (globalThis as unknown as { axe: typeof axe }).axe.run(place, { runOnly: tags });
  }, within);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
  );
}

/** Nothing sticks out to the side. */
export async function fitsAcross(page: Page): Promise<void> {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(room ?? 0);
}
