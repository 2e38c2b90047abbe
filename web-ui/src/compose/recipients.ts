/** Reads recipients as people type or paste them: one or many, with names or without. */
import type { Mailbox } from "@postwacht/shared/address";

export interface Read {
  people: Mailbox[];
  /** What is no address; it stays in the field. */
  rest: string;
}

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/u;

/** Commas, semicolons and lines part recipients, but not within quotes or angle brackets. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = "";
  let quoted = false;
  let pointed = false;
  for (const sign of text) {
    quoted = sign === '"' ? !quoted : quoted;
    pointed = !quoted && sign === "<" ? true : sign === ">" ? false : pointed;
    if (/[,;\n\r\t]/u.test(sign) && !quoted && !pointed) {
      found.push(piece);
      piece = "";
    } else {
      piece += sign;
    }
  }
  return [...found, piece].map((each) => each.trim()).filter((each) => each !== "");
}

function mailbox(piece: string): Mailbox | undefined {
  const named = /^(.*?)<([^<>]*)>$/su.exec(piece);
  const address = (named ? (named[2] ?? "") : piece).trim();
  const name = (named?.[1] ?? "")
    .trim()
    .replace(/^"(.*)"$/su, "$1")
    .replace(/\\(.)/gu, "$1");
  return ADDRESS.test(address) ? { address, name } : undefined;
}

/** Everybody in a text, and what is left of it. A list may have its surname first: "Bakker, Sanne <s@x.nl>". */
export function read(text: string): Read {
  const people: Mailbox[] = [];
  const rest: string[] = [];
  for (const piece of pieces(text)) {
    const found = mailbox(piece);
    if (found === undefined) {
      rest.push(piece);
    } else {
      // Words without an address right before a named one are the first half of its name.
      const first = found.name !== "" && !found.name.includes(" ") ? rest.pop() : undefined;
      people.push(first === undefined ? found : { ...found, name: `${found.name} ${first}` });
    }
  }
  return { people, rest: rest.join(", ") };
}
