/** What Thunderbird 153 has and the published types do not have yet. */
declare namespace browser.compose {
  interface ComposeDetails {
    /** Nothing where neither OpenPGP nor S/MIME is set up for the identity. */
    selectedEncryptionTechnology?: { name: "OpenPGP" | "S/MIME"; encryptBody: boolean } | null;
  }
}

declare namespace browser.messengerUtilities {
  interface ParsedMailbox {
    name?: string;
    email?: string;
  }
  function parseMailboxString(text: string, options: { expandMailingLists: boolean }): Promise<ParsedMailbox[]>;
}

declare namespace browser.addressBooks.mailingLists {
  function get(id: string): Promise<{ name: string }>;
}

declare namespace browser.addressBooks.contacts {
  function get(id: string): Promise<{ properties: Record<string, string> }>;
}
