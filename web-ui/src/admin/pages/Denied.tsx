/** Whom nobody may mail. */
import { Button } from "@fluentui/react-button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Schemas } from "../api.js";
import { List } from "../parts/List.js";
import { Loaded, Page } from "../parts/Page.js";
import { hasOne } from "../parts/roles.js";
import { SearchField, type Searching, sent, Turning } from "../parts/Search.js";
import { queries } from "../queries.js";
import { day, useWords } from "../words/words.js";
import { DeniedPanel } from "./denied-panel.js";

type Entry = Schemas["TaggedDenied"];

export default function Denied({ person }: { person: Schemas["Person"] }) {
  const { say, language } = useWords();
  const [searching, search] = useState<Searching>({ q: "", from: 0 });
  const [open, setOpen] = useState<"add" | Entry | null>(null);
  const denied = useQuery({
    queryKey: ["denied", searching],
    queryFn: ({ signal }) => ask<Schemas["DeniedPage"]>("GET", `/denied?${sent(searching)}`, { signal }),
    placeholderData: (before) => before,
  });
  const may = hasOne(person.roles, ["admin"]);
  const close = () => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: ["denied"] });
  };
  return (
    <Page
      title={say("denied.title")}
      about={say("denied.about")}
      commands={
        <>
          {may && (
            <Button appearance="primary" onClick={() => setOpen("add")}>
              {say("denied.add")}
            </Button>
          )}
          <SearchField label={say("exceptions.search")} search={search} />
        </>
      }
    >
      <Loaded query={denied}>
        {({ entries, total }) => (
          <>
            <List
              label={say("denied.title")}
              empty={say(searching.q ? "list.none" : "denied.empty")}
              rows={entries}
              idOf={({ pattern }) => pattern}
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
                { title: say("exceptions.reason"), cell: ({ reason, by }) => `${reason} (${by})` },
                { title: say("access.since"), cell: ({ added }) => day(language, added) },
              ]}
            />
            {total > 0 && <Turning {...{ searching, total, search }} />}
          </>
        )}
      </Loaded>
      {open !== null && <DeniedPanel close={close} {...(open !== "add" && { entry: open })} />}
    </Page>
  );
}
