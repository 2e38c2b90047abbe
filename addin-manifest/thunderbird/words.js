/** What the windows of the add-in say beside the dialog. Plain Dutch (B1, "u") and just as plain English. */

/** More people than these are counted, not named. */
const NAMED = 2;

const nl = {
  looking: "Postwacht kijkt naar de mail…",
  noSubject: "(geen onderwerp)",
  to: (/** @type {string[]} */ people) => `Aan ${shortened(people, (more) => `en ${more} anderen`)}`,
  unmended: "Het herstellen lukte niet helemaal. Er is niemand uit de mail verdwenen; kijk de ontvangers na.",
  title: "Postwacht in Thunderbird",
  good: "Postwacht is goed ingesteld en bereikbaar.",
  away: "Postwacht is goed ingesteld, maar nu niet bereikbaar.",
  missing: "Er is niets ingesteld. Uw beheerder zet de instellingen voor Postwacht in policies.json.",
  server: "Het adres van de dienst (server) ontbreekt, of is geen https-adres. Uw beheerder kan dat herstellen.",
  enrolment_key: "De sleutel (enrolment_key) ontbreekt. Uw beheerder kan die maken en instellen.",
  address: "Adres van de dienst",
  outage: "Zonder antwoord van de dienst",
  outages: { warn: "mag een mail weg na een waarschuwing", block: "wacht een mail" },
  restart: "Na een wijziging in policies.json moet Thunderbird opnieuw starten.",
};

/** @type {typeof nl} */
const en = {
  looking: "Postwacht looks at the mail…",
  noSubject: "(no subject)",
  to: (people) => `To ${shortened(people, (more) => `and ${more} others`)}`,
  unmended: "Not everything could be mended. Nobody has gone from the mail; please look at the recipients.",
  title: "Postwacht in Thunderbird",
  good: "Postwacht is set up well, and can be reached.",
  away: "Postwacht is set up well, but cannot be reached now.",
  missing: "Nothing is set up. Your administrator puts the settings of Postwacht into policies.json.",
  server: "The address of the service (server) is missing, or no https address. Your administrator can mend that.",
  enrolment_key: "The key (enrolment_key) is missing. Your administrator can make one and set it.",
  address: "Address of the service",
  outage: "Without an answer of the service",
  outages: { warn: "a mail may go after a warning", block: "a mail waits" },
  restart: "After a change of policies.json Thunderbird has to start again.",
};

export const WORDS = { nl, en };

/** @param {string[]} people @param {(more: number) => string} others */
function shortened(people, others) {
  const named = people.length === NAMED + 1 ? NAMED + 1 : NAMED;
  const more = people.length - named;
  return [people.slice(0, named).join(", "), ...(more > 0 ? [others(more)] : [])].join(" ");
}
