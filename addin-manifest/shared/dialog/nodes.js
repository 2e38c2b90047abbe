/**
 * Makes nodes. Everything that comes from a mail goes in as text, so a hostile name is only ever a name.
 */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean>} attributes those that are false are left out
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/**
 * @param {string} className
 * @param {string} text
 * @param {() => void} press
 * @param {Record<string, string>} [attributes]
 */
export function button(className, text, press, attributes = {}) {
  const made = node("button", { type: "button", class: className, ...attributes }, text);
  made.addEventListener("click", press);
  return made;
}

const SHAPES = {
  // A triangle, a stop sign, a closed way, an eye that is shut: told apart without colour.
  warn: "M12 3 22 20.5H2zM12 9.5v5M12 17v.6",
  confirm: "M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8zM12 7v6M12 16v.6",
  block: "M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19zM7 12h10",
  unknown: "M2.5 11c5 7 14 7 19 0M5 15l-1.5 2.5M12 16.5v3M19 15l1.5 2.5",
};

/**
 * A sign beside a title. It says nothing that the title does not say.
 *
 * @param {keyof typeof SHAPES} shape
 */
export function sign(shape) {
  const names = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(names, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(names, "path");
  path.setAttribute("d", SHAPES[shape]);
  drawing.append(path);
  return drawing;
}
