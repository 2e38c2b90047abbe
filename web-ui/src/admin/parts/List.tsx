/** A list with columns. In a narrow window it scrolls by itself, and the page does not. */
import { makeStyles } from "@griffel/react";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  around: { overflowX: "auto", position: "relative" },
  list: {
    width: "100%",
    borderCollapse: "collapse",
    "& th": {
      textAlign: "start",
      fontWeight: 600,
      fontSize: ".875rem",
      color: "var(--colorNeutralForeground2)",
      padding: ".6rem 1rem .6rem .5rem",
      borderBottom: "1px solid var(--colorNeutralStroke1)",
      whiteSpace: "nowrap",
    },
    "& td": {
      padding: ".6rem 1rem .6rem .5rem",
      borderBottom: "1px solid var(--colorNeutralStroke3)",
      verticalAlign: "top",
    },
    "& tbody tr:hover": { backgroundColor: "var(--colorNeutralBackground1Hover)" },
  },
  empty: { color: "var(--colorNeutralForeground2)", padding: "1.5rem .5rem" },
});

export interface Column<T> {
  title: string;
  cell: (row: T) => ReactNode;
}

export interface ListProps<T> {
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  idOf: (row: T) => string;
  /** What is said where there is nothing. */
  empty?: string;
}

export function List<T>({ label, rows, columns, idOf, empty }: ListProps<T>) {
  const styles = useStyles();
  if (rows.length === 0 && empty) {
    return <p className={styles.empty}>{empty}</p>;
  }
  return (
    // What scrolls must be reachable with a keyboard.
    <div className={styles.around} role="region" aria-label={label} tabIndex={0}>
      <table className={styles.list} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)}>
              {columns.map(({ title, cell }) => (
                <td key={title}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
