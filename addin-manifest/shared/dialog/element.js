/**
 * `<postwacht-dialog>`: the one small window that an employee sees, the same in every mail client.
 *
 * Give it a `model` and it shows; take the model away and it is gone. It decides nothing and carries nothing out: each
 * act of the sender is an event, and whoever shows the dialog does what the event asks.
 *
 * Attributes: `modal` puts it over the page and keeps the keyboard inside, without it fills the window that it is in.
 * `lang` is its language (nl, en), `theme` (light, dark) stands above what the system says.
 */

import { language, WORDS } from "../words.js";
import { anyway, asking } from "./asking.js";
import { button, node, sign } from "./nodes.js";
import { firstPoint, furtherPoint, mends } from "./points.js";
import { styles } from "./styles.js";

/** @typedef {import("../model.js").Findings} Findings */
/** @typedef {import("../model.js").Mend} Mend */
/** @typedef {import("../model.js").Point} Point */
/** @typedef {import("../outage.js").NotChecked} NotChecked */
/** @typedef {import("../api.js").components["schemas"]["Fix"]} Fix */
/** @typedef {import("../words.js").Words} Words */

/**
 * The events, with what they carry.
 *
 * @typedef {object} DialogEvents
 * @property {CustomEvent<{findings: string[], fixes: Fix[]}>} postwacht-mend a mend was chosen
 * @property {CustomEvent<{}>} postwacht-back the sender goes back to the mail
 * @property {CustomEvent<{findings: string[], reason: string}>} postwacht-acknowledge
 *   the sender did what was asked, and the mail may go
 * @property {CustomEvent<{findings: string[]}>} postwacht-send the mail may go after this look
 * @property {CustomEvent<{findings: string[], comment: string, passed: (kept: boolean) => void}>} postwacht-wrong
 *   a point is not right; `passed` is called once it is known whether the comment is kept
 * @property {CustomEvent<{}>} postwacht-retry ask the service again
 */

/** Points that a person takes in at once. */
const AT_ONCE = 3;

