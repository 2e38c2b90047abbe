import { expect, test } from "vitest";
import en from "./en.json";
import nl from "./nl.json";
import { sayer, usual } from "./words.js";

const slots = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/gu)].map((slot) => slot[1]).sort();

test("both languages have the same keys, with the same slots", () => {
  expect(Object.keys(en)).toEqual(Object.keys(nl));
  for (const key of Object.keys(nl) as (keyof typeof nl)[]) {
    expect(slots(en[key]), key).toEqual(slots(nl[key]));
  }
});

test("slots are filled, and a value with braces is not filled again", () => {
  expect(sayer("en")("recipients", { count: 108 })).toBe("108 recipients");
  expect(sayer("nl")("remove", { name: "{count}" })).toBe("Verwijder {count}");
});

test("a browser's first language that we speak is spoken", () => {
  expect([["nl-BE", "en"], ["fr", "nl"], ["en-GB", "nl"], ["fr"], []].map(usual)).toEqual([
    "nl",
    "nl",
    "en",
    "en",
    "en",
  ]);
});
