/** One set of lints for all that runs in a browser or a mail client. */
import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import { configs } from "typescript-eslint";

export default [
  { ignores: ["**/dist/", "**/api.d.ts", "target/", "tests/e2e/results/"] },
  js.configs.recommended,
  ...configs.strict,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      "no-console": "error",
      eqeqeq: "error",
      // Whatever a mail holds is text; nothing of it may ever become markup.
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
          property,
          message: "put text in as text",
        })),
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["addin-manifest/outlook/**/*.js"],
    languageOptions: {
      globals: { Office: "readonly", OfficeRuntime: "readonly", POSTWACHT: "readonly", POSTWACHT_PLACE: "readonly" },
    },
    rules: {
      // Its script is in a language that is too old to leave the name of a fault out.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_" },
      ],
    },
  },
  { files: ["addin-manifest/thunderbird/**/*.js"], languageOptions: { globals: { browser: "readonly" } } },
  {
    // Parts of these run inside Thunderbird.
    files: ["tests/thunderbird/**/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        ["Cc", "Ci", "Cu", "ChromeUtils", "Services", "WebExtensionPolicy", "BrowsingContext"].map((name) => [
          name,
          "readonly",
        ]),
      ),
    },
  },
  { files: ["web-ui/**/*.tsx", "web-ui/**/*.ts"], ...hooks.configs.flat["recommended-latest"] },
];
