/** The line that the service puts before events.js. */
declare const POSTWACHT:
  { base: string; outage: "warn" | "block"; deadline_ms: number; max_attachment_bytes: number } | undefined;
