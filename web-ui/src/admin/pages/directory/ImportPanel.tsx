/** Taking in a list: the file, what its columns mean, what it would change, and yes. */
import { Button } from "@fluentui/react-button";
import { Checkbox } from "@fluentui/react-checkbox";
import { Field } from "@fluentui/react-field";
import { Select } from "@fluentui/react-select";
import { makeStyles } from "@griffel/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Schemas } from "../../api.js";
import { useAct } from "../../parts/act.js";
import { Notice } from "../../parts/Notice.js";
import { Loaded } from "../../parts/Page.js";
import { Panel } from "../../parts/Panel.js";
import { isKey, moment, useWords } from "../../words/words.js";

type State = Schemas["ImportState"];
type Preview = Schemas["ImportPreview"];

/** How often a running import is looked at, in milliseconds. */
const LOOKS = 500;

const useStyles = makeStyles({
  heading: { fontSize: "1rem", fontWeight: 600 },
  figure: { fontSize: "1.25rem", fontWeight: 600 },
  rows: { paddingLeft: "1.25rem", listStyleType: "disc", overflowWrap: "anywhere", display: "grid", gap: ".25rem" },
  progress: { width: "100%" },
  summary: { cursor: "pointer", paddingBlock: ".375rem" },
  buttons: { display: "flex", flexWrap: "wrap", gap: ".5rem" },
});

export function ImportPanel({ close }: { close: () => void }) {
  const { say, language } = useWords();
  const act = useAct();
  const state = useQuery({
    queryKey: ["import", language],
    queryFn: ({ signal }) => ask<State>("GET", `/directory/import?lang=${language}`, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.stage === "reading" || data?.stage === "writing" ? LOOKS : false),
    staleTime: 0,
    gcTime: 0,
  });
  const does = async (what: () => Promise<unknown>) => {
    await act.run(what);
    await state.refetch();
  };
  return (
    <Panel title={say("directory.import")} act={act} close={close}>
      <Loaded query={state}>{(now) => <Stage state={now} does={does} />}</Loaded>
    </Panel>
  );
}

interface StageProps {
  state: State;
  does: (what: () => Promise<unknown>) => Promise<void>;
}

function Stage({ state, does }: StageProps) {
  const styles = useStyles();
  const { say } = useWords();
  const stop = () => does(() => ask("DELETE", "/directory/import"));
  if (state.stage === "reading" || state.stage === "writing") {
    return (
      <>
        <p role="status">{say(`import.${state.stage}`, { rows: state.rows })}</p>
        {state.stage === "reading" && (
          <progress
            className={styles.progress}
            aria-label={say("import.progress")}
            value={state.read}
            max={Math.max(state.size, 1)}
          />
        )}
        <Button onClick={() => void stop()}>{say("cancel")}</Button>
      </>
    );
  }
  if (state.stage === "ready" && state.preview) {
    return <Ready key={state.size} preview={state.preview} does={does} stop={stop} />;
  }
  return (
    <>
      {state.stage === "done" && <Notice intent="success">{say("import.done", { count: state.changes ?? 0 })}</Notice>}
      {state.stage === "stopped" && <Notice intent="info">{say("import.stopped")}</Notice>}
      {state.stage === "failed" && (
        <Notice intent="error">{say(state.why === "not-kept" ? "refused.not_kept" : "import.noTable")}</Notice>
      )}
      <Choose does={does} />
      {state.undo && <Undo undo={state.undo} does={does} />}
    </>
  );
}

function Choose({ does }: Pick<StageProps, "does">) {
  const { say } = useWords();
  const [list, setList] = useState("clients");
  return (
    <>
      <p>{say("import.about")}</p>
      <Field label={say("import.list")}>
        <Select value={list} onChange={(_, { value }) => setList(value)}>
          <option value="clients">{say("import.clients")}</option>
          <option value="colleagues">{say("directory.colleagues")}</option>
        </Select>
      </Field>
      <Field label={say("import.file")}>
        <input
          type="file"
          aria-label={say("import.file")}
          accept=".csv,.txt,.xlsx,text/csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) {
              void does(() => ask("POST", `/directory/import?list=${list}`, { file }));
            }
          }}
        />
      </Field>
    </>
  );
}

