//! The checks, one folder each: settings, default, words in each language, and a page that explains it and is executed
//! as a test. A check reads the [`Context`] and adds findings; it knows nothing of policy, allowlist or other checks.

mod again;
mod declared;

use crate::{context::Context, verdict::Finding};
pub use again::Counts;
pub(crate) use again::{Again, again, measured};
pub use declared::{Declared, Preset, Section};

/// The texts of a check's folder.
#[derive(Debug, Clone, Copy)]
pub struct Sources {
    /// Default settings, TOML with comments.
    pub defaults: &'static str,
    /// Dutch sentences.
    pub nl: &'static str,
    /// English sentences.
    pub en: &'static str,
    /// The page that explains the check, with executed examples.
    pub page: &'static str,
}

macro_rules! checks {
    ($($variant:ident $module:ident $id:literal;)*) => {
        $(pub(crate) mod $module;)*

        /// A check. The order is the order in which findings of one severity are shown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Check {
            $(#[doc = concat!("`", $id, "`")] $variant,)*
        }

        impl Check {
            /// Every check.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable id.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The check with this id.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)* _ => None }
            }

            /// The texts of its folder.
            #[must_use]
            pub fn sources(self) -> Sources {
                match self {
                    $(Self::$variant => Sources {
                        defaults: include_str!(concat!(stringify!($module), "/default.toml")),
                        nl: include_str!(concat!(stringify!($module), "/nl.toml")),
                        en: include_str!(concat!(stringify!($module), "/en.toml")),
                        page: include_str!(concat!(stringify!($module), "/spec.md")),
                    },)*
                }
            }
        }

        /// The settings of every check.
        #[derive(Debug, Clone, Default)]
        pub(crate) struct Settings {
            $(pub(crate) $module: $module::Settings,)*
        }

        impl Settings {
            /// Reads every check's settings from its table; faults are told, and leave the check at its default.
            pub(crate) fn read(
                table_of: &mut dyn FnMut(Check) -> toml::Table,
                fault: &mut dyn FnMut(Check, String),
            ) -> Self {
                Self {
                    $($module: table_of(Check::$variant)
                        .try_into()
                        .unwrap_or_else(|reason: toml::de::Error| {
                            fault(Check::$variant, reason.to_string());
                            $module::Settings::default()
                        }),)*
                }
            }
        }

        /// Runs every check.
        pub(crate) fn run(context: &Context<'_>) -> Vec<Finding> {
            let mut findings = Vec::new();
            $($module::run(context, &context.policy.settings.$module, &mut findings);)*
            findings
        }
    };
}

checks! {
    BlockedRecipient blocked_recipient "blocked-recipient";
    OtherClient other_client "other-client";
    ManyPersons many_persons "many-persons";
    VisibleRecipients visible_recipients "visible-recipients";
    PrivateMailbox private_mailbox "private-mailbox";
    LookalikeRecipient lookalike_recipient "lookalike-recipient";
    MisspelledAddress misspelled_address "misspelled-address";
    HiddenContent hidden_content "hidden-content";
    PersonalData personal_data "personal-data";
    MixedClients mixed_clients "mixed-clients";
    SalutationMismatch salutation_mismatch "salutation-mismatch";
    ReplyAllFromBcc reply_all_from_bcc "reply-all-from-bcc";
    NewInReply new_in_reply "new-in-reply";
    UnreadableAttachment unreadable_attachment "unreadable-attachment";
    PasswordInMail password_in_mail "password-in-mail";
    MissingAttachment missing_attachment "missing-attachment";
    NewRecipient new_recipient "new-recipient";
    GroupNotExpanded group_not_expanded "group-not-expanded";
    CustomRule custom_rule "custom-rule";
}
