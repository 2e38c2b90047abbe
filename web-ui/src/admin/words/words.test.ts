import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import en from "./en.json";
import nl from "./nl.json";
import { excuse, isKey, sayer } from "./words.js";

const slots = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/gu)].map((slot) => slot[1]).sort();

test("both languages have the same keys, with the same slots", () => {
  expect(Object.keys(en)).toEqual(Object.keys(nl));
  for (const key of Object.keys(nl) as (keyof typeof nl)[]) {
    expect(slots(en[key]), key).toEqual(slots(nl[key]));
  }
});

test("a code of the service without words of its own is excused as a fault", () => {
  expect(excuse(sayer("en"), "name_taken")).toBe(en["refused.name_taken"]);
  expect(excuse(sayer("en"), "something_new")).toBe(en["refused.internal"]);
});

test("every refusal that has words here is one that the service knows, or that nobody answered", () => {
  const known = readFileSync(new URL("../../../../docs/reference/problems.md", import.meta.url), "utf8");
  const codes = Object.keys(nl).filter((key) => key.startsWith("refused."));
  expect(codes.length).toBeGreaterThan(5);
  for (const code of codes.map((key) => key.slice("refused.".length))) {
    expect(code === "unreachable" || known.includes(`\`${code}\``), code).toBe(true);
    expect(isKey(`refused.${code}`)).toBe(true);
  }
});

test("a check has the name that its page has", () => {
  const checks = new URL("../../../../server/engine/src/rules/", import.meta.url);
  const folders = readdirSync(checks, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const titles = folders.map(({ name }) => {
    const [title] = readFileSync(new URL(`${name}/spec.md`, checks), "utf8").split("\n");
    return [`check.${name.replaceAll("_", "-")}`, title?.slice("# ".length)];
  });
  const named = Object.entries(nl).filter(([key]) => key.startsWith("check.") && key !== "check.all");
  expect(named.sort()).toEqual(titles.sort());
});
