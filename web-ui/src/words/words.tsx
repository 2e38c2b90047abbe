/** The words of the page, in the language that was chosen. What is found is told by the service. */
import { createContext, useContext, type ReactNode } from "react";
import en from "./en.json";
import nl from "./nl.json";

export type Language = "nl" | "en";
export type Key = keyof typeof nl;
export type Say = (key: Key, values?: Record<string, string | number>) => string;

const WORDS: Record<Language, Record<Key, string>> = { nl, en };

/** Fills the sentence of a key. */
export function sayer(language: Language): Say {
  return (key, values = {}) => WORDS[language][key].replace(/\{(\w+)\}/gu, (_, name: string) => String(values[name]));
}

/** The language that a browser asks for; English to everybody who asks for neither. */
export function usual(tags: readonly string[]): Language {
  const known = tags.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag === "nl" || tag === "en");
  return known === "nl" ? "nl" : "en";
}

const Spoken = createContext<{ language: Language; say: Say }>({ language: "nl", say: sayer("nl") });

export function Speaking({ language, children }: { language: Language; children: ReactNode }) {
  return <Spoken value={{ language, say: sayer(language) }}>{children}</Spoken>;
}

export function useWords() {
  return useContext(Spoken);
}
