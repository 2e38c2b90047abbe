/**
 * The page in the window that asks: says which mail it is about, shows the dialog, and hands on what the sender does.
 *
 * When the add-in behind it is gone, so is this window.
 */

import "../../shared/dialog/element.js";
import { language } from "../../shared/words.js";
import { WORDS } from "../words.js";

/** @typedef {import("../window.js").View} View */
/** @typedef {{passed: (kept: boolean) => void}} Detail */

const dialog = /** @type {import("../../shared/dialog/element.js").PostwachtDialog} */ (
  document.querySelector("postwacht-dialog")
);
const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const spoken = language(browser.i18n.getUILanguage());
const words = WORDS[spoken];
/** Comments that are on their way. @type {((kept: boolean) => void)[]} */
const asked = [];

document.documentElement.lang = spoken;
dialog.lang = spoken;

const port = browser.runtime.connect({ name: location.hash.slice(1) });
port.onDisconnect.addListener(() => window.close());
port.onMessage.addListener((message) => {
  const { answered, kept, ...view } = /** @type {View & {answered?: number, kept?: boolean}} */ (message);
  if (answered === undefined) {
    show(view);
  } else {
    asked[answered]?.(kept === true);
  }
});

for (const act of ["mend", "back", "acknowledge", "send", "retry"]) {
  dialog.addEventListener(`postwacht-${act}`, (event) => {
    // Nothing is pressed twice.
    dialog.model = null;
    element("note").textContent = act === "back" ? "" : words.looking;
    port.postMessage({ findings: [], ...detail(event), act });
  });
}

dialog.addEventListener("postwacht-wrong", (event) => {
  const { passed, ...what } = /** @type {Detail} */ (detail(event));
  port.postMessage({ ...what, act: "wrong", ask: asked.push(passed) - 1 });
});

// Escape means back, wherever the focus is.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dialog.model !== null && !event.defaultPrevented) {
    port.postMessage({ act: "back", findings: [] });
  }
});

/** @param {Event} event */
function detail(event) {
  return /** @type {CustomEvent<object>} */ (event).detail;
}

/** @param {View} view */
function show({ model, mail, note }) {
  element("mail").hidden = mail.recipients.length === 0;
  element("subject").textContent = mail.subject || words.noSubject;
  element("people").textContent = words.to(mail.recipients);
  document.title = mail.subject ? `Postwacht: ${mail.subject}` : "Postwacht";
  element("note").textContent = note ? words[note] : "";
  dialog.model = model;
  fit();
}

/** As high as what it shows, and no higher than the screen. */
function fit() {
  const frame = window.outerHeight - window.innerHeight;
  const wanted = document.body.getBoundingClientRect().height + frame;
  port.postMessage({ height: Math.round(Math.min(wanted, screen.availHeight)) });
}

// A form that is opened gets its room; what is closed leaves the window as it is.
new ResizeObserver(([entry]) => {
  if (entry && entry.contentRect.height > window.innerHeight) {
    fit();
  }
}).observe(document.body);
