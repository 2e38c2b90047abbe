/** The unified manifest against Microsoft's own schema, which is fetched with the package and not kept here. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const PACKAGE = createRequire(import.meta.url).resolve("@microsoft/app-manifest");
/** Its own validators come with it. */
const require = createRequire(PACKAGE);
const SCHEMAS = new URL("json-schemas/teams/v1.22/", `file://${PACKAGE}`);
const FOLDER = new URL("../manifest/", import.meta.url);
/** What the program puts into the template. */
const VALUES = {
  id: "28339984-28f4-5b43-9014-c180611944fc",
  unified_id: "0b1c9b1e-6f6b-5a52-8f60-0f6a6d9d3a11",
  version: "1.1.200",
  base: "https://postwacht.example",
  host: "postwacht.example",
  pane: "https://postwacht.example/addin/outlook/pane.html?key=abc",
  requirement: "1.12",
  unified_mode: "softBlock",
};

/** @param {string} name */
const text = (name) => readFileSync(new URL(name, FOLDER), "utf8");

function manifest() {
  const filled = Object.entries(VALUES).reduce(
    (before, [name, value]) => before.replaceAll(`{{${name}}}`, value),
    text("manifest.json"),
  );
  assert.ok(!filled.includes("{{"), "every place was filled");
  return JSON.parse(filled);
}

/** @param {string} name @param {unknown} value @returns {unknown[]} */
function faults(name, value) {
  const schema = JSON.parse(readFileSync(new URL(name, SCHEMAS), "utf8"));
  const Ajv = require(schema.$schema?.includes("draft-04") ? "ajv-draft-04" : "ajv").default;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: { uri: true, guid: true } });
  const validate = ajv.compile(schema);
  validate(value);
  return validate.errors ?? [];
}

test("R2 the unified manifest holds to Microsoft's schema", () => {
  assert.deepEqual(faults("MicrosoftTeams.schema.json", manifest()), []);
});

test("R2 the schema is really asked", () => {
  const wrong = manifest();
  wrong.extensions[0].autoRunEvents[0].events[3].options.sendMode = "SoftBlock";
  assert.notDeepEqual(faults("MicrosoftTeams.schema.json", wrong), []);
});

test("R14 the English texts hold to the schema of languages", () => {
  assert.deepEqual(faults("MicrosoftTeams.Localization.schema.json", JSON.parse(text("en-us.json"))), []);
});
