/** A page of the add-in, wherever Thunderbird shows it. */

/** Twice: a window that has just come still gets its height. */
const PAINTED =
  "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(devicePixelRatio))))";

/** How far its main part reaches. */
const MAIN =
  "const { right, bottom } = document.querySelector('main').getBoundingClientRect(); return [right, bottom];";

export class Page {
  /** @param {import("./thunderbird.js").Thunderbird} thunderbird @param {number} context its browsing context */
  constructor(thunderbird, context) {
    this.thunderbird = thunderbird;
    this.context = context;
  }

  /** Runs a script in it. @param {string} text @param {unknown[]} [given] its arguments @returns {Promise<any>} */
  script(text, given = []) {
    return this.thunderbird.run(
      (id, script, all) =>
        BrowsingContext.get(id).currentWindowGlobal.getActor("MarionetteCommands").executeScript(script, all, {}),
      this.context,
      text,
      given,
    );
  }

  /** It is shown dark, or light, whatever the system says. @param {boolean} on */
  async dark(on) {
    await this.thunderbird.run(
      (id, scheme) => {
        BrowsingContext.get(id).top.prefersColorSchemeOverride = scheme;
      },
      this.context,
      on ? "dark" : "light",
    );
  }

  /** It is shown this many times as large. @param {number} times */
  async zoom(times) {
    await this.thunderbird.run(
      (id, factor) => {
        BrowsingContext.get(id).top.fullZoom = factor;
      },
      this.context,
      times,
    );
    while ((await this.script(PAINTED)) !== times) {
      // The page hears of it a moment later.
    }
  }

  /** As it is painted, as PNG. @param {"all" | "main"} [part] the whole page, or no further than its main part reaches @returns {Promise<Buffer>} */
  async picture(part = "all") {
    await this.script(PAINTED);
    const [width, height] = part === "main" ? await this.script(MAIN) : [undefined, undefined];
    const text = await this.thunderbird.run(
      async (id, right, bottom) => {
        const { embedderElement, currentWindowGlobal } = BrowsingContext.get(id);
        const window = embedderElement.ownerDocument.defaultView;
        const seen = embedderElement.getBoundingClientRect();
        const area = new window.DOMRect(0, 0, right ?? seen.width, bottom ?? seen.height);
        const image = await currentWindowGlobal.drawSnapshot(area, 1, "rgb(255,255,255)");
        const canvas = window.document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        canvas.getContext("2d").drawImage(image, 0, 0);
        return canvas.toDataURL("image/png").split(",")[1];
      },
      this.context,
      width,
      height,
    );
    return Buffer.from(text, "base64");
  }
}
