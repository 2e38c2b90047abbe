/** The record: what was checked and what people did, with people under the office's key, and proof that it is whole. */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { Select } from "@fluentui/react-select";
import { makeStyles } from "@griffel/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { CHECKS, checkName } from "../parts/checks.js";
import { List } from "../parts/List.js";
import { Notice } from "../parts/Notice.js";
import { Page } from "../parts/Page.js";
import { excuse, moment, useWords } from "../words/words.js";

const useStyles = makeStyles({
  filter: { display: "flex", flexWrap: "wrap", gap: ".75rem", alignItems: "flex-end" },
  entry: { overflowWrap: "anywhere", fontSize: ".875rem" },
  more: { justifySelf: "start" },
});

const NOTHING = { kind: "", check: "", decision: "", sender: "", from: "", until: "" };
const KINDS = ["check", "outcome", "event"] as const;
const DECISIONS = ["allow", "warn", "confirm", "block"] as const;

type Row = Schemas["AuditRow"];

/** The filter as it is sent: what is left empty is left out. */
function asked(filter: typeof NOTHING): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ""));
}

export default function Record() {
  const styles = useStyles();
  const { say } = useWords();
  const [typed, setTyped] = useState(NOTHING);
  const [filter, setFilter] = useState(NOTHING);
  const set =
    (field: keyof typeof NOTHING) =>
    (_: unknown, { value }: { value: string }) =>
      setTyped({ ...typed, [field]: value });
  return (
    <Page title={say("record.title")} about={say("record.about")} commands={<Proof />}>
      <form
        className={styles.filter}
        onSubmit={(event) => {
          event.preventDefault();
          setFilter(typed);
        }}
      >
        <Field label={say("record.kind")}>
          <Select value={typed.kind} onChange={set("kind")}>
            <option value="">{say("record.any")}</option>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {say(`record.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={say("record.decision")}>
          <Select value={typed.decision} onChange={set("decision")}>
            <option value="">{say("record.any")}</option>
            {DECISIONS.map((decision) => (
              <option key={decision} value={decision}>
                {say(`record.${decision}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={say("record.rule")}>
          <Select value={typed.check} onChange={set("check")}>
            <option value="">{say("record.any")}</option>
            {[...CHECKS, "visible-recipients"].map((check) => (
              <option key={check} value={check}>
                {checkName(say, check)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={say("record.from")}>
          <Input type="date" value={typed.from} onChange={set("from")} />
        </Field>
        <Field label={say("record.until")}>
          <Input type="date" value={typed.until} onChange={set("until")} />
        </Field>
        <Field label={say("record.sender")} hint={say("record.senderHint")}>
          <Input autoComplete="off" value={typed.sender} onChange={set("sender")} />
        </Field>
        <Button type="submit">{say("record.find")}</Button>
        <Button as="a" href={`/api/v1/admin/audit/export?${asked(filter).toString()}`} download>
          {say("record.export")}
        </Button>
      </form>
      <Rows filter={filter} />
    </Page>
  );
}

function Rows({ filter }: { filter: typeof NOTHING }) {
  const styles = useStyles();
  const { say, language } = useWords();
  const record = useInfiniteQuery({
    queryKey: ["record", filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const query = asked(filter);
      if (pageParam) {
        query.set("after", pageParam);
      }
      return ask<Schemas["AuditPage"]>("GET", `/audit?${query.toString()}`, { signal });
    },
    getNextPageParam: ({ next }) => next,
  });
  if (record.isError) {
    return <Notice intent="error">{excuse(say, codeOf(record.error))}</Notice>;
  }
  const rows = record.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <List<Row>
        label={say("record.title")}
        empty={say(record.isPending ? "loading" : "list.none")}
        rows={rows}
        idOf={({ chain, number }) => `${chain} ${number}`}
        columns={[
          { title: say("record.time"), cell: ({ time }) => moment(language, time) },
          { title: say("record.kind"), cell: ({ entry }) => <Kind entry={entry} /> },
          { title: say("record.what"), cell: ({ entry }) => <span className={styles.entry}>{told(entry)}</span> },
          { title: say("record.row"), cell: ({ chain, number }) => `${chain} ${number}` },
        ]}
      />
      {record.hasNextPage && (
        <Button className={styles.more} onClick={() => void record.fetchNextPage()}>
          {say("record.more")}
        </Button>
      )}
    </>
  );
}

function Kind({ entry }: { entry: Row["entry"] }) {
  const { say } = useWords();
  const kind = KINDS.find((each) => each === entry["kind"]);
  return kind ? say(`record.${kind}`) : "–";
}

interface Found {
  check: string;
  after: string;
}

/** What a row says, in a line: codes and ids, as they stand in it. */
function told(row: Row["entry"]): string {
  const entry: Record<string, unknown> = row;
  const { kind } = entry;
  if (kind === "check") {
    const findings = (entry["findings"] as Found[]).map(({ check, after }) => `${check} (${after})`);
    return [String(entry["decision"]), ...findings].join(", ");
  }
  if (kind === "outcome") {
    return [entry["outcome"], entry["fix"], entry["reason"]].filter(Boolean).join(", ");
  }
  const about = Object.entries((entry["about"] ?? {}) as object).map(([name, value]) => `${name} ${String(value)}`);
  return [String(entry["event"]), ...about].join(", ");
}

function Proof() {
  const { say } = useWords();
  const act = useAct();
  const [chains, setChains] = useState<Schemas["AuditChain"][] | null>(null);
  const prove = () => act.run(async () => setChains(await ask("GET", "/audit/proof")));
  const broken = chains?.filter(({ broken_at: at }) => at !== undefined && at !== null) ?? [];
  return (
    <>
      <Button appearance="primary" disabledFocusable={act.busy} onClick={() => void prove()}>
        {say("record.prove")}
      </Button>
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      {chains && broken.length === 0 && (
        <Notice intent="success">
          {say("record.whole", { rows: chains.reduce((all, { first, last }) => all + last - first + 1, 0) })}
        </Notice>
      )}
      {broken.map(({ chain, broken_at: at }) => (
        <Notice key={chain} intent="error">
          {say("record.broken", { chain, row: at ?? 0 })}
        </Notice>
      ))}
    </>
  );
}
