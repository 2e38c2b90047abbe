/** Starts the page. Its styles carry the word that the service put into it, or the browser refuses them. */
import { createDOMRenderer, RendererProvider } from "@griffel/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./look/page.css";
import { Try } from "./try/Try.js";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.nonce ?? "";
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });
const page = document.getElementById("page");
if (page) {
  createRoot(page).render(
    <StrictMode>
      <RendererProvider renderer={renderer} targetDocument={document}>
        <Try />
      </RendererProvider>
    </StrictMode>,
  );
}
