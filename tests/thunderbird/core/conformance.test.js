/** The list of docs/deploy/thunderbird.md, held against the names of the tests: what has to hold is tried, or it says why not. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../../", import.meta.url);
const PAGE = readFileSync(new URL("docs/deploy/thunderbird.md", ROOT), "utf8");
const POINTS = Array.from({ length: 43 }, (_, index) => index + 1);
const NOT = /^not by a test: (.{40,})$/u;

/** @param {string} list such as `1, 2` */
const numbers = (list) => list.split(",").map(Number);

/** Points, and where they are tried. @type {[number[], string][]} */
const rows = [...PAGE.matchAll(/^\| (\d[\d, ]*) \|.*\| (.*) \|$/gmu)].map(([, points = "", where = ""]) => [
  numbers(points),
  where,
]);

/** Points that stand in front of the name of a test of this file. @param {string} path */
function named(path) {
  const names = readFileSync(new URL(path, ROOT), "utf8").matchAll(/^\s*test\(\s*["`](\d[\d, ]*): /gmu);
  return [...names].flatMap(([, points = ""]) => numbers(points));
}

test("each point stands in the list once", () => {
  const listed = rows.flatMap(([points]) => points);
  assert.deepEqual(
    [...listed].sort((one, other) => one - other),
    POINTS,
  );
});

for (const [points, where] of rows) {
  test(`what has to hold for ${points.join(", ")} is tried where the list says, or the list says why not`, () => {
    const files = [...where.matchAll(/`([^`]+\.test\.js)`/gu)].map(([, path = ""]) => path);
    const tried = files.flatMap(named);
    const untried = points.filter((point) => !tried.includes(point));
    assert.deepEqual(untried, NOT.test(where) ? points : []);
  });
}

test("42: the gaps are told in both languages", () => {
  const [dutch = "", english = ""] = PAGE.split("\n## English\n");
  for (const gap of ["agenda-uitnodigingen", "messages.sendMessage", "leesbevestigingen", "antwoorden van filters"]) {
    assert.ok(dutch.includes(gap), gap);
  }
  for (const gap of ["calendar invitations", "messages.sendMessage", "read receipts", "replies of filters"]) {
    assert.ok(english.includes(gap), gap);
  }
});
