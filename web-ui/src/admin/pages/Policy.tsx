/** The policy: what holds, and the draft of what will. */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Textarea } from "@fluentui/react-textarea";
import { makeStyles } from "@griffel/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { Notice } from "../parts/Notice.js";
import { Loaded, Page } from "../parts/Page.js";
import { hasOne } from "../parts/roles.js";
import { excuse, moment, useWords } from "../words/words.js";
import { Attempt } from "./policy/Attempt.js";
import { CheckSettings } from "./policy/CheckSettings.js";
import { put, textAt, type Tree } from "./policy/document.js";
import { Choice, useShares } from "./policy/fields.js";
import { CheckPage, History, Publish, Replay } from "./policy/panels.js";

type Policy = Schemas["Policy"];
type Open = "try" | "replay" | "publish" | "history" | { check: string };

/** What was changed here and is not saved. */
type Edits = { document: Tree } | { source: string };

const useStyles = makeStyles({
  share: { maxWidth: "28rem" },
  problems: { paddingLeft: "1.25rem", listStyleType: "disc", overflowWrap: "anywhere" },
  text: { "& textarea": { fontFamily: "monospace", fontSize: ".875rem" } },
  summary: { padding: ".75rem .5rem", cursor: "pointer", fontWeight: 600 },
});

