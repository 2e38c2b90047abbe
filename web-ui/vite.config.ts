/** Builds the pages into `dist/`, from where the service takes them into itself. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { packed } from "./build/packed.js";

/** Where a service runs while the page is worked on (`npm run dev`). */
const SERVICE = "http://127.0.0.1:8080";

export default defineConfig({
  base: "/try/",
  plugins: [react(), packed()],
  build: {
    outDir: "dist/try",
    emptyOutDir: true,
    // Nothing may stand in the page itself: its policy allows files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  server: {
    proxy: { "/api": SERVICE, "/try/shelf": SERVICE, "/try/token": SERVICE },
  },
});
