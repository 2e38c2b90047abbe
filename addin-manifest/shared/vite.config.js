/** Builds the dialog as one file, to see how much of it travels to a mail client. */
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    lib: { entry: "dialog/element.js", formats: ["es"], fileName: "dialog" },
    minify: "oxc",
  },
});
