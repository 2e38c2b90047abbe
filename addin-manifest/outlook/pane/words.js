/** What the pane says beside the dialog. Plain Dutch (B1, "u") and just as plain English. */

const nl = {
  looking: "Postwacht kijkt naar de mail…",
  clean: "Er is niets meer op te merken. Druk nu op Verzenden.",
  sendNow: "Genoteerd. Druk nu op Verzenden.",
  sendUnchecked: "Druk nu op Verzenden, en kies daar voor toch verzenden.",
  back: "U kunt verder met de mail. Dit venster mag dicht.",
  unmended: "Het herstellen lukte niet helemaal. Er is niemand uit de mail verdwenen; kijk de ontvangers na.",
  unkept: "Postwacht kon dit niet noteren. Probeer het nog eens.",
  enrol: "De sleutel die u van uw kantoor kreeg",
  enrolSend: "Aanmelden",
  enrolWhy: "Postwacht kent deze mailbox nog niet.",
  enrolRefused: "Deze sleutel is niet geldig. Vraag uw beheerder om een nieuwe.",
};

/** @type {typeof nl} */
const en = {
  looking: "Postwacht looks at the mail…",
  clean: "There is nothing left to notice. Now press Send.",
  sendNow: "Noted. Now press Send.",
  sendUnchecked: "Now press Send, and choose there to send anyway.",
  back: "You can go on with the mail. This window may be closed.",
  unmended: "Not everything could be mended. Nobody has gone from the mail; please look at the recipients.",
  unkept: "Postwacht could not note this. Please try once more.",
  enrol: "The key that your office gave you",
  enrolSend: "Enrol",
  enrolWhy: "Postwacht does not know this mailbox yet.",
  enrolRefused: "This key is not valid. Please ask your administrator for a new one.",
};

export const WORDS = { nl, en };
