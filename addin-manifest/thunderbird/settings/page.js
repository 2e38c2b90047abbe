/** The page of settings: there is nothing to set, only to see whether IT's policy came through and what is wrong with it. */

import { language } from "../../shared/words.js";
import { office } from "../settings.js";
import { WORDS } from "../words.js";

const spoken = language(browser.i18n.getUILanguage());
const words = WORDS[spoken];
const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Waited for the service, in milliseconds. */
const PATIENCE = 5_000;

/** @param {import("../settings.js").Office} known @returns {Promise<"good" | "away" | import("../settings.js").Problem>} */
async function state({ problem, server }) {
  if (problem) {
    return problem;
  }
  const ready = await fetch(`${server}/health/ready`, {
    signal: AbortSignal.timeout(PATIENCE),
    credentials: "omit",
  }).then(
    (answer) => answer.ok,
    () => false,
  );
  return ready ? "good" : "away";
}

/** @param {string} title @param {string} value */
function row(title, value) {
  const [term, said] = [document.createElement("dt"), document.createElement("dd")];
  term.textContent = title;
  said.textContent = value;
  return [term, said];
}

const known = await office();
document.documentElement.lang = spoken;
element("title").textContent = words.title;
element("restart").textContent = words.restart;
element("policy").append(
  ...(known.server ? row(words.address, known.server) : []),
  ...row(words.outage, words.outages[known.outage]),
);
const found = await state(known);
element("state").className = found;
element("state").textContent = words[found];
