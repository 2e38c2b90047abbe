/** What the manifest asks of Thunderbird, and what it must never ask. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const manifest = JSON.parse(readFileSync(new URL("../manifest.json", import.meta.url), "utf8"));

test("35: it asks for no more than it needs", () => {
  assert.deepEqual(manifest.permissions, ["accountsRead", "addressBooks", "compose", "messagesRead", "storage"]);
  assert.deepEqual(manifest.host_permissions, ["{{host}}"]);
  for (const more of [
    "optional_permissions",
    "optional_host_permissions",
    "content_scripts",
    "web_accessible_resources",
  ]) {
    assert.equal(manifest[more], undefined, more);
  }
});

test("31: its pages run nothing but what is in the package", () => {
  const policy = manifest.content_security_policy.extension_pages;
  assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/u);
  assert.doesNotMatch(policy, /unsafe|data:|https?:\/\/\*/u);
});
