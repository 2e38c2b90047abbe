//! The codes of refusals: one list, from which the names, statuses, words and the reference page follow.

use serde::Serialize;
use utoipa::ToSchema;

/// Makes the codes from one list of: why, name in Rust, name as sent, status, title, mend.
macro_rules! codes {
    ($($(#[doc = $why:literal])+ $code:ident = $name:literal, $status:literal, $title:literal, $mend:literal;)+) => {
        /// Why a request was refused. Codes are stable: a new version may add some, and never gives one another meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Code {
            $($(#[doc = $why])+ $code,)+
        }

        impl Code {
            /// Every code, by status.
            pub const ALL: &[Self] = &[$(Self::$code),+];

            /// The code as it is sent.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$code => $name,)+ }
            }

            /// The HTTP status.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(Self::$code => $status,)+ }
            }

            /// When this is the answer, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$code => concat!($($why),+).trim_ascii(),)+ }
            }

            /// What is wrong, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)+ }
            }

            /// What the sender can do.
            #[must_use]
            pub fn mend(self) -> &'static str {
                match self { $(Self::$code => $mend,)+ }
            }
        }
    };
}

codes! {
    /// The JSON breaks off or is no JSON.
    MalformedJson = "malformed_json", 400,
        "This is no JSON",
        "Send one JSON object in UTF-8.";
    /// The form is no `multipart/form-data`.
    MalformedMultipart = "malformed_multipart", 400,
        "This is no form",
        "Send multipart/form-data whose parts have a name, no transfer encoding and no parts of their own.";
    /// The body ended before its announced end.
    IncompleteBody = "incomplete_body", 400,
        "The body broke off",
        "Send the whole body again.";
    /// No bearer token.
    TokenMissing = "token_missing", 401,
        "A token is needed",
        "Send the header Authorization: Bearer with your token.";
    /// A bearer token that opens nothing.
    TokenRefused = "token_refused", 401,
        "The token is not valid",
        "Get a new token and send the request again.";
    /// An enrolment key that is unknown, used up or past its end.
    EnrolmentRefused = "enrolment_refused", 401,
        "The enrolment key is not valid",
        "Ask your administrator for a new enrolment key.";
    /// A refresh token that is unknown, was used before, or belongs to a device that was revoked.
    RefreshRefused = "refresh_refused", 401,
        "The refresh token is not valid",
        "Enrol the device anew.";
    /// Nobody is signed in in this browser, or the session has ended.
    SignedOut = "signed_out", 401,
        "You are not signed in",
        "Sign in again.";
    /// A name and a password that do not belong together.
    SignInRefused = "sign_in_refused", 401,
        "That is not right",
        "Look at the name and the password, and try again; an administrator can invite you anew.";
    /// An answer of a provider that belongs to no sign-in that began in this browser within ten minutes, or comes twice.
    SignInOver = "sign_in_over", 401,
        "This sign-in is over",
        "Begin again at the page to sign in.";
    /// The provider refused, or what it answered does not hold.
    ProviderRefused = "provider_refused", 401,
        "The provider did not let you in",
        "Begin again; if it stays so, the log of the service names the reason.";
    /// An invitation that is unknown, used up or past its end.
    InvitationRefused = "invitation_refused", 401,
        "The invitation is not valid",
        "Ask your administrator for a new one.";
    /// Whoever is signed in has no role that allows this.
    Forbidden = "forbidden", 403,
        "Your roles do not allow this",
        "Ask an administrator for a role that does.";
    /// The provider knows the person, and tells no role here; or the account was switched off.
    NoRole = "no_role", 403,
        "You have no role here",
        "Ask whoever looks after the provider for a role, or an administrator to switch your account on.";
    /// People sign in with the office's own provider alone.
    ProviderOnly = "provider_only", 403,
        "Names and passwords are switched off",
        "Sign in with the provider. Where it is down, set sign_in.local and start the service again.";
    /// A page of another origin asked, or something that is no page.
    ForeignPage = "foreign_page", 403,
        "Only our own page may ask this",
        "Use the console at the address that base_url names.";
    /// A dangerous act, and the password was shown too long ago.
    ProofNeeded = "proof_needed", 403,
        "Show your password again",
        "Send it to /api/v1/admin/session/proof, and then this request again.";
    /// Nothing lives at this path.
    NotFound = "not_found", 404,
        "Nothing lives at this path",
        "The paths are listed in /api/v1/openapi.json.";
    /// No check with this id was answered for this caller, or it was too long ago.
    UnknownCheck = "unknown_check", 404,
        "This check is not known",
        "Nothing was kept. Check the draft again, and report on the new id.";
    /// Not with this method.
    MethodNotAllowed = "method_not_allowed", 405,
        "Not with this method",
        "The header Allow lists the methods of this path.";
    /// The body came too slowly.
    BodyTooSlow = "body_too_slow", 408,
        "The body came too slowly",
        "Send it again over a better connection, or send large attachments as missing: too_large.";
    /// An attachment refers to one handed in before, which is not here.
    UnknownRef = "unknown_ref", 409,
        "An attachment is not here",
        "Send the named attachments with their content.";
    /// There is an account with this name.
    NameTaken = "name_taken", 409,
        "This name is taken",
        "Choose another name.";
    /// There is such an entry.
    AlreadyThere = "already_there", 409,
        "This is there already",
        "Change the one that is there.";
    /// The account is one of the provider, which alone says what it may do.
    ProviderDecides = "provider_decides", 409,
        "The provider decides this",
        "Change the role at the provider; it holds from the next sign-in. Here the account can be switched off.";
    /// Nobody would be left who can let others in.
    LastAdmin = "last_admin", 409,
        "This is the last administrator",
        "Make somebody else an administrator first.";
    /// Somebody else changed it since it was looked at.
    ChangedMeanwhile = "changed_meanwhile", 412,
        "Somebody else changed this meanwhile",
        "Look at it as it is now, and change it again.";
    /// The body is too large.
    BodyTooLarge = "body_too_large", 413,
        "The body is too large",
        "Send large attachments as missing: too_large; answers tell the limit in settings.max_attachment_bytes.";
    /// Neither JSON nor a form.
    UnsupportedMediaType = "unsupported_media_type", 415,
        "Neither JSON nor a form",
        "Send application/json or multipart/form-data.";
    /// The body is compressed.
    UnsupportedEncoding = "unsupported_encoding", 415,
        "The body is compressed",
        "Send the body as it is, without Content-Encoding.";
    /// A field is missing, unknown, or holds what it may not hold.
    InvalidField = "invalid_field", 422,
        "The message does not hold",
        "Mend the fields that errors names.";
    /// More recipients than anybody mails at once.
    TooManyRecipients = "too_many_recipients", 422,
        "Too many recipients",
        "Send the first 2,000 and set recipients_truncated.";
    /// More attachments than anybody sends at once.
    TooManyAttachments = "too_many_attachments", 422,
        "Too many attachments",
        "A message has at most 2,000 attachments.";
    /// An attachment without content, and without a word why.
    ContentMissing = "content_missing", 422,
        "An attachment has no content",
        "Give each attachment one of part, content, ref or missing.";
    /// An attachment with more than one content.
    TwoContents = "two_contents", 422,
        "An attachment has more than one content",
        "Give each attachment only one of part, content, ref or missing.";
    /// A content that is no base64.
    BadBase64 = "bad_base64", 422,
        "A content is no base64",
        "Use the standard alphabet (RFC 4648, section 4), on one line.";
    /// The form has no part `message`.
    MessageMissing = "message_missing", 422,
        "The form has no message",
        "Send the message as JSON in a part named message.";
    /// An attachment names a part that is not there.
    PartMissing = "part_missing", 422,
        "A part is not there",
        "Send a part for each attachment that names one.";
    /// A part that no attachment names.
    PartUnnamed = "part_unnamed", 422,
        "A part belongs to no attachment",
        "Name each part in one attachment of the message.";
    /// Two parts of one name, or two attachments that name one part.
    PartTwice = "part_twice", 422,
        "A part is there twice",
        "Give each part a name of its own, and name it in one attachment only.";
    /// A password that could be guessed.
    WeakPassword = "weak_password", 422,
        "This password could be guessed",
        "Choose at least 12 characters without your name in it; a few words are best.";
    /// An entry of the allowlist that may not be; `errors` says why.
    EntryRefused = "entry_refused", 422,
        "This entry may not be",
        "Make it narrower, or give it a reason and an end.";
    /// A policy that does not hold; `errors` says what and where.
    PolicyRefused = "policy_refused", 422,
        "This policy does not hold",
        "Mend the settings that errors names.";
    /// The request does not say which state it is about.
    TagMissing = "tag_missing", 428,
        "It is not clear what you saw",
        "Send the tag of what you looked at in the header If-Match.";
    /// Too many requests, by this caller or from this address.
    TooManyRequests = "too_many_requests", 429,
        "Too many requests",
        "Try again after the seconds that the header Retry-After tells.";
    /// A fault of the service.
    Internal = "internal", 500,
        "A fault of the service",
        "Nothing was checked. If it comes again, tell your administrator the value of the header X-Request-Id.";
    /// What had to be kept could not be kept.
    NotKept = "not_kept", 503,
        "It could not be kept",
        "Nothing was kept. Try again after the seconds that the header Retry-After tells.";
    /// The provider with which people sign in does not answer, or is not what the settings say.
    ProviderSilent = "provider_silent", 503,
        "The provider does not answer",
        "Try again in a minute; an administrator with a password can sign in without it.";
    /// Too much at once.
    Busy = "busy", 503,
        "Too much at once",
        "Try again after the seconds that the header Retry-After tells.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_has_a_name_of_its_own_and_words_for_people() {
        let names: HashSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!((400..600).contains(&code.status()), "{code:?}");
            assert!(!code.title().is_empty() && !code.title().ends_with('.'), "{code:?}");
            assert!(code.meaning().ends_with('.') && code.mend().ends_with('.'), "{code:?}");
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
        assert!(
            Code::ALL.is_sorted_by_key(|code| code.status()),
            "the list is by status"
        );
    }
}
