/** What a field of a panel says when the service did not take it. */
import { Refusal } from "../api.js";
import { isKey, type Say } from "../words/words.js";
import type { Act } from "./act.js";

/** What is wrong with a field, where the service says so; to be spread over its `Field`. */
export function wrong(act: Act, say: Say, field: string) {
  if (!(act.fault instanceof Refusal) || !act.fault.errors.some(({ path }) => path.split(/[.[]/u)[0] === field)) {
    return {};
  }
  const key = `wrong.${field}`;
  return {
    validationState: "error" as const,
    validationMessage: say(isKey(key) ? key : "refused.invalid_field"),
  };
}
