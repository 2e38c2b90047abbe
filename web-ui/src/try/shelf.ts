/** The sample office and its drafts, as the service lays them out. */
import { blank, type Letter, type LetterFile } from "../compose/letter.js";
import { read } from "../compose/recipients.js";
import type { Language } from "../words/words.js";

type Spoken = Record<Language, string>;

export interface Sample {
  id: string;
  shelf: "story" | "silent" | "other";
  title: Spoken;
  about: Spoken;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: Spoken;
  body: Spoken;
  files: { name: string; media_type: string; size: number; url: string }[];
}

export interface Shelf {
  office: string;
  colleagues: { name: string; address: string }[];
  drafts: Sample[];
}

export const BOARDS = ["story", "silent", "other"] as const;

export async function fetchShelf(): Promise<Shelf> {
  const response = await fetch("/try/shelf");
  if (!response.ok) {
    throw new Error(`the shelf: ${response.status}`);
  }
  return (await response.json()) as Shelf;
}

/** Takes a draft from the shelf, with its files. */
export async function take(sample: Sample, language: Language): Promise<Letter> {
  const files = sample.files.map(async (file): Promise<LetterFile> => {
    const response = await fetch(file.url);
    if (!response.ok) {
      throw new Error(`a file of the shelf: ${response.status}`);
    }
    const bytes = await response.blob();
    return { key: file.url, name: file.name, size: bytes.size, mediaType: file.media_type, bytes };
  });
  const people = (list: string[]) => list.flatMap((text) => read(text).people);
  return {
    ...blank(sample.from),
    to: people(sample.to),
    cc: people(sample.cc),
    bcc: people(sample.bcc),
    subject: sample.subject[language],
    body: sample.body[language],
    files: await Promise.all(files),
  };
}

/** The texts of a sample in another language, unless somebody has written in them. */
export function translated(letter: Letter, sample: Sample, from: Language, to: Language): Letter {
  return {
    ...letter,
    subject: letter.subject === sample.subject[from] ? sample.subject[to] : letter.subject,
    body: letter.body === sample.body[from] ? sample.body[to] : letter.body,
  };
}