export default function PolicyPage({ person }: { person: Schemas["Person"] }) {
  const { language } = useWords();
  const policy = useQuery({
    queryKey: ["policy"],
    queryFn: ({ signal }) => ask<Policy>("GET", "/policy", { signal }),
  });
  const checks = useQuery({
    queryKey: ["policy-checks", language],
    queryFn: ({ signal }) => ask<Schemas["DeclaredCheck"][]>("GET", `/policy/checks?lang=${language}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loaded query={policy}>
      {(shown) => (
        <Loaded query={checks}>
          {(declared) => (
            <Editor
              policy={shown}
              checks={declared}
              may={hasOne(person.roles, ["admin"])}
              look={async () => void (await policy.refetch())}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface EditorProps {
  policy: Policy;
  checks: readonly Schemas["DeclaredCheck"][];
  may: boolean;
  /** Looks at how it is now. */
  look: () => Promise<void>;
}

function Editor({ policy, checks, may, look }: EditorProps) {
  const styles = useStyles();
  const { say } = useWords();
  const act = useAct();
  const shares = useShares();
  const [edits, setEdits] = useState<Edits | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [done, setDone] = useState<"policy.saved" | "policy.published" | null>(null);
  const kept = policy.draft?.document ?? (policy.draft ? null : policy.document);
  const document = edits && "document" in edits ? edits.document : ((kept ?? {}) as Tree);
  const source = edits && "source" in edits ? edits.source : (policy.draft?.source ?? policy.source);
  // A text that is no TOML, or is being written, cannot be shown as a form.
  const formed = kept !== null && !(edits && "source" in edits);
  const after = async () => {
    setEdits(null);
    await look();
  };
  const save = async () => {
    setDone(null);
    if (await act.run(() => ask("PUT", "/policy/draft", { body: edits ?? { document }, tag: policy.tag }))) {
      await after();
      setDone("policy.saved");
    }
  };
  const discard = async () => {
    setDone(null);
    if (policy.draft === null || policy.draft === undefined) {
      setEdits(null);
    } else if (await act.run(() => ask("DELETE", "/policy/draft", { tag: policy.tag }))) {
      await after();
    }
  };
  const closed = async (changed: boolean) => {
    setOpen(null);
    if (changed) {
      await after();
      setDone("policy.published");
    }
  };
  const publishable = edits === null && policy.draft && policy.draft.problems.length === 0;
  return (
    <Page
      title={say("nav.policy")}
      about={say("policy.about")}
      commands={
        <>
          {may && (
            <>
              <Button appearance="primary" disabledFocusable={edits === null || act.busy} onClick={() => void save()}>
                {say("policy.save")}
              </Button>
              <Button disabledFocusable={!publishable} onClick={() => setOpen("publish")}>
                {say("policy.publish")}…
              </Button>
            </>
          )}
          <Button disabledFocusable={edits !== null} onClick={() => setOpen("try")}>
            {say("policy.try")}
          </Button>
          <Button disabledFocusable={edits !== null} onClick={() => setOpen("replay")}>
            {say("policy.replay")}
          </Button>
          <Button onClick={() => setOpen("history")}>{say("policy.history")}</Button>
          {may && (edits !== null || policy.draft) && (
            <Button appearance="subtle" onClick={() => void discard()}>
              {say("policy.discard")}
            </Button>
          )}
        </>
      }
    >
      <Standing policy={policy} unsaved={edits !== null} done={done} />
      {act.fault !== null && (
        <Notice intent="error">
          {excuse(say, codeOf(act.fault))}{" "}
          {codeOf(act.fault) === "changed_meanwhile" && (
            <Button
              size="small"
              onClick={() => {
                act.clear();
                void after();
              }}
            >
              {say("policy.seeNow")}
            </Button>
          )}
        </Notice>
      )}
      {formed && (
        <>
          <div className={styles.share}>
            <Choice
              label={say("policy.share")}
              hint={say("policy.shareHint")}
              value={textAt(document, ["share"])}
              usual={say("share.100")}
              choices={shares.filter(([share]) => share !== "100")}
              choose={(value) =>
                setEdits({ document: put(document, ["share"], value === null ? null : Number(value)) })
              }
              disabled={!may}
            />
          </div>
          <div>
            {checks.map((check) => (
              <CheckSettings
                key={check.id}
                check={check}
                document={document}
                groups={policy.groups}
                change={(changed) => setEdits({ document: changed })}
                explain={() => setOpen({ check: check.id })}
                disabled={!may}
              />
            ))}
          </div>
        </>
      )}
      <details open={!formed}>
        <summary className={styles.summary}>{say("policy.asText")}</summary>
        <Field label={say("policy.text")} hint={say("policy.textHint")}>
          <Textarea
            className={styles.text}
            value={source}
            rows={14}
            resize="vertical"
            readOnly={!may || (edits !== null && "document" in edits)}
            onChange={(_, { value }) => setEdits({ source: value })}
          />
        </Field>
      </details>
      {open === "try" && <Attempt close={() => setOpen(null)} />}
      {open === "replay" && (
        <Replay names={new Map(checks.map(({ id, name }) => [id, name]))} close={() => setOpen(null)} />
      )}
      {open === "publish" && <Publish policy={policy} close={(published) => void closed(published)} />}
      {open === "history" && <History policy={policy} may={may} close={(changed) => void closed(changed)} />}
      {typeof open === "object" && open !== null && <CheckPage id={open.check} close={() => setOpen(null)} />}
    </Page>
  );
}

interface StandingProps {
  policy: Policy;
  unsaved: boolean;
  done: "policy.saved" | "policy.published" | null;
}

/** What holds, what somebody is working on, and what is wrong with that. */
function Standing({ policy, unsaved, done }: StandingProps) {
  const styles = useStyles();
  const { say, language } = useWords();
  const { draft } = policy;
  return (
    <>
      <p>
        {policy.published
          ? say("policy.standing", {
              version: policy.version,
              by: policy.by ?? "",
              time: moment(language, policy.published),
            })
          : say("policy.standingEmbedded")}
      </p>
      {policy.from_settings && <Notice intent="warning">{say("policy.fromSettings")}</Notice>}
      {done && !unsaved && <Notice intent="success">{say(done)}</Notice>}
      {unsaved && <Notice intent="info">{say("policy.unsaved")}</Notice>}
      {draft && (
        <Notice intent={draft.problems.length > 0 ? "error" : "info"}>
          {say("policy.draft", { by: draft.by, time: moment(language, draft.saved), count: draft.changes.length })}
          {draft.problems.length > 0 && (
            <>
              {" "}
              {say("policy.wrong")}
              <ul className={styles.problems}>
                {draft.problems.map(({ path, reason }) => (
                  <li key={`${path} ${reason}`}>
                    {path && <strong>{path}: </strong>}
                    <span lang="en">{reason}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
    </>
  );
}
