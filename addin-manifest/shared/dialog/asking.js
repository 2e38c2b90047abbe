/**
 * The act that is asked before a mail goes in spite of a grave finding: the sender ticks the address, or says why it
 * is right. No countdown, nothing to type over.
 */

import { REASONS, TICKED } from "../words.js";
import { button, node } from "./nodes.js";

/** @typedef {import("../model.js").Act} Act */
/** @typedef {import("../address.js").Mailbox} Mailbox */
/** @typedef {import("../words.js").Words} Words */

/**
 * The form; `done` is called once everything that is asked is there.
 *
 * @param {Act} act
 * @param {Words} words
 * @param {(reason: string) => void} done
 */
export function asking(act, words, done) {
  const ticks = act.tick.map((mailbox) => tick(mailbox, words));
  const reasons = act.reason ? REASONS.map((reason) => choice(reason, words)) : [];
  const error = node("p", { class: "error", role: "alert" });
  const form = node(
    "form",
    { class: "asking", novalidate: true },
    ticks.length > 0 && group(words.tickTitle, ticks),
    reasons.length > 0 && group(words.reasonTitle, reasons),
    error,
    node("div", { class: "acts" }, node("button", { type: "submit", class: "anyway" }, words.send)),
  );
  const boxes = ticks.map(control);
  const radios = reasons.map(control);
  const chosen = () => radios.find((radio) => radio.checked)?.value;
  form.addEventListener("change", () => {
    error.textContent = "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const open = boxes.find((box) => !box.checked);
    const reason = chosen();
    if (open) {
      refuse(open, words.missingTick);
    } else if (act.reason && reason === undefined) {
      refuse(radios[0], words.missingReason);
    } else {
      done(reason ?? TICKED);
    }
  });
  /**
   * @param {HTMLInputElement | undefined} where
   * @param {string} why
   */
  const refuse = (where, why) => {
    error.textContent = why;
    where?.focus();
  };
  return form;
}

/**
 * @param {string} title
 * @param {Node[]} controls
 */
function group(title, controls) {
  return node("fieldset", {}, node("legend", {}, title), ...controls);
}

/**
 * @param {Mailbox} mailbox
 * @param {Words} words
 */
function tick({ name, address }, words) {
  const whom = name ? `${name} (${address})` : address;
  return node("label", {}, node("input", { type: "checkbox" }), node("span", {}, words.tick(whom)));
}

/**
 * @param {import("../words.js").Reason} reason
 * @param {Words} words
 */
function choice(reason, words) {
  return node(
    "label",
    {},
    node("input", { type: "radio", name: "reason", value: reason }),
    node("span", {}, words.reasons[reason]),
  );
}

/** @param {HTMLLabelElement} label */
function control(label) {
  return /** @type {HTMLInputElement} */ (label.querySelector("input"));
}

/**
 * The quiet way at the end: it opens the form where one is needed, and sends where a look is enough.
 *
 * @param {string} text
 * @param {HTMLFormElement | undefined} form
 * @param {() => void} send
 */
export function anyway(text, form, send) {
  if (form === undefined) {
    return button("link", text, send);
  }
  form.hidden = true;
  const open = button(
    "link",
    text,
    () => {
      form.hidden = !form.hidden;
      open.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) {
        form.querySelector("input")?.focus();
        form.scrollIntoView({ block: "nearest" });
      }
    },
    { "aria-expanded": "false" },
  );
  return open;
}
