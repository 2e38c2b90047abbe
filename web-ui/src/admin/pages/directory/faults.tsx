/** Why a form was refused: which field, and what is wrong with it, in the words that imports use as well. */
import { makeStyles } from "@griffel/react";
import { Refusal } from "../../api.js";
import { isKey, useWords } from "../../words/words.js";

const useStyles = makeStyles({ list: { paddingLeft: "1.25rem", listStyleType: "disc" } });

export function Faults({ fault }: { fault: unknown }) {
  const styles = useStyles();
  const { say } = useWords();
  if (!(fault instanceof Refusal) || fault.errors.length === 0) {
    return null;
  }
  const told = (prefix: string, word: string) => {
    const key = `${prefix}.${word}`;
    return isKey(key) ? say(key) : word;
  };
  return (
    <ul className={styles.list}>
      {fault.errors.map(({ path, reason }) => (
        <li key={`${path} ${reason}`}>
          <strong>{told("column", path)}:</strong> {told("wrong", reason)}
        </li>
      ))}
    </ul>
  );
}
