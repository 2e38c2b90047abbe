/** The console for administrators: who is signed in decides what is shown. What is allowed, the service decides. */
import { Button } from "@fluentui/react-button";
import { FluentProvider } from "@fluentui/react-provider";
import { makeStyles } from "@griffel/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { type Look, systemLook, THEMES } from "../look/themes.js";
import { ask, type Schemas } from "./api.js";
import { Bar, Frame, type Place } from "./Frame.js";
import { SignIn } from "./pages/SignIn.js";
import { ProofProvider } from "./parts/act.js";
import { Loaded, Page } from "./parts/Page.js";
import { hasOne } from "./parts/roles.js";
import { STANDING } from "./queries.js";
import { useRoute } from "./route.js";
import { keepLanguage, keptLanguage, sayer, Speaking, useWords } from "./words/words.js";

type Person = Schemas["Person"];

interface Room extends Place {
  /** Who sees it. */
  roles: readonly string[];
  Content: ComponentType<{ person: Person }>;
}

const EVERYBODY = ["admin", "it", "privacy_officer", "auditor"];

/** The pages, in the order in which they stand at the left; each is fetched when it is first shown. */
const ROOMS: readonly Room[] = [
  {
    page: "overview",
    title: "nav.overview",
    roles: ["admin", "privacy_officer", "auditor"],
    Content: lazy(() => import("./pages/Overview.js")),
  },
  {
    page: "policy",
    title: "nav.policy",
    section: "nav.lists",
    roles: ["admin", "auditor"],
    Content: lazy(() => import("./pages/Policy.js")),
  },
  {
    page: "directory",
    title: "nav.directory",
    section: "nav.lists",
    roles: ["admin", "auditor"],
    Content: lazy(() => import("./pages/Directory.js")),
  },
  {
    page: "exceptions",
    title: "nav.exceptions",
    section: "nav.lists",
    roles: ["admin", "auditor"],
    Content: lazy(() => import("./pages/Exceptions.js")),
  },
  {
    page: "denied",
    title: "nav.denied",
    section: "nav.lists",
    roles: ["admin", "auditor"],
    Content: lazy(() => import("./pages/Denied.js")),
  },
  {
    page: "deployment",
    title: "nav.deployment",
    section: "nav.mailClients",
    roles: ["it", "admin", "auditor"],
    Content: lazy(() => import("./pages/Deployment.js")),
  },
  {
    page: "devices",
    title: "nav.devices",
    section: "nav.mailClients",
    roles: ["it", "admin", "auditor"],
    Content: lazy(() => import("./pages/Devices.js")),
  },
  {
    page: "record",
    title: "nav.record",
    section: "nav.control",
    roles: ["privacy_officer", "auditor"],
    Content: lazy(() => import("./pages/Record.js")),
  },
  {
    page: "access",
    title: "nav.access",
    section: "nav.people",
    roles: ["admin", "auditor"],
    Content: lazy(() => import("./pages/Access.js")),
  },
  {
    page: "account",
    title: "nav.account",
    section: "nav.people",
    roles: EVERYBODY,
    Content: lazy(() => import("./pages/Account.js")),
  },
];

/** Pages for whoever is on the way in. */
const DOORS: Readonly<Record<string, ComponentType>> = {
  welcome: lazy(() => import("./pages/Welcome.js")),
  callback: lazy(() => import("./pages/Provider.js").then(({ Callback }) => ({ default: Callback }))),
  again: lazy(() => import("./pages/Provider.js").then(({ Again }) => ({ default: Again }))),
};

const useStyles = makeStyles({
  page: {
    minHeight: "100dvh",
    display: "flex",
    flexDirection: "column",
    backgroundColor: "var(--colorNeutralBackground3)",
    fontSize: "1rem",
    lineHeight: 1.5,
  },
});

export function Console() {
  const styles = useStyles();
  const [language, setLanguage] = useState(keptLanguage);
  const [look, setLook] = useState<Look>(systemLook);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.style.colorScheme = look;
    document.title = sayer(language)("title");
    keepLanguage(language);
  }, [language, look]);
  const bar = (children?: ReactNode) => <Bar {...{ look, setLook, setLanguage, children }} />;
  return (
    <Speaking language={language}>
      <FluentProvider theme={THEMES[look]} className={styles.page}>
        <ProofProvider>
          <Rooms bar={bar} />
        </ProofProvider>
      </FluentProvider>
    </Speaking>
  );
}

function Rooms({ bar }: { bar: (children?: ReactNode) => ReactNode }) {
  const { say } = useWords();
  const page = useRoute();
  const standing = useQuery({
    queryKey: STANDING,
    queryFn: ({ signal }) => ask<Schemas["Standing"]>("GET", "/session", { signal }),
    staleTime: 60_000,
  });
  const Door = DOORS[page];
  if (Door) {
    return (
      <>
        {bar()}
        <Suspense>
          <Door />
        </Suspense>
      </>
    );
  }
  const person = standing.data?.signed_in;
  return (
    <>
      {bar(person && <SignOut name={person.name} />)}
      {person ? (
        <Inside person={person} demo={standing.data?.demo === true} page={page} />
      ) : (
        <Loaded query={standing}>{(standing) => <SignIn standing={standing} />}</Loaded>
      )}
      <span className="unseen" role="status">
        {person ? say("signedInAs", { name: person.name }) : ""}
      </span>
    </>
  );
}

function Inside({ person, demo, page }: { person: Person; demo: boolean; page: string }) {
  const { say } = useWords();
  const rooms = ROOMS.filter(({ roles }) => hasOne(person.roles, roles));
  const room = rooms.find((each) => each.page === (page || rooms[0]?.page));
  return (
    <Frame person={person} demo={demo} places={rooms} page={room?.page ?? ""}>
      <Suspense>
        {room ? <room.Content person={person} /> : <Page title={say("nowhere")}>{say("nowhereText")}</Page>}
      </Suspense>
    </Frame>
  );
}

function SignOut({ name }: { name: string }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const signOut = () =>
    ask("DELETE", "/session").finally(() => {
      void queries.invalidateQueries({ queryKey: STANDING });
    });
  return (
    <>
      <span>{name}</span>
      <Button size="small" onClick={() => void signOut()}>
        {say("signOut")}
      </Button>
    </>
  );
}
