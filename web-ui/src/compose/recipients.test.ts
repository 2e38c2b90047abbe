import { expect, test } from "vitest";
import { read } from "./recipients.js";

const person = (address: string, name = "") => ({ address, name });

test.each([
  ["an address", "a@x.example", [person("a@x.example")], ""],
  ["a name with it", "Sanne Bakker <a@x.example>", [person("a@x.example", "Sanne Bakker")], ""],
  [
    "as Outlook copies it",
    "Sanne Bakker <a@x.example>; Jan <b@x.example>",
    [person("a@x.example", "Sanne Bakker"), person("b@x.example", "Jan")],
    "",
  ],
  [
    "a column of a sheet",
    "a@x.example\r\nb@x.example\n\nc@x.example\n",
    ["a", "b", "c"].map((at) => person(`${at}@x.example`)),
    "",
  ],
  [
    "a comma in quotes",
    '"Bakker, Sanne" <a@x.example>, b@x.example',
    [person("a@x.example", "Bakker, Sanne"), person("b@x.example")],
    "",
  ],
  ["surname first, unquoted", "Bakker, Sanne <a@x.example>", [person("a@x.example", "Sanne Bakker")], ""],
  ["half an address", "sanne@", [], "sanne@"],
  ["one good, one not", "a@x.example, niemand", [person("a@x.example")], "niemand"],
  ["markup is only a name", "<b>x</b> <a@x.example>", [person("a@x.example", "<b>x</b>")], ""],
  ["nothing", " ;, \n", [], ""],
])("%s", (_, text, people, rest) => {
  expect(read(text)).toEqual({ people, rest });
});

test("108 addresses in one paste", () => {
  const list = Array.from({ length: 108 }, (_, at) => `Resident ${at} <resident${at}@x.example>`).join("; ");
  expect(read(list).people).toHaveLength(108);
});
