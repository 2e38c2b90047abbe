/** Words in every language. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { language, REASONS, WORDS } from "../words.js";

/** @param {object} words @returns {string[]} */
const keys = (words) =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" ? keys(value).map((inner) => `${key}.${inner}`) : [`${key}:${typeof value}`],
  );

test("every word is there in every language", () => {
  assert.deepEqual(keys(WORDS.en), keys(WORDS.nl));
});

test("four reasons and another one", () => {
  assert.deepEqual([REASONS.length, REASONS.at(-1)], [5, "other"]);
});

test("counts are told in the singular and the plural", () => {
  assert.deepEqual([WORDS.nl.more(1), WORDS.nl.more(2)], ["Nog 1 punt", "Nog 2 punten"]);
  assert.deepEqual([WORDS.en.others(1), WORDS.en.others(105)], ["and 1 other", "and 105 others"]);
});

test("a language is known by its first subtag; Dutch is the usual one", () => {
  assert.deepEqual(["en-GB", "EN", "en_US", "nl-BE", "fr", ""].map(language), ["en", "en", "en", "nl", "nl", "nl"]);
});
