/** Debian's Chromium and the program as cargo built it; nothing is fetched. */
import { defineConfig } from "@playwright/test";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Chromium's own sandbox does not start for root, which is who runs tests in a container.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  projects: [
    { name: "tests", testMatch: "*.spec.ts" },
    { name: "pictures", testMatch: "pictures*.ts" },
  ],
  reporter: [["list"]],
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env["CI"],
  // Longer than anything takes on a busy machine.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: { executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: QUIET },
    viewport: { width: 1280, height: 860 },
    actionTimeout: 15_000,
    locale: "nl-NL",
    // What arrives slowly is half transparent for a moment, and measured as such.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
  },
});
