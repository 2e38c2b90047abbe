/** The words of the console, in the language that was chosen; the choice stays in this browser. */
import { createContext, useContext, type ReactNode } from "react";
import { type Language, usual } from "../../words/words.js";
import en from "./en.json";
import nl from "./nl.json";

export type { Language };
export type Key = keyof typeof nl;
export type Say = (key: Key, values?: Record<string, string | number>) => string;

const WORDS: Record<Language, Record<Key, string>> = { nl, en };
const KEPT = "postwacht-language";

export function sayer(language: Language): Say {
  return (key, values = {}) => WORDS[language][key].replace(/\{(\w+)\}/gu, (_, name: string) => String(values[name]));
}

/** Whether there are words for this key, which may come from the service. */
export function isKey(key: string): key is Key {
  return key in nl;
}

export function keptLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  return kept === "nl" || kept === "en" ? kept : usual(navigator.languages);
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
}

const Spoken = createContext<{ language: Language; say: Say }>({ language: "nl", say: sayer("nl") });

export function Speaking({ language, children }: { language: Language; children: ReactNode }) {
  return <Spoken value={{ language, say: sayer(language) }}>{children}</Spoken>;
}

export function useWords() {
  return useContext(Spoken);
}

/** What to say about a refusal: words for its code, or that something went wrong. */
export function excuse(say: Say, code: string): string {
  const key = `refused.${code}`;
  return say(isKey(key) ? key : "refused.internal");
}

/** A day and time as people write it. */
export function moment(language: Language, time: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(time));
}

export function day(language: Language, time: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(time));
}
