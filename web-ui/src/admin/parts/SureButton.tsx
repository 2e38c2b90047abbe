/** A button in a list for what cannot be undone: pressed once, it asks; pressed twice, it does. */
import { Button } from "@fluentui/react-button";
import { useState } from "react";

export interface SureButtonProps {
  label: string;
  /** What it is about, for whoever does not see the row. */
  of: string;
  /** What it says once it asks. */
  sure: string;
  act: () => void;
}

export function SureButton({ label, of, sure, act }: SureButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <Button
      size="small"
      appearance={asking ? "primary" : "secondary"}
      aria-label={`${asking ? sure : label}: ${of}`}
      onClick={() => (asking ? act() : setAsking(true))}
      onBlur={() => setAsking(false)}
    >
      {asking ? sure : label}
    </Button>
  );
}
