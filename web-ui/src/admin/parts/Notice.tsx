/** A sentence about how something went. It is read out, for it comes without being asked for. */
import { MessageBar, MessageBarBody } from "@fluentui/react-message-bar";
import type { ReactNode } from "react";

export interface NoticeProps {
  intent: "info" | "success" | "warning" | "error";
  children: ReactNode;
}

export function Notice({ intent, children }: NoticeProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}
