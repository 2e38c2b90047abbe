/** The line that the service puts before events.js. */
declare const POSTWACHT:
  | { base: string; outage: "warn" | "block"; deadline_ms: number; max_attachment_bytes: number; entra?: boolean }
  | undefined;

/** What place.js puts beside it in a page. */
declare const POSTWACHT_PLACE: Place | undefined;

interface Window {
  POSTWACHT_PLACE: Place;
}

/** Where an installation keeps what is its own. */
interface Place {
  get(name: string): Promise<string | null> | string | null;
  set(name: string, text: string): Promise<void> | void;
  /** Does something while nobody else in this place does. */
  alone?<T>(act: () => Promise<T>): Promise<T>;
}

/** What classic Outlook has beside Office.js; the types of Office.js do not tell it for Outlook. */
declare const OfficeRuntime:
  | {
      auth?: {
        getAccessToken(options: { allowSignInPrompt: boolean; allowConsentPrompt: boolean }): Promise<string>;
      };
      storage?: { getItem(name: string): Promise<string | null>; setItem(name: string, text: string): Promise<void> };
    }
  | undefined;
