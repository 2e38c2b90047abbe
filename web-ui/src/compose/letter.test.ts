import { mend } from "@postwacht/shared/mend";
import { expect, test } from "vitest";
import { arrived, blank, opened, toDraft, withPeople, withoutPeople } from "./letter.js";

const person = (address: string) => ({ address, name: "" });

test("nobody stands in a field twice, however the address is written", () => {
  const letter = withPeople(blank("h@o.example"), "to", [person("A@x.example"), person("a@X.example")]);
  expect(withPeople(letter, "to", [person("a@x.example")]).to).toEqual([person("A@x.example")]);
  expect(withoutPeople(letter, "to", ["a@x.example"]).to).toEqual([]);
});

test("a mend changes the letter, and what came in is known", async () => {
  const before = withPeople(blank("h@o.example"), "to", [person("a@x.example"), person("b@x.example")]);
  const { draft, now } = opened(before);
  await mend(draft, [{ kind: "move_to_bcc", recipients: ["a@x.example"], label: "" }]);
  expect([now().to, now().bcc]).toEqual([[person("b@x.example")], [person("a@x.example")]]);
  expect([...arrived(before, now())]).toEqual(["bcc a@x.example"]);
});

test("a letter is a new mail of its sender", () => {
  const draft = toDraft({ ...blank("h@o.example"), subject: "S", body: "B" }, { address: "h@o.example", name: "H" });
  expect([draft.kind, draft.from.name, draft.body]).toEqual(["new", "H", { format: "text", content: "B" }]);
});
