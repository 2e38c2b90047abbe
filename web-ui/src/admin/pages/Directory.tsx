/** The directory: clients, partners and colleagues. It is searched by the service; here is only what it found. */
import { Badge } from "@fluentui/react-badge";
import { Button } from "@fluentui/react-button";
import { Select } from "@fluentui/react-select";
import { makeStyles } from "@griffel/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { ask, type Schemas } from "../api.js";
import { List } from "../parts/List.js";
import { Loaded, Page } from "../parts/Page.js";
import { hasOne } from "../parts/roles.js";
import { SearchField, sent, type Searching, Turning } from "../parts/Search.js";
import { useWords } from "../words/words.js";
import { ClientPanel } from "./directory/ClientPanel.js";
import { ColleaguePanel } from "./directory/ColleaguePanel.js";
import { ImportPanel } from "./directory/ImportPanel.js";

type Entry = Schemas["DirectoryEntry"];
type Open = { client: string | null } | { colleague: string | null } | "import";

const SORTS = ["clients", "partners", "colleagues"] as const;

const useStyles = makeStyles({
  find: { display: "flex", flexWrap: "wrap", gap: ".75rem" },
  addresses: { overflowWrap: "anywhere" },
});

export default function Directory({ person }: { person: Schemas["Person"] }) {
  const styles = useStyles();
  const { say } = useWords();
  const [searching, setSearching] = useState<Searching>({ q: "", from: 0 });
  const [sort, setSort] = useState("");
  const [open, setOpen] = useState<Open | null>(null);
  const may = hasOne(person.roles, ["admin"]);
  const asked = sent(searching) + (sort && `&sort=${sort}`);
  const found = useQuery({
    queryKey: ["directory", asked],
    queryFn: ({ signal }) => ask<Schemas["DirectoryPage"]>("GET", `/directory?${asked}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const search = useCallback((wanted: Searching) => setSearching(wanted), []);
  const close = () => {
    setOpen(null);
    void found.refetch();
  };
  const show = ({ sort: kind, id }: Entry) => setOpen(kind === "colleague" ? { colleague: id } : { client: id });
  return (
    <Page
      title={say("nav.directory")}
      about={say("directory.about")}
      commands={
        may && (
          <>
            <Button appearance="primary" onClick={() => setOpen({ client: null })}>
              {say("directory.addClient")}
            </Button>
            <Button onClick={() => setOpen({ colleague: null })}>{say("directory.addColleague")}</Button>
            <Button onClick={() => setOpen("import")}>{say("directory.import")}</Button>
          </>
        )
      }
    >
      <div className={styles.find}>
        <SearchField label={say("directory.search")} search={search} />
        <Select
          aria-label={say("directory.sort")}
          value={sort}
          onChange={(_, { value }) => {
            setSort(value);
            setSearching({ ...searching, from: 0 });
          }}
        >
          <option value="">{say("directory.all")}</option>
          {SORTS.map((each) => (
            <option key={each} value={each}>
              {say(`directory.${each}`)}
            </option>
          ))}
        </Select>
      </div>
      <Loaded query={found}>
        {({ total, entries }) => (
          <>
            <Turning searching={searching} total={total} search={search} />
            <List
              label={say("nav.directory")}
              rows={entries}
              idOf={({ sort: kind, id }) => `${kind} ${id}`}
              empty={say("directory.nobody")}
              columns={[
                {
                  title: say("name"),
                  cell: (entry) => (
                    <Button appearance="transparent" size="small" onClick={() => show(entry)}>
                      {entry.name || entry.id}
                    </Button>
                  ),
                },
                {
                  title: say("directory.kind"),
                  cell: ({ sort: kind }) =>
                    kind === "client" ? (
                      say("directory.client")
                    ) : (
                      <Badge appearance="tint">{say(`directory.${kind}` as "directory.partner")}</Badge>
                    ),
                },
                { title: say("directory.number"), cell: ({ sort: kind, id }) => (kind === "colleague" ? "" : id) },
                { title: say("directory.groups"), cell: ({ groups }) => groups.join(", ") },
                {
                  title: say("directory.addresses"),
                  cell: ({ addresses, address_count }) => (
                    <span className={styles.addresses}>
                      {addresses.join(", ")}
                      {address_count > addresses.length &&
                        ` ${say("directory.more", { count: address_count - addresses.length })}`}
                    </span>
                  ),
                },
              ]}
            />
          </>
        )}
      </Loaded>
      {open === "import" && <ImportPanel close={close} />}
      {open !== null && open !== "import" && "client" in open && (
        <ClientPanel number={open.client} may={may} close={close} />
      )}
      {open !== null && open !== "import" && "colleague" in open && (
        <ColleaguePanel address={open.colleague} may={may} close={close} />
      )}
    </Page>
  );
}
