/**
 * What a page has and classic Outlook's script runtime lacks: somewhere on this computer to keep what is this
 * installation's own, and a way for its pages to take turns. It stands before events.js, which may not even name such
 * things: see docs/decisions/0015-a-device-belongs-to-a-place.md.
 *
 * Where a browser forbids it, as some do inside other pages, nothing works here, and events.js sees that by trying.
 */
"use strict";

(function () {
  /** Outlook on the web parts the installations of one browser by this. */
  function named(name) {
    const part = Office.context.partitionKey;
    return typeof part === "string" ? part + name : name;
  }
  window.POSTWACHT_PLACE = {
    get: async (name) => localStorage.getItem(named(name)),
    set: async (name, text) => localStorage.setItem(named(name), text),
    alone: async (act) => {
      let begun = false;
      try {
        return await navigator.locks.request(named("pw.tokens"), () => {
          begun = true;
          return act();
        });
      } catch (fault) {
        if (begun) {
          throw fault;
        }
        return act();
      }
    },
  };
})();
