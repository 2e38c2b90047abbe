/** Builds the pages into `dist/`, from where the service takes them into itself: the compose page, and the console. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { packed } from "./build/packed.js";

/** Where a service runs while a page is worked on (`npm run dev`, `npm run dev -- --mode console`). */
const SERVICE = "http://127.0.0.1:8080";

/** Each page has an address of its own, below which all of it lies. */
const PAGES = {
  compose: { base: "/try/", page: "index.html", outDir: "dist/try" },
  console: { base: "/admin/", page: "admin.html", outDir: "dist/admin" },
};

export default defineConfig(({ mode }) => {
  const { base, page, outDir } = mode === "console" ? PAGES.console : PAGES.compose;
  return {
    base,
    plugins: [react(), packed()],
    build: {
      outDir,
      emptyOutDir: true,
      // Nothing may stand in the page itself: its policy allows files only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: "es2022",
      rollupOptions: { input: page },
    },
    server: {
      proxy: { "/api": SERVICE, "/try/shelf": SERVICE, "/try/token": SERVICE },
    },
  };
});
