/** A mail while it is written. */
import { canonical, type Mailbox } from "@postwacht/shared/address";
import { type Draft, type DraftFile, type Field, FIELDS } from "@postwacht/shared/draft";
import type { OpenDraft } from "@postwacht/shared/mend";

export type { Field, Mailbox };
export { FIELDS };

export interface LetterFile extends DraftFile {
  /** Tells two files of one name apart. */
  key: string;
}

export interface Letter extends Record<Field, Mailbox[]> {
  id: string;
  from: string;
  subject: string;
  body: string;
  files: LetterFile[];
}

export function blank(from: string): Letter {
  return { id: crypto.randomUUID(), from, to: [], cc: [], bcc: [], subject: "", body: "", files: [] };
}

/** The letter as every mail client hands it over. */
export function toDraft(letter: Letter, sender: Mailbox): Draft {
  const { id, to, cc, bcc, subject, body, files } = letter;
  return { id, kind: "new", from: sender, to, cc, bcc, subject, body: { format: "text", content: body }, files };
}

/** Adds people behind those who are there; nobody twice in one field. */
export function withPeople(letter: Letter, field: Field, people: Mailbox[]): Letter {
  const there = new Set(letter[field].map((mailbox) => canonical(mailbox.address)));
  const coming = people.filter((mailbox) => {
    const address = canonical(mailbox.address);
    return !there.has(address) && there.add(address);
  });
  return { ...letter, [field]: [...letter[field], ...coming] };
}

export function withoutPeople(letter: Letter, field: Field, addresses: string[]): Letter {
  const leaving = new Set(addresses.map(canonical));
  return { ...letter, [field]: letter[field].filter((mailbox) => !leaving.has(canonical(mailbox.address))) };
}

/** A letter that can be mended; what becomes of it is told in the end. */
export function opened(letter: Letter): { draft: OpenDraft; now: () => Letter } {
  let now = letter;
  const draft: OpenDraft = {
    read: (field) => Promise.resolve(now[field]),
    add: (field, people) => Promise.resolve(void (now = withPeople(now, field, people))),
    remove: (field, addresses) => Promise.resolve(void (now = withoutPeople(now, field, addresses))),
    removeFile: (index) => Promise.resolve(void (now = { ...now, files: now.files.filter((_, at) => at !== index) })),
  };
  return { draft, now: () => now };
}

/** Who and what came into a letter by a mend, so that it can be shown. */
export function arrived(before: Letter, after: Letter): ReadonlySet<string> {
  const places = (letter: Letter) =>
    FIELDS.flatMap((field) => letter[field].map((mailbox) => `${field} ${canonical(mailbox.address)}`));
  const old = new Set(places(before));
  return new Set(places(after).filter((place) => !old.has(place)));
}
