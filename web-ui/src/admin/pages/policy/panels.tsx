/** The panels of the policy: what a check does, what a draft changes, what held before, and what would have been. */
import { Button } from "@fluentui/react-button";
import { makeStyles } from "@griffel/react";
import { useQuery } from "@tanstack/react-query";
import { ask, type Schemas } from "../../api.js";
import { useAct } from "../../parts/act.js";
import { List } from "../../parts/List.js";
import { Notice } from "../../parts/Notice.js";
import { Loaded } from "../../parts/Page.js";
import { Panel } from "../../parts/Panel.js";
import { day, moment, useWords } from "../../words/words.js";

const useStyles = makeStyles({
  section: { display: "grid", gap: ".5rem" },
  heading: { fontSize: "1rem", fontWeight: 600 },
  quiet: { color: "var(--colorNeutralForeground2)" },
  examples: { paddingLeft: "1.25rem", display: "grid", gap: ".25rem", listStyleType: "disc" },
  version: {
    display: "grid",
    gap: ".5rem",
    justifyItems: "start",
    paddingBottom: "1rem",
    borderBottom: "1px solid var(--colorNeutralStroke2)",
  },
  path: { overflowWrap: "anywhere" },
  figure: { fontSize: "1.75rem", fontWeight: 600, lineHeight: 1.2 },
});

export function CheckPage({ id, close }: { id: string; close: () => void }) {
  const styles = useStyles();
  const { say, language } = useWords();
  const page = useQuery({
    queryKey: ["policy-check", id],
    queryFn: ({ signal }) => ask<Schemas["CheckPage"]>("GET", `/policy/checks/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Panel title={page.data?.name ?? say("policy.explain")} close={close}>
      {language !== "nl" && <p className={styles.quiet}>{say("policy.pageDutch")}</p>}
      <Loaded query={page}>
        {({ sections }) =>
          sections.map(({ title, paragraphs, examples }) => (
            <div key={title} className={styles.section} lang="nl">
              {title && <h3 className={styles.heading}>{title}</h3>}
              {paragraphs.map((text) => (
                <p key={text}>{text}</p>
              ))}
              {examples.length > 0 && (
                <ul className={styles.examples}>
                  {examples.map((text) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              )}
            </div>
          ))
        }
      </Loaded>
    </Panel>
  );
}

export function Changes({ changes }: { changes: readonly Schemas["PolicyDifference"][] }) {
  const styles = useStyles();
  const { say } = useWords();
  const value = (text: string | null | undefined) => text ?? say("policy.default");
  return (
    <List
      label={say("policy.changes")}
      rows={changes}
      idOf={({ path }) => path}
      empty={say("policy.noChanges")}
      columns={[
        { title: say("policy.setting"), cell: ({ path }) => <span className={styles.path}>{path}</span> },
        { title: say("policy.was"), cell: ({ before }) => value(before) },
        { title: say("policy.becomes"), cell: ({ after }) => value(after) },
      ]}
    />
  );
}

export interface PublishProps {
  policy: Schemas["Policy"];
  close: (published: boolean) => void;
}

export function Publish({ policy, close }: PublishProps) {
  const { say } = useWords();
  const act = useAct();
  const publish = async () => {
    if (await act.run(() => ask("POST", "/policy/versions", { body: {}, tag: policy.tag }))) {
      close(true);
    }
  };
  return (
    <Panel
      title={say("policy.publish")}
      does={say("policy.publish")}
      act={act}
      submit={() => void publish()}
      close={() => close(false)}
    >
      <p>{say("policy.publishText")}</p>
      <Changes changes={policy.draft?.changes ?? []} />
    </Panel>
  );
}

export interface HistoryProps {
  policy: Schemas["Policy"];
  may: boolean;
  close: (changed: boolean) => void;
}

export function History({ policy, may, close }: HistoryProps) {
  const styles = useStyles();
  const { say, language } = useWords();
  const act = useAct();
  const versions = useQuery({
    queryKey: ["policy-versions"],
    queryFn: ({ signal }) => ask<Schemas["PolicyVersion"][]>("GET", "/policy/versions", { signal }),
    staleTime: 0,
  });
  const back = async (version: number) => {
    if (await act.run(() => ask("POST", "/policy/versions", { body: { version }, tag: policy.tag }))) {
      close(true);
    }
  };
  return (
    <Panel title={say("policy.history")} act={act} close={() => close(false)}>
      <Loaded query={versions}>
        {(all) => (
          <>
            {all.map(({ version, published, by, changes }) => (
              <div key={version} className={styles.version}>
                <h3 className={styles.heading}>{say("policy.version", { version })}</h3>
                <span className={styles.quiet}>{say("policy.byOn", { by, time: moment(language, published) })}</span>
                <Changes changes={changes} />
                {version === policy.version ? (
                  <span>{say("policy.holds")}</span>
                ) : (
                  may && (
                    <Button size="small" onClick={() => void back(version)}>
                      {say("policy.back", { version })}
                    </Button>
                  )
                )}
              </div>
            ))}
            <div className={styles.version}>
              <h3 className={styles.heading}>{say("policy.embedded")}</h3>
              {policy.version === 0 ? (
                <span>{say("policy.holds")}</span>
              ) : (
                may && (
                  <Button size="small" onClick={() => void back(0)}>
                    {say("policy.backEmbedded")}
                  </Button>
                )
              )}
            </div>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

export interface ReplayProps {
  names: ReadonlyMap<string, string>;
  close: () => void;
}

export function Replay({ names, close }: ReplayProps) {
  const styles = useStyles();
  const { say, language } = useWords();
  const replay = useQuery({
    queryKey: ["policy-replay"],
    queryFn: ({ signal }) => ask<Schemas["PolicyReplay"]>("GET", "/policy/replay", { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Panel title={say("policy.replay")} close={close}>
      <Loaded query={replay}>
        {({ mails, unknown, before, after, more, fewer, checks, reaches }) => (
          <>
            <p className={styles.figure}>{say("policy.dialogs", { before, after })}</p>
            <p>{say("policy.moreFewer", { more, fewer, mails })}</p>
            <p className={styles.quiet}>
              {reaches ? say("policy.reaches", { day: day(language, reaches) }) : say("policy.reachesNothing")}
            </p>
            {unknown > 0 && <Notice intent="info">{say("policy.unknown", { count: unknown })}</Notice>}
            <List
              label={say("policy.byCheck")}
              rows={checks}
              idOf={({ check }) => check}
              empty={say("policy.replayNothing")}
              columns={[
                { title: say("policy.check"), cell: ({ check }) => names.get(check) ?? check },
                { title: say("policy.then"), cell: (row) => row.before },
                { title: say("policy.would"), cell: (row) => row.after },
              ]}
            />
            <p className={styles.quiet}>{say("policy.replayLimits")}</p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
