/** What the office lets pass, and what colleagues called not right, from which exceptions follow. */
import { Badge } from "@fluentui/react-badge";
import { Button } from "@fluentui/react-button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Schemas } from "../api.js";
import { checkName } from "../parts/checks.js";
import { List } from "../parts/List.js";
import { Loaded, Page } from "../parts/Page.js";
import { hasOne } from "../parts/roles.js";
import { SearchField, type Searching, sent, Turning } from "../parts/Search.js";
import { queries } from "../queries.js";
import { day, useWords } from "../words/words.js";
import { EntryPanel, FilePanel } from "./exception-panels.js";
import { Remarks } from "./Remarks.js";

type Entry = Schemas["TaggedEntry"];
type Person = Schemas["Person"];

/** Every page of the list, however it was searched for. */
const refresh = () => queries.invalidateQueries({ queryKey: ["allowlist"] });

export default function Exceptions({ person }: { person: Person }) {
  const { say, language } = useWords();
  const [searching, search] = useState<Searching>({ q: "", from: 0 });
  const [open, setOpen] = useState<"add" | "file" | Entry | null>(null);
  const entries = useQuery({
    queryKey: ["allowlist", searching],
    queryFn: ({ signal }) => ask<Schemas["AllowlistPage"]>("GET", `/allowlist?${sent(searching)}`, { signal }),
    placeholderData: (before) => before,
  });
  const may = hasOne(person.roles, ["admin"]);
  const close = () => {
    setOpen(null);
    void refresh();
  };
  return (
    <Page
      title={say("exceptions.title")}
      about={say("exceptions.about")}
      commands={
        <>
          {may && (
            <>
              <Button appearance="primary" onClick={() => setOpen("add")}>
                {say("exceptions.add")}
              </Button>
              <Button onClick={() => setOpen("file")}>{say("exceptions.file")}</Button>
            </>
          )}
          <Button as="a" href="/api/v1/admin/allowlist/export" download>
            {say("exceptions.export")}
          </Button>
          <SearchField label={say("exceptions.search")} search={search} />
        </>
      }
    >
      <Loaded query={entries}>
        {({ entries: rows, total }) => (
          <>
            <List
              label={say("exceptions.title")}
              empty={say(searching.q ? "list.none" : "exceptions.empty")}
              rows={rows}
              idOf={({ id }) => id}
              columns={[
                {
                  title: say("exceptions.whom"),
                  cell: (entry) =>
                    may ? (
                      <Button appearance="transparent" size="small" onClick={() => setOpen(entry)}>
                        {entry.pattern}
                      </Button>
                    ) : (
                      entry.pattern
                    ),
                },
                {
                  title: say("exceptions.checks"),
                  cell: ({ checks }) => checks.map((check) => checkName(say, check)).join(", ") || say("check.all"),
                },
                {
                  title: say("exceptions.for"),
                  cell: ({ audience }) => (audience === "everyone" ? say("exceptions.everyone") : audience),
                },
                {
                  title: say("exceptions.until"),
                  cell: ({ until, ended }) => (
                    <>
                      {until ? day(language, until) : "–"}{" "}
                      {ended && <Badge appearance="tint">{say("exceptions.ended")}</Badge>}
                    </>
                  ),
                },
                { title: say("exceptions.reason"), cell: ({ reason, by }) => `${reason} (${by})` },
                { title: say("exceptions.silenced"), cell: ({ silenced }) => silenced },
              ]}
            />
            {total > 0 && <Turning {...{ searching, total, search }} />}
          </>
        )}
      </Loaded>
      <Remarks may={may} changed={() => void refresh()} />
      {open === "add" && <EntryPanel close={close} />}
      {open === "file" && <FilePanel close={close} />}
      {open !== null && typeof open !== "string" && <EntryPanel key={open.tag} entry={open} close={close} />}
    </Page>
  );
}