function Undo({ undo, does }: { undo: Schemas["UndoableImport"] } & Pick<StageProps, "does">) {
  const { say, language } = useWords();
  return (
    <div>
      <p>{say("import.last", { by: undo.by, time: moment(language, undo.imported), count: undo.changes })}</p>
      <Button onClick={() => void does(() => ask("POST", "/directory/import/undo"))}>{say("import.undo")}</Button>
    </div>
  );
}

interface ReadyProps extends Pick<StageProps, "does"> {
  preview: Preview;
  stop: () => Promise<void>;
}

function Ready({ preview, does, stop }: ReadyProps) {
  const styles = useStyles();
  const { say } = useWords();
  const [confirm, setConfirm] = useState(false);
  const { rows, records, skipped, ignored, before, after, added, changed, removed } = preview;
  return (
    <>
      <p className={styles.figure}>{say("import.becomes", { before, after })}</p>
      <p>{say("import.counts", { added, changed, removed })}</p>
      <p>{say("import.read", { rows, records, skipped, ignored })}</p>
      {preview.refused && <Notice intent="error">{say("import.refused")}</Notice>}
      {preview.held_back && (
        <Notice intent="warning">
          {say("import.heldBack", { removed, before })}
          <Checkbox
            label={say("import.meant")}
            checked={confirm}
            onChange={(_, { checked }) => setConfirm(checked === true)}
          />
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabledFocusable={preview.refused || (preview.held_back && !confirm)}
          onClick={() => void does(() => ask("POST", "/directory/import/yes", { body: { confirm } }))}
        >
          {say("import.yes")}
        </Button>
        <Button onClick={() => void stop()}>{say("import.no")}</Button>
      </div>
      <Columns preview={preview} does={does} />
      <Names title={say("import.added", { count: added })} names={preview.added_names} />
      <Names title={say("import.changed", { count: changed })} names={preview.changed_names} />
      <Names title={say("import.removed", { count: removed })} names={preview.removed_names} />
      {preview.problems.length > 0 && (
        <details open>
          <summary className={styles.summary}>{say("import.problems", { count: preview.problems.length })}</summary>
          <ul className={styles.rows}>
            {preview.problems.map(({ line, text }, at) => (
              <li key={`${line ?? 0} ${at} ${text}`}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Columns({ preview, does }: { preview: Preview } & Pick<StageProps, "does">) {
  const styles = useStyles();
  const { say } = useWords();
  const change = (title: string, name: string) => {
    const columns = Object.fromEntries(preview.columns.map((each) => [each.title, each.column ?? ""]));
    void does(() => ask("PUT", "/directory/import/columns", { body: { columns: { ...columns, [title]: name } } }));
  };
  const named = (name: string) => {
    const key = `column.${name}`;
    return isKey(key) ? say(key) : name;
  };
  return (
    <details open={preview.refused}>
      <summary className={styles.summary}>{say("import.columns", { count: preview.columns.length })}</summary>
      {preview.columns.map(({ title, column }, at) => (
        <Field key={`${at} ${title}`} label={title}>
          <Select value={column ?? ""} onChange={(_, { value }) => change(title, value)}>
            <option value="">{say("import.notRead")}</option>
            {preview.names.map((name) => (
              <option key={name} value={name}>
                {named(name)}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </details>
  );
}

function Names({ title, names }: { title: string; names: readonly Schemas["ImportName"][] }) {
  const styles = useStyles();
  if (names.length === 0) {
    return null;
  }
  return (
    <details>
      <summary className={styles.summary}>{title}</summary>
      <ul className={styles.rows}>
        {names.map(({ id, name }) => (
          <li key={id}>
            {name} ({id})
          </li>
        ))}
      </ul>
    </details>
  );
}
