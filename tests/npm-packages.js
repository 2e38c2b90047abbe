/**
 * What may stand behind the front end, as `deny.toml` says it for Rust: permissive licences alone, each package pinned
 * by its hash, and no registry of one machine in the lock file.
 */
import { readFileSync } from "node:fs";

const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
]);

/** Used while testing and building only, not given to anybody: file-level or data licences are no burden there. */
const NOT_SHIPPED = {
  "axe-core": "MPL-2.0",
  "caniuse-lite": "CC-BY-4.0",
  lightningcss: "MPL-2.0",
};

/**
 * Whether a licence expression leaves a permissive choice.
 *
 * @param {string} expression SPDX
 */
function isPermissive(expression) {
  const plain = expression.replace(/[()]/gu, "");
  return plain.split(" OR ").some((choice) => choice.split(" AND ").every((each) => PERMISSIVE.has(each.trim())));
}

/** @type {Record<string, {license?: string, link?: boolean, dev?: boolean, resolved?: string, integrity?: string}>} */
const packages = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const faults = [];
for (const [path, { license = "none", link, dev, resolved, integrity }] of Object.entries(packages)) {
  const name = path.split("node_modules/").at(-1) ?? path;
  if (!path.includes("node_modules/") || link) {
    continue;
  }
  const family = Object.entries(NOT_SHIPPED).find(([known]) => name === known || name.startsWith(`${known}-`));
  if (!isPermissive(license) && !(dev && family?.[1] === license)) {
    faults.push(`${name}: the licence ${license} is not on the list`);
  }
  if (resolved !== undefined) {
    faults.push(`${name}: names where it was fetched from; see .npmrc`);
  }
  if (integrity === undefined) {
    faults.push(`${name}: has no hash`);
  }
}
if (faults.length > 0) {
  process.stderr.write(`${faults.join("\n")}\n`);
  process.exit(1);
}
process.stdout.write(`${Object.keys(packages).length} packages, all permissive and pinned\n`);
