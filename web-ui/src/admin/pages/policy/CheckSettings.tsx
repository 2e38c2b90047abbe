/** What may be set for one check. Its fields follow from what the check declares; nothing here knows any check by name. */
import { Badge } from "@fluentui/react-badge";
import { Button } from "@fluentui/react-button";
import { makeStyles } from "@griffel/react";
import type { Schemas } from "../../api.js";
import { isKey, useWords } from "../../words/words.js";
import { at, put, said, textAt, type Tree } from "./document.js";
import { Choice, Count, useLevels, useShares } from "./fields.js";

const useStyles = makeStyles({
  check: {
    borderBottom: "1px solid var(--colorNeutralStroke2)",
    "& > summary": {
      display: "flex",
      flexWrap: "wrap",
      alignItems: "center",
      gap: ".25rem 1rem",
      padding: ".75rem .5rem",
      cursor: "pointer",
      ":hover": { backgroundColor: "var(--colorNeutralBackground1Hover)" },
    },
  },
  name: { fontWeight: 600, flex: "1 1 16rem" },
  level: { color: "var(--colorNeutralForeground2)" },
  fields: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(18rem, 100%), 1fr))",
    gap: "1rem 1.5rem",
    padding: ".5rem .5rem 1.25rem",
    alignItems: "start",
  },
  whole: { gridColumn: "1 / -1" },
  heading: { gridColumn: "1 / -1", fontWeight: 600, fontSize: ".9375rem", marginTop: ".5rem" },
});

export interface CheckSettingsProps {
  check: Schemas["DeclaredCheck"];
  document: Tree;
  groups: readonly string[];
  change: (document: Tree) => void;
  explain: () => void;
  disabled: boolean;
}

export function CheckSettings({ check, document, groups, change, explain, disabled }: CheckSettingsProps) {
  const styles = useStyles();
  const { say } = useWords();
  const levels = useLevels();
  const shares = useShares();
  const path = ["checks", check.id];
  const set = (where: readonly string[], value: string | number | null) => change(put(document, where, value));
  const severity = textAt(document, [...path, "severity"]);
  const key = `level.${severity}`;
  const changed = said(at(document, path)) + groups.reduce((sum, group) => sum + said(at(document, inGroup(group))), 0);
  function inGroup(group: string) {
    return ["groups", group, "checks", check.id];
  }
  return (
    <details className={styles.check}>
      <summary>
        <span className={styles.name}>{check.name}</span>
        <span className={styles.level}>{say(isKey(key) ? key : "policy.itself")}</span>
        {changed > 0 && <Badge appearance="tint">{say("policy.set")}</Badge>}
      </summary>
      <div className={styles.fields}>
        <div className={styles.whole}>
          <Button size="small" onClick={explain}>
            {say("policy.explain")}
          </Button>
        </div>
        {check.settings.map((setting) => {
          const where = [...path, setting.name];
          const shared = { label: setting.meaning, value: textAt(document, where), disabled };
          return setting.kind === "count" ? (
            <Count key={setting.name} {...shared} usual={setting.default} choose={(value) => set(where, value)} />
          ) : (
            <Choice
              key={setting.name}
              {...shared}
              usual={say("policy.usual", { value: say(`level.${setting.default}` as "level.warn") })}
              choices={levels}
              choose={(value) => set(where, value)}
            />
          );
        })}
        <Choice
          label={say("policy.severity")}
          hint={say("policy.severityHint")}
          value={severity}
          usual={say("policy.itself")}
          choices={levels}
          choose={(value) => set([...path, "severity"], value)}
          disabled={disabled}
        />
        <Choice
          label={say("policy.shareCheck")}
          value={textAt(document, [...path, "share"])}
          usual={say("policy.shareOffice")}
          choices={shares}
          choose={(value) => set([...path, "share"], value === null ? null : Number(value))}
          disabled={disabled}
        />
        {groups.length > 0 && <h3 className={styles.heading}>{say("policy.perGroup")}</h3>}
        {groups.map((group) => (
          <Choice
            key={group}
            label={group}
            value={textAt(document, [...inGroup(group), "severity"])}
            usual={say("policy.likeOffice")}
            choices={levels}
            choose={(value) => set([...inGroup(group), "severity"], value)}
            disabled={disabled}
          />
        ))}
      </div>
    </details>
  );
}
