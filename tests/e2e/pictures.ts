/** Takes the pictures of docs/try.md; `make pictures` runs it. Look at them before they go in. */
import { type Compose, expect, type Language, test } from "./support/page.ts";

const FOLDER = "../../docs/images";

interface Picture {
  name: string;
  language: Language;
  colorScheme: "light" | "dark";
  scene: (compose: Compose) => Promise<void>;
  /** Of the dialog with a little around it, or of the whole page. */
  close: boolean;
}

const story = (sample: string) => async (compose: Compose) => {
  await compose.take(sample);
  await compose.send();
  await expect(compose.dialog).toBeVisible();
};

const PICTURES: Picture[] = [
  { name: "page-nl-light", language: "nl", colorScheme: "light", scene: async () => undefined, close: false },
  {
    name: "mended-en-dark",
    language: "en",
    colorScheme: "dark",
    scene: async (compose) => {
      await story("story-2")(compose);
      await compose.button("Move all 108 to Bcc").click();
      await compose.wasMended();
    },
    close: false,
  },
  ...(["nl", "en"] as const).flatMap((language) =>
    (["light", "dark"] as const).flatMap((colorScheme) =>
      ["story-1", "story-2"].map((sample) => ({
        name: `${sample}-${language}-${colorScheme}`,
        language,
        colorScheme,
        scene: story(sample),
        close: true,
      })),
    ),
  ),
];

/** Those that the page shows; the others would show the same once more. */
const SHOWN = PICTURES.filter(({ name }) => !["story-1-nl-dark", "story-2-nl-light", "story-2-en-dark"].includes(name));

for (const { name, language, colorScheme, scene, close } of SHOWN) {
  test.describe(name, () => {
    test.use({ language, colorScheme, viewport: { width: 1120, height: 720 } });

    test("is taken", async ({ compose, page }) => {
      await scene(compose);
      const path = `${FOLDER}/${name}.png`;
      const box = close ? await compose.dialog.boundingBox() : null;
      const around = 24;
      await page.screenshot({
        path,
        ...(box && {
          clip: {
            x: box.x - around,
            y: box.y - around,
            width: box.width + 2 * around,
            height: box.height + 2 * around,
          },
        }),
      });
    });
  });
}
