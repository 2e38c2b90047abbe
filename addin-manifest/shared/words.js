/**
 * The dialog's own words. What is found is told by the service, in the same language.
 *
 * Plain Dutch (B1, "u") and just as plain English. Never the rule, never a reproach.
 */

/** @typedef {import("./service.js").Fault} Fault */

/** Reasons, as codes: the service counts them and keeps no sentence of anybody. */
export const REASONS = /** @type {const} */ (["entitled", "asked_for", "know_each_other", "not_personal", "other"]);

/** @typedef {(typeof REASONS)[number]} Reason */

/** The reason that is told when the sender has ticked the addresses. */
export const TICKED = "address_checked";

/**
 * @typedef {object} Words
 * @property {string} back
 * @property {(count: number) => string} more
 * @property {(count: number) => string} removeFiles
 * @property {string} to
 * @property {string} file
 * @property {(count: number) => string} others
 * @property {(count: number) => string} moreFiles
 * @property {string} written
 * @property {string} known
 * @property {string} anyway
 * @property {string} anywayAct
 * @property {(name: string) => string} anywayTo
 * @property {string} anywayVisible
 * @property {string} tickTitle
 * @property {(whom: string) => string} tick
 * @property {string} reasonTitle
 * @property {Record<Reason, string>} reasons
 * @property {string} send
 * @property {string} missingTick
 * @property {string} missingReason
 * @property {string} blocked
 * @property {string} wrong
 * @property {(title: string) => string} wrongAbout
 * @property {string} wrongTitle
 * @property {string} wrongKept
 * @property {string} wrongSend
 * @property {string} wrongThanks
 * @property {string} wrongFailed
 * @property {string} notChecked
 * @property {Record<Fault, string>} faults
 * @property {string} look
 * @property {string} held
 * @property {string} retry
 */

/** @type {Words} */
const nl = {
  back: "Terug naar de mail",
  more: (count) => (count === 1 ? "Nog 1 punt" : `Nog ${count} punten`),
  removeFiles: (count) => `Haal de ${count} bijlagen weg`,
  to: "Aan",
  file: "Bijlage",
  others: (count) => (count === 1 ? "en 1 ander" : `en ${count} anderen`),
  moreFiles: (count) => `en nog ${count}`,
  written: "U schreef",
  known: "U kent",
  anyway: "Toch verzenden",
  anywayAct: "Toch verzenden…",
  anywayTo: (name) => `Toch naar ${name}…`,
  anywayVisible: "Iedereen mag dit zien…",
  tickTitle: "Kijk nog één keer naar het adres",
  tick: (whom) => `Ja, deze mail moet naar ${whom}`,
  reasonTitle: "Waarom kan de mail zo weg?",
  reasons: {
    entitled: "De ontvanger mag deze gegevens hebben",
    asked_for: "De klant heeft hierom gevraagd",
    know_each_other: "De ontvangers kennen elkaar al",
    not_personal: "Het zijn geen gegevens van anderen",
    other: "Een andere reden",
  },
  send: "Toch verzenden",
  missingTick: "Vink eerst het adres aan.",
  missingReason: "Kies eerst een reden.",
  blocked: "Deze mail kan zo niet worden verzonden.",
  wrong: "Klopt dit niet?",
  wrongAbout: (title) => `Klopt dit niet? ${title}`,
  wrongTitle: "Wat klopt er niet?",
  wrongKept: "Wij bewaren uw opmerking 30 dagen, met het adres waar het om gaat. Van de mail zelf bewaren wij niets.",
  wrongSend: "Doorgeven",
  wrongThanks: "Dank u, het is doorgegeven.",
  wrongFailed: "Dat lukte nu niet. Probeer het straks nog eens.",
  notChecked: "Deze mail is niet gecontroleerd",
  faults: {
    unreachable: "Postwacht is niet bereikbaar.",
    late: "Postwacht gaf niet op tijd antwoord.",
    busy: "Postwacht heeft het nu te druk.",
    not_admitted: "Postwacht herkent dit programma niet meer.",
    refused: "Postwacht kon deze mail niet lezen.",
    not_set_up: "Postwacht is op deze computer niet goed ingesteld. Vraag uw beheerder om hulp.",
  },
  look: "Kijk zelf nog een keer naar de ontvangers en de bijlagen.",
  held: "Uw kantoor wil dat de mail wacht tot Postwacht weer antwoordt.",
  retry: "Probeer opnieuw",
};

/** @type {Words} */
const en = {
  back: "Back to the mail",
  more: (count) => (count === 1 ? "1 more point" : `${count} more points`),
  removeFiles: (count) => `Remove the ${count} files`,
  to: "To",
  file: "File",
  others: (count) => (count === 1 ? "and 1 other" : `and ${count} others`),
  moreFiles: (count) => `and ${count} more`,
  written: "You wrote",
  known: "You know",
  anyway: "Send anyway",
  anywayAct: "Send anyway…",
  anywayTo: (name) => `Send to ${name} anyway…`,
  anywayVisible: "Everybody may see this…",
  tickTitle: "Look at the address once more",
  tick: (whom) => `Yes, this mail is meant for ${whom}`,
  reasonTitle: "Why can the mail go as it is?",
  reasons: {
    entitled: "The recipient may have these data",
    asked_for: "The client asked for this",
    know_each_other: "The recipients know each other already",
    not_personal: "These are no data of others",
    other: "Another reason",
  },
  send: "Send anyway",
  missingTick: "Please tick the address first.",
  missingReason: "Please choose a reason first.",
  blocked: "This mail cannot be sent as it is.",
  wrong: "Is this wrong?",
  wrongAbout: (title) => `Is this wrong? ${title}`,
  wrongTitle: "What is wrong?",
  wrongKept: "We keep your comment for 30 days, with the address that it is about. Of the mail itself we keep nothing.",
  wrongSend: "Pass it on",
  wrongThanks: "Thank you, it has been passed on.",
  wrongFailed: "That did not work just now. Please try again later.",
  notChecked: "This mail was not checked",
  faults: {
    unreachable: "Postwacht cannot be reached.",
    late: "Postwacht did not answer in time.",
    busy: "Postwacht is too busy at the moment.",
    not_admitted: "Postwacht no longer recognises this program.",
    refused: "Postwacht could not read this mail.",
    not_set_up: "Postwacht is not set up well on this computer. Please ask your administrator.",
  },
  look: "Please look at the recipients and the files once more yourself.",
  held: "Your office wants the mail to wait until Postwacht answers again.",
  retry: "Try again",
};

export const WORDS = { nl, en };

/** @typedef {keyof typeof WORDS} Language */

/**
 * The language to speak, by the primary subtag.
 *
 * @param {string} tag BCP 47
 * @returns {Language}
 */
export function language(tag) {
  return tag.toLowerCase().split(/[-_]/u)[0] === "en" ? "en" : "nl";
}
