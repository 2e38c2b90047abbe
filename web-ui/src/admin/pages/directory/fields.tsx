/** Fields of somebody in the directory; one with several values has one a line. */
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { Textarea } from "@fluentui/react-textarea";
import { useWords } from "../../words/words.js";

export interface OneProps {
  label: string;
  value: string;
  change: (value: string) => void;
  disabled: boolean;
  required?: boolean;
  hint?: string;
}

export function One({ label, value, change, disabled, required, hint }: OneProps) {
  return (
    <Field label={label} required={required ?? false} {...(hint && { hint })}>
      <Input value={value} disabled={disabled} autoComplete="off" onChange={(_, data) => change(data.value)} />
    </Field>
  );
}

export interface SeveralProps {
  label: string;
  values: readonly string[];
  change: (values: string[]) => void;
  disabled: boolean;
  hint?: string;
}

export function Several({ label, values, change, disabled, hint }: SeveralProps) {
  const { say } = useWords();
  return (
    <Field label={label} hint={hint ?? say("directory.perLine")}>
      <Textarea
        value={values.join("\n")}
        disabled={disabled}
        resize="vertical"
        rows={Math.min(6, Math.max(2, values.length))}
        onChange={(_, data) => change(data.value.split("\n"))}
      />
    </Field>
  );
}
