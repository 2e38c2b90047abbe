/** Starts the console. Its styles carry the word that the service put into the page, or the browser refuses them. */
import { createDOMRenderer, RendererProvider } from "@griffel/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../look/page.css";
import { Console } from "./Console.js";
import { queries } from "./queries.js";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.nonce ?? "";
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });
const page = document.getElementById("page");
if (page) {
  createRoot(page).render(
    <StrictMode>
      <RendererProvider renderer={renderer} targetDocument={document}>
        <QueryClientProvider client={queries}>
          <Console />
        </QueryClientProvider>
      </RendererProvider>
    </StrictMode>,
  );
}
