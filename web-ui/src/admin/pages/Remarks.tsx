/** What colleagues called not right, each with the narrowest exception that would end it, one click away. */
import { Button } from "@fluentui/react-button";
import { makeStyles } from "@griffel/react";
import { useQuery } from "@tanstack/react-query";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { checkName } from "../parts/checks.js";
import { List } from "../parts/List.js";
import { Notice } from "../parts/Notice.js";
import { Section } from "../parts/Section.js";
import { day, excuse, isKey, useWords } from "../words/words.js";

type Doubted = Schemas["Doubted"];

const useStyles = makeStyles({
  acts: { display: "flex", flexWrap: "wrap", gap: ".5rem" },
  note: { overflowWrap: "anywhere" },
});

export function Remarks({ may, changed }: { may: boolean; changed: () => void }) {
  const styles = useStyles();
  const { say, language } = useWords();
  const act = useAct();
  const remarks = useQuery({
    queryKey: ["remarks"],
    queryFn: ({ signal }) => ask<Doubted[]>("GET", "/remarks", { signal }),
  });
  const done = async (does: () => Promise<unknown>) => {
    await act.run(does);
    void remarks.refetch();
    changed();
  };
  const allow = ({ proposal }: Doubted) =>
    done(() => ask("POST", "/allowlist", { body: { ...proposal, reason: say("remarks.reason") } }));
  const settle = ({ id }: Doubted) => done(() => ask("DELETE", `/remarks/${id}`));
  const rows = remarks.data ?? [];
  if (rows.length === 0) {
    return null;
  }
  return (
    <Section title={say("remarks.title")} about={say("remarks.about")}>
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      <List
        label={say("remarks.title")}
        rows={rows}
        idOf={({ id }) => id}
        columns={[
          { title: say("exceptions.whom"), cell: ({ address }) => address ?? "–" },
          { title: say("remarks.what"), cell: ({ check }) => (check ? checkName(say, check) : "–") },
          { title: say("remarks.count"), cell: ({ count, last }) => `${count} (${day(language, last)})` },
          {
            title: say("remarks.notes"),
            cell: ({ notes }) => (
              <ul className={styles.note}>
                {notes.map((note, at) => (
                  <li key={`${at} ${note}`}>{note}</li>
                ))}
              </ul>
            ),
          },
          ...(may
            ? [
                {
                  title: say("deployment.act"),
                  cell: (doubted: Doubted) => (
                    <div className={styles.acts}>
                      {doubted.proposal ? (
                        <Button size="small" appearance="primary" onClick={() => void allow(doubted)}>
                          {say("remarks.allow")}
                        </Button>
                      ) : (
                        <Why refusal={doubted.refusal ?? null} />
                      )}
                      <Button size="small" onClick={() => void settle(doubted)}>
                        {say("remarks.settle")}
                      </Button>
                    </div>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function Why({ refusal }: { refusal: string | null }) {
  const { say } = useWords();
  const key = `entry.${refusal ?? ""}`;
  return <span>{say(isKey(key) ? key : "remarks.cannot")}</span>;
}
