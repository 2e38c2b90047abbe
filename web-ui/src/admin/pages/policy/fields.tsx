/** The fields of the policy's form. What is empty is the default, which the field names. */
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { Select } from "@fluentui/react-select";
import { useWords } from "../../words/words.js";

export const LEVELS = ["off", "info", "warn", "confirm", "block"] as const;
export const SHARES = ["0", "5", "25", "100"] as const;

export interface ChoiceProps {
  label: string;
  hint?: string;
  value: string;
  /** What it is when nothing is chosen. */
  usual: string;
  choices: readonly (readonly [value: string, name: string])[];
  choose: (value: string | null) => void;
  disabled: boolean;
}

export function Choice({ label, hint, value, usual, choices, choose, disabled }: ChoiceProps) {
  return (
    <Field label={label} {...(hint && { hint })}>
      <Select value={value} disabled={disabled} onChange={(_, data) => choose(data.value || null)}>
        <option value="">{usual}</option>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
        {value !== "" && !choices.some(([each]) => each === value) && <option value={value}>{value}</option>}
      </Select>
    </Field>
  );
}

export function useLevels() {
  const { say } = useWords();
  return LEVELS.map((level) => [level, say(`level.${level}`)] as const);
}

export function useShares() {
  const { say } = useWords();
  return SHARES.map((share) => [share, say(`share.${share}`)] as const);
}

export interface CountProps {
  label: string;
  value: string;
  usual: string;
  choose: (value: number | null) => void;
  disabled: boolean;
}

export function Count({ label, value, usual, choose, disabled }: CountProps) {
  const { say } = useWords();
  return (
    <Field label={label} hint={say("policy.usual", { value: usual })}>
      <Input
        type="number"
        min={0}
        step={1}
        value={value}
        disabled={disabled}
        placeholder={usual}
        onChange={(_, data) => choose(/^\d{1,6}$/u.test(data.value) ? Number(data.value) : null)}
      />
    </Field>
  );
}
