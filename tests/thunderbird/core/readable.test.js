/** The window that asks, for those who see badly, or not at all: every kind of it, light and dark, and twice as large. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { Office } from "../support/office.js";

const office = new Office();
before(() => office.open());
after(() => office.close());

/** Rules that the page breaks, with where. @param {import("../support/dialog.js").Dialog} dialog @returns {Promise<string[]>} */
function broken(dialog) {
  return dialog.page(`${axe.source}; return window.axe.run(document).then(({ violations, passes }) => {
    if (passes.length < 10) throw new Error("it looked at next to nothing");
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target.flat(9).join(" ")));
  });`);
}

/** Parts that stand out of the window to the side, and buttons that cannot be scrolled into it. @param {import("../support/dialog.js").Dialog} dialog @returns {Promise<string[]>} */
function outside(dialog) {
  return dialog.page(`
    const wide = document.documentElement.clientWidth;
    const parts = [...document.body.querySelectorAll("*"), ...inside.querySelectorAll("*")].filter((each) => each.checkVisibility());
    const aside = parts.filter((each) => each.getBoundingClientRect().right > wide + 1 || each.getBoundingClientRect().left < -1);
    const hidden = [...inside.querySelectorAll("button")].filter((each) => {
      each.scrollIntoView({ block: "nearest" });
      const { top, bottom } = each.getBoundingClientRect();
      return each.checkVisibility() && (top < -1 || bottom > window.innerHeight + 1);
    });
    return [...aside, ...hidden].map((each) => each.localName + " " + each.className + " " + each.textContent.slice(0, 30));`);
}

for (const sample of ["story-1", "story-2", "typing-slip", "locked-zip", "not checked"]) {
  test(`34: ${sample} can be read and worked light and dark, and at 200 %`, async () => {
    const plain = { to: ["info@optiek-vos.example"], subject: "Afspraak", body: "<p>Tot donderdag.</p>" };
    office.service.mood = sample === "not checked" ? "gone" : "open";
    const composer = await office.write(sample === "not checked" ? plain : await office.sample(sample));
    const dialog = await office.asked(composer);
    // What is opened belongs to it.
    await dialog.page(`
      for (const each of inside.querySelectorAll("details")) each.open = true;
      for (const each of inside.querySelectorAll("button.link")) if (each.hasAttribute("aria-expanded")) each.click();`);
    for (const dark of [false, true]) {
      await dialog.dark(dark);
      assert.deepEqual(await broken(dialog), [], dark ? "dark" : "light");
    }
    assert.deepEqual(await outside(dialog), []);
    await dialog.zoom(2);
    assert.deepEqual(await broken(dialog), [], "200 %");
    assert.deepEqual(await outside(dialog), [], "200 %");
    await dialog.close();
    await composer.free();
    await composer.close();
  });
}