export class PostwachtDialog extends HTMLElement {
  /** @type {Findings | NotChecked | null} */
  #model = null;
  /** @type {HTMLDialogElement} */
  #window;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles()];
    this.#window = node("dialog", {
      role: "alertdialog",
      "aria-labelledby": "title",
      "aria-describedby": "said",
    });
    this.#window.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#tell("back", {});
    });
    this.#window.addEventListener("keydown", (event) => this.#key(event));
    root.append(this.#window);
  }

  static get observedAttributes() {
    return ["lang"];
  }

  attributeChangedCallback() {
    this.#show();
  }

  connectedCallback() {
    // A model that was given before the element was known stands in the way of its own setter.
    if (Object.hasOwn(this, "model")) {
      const { model } = this;
      Reflect.deleteProperty(this, "model");
      this.model = model;
    } else {
      this.#show();
    }
  }

  /** What is shown; nothing hides the dialog. */
  get model() {
    return this.#model;
  }

  set model(model) {
    this.#model = model;
    this.#show();
  }

  #show() {
    const model = this.#model;
    if (model === null || !this.isConnected) {
      this.#window.close();
      return;
    }
    const tongue = language(this.lang || this.ownerDocument.documentElement.lang);
    const inside =
      model.kind === "findings" ? this.#findings(model, WORDS[tongue]) : this.#notChecked(model, WORDS[tongue]);
    this.#window.className = model.kind === "findings" ? look(model) : "unknown";
    this.#window.lang = tongue;
    this.#window.replaceChildren(inside);
    if (!this.#window.open) {
      if (this.hasAttribute("modal")) {
        this.#window.showModal();
      } else {
        this.#window.show();
      }
    }
    // Enter presses what has the focus, so in a hurry nothing happens that cannot be undone.
    /** @type {HTMLElement | null} */ (inside.querySelector("button.back"))?.focus({ preventScroll: true });
    this.#window.scrollTop = 0;
  }

  /**
   * @param {Findings} model
   * @param {Words} words
   * @returns {HTMLElement}
   */
  #findings(model, words) {
    const acts = {
      /** @param {Point} point @param {Mend} mend */
      mend: (point, mend) => this.#tell("mend", { findings: point.findings, fixes: mend.fixes }),
      /** @param {Point} point @param {string} comment @param {(kept: boolean) => void} passed */
      wrong: (point, comment, passed) => this.#tell("wrong", { findings: point.findings, comment, passed }),
    };
    const findings = model.points.flatMap((point) => point.findings);
    const form = model.act && asking(model.act, words, (reason) => this.#tell("acknowledge", { findings, reason }));
    const [first, ...others] = model.points;
    const further = others.map((point) => furtherPoint(point, words, acts));
    return node(
      "div",
      { class: "inside" },
      heading(look(model), first?.title ?? ""),
      node(
        "div",
        { class: "points", id: "said" },
        first && firstPoint(first, words, acts),
        ...further.slice(0, AT_ONCE - 1),
        rest(further.slice(AT_ONCE - 1), words),
        model.weight === "block" && node("p", { class: "error" }, words.blocked),
      ),
      node(
        "div",
        { class: "acts final" },
        ...(first ? mends(first, words, acts, true) : []),
        this.#back(words),
        model.weight !== "block" && anyway(offer(model, words), form, () => this.#tell("send", { findings })),
      ),
      form,
    );
  }

  /**
   * @param {NotChecked} model
   * @param {Words} words
   * @returns {HTMLElement}
   */
  #notChecked({ fault, held }, words) {
    const said = `${words.faults[fault]} ${held ? words.held : words.look}`;
    return node(
      "div",
      { class: "inside" },
      heading("unknown", words.notChecked),
      node("p", { id: "said" }, said),
      node(
        "div",
        { class: "acts" },
        button("mend", words.retry, () => this.#tell("retry", {})),
        this.#back(words),
        !held && button("link", words.anyway, () => this.#tell("send", { findings: [] })),
      ),
    );
  }

  /** @param {Words} words */
  #back(words) {
    return button("back", words.back, () => this.#tell("back", {}));
  }

  /**
   * Escape goes back, also where the dialog is no modal one; there the tabulator stays free.
   *
   * @param {KeyboardEvent} event
   */
  #key(event) {
    if (event.key === "Escape" && !this.hasAttribute("modal")) {
      event.preventDefault();
      this.#tell("back", {});
    } else if (event.key === "Tab" && this.hasAttribute("modal")) {
      this.#keepInside(event);
    }
  }

  /** @param {KeyboardEvent} event */
  #keepInside(event) {
    const all = [
      .../** @type {NodeListOf<HTMLElement>} */ (this.#window.querySelectorAll("button, input, textarea, summary")),
    ].filter((each) => each.checkVisibility());
    const [first, last] = event.shiftKey ? [all.at(-1), all[0]] : [all[0], all.at(-1)];
    if (this.shadowRoot?.activeElement === last) {
      event.preventDefault();
      first?.focus();
    }
  }

  /**
   * @param {string} act
   * @param {object} detail
   */
  #tell(act, detail) {
    this.dispatchEvent(new CustomEvent(`postwacht-${act}`, { detail, bubbles: true, composed: true }));
  }
}

/**
 * What cannot be read looks like what was not checked, and not like what is wrong.
 *
 * @param {Findings} model
 */
function look({ weight, points }) {
  return weight === "warn" && points[0]?.check === "unreadable-attachment" ? "unknown" : weight;
}

/**
 * @param {"warn" | "confirm" | "block" | "unknown"} shape
 * @param {string} title
 */
function heading(shape, title) {
  return node("header", {}, sign(shape), node("h2", { id: "title" }, title));
}

/**
 * @param {Node[]} points
 * @param {Words} words
 */
function rest(points, words) {
  return points.length > 0 && node("details", {}, node("summary", {}, words.more(points.length)), ...points);
}

/**
 * What the quiet way says.
 *
 * @param {Findings} model
 * @param {Words} words
 */
function offer({ act, points }, words) {
  if (act === undefined) {
    return words.anyway;
  }
  const [only, ...others] = act.tick;
  if (only && others.length === 0 && !act.reason) {
    return words.anywayTo(only.name || only.address);
  }
  return points.length === 1 && points[0]?.check === "visible-recipients" ? words.anywayVisible : words.anywayAct;
}

if (!customElements.get("postwacht-dialog")) {
  customElements.define("postwacht-dialog", PostwachtDialog);
}
