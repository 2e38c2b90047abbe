/** Packs the add-in for the service under test, as `postwacht manifest thunderbird` does for an office. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ID } from "./thunderbird.js";

const SOURCES = fileURLToPath(new URL("../../../addin-manifest", import.meta.url));

/** @param {{url: string, enrolmentKey: string}} service @param {{version?: string, alter?: (folder: string) => void}} [how] */
export function pack({ url }, { version = "0.1.0", alter } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "postwacht-xpi-"));
  const inside = join(folder, "inside");
  cpSync(join(SOURCES, "thunderbird"), inside, { recursive: true });
  mkdirSync(join(inside, "shared"), { recursive: true });
  cpSync(join(SOURCES, "shared"), join(inside, "shared"), {
    recursive: true,
    filter: (path) => !/\/(tests|dist|node_modules)$/u.test(path),
  });
  const manifest = readFileSync(join(inside, "manifest.json"), "utf8")
    .replaceAll("{{version}}", version)
    .replaceAll("{{id}}", ID)
    .replaceAll("{{host}}", `${new URL(url).protocol}//${new URL(url).hostname}/*`)
    .replaceAll("{{update_url}}", `https://127.0.0.1/updates.json`);
  writeFileSync(join(inside, "manifest.json"), manifest);
  alter?.(inside);
  const package_ = join(folder, "postwacht.xpi");
  execFileSync("python3", [
    "-c",
    "import shutil,sys;shutil.make_archive(sys.argv[1],'zip',sys.argv[2])",
    package_,
    inside,
  ]);
  execFileSync("mv", [`${package_}.zip`, package_]);
  return package_;
}

/** policies.json as IT deploys it. @param {{url: string, enrolmentKey: string}} service @param {string} package_ @param {object} [settings] */
export function policies({ url, enrolmentKey }, package_, settings = {}) {
  return {
    policies: {
      ExtensionSettings: { [ID]: { installation_mode: "force_installed", install_url: `file://${package_}` } },
      "3rdparty": { Extensions: { [ID]: { server: url, enrolment_key: enrolmentKey, outage: "warn", ...settings } } },
      DisableSafeMode: true,
    },
  };
}
