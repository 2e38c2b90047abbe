/**
 * How the dialog looks: an envelope's striped edge, one filled button, and colour never as the only sign.
 *
 * A constructed sheet, so that no page has to allow styles of its own.
 */

const CSS = `
:host {
  color-scheme: light dark;
  --paper: light-dark(#fff, #1f2125);
  --ink: light-dark(#1c2024, #eceef1);
  --soft: light-dark(#596068, #aeb5bd);
  --line: light-dark(#d5d9de, #454a51);
  --tint: light-dark(#fff6e5, #33291a);
  --mark: light-dark(#9a5a00, #f5b94d);
  --edge: light-dark(#e8a33d, #d48f2a);
  --mend: light-dark(#0b5cad, #2870bd);
  --mend-over: light-dark(#094b8e, #3079c8);
  --mend-ink: #fff;
  --link: light-dark(#0b5cad, #8ec5ff);
  display: contents;
  font: 400 1rem/1.5 "Segoe UI Variable Text", "Segoe UI", system-ui, sans-serif;
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
.confirm { --tint: light-dark(#fdeeec, #3a2322); --mark: light-dark(#b3261e, #ff9d94); --edge: light-dark(#d5483f, #c8473e); }
.block { --tint: light-dark(#f6e9e9, #3d1f22); --mark: light-dark(#8a1420, #ff97a0); --edge: light-dark(#8a1420, #a8323d); }
.unknown { --tint: light-dark(#eef0f5, #292d36); --mark: light-dark(#46506b, #b9c4e0); --edge: light-dark(#6b7690, #8391b3); }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
dialog {
  position: relative; margin: 0; padding: 0; border: 0; width: 100%; max-width: none; max-height: none;
  background: var(--paper); color: var(--ink); overflow-wrap: anywhere; text-align: start;
}
dialog:modal {
  position: fixed; margin: auto; width: min(37rem, 100vw - 1.5rem); max-height: calc(100dvh - 1.5rem); overflow: auto;
  border-radius: .75rem; border: 1px solid var(--line); box-shadow: 0 1.5rem 4rem rgb(0 0 0 / .32);
}
dialog::backdrop { background: rgb(16 20 28 / .5); }
@media (prefers-reduced-motion: no-preference) {
  dialog:modal { animation: arrive .16s ease-out; }
  @keyframes arrive { from { opacity: 0; transform: translateY(.5rem); } }
}
dialog::before {
  content: ""; display: block; height: .5rem;
  background: repeating-linear-gradient(115deg, var(--edge) 0 1.1rem, var(--paper) 1.1rem 1.7rem);
}
.inside { padding: 1.25rem 1.5rem 1.25rem; display: grid; gap: 1rem; }
header { display: flex; gap: .75rem; align-items: flex-start; }
svg { flex: none; width: 1.75rem; height: 1.75rem; margin-top: .05rem; color: var(--mark);
  fill: none; stroke: currentcolor; stroke-width: 1.9; stroke-linejoin: round; stroke-linecap: round; }
h2 { margin: 0; font-size: 1.375rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
h3 { margin: 0 0 .15rem; font-size: 1rem; font-weight: 650; }
p { margin: 0; }
.points { display: grid; gap: 1rem; }
.point + .point, details { border-top: 1px solid var(--line); padding-top: .9rem; }
details .point { margin-top: .8rem; }
summary { cursor: pointer; color: var(--link); font-weight: 600; padding: .25rem 0; }
dl {
  margin: .75rem 0 0; padding: .6rem .8rem; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .25rem .9rem;
  background: var(--tint); border-inline-start: .25rem solid var(--mark); border-radius: .25rem;
}
dt { color: var(--soft); }
dd { margin: 0; }
dd b { font-weight: 650; }
mark { background: none; color: var(--mark); font-weight: 750; text-decoration: underline .14em; text-underline-offset: .2em; }
.acts { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.point .acts { margin-top: .6rem; }
.question { font-weight: 650; margin-top: .35rem; }
@media (min-height: 30rem) {
  .final { position: sticky; bottom: 0; margin: -.25rem -1.5rem; padding: .75rem 1.5rem; background: var(--paper); }
  .points:has(.point + .point) ~ .final { border-top: 1px solid var(--line); }
}
button {
  font: inherit; font-weight: 600; min-height: 2.5rem; padding: .45rem 1rem; border-radius: .4rem; cursor: pointer;
  border: 1px solid var(--line); background: var(--paper); color: var(--ink); text-align: start; max-width: 100%;
}
button:hover { border-color: var(--soft); }
.mend { background: var(--mend); border-color: var(--mend); color: var(--mend-ink); }
.mend:hover { background: var(--mend-over); border-color: var(--mend-over); }
.link {
  border-color: transparent; background: none; color: var(--link); font-weight: 400; padding-inline: .35rem;
  text-decoration: underline; text-underline-offset: .2em;
}
.acts > .link { margin-inline: -.35rem; }
.small { min-height: 2rem; padding-block: .15rem; font-size: .875rem; margin-top: .3rem; margin-inline-start: -.35rem; }
:focus-visible { outline: .19rem solid var(--link); outline-offset: .13rem; }
form { background: light-dark(#f5f6f8, #2a2d32); border-radius: .5rem; padding: .9rem 1rem; display: grid; gap: .7rem; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: grid; gap: .35rem; }
legend { padding: 0; margin-bottom: .35rem; font-weight: 650; }
label { display: flex; gap: .6rem; align-items: flex-start; padding: .2rem 0; }
label.above { display: grid; gap: .3rem; font-weight: 650; }
input:is([type="checkbox"], [type="radio"]) { flex: none; width: 1.15rem; height: 1.15rem; margin: .2rem 0 0; accent-color: var(--mend); }
textarea, input[type="text"] {
  font: inherit; width: 100%; padding: .45rem .6rem; border-radius: .35rem; border: 1px solid light-dark(#767d86, #8a919b);
  background: var(--paper); color: var(--ink); resize: vertical;
}
.kept, .thanks { color: var(--soft); font-size: .875rem; }
.error { color: light-dark(#b3261e, #ff9d94); font-weight: 600; }
@media (max-width: 30rem) {
  .inside { padding: 1rem; }
  .final { position: static; margin: 0; padding: 0; }
  .acts > button { flex: 1 1 100%; text-align: center; }
  .acts > .link { margin-inline: 0; }
  .link.small { flex: none; }
}
@media (forced-colors: active) {
  dialog::before { background: CanvasText; }
  dialog, dl, form { border: 1px solid CanvasText; }
  .mend { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
  .link { color: LinkText; }
  mark { color: CanvasText; }
  svg { color: CanvasText; }
}
`;

/** Made once, when first shown: where there is no page there are no sheets. */
let sheet = /** @type {CSSStyleSheet | undefined} */ (undefined);

/** @returns {CSSStyleSheet} */
export function styles() {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  return sheet;
}
