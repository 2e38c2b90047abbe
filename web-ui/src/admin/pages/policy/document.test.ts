import { expect, test } from "vitest";
import { at, put, said, textAt } from "./document.js";

test("a setting is put in its place and nothing else changes", () => {
  const before = { share: 25, checks: { "other-client": { weak: "off" } } };
  const after = put(before, ["checks", "visible-recipients", "warn_from"], 9);
  expect(after).toEqual({
    share: 25,
    checks: { "other-client": { weak: "off" }, "visible-recipients": { warn_from: 9 } },
  });
  expect(before).toEqual({ share: 25, checks: { "other-client": { weak: "off" } } });
  expect(textAt(after, ["checks", "visible-recipients", "warn_from"])).toBe("9");
  expect(textAt(after, ["checks", "mixed-clients", "severity"])).toBe("");
  expect(at(after, ["share", "deeper"])).toBeUndefined();
});

test("what went back to the default says nothing", () => {
  const tree = put({}, ["checks", "mixed-clients", "severity"], "warn");
  expect(said(tree)).toBe(1);
  expect(said(put(tree, ["checks", "mixed-clients", "severity"], null))).toBe(0);
});
