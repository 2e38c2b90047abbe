/**
 * A window in front of the page, by the browser's own means: what stands behind cannot be reached, Escape leaves it, and
 * afterwards the focus is where it was.
 */
import { type ReactNode, useLayoutEffect, useRef } from "react";

export interface ModalProps {
  label: string;
  className: string;
  close: () => void;
  children: ReactNode;
}

export function Modal({ label, className, close, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // Taken away while it is open, it would leave the focus nowhere.
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {children}
    </dialog>
  );
}
