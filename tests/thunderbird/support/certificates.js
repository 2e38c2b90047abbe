/** An office's own certificate authority, and certificates for this machine. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{authority: string, key: Buffer, cert: Buffer}} Certificate the path of its authority's certificate; the rest as PEM */

/** @param {string} folder @param {string} name @returns {Certificate} */
export function certificate(folder, name) {
  const at = (/** @type {string} */ file) => join(folder, `${name}-${file}`);
  const run = (/** @type {string[]} */ given) => execFileSync("openssl", given, { stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const authority = ["-x509", "-subj", `/CN=${name}`, "-days", "30"];
  run(["req", ...authority, ...key, "-keyout", at("ca.key"), "-out", at("ca.pem")]);
  run(["req", "-subj", "/CN=127.0.0.1", ...key, "-keyout", at("key"), "-out", at("csr")]);
  writeFileSync(at("ext"), "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
  const signed = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", "30", "-extfile", at("ext")];
  run(["x509", "-req", "-in", at("csr"), ...signed, "-out", at("pem")]);
  return { authority: at("ca.pem"), key: readFileSync(at("key")), cert: readFileSync(at("pem")) };
}
