/** The package and the policies that Postwacht itself makes for an office, and changes to them that no office would make. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { unzipSync, zipSync } from "fflate";
import { PROGRAM } from "./service.js";
import { ID } from "./thunderbird.js";

/** Files of a package by their path, as text. @typedef {Record<string, string>} Texts */

/**
 * What IT gets from `postwacht manifest thunderbird`.
 *
 * @param {import("./service.js").Service} service
 * @param {string} folder where they go
 * @returns {Promise<{packed: string, policies: any}>} the path of the package, and policies.json
 */
export async function made({ url, enrolmentKey, certificate }, folder) {
  const key = join(folder, "key");
  await writeFile(key, enrolmentKey);
  const out = join(folder, "out");
  await promisify(execFile)(PROGRAM, [
    ...["manifest", "thunderbird", "--base-url", url, "--out", out, "--enrolment-key-file", key],
    ...(certificate ? ["--ca-file", certificate.authority] : []),
  ]);
  const policies = JSON.parse(await readFile(join(out, "policies.json"), "utf8"));
  return { packed: join(out, "postwacht.xpi"), policies };
}

/**
 * A package like this one, with other files in it.
 *
 * @param {string} packed
 * @param {(texts: Texts) => void} alter
 */
export async function altered(packed, alter) {
  const files = unzipSync(new Uint8Array(await readFile(packed)));
  /** @type {Texts} */
  const texts = Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
  );
  alter(texts);
  const bytes = Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  const path = packed.replace(/\.xpi$/u, `-${crypto.randomUUID()}.xpi`);
  await writeFile(path, zipSync(Object.fromEntries(bytes)));
  return path;
}

/** The same add-in under another version. @param {string} packed @param {string} version */
export function renumbered(packed, version) {
  return altered(packed, (texts) => {
    const manifest = JSON.parse(texts["manifest.json"] ?? "");
    texts["manifest.json"] = JSON.stringify({ ...manifest, version });
  });
}

/** The policies, with the package from the disk instead of the network. @param {any} policies @param {string} packed @param {object} settings */
export function fromDisk(policies, packed, settings) {
  const all = structuredClone(policies);
  all.policies.ExtensionSettings[ID].install_url = `file://${packed}`;
  Object.assign(all.policies["3rdparty"].Extensions[ID], settings);
  return all;
}
