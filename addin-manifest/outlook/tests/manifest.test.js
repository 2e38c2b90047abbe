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
  entra_application: "3b1a5c70-8f0e-4c1e-9a55-0c9e0f9e2d11",
  entra_resource: "api://postwacht.example/3b1a5c70-8f0e-4c1e-9a55-0c9e0f9e2d11",
};

/** @param {string} name */
const text = (name) => readFileSync(new URL(name, FOLDER), "utf8");

/** The manifest as the program makes it: without Entra ID a line that names it is left out. */
function manifest({ entra = true } = {}) {
  const filled = Object.entries(VALUES)
    .filter(([name]) => entra || !name.startsWith("entra"))
    .reduce((before, [name, value]) => before.replaceAll(`{{${name}}}`, value), text("manifest.json"));
  const lines = filled.split("\n").filter((line) => !line.includes("{{"));
  assert.equal(filled.split("\n").length - lines.length, entra ? 0 : 1, "every place was filled");
  return JSON.parse(lines.join("\n"));
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
  assert.deepEqual(faults("MicrosoftTeams.schema.json", manifest({ entra: false })), []);
});

test("R2 the schema is really asked", () => {
  const wrong = manifest();
  wrong.extensions[0].autoRunEvents[0].events[3].options.sendMode = "SoftBlock";
  assert.notDeepEqual(faults("MicrosoftTeams.schema.json", wrong), []);
  const application = manifest();
  application.webApplicationInfo.id = "postwacht";
  assert.notDeepEqual(faults("MicrosoftTeams.schema.json", application), []);
});

test("R14 the English texts hold to the schema of languages", () => {
  assert.deepEqual(faults("MicrosoftTeams.Localization.schema.json", JSON.parse(text("en-us.json"))), []);
});
