//! What a token of the provider says of a person: who it is, and by which of our roles.
//!
//! Roles come from one claim that the office names, and from nothing else: nobody chooses their own, and whoever has
//! none stays out.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use postwacht_store::accounts::{AccountName, Role};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// The longest id of a person that specifications allow (OpenID Connect Core, section 2).
const LONGEST_SUBJECT: usize = 255;
/// The longest name of an account, with room for a number behind it.
const LONGEST_NAME: usize = 56;

/// Which values of which claim give which role.
#[derive(Debug, Clone)]
pub struct RoleClaim {
    /// The name of the claim. Where none is called so, its parts between dots are looked for one in the other, as in
    /// `realm_access.roles`.
    pub name: String,
    /// The values, by role.
    pub values: BTreeMap<Role, Vec<String>>,
}

/// The claims of a token that was verified.
pub(crate) struct Claims(Map<String, Value>);

impl fmt::Debug for Claims {
    /// Without the person.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Claims")
    }
}

impl Claims {
    /// The claims of a token, which must have been verified before.
    pub(crate) fn of(token: &str) -> Option<Self> {
        let payload = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        serde_json::from_slice(&payload).ok().map(Self)
    }

    /// A claim that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// A claim that is a whole number.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    /// What the provider calls the person.
    pub(crate) fn subject(&self) -> Option<&str> {
        self.text("sub")
            .filter(|subject| (1..=LONGEST_SUBJECT).contains(&subject.len()))
    }

    /// The roles that the claim gives.
    pub(crate) fn roles(&self, claim: &RoleClaim) -> BTreeSet<Role> {
        let said = self.values(&claim.name);
        let given = claim.values.iter().filter(|(_, values)| {
            let wanted = |value: &String| said.contains(&value.as_str());
            values.iter().any(wanted)
        });
        given.map(|(role, _)| *role).collect()
    }

    /// The texts of a claim: it is one, or a list of them. An address counts only when the provider has verified it.
    fn values(&self, name: &str) -> Vec<&str> {
        let verified = self.0.get("email_verified") == Some(&Value::Bool(true));
        if name == "email" && !verified {
            return Vec::new();
        }
        match self.0.get(name).or_else(|| self.nested(name)) {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    fn nested(&self, name: &str) -> Option<&Value> {
        let mut parts = name.split('.');
        let first = self.0.get(parts.next()?)?;
        parts.try_fold(first, |value, part| value.get(part))
    }

    /// A name to show for the person. It may be anybody's tomorrow, so it opens nothing.
    pub(crate) fn name(&self) -> Option<AccountName> {
        let texts = ["preferred_username", "email", "name"].into_iter();
        let mut names = texts.filter_map(|claim| self.text(claim)).filter_map(plain);
        names.next()
    }
}

/// A text as the name of an account: what cannot stand in one becomes a stroke.
fn plain(text: &str) -> Option<AccountName> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || ".-_+@".contains(letter);
    let letters = text.trim().chars().take(LONGEST_NAME);
    let name: String = letters.map(|letter| if fits(letter) { letter } else { '-' }).collect();
    AccountName::parse(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn claims(value: &Value) -> Claims {
        let payload = BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        Claims::of(&format!("e30.{payload}.c2ln")).unwrap()
    }

    fn given(name: &str, value: &Value) -> Vec<&'static str> {
        let values = [(Role::Admin, "beheer"), (Role::Auditor, "floor@kantoor.example")];
        let claim = RoleClaim {
            name: name.to_owned(),
            values: values
                .map(|(role, value)| (role, vec![value.to_owned(), "anders".to_owned()]))
                .into(),
        };
        claims(value).roles(&claim).into_iter().map(Role::as_str).collect()
    }

    #[test]
    fn roles_come_from_the_one_claim() {
        for (name, value, expected, why) in [
            ("roles", json!({"roles": ["x", "beheer"]}), &["admin"][..], "a list"),
            ("roles", json!({"roles": "beheer"}), &["admin"], "one text"),
            (
                "roles",
                json!({"roles": ["anders"]}),
                &["admin", "auditor"],
                "one value for two roles",
            ),
            ("roles", json!({"roles": ["Beheer", "beheer "]}), &[], "not quite"),
            ("roles", json!({"groups": ["beheer"]}), &[], "another claim"),
            ("roles", json!({"roles": {"beheer": true}}), &[], "no list"),
            ("roles", json!({"roles": [["beheer"], 1]}), &[], "no texts"),
            ("roles", json!({}), &[], "none"),
            (
                "realm_access.roles",
                json!({"realm_access": {"roles": ["beheer"]}}),
                &["admin"],
                "Keycloak",
            ),
            (
                "realm_access.roles",
                json!({"realm_access.roles": ["beheer"]}),
                &["admin"],
                "a name with a dot",
            ),
            (
                "email",
                json!({"email": "floor@kantoor.example", "email_verified": true}),
                &["auditor"],
                "Google",
            ),
            (
                "email",
                json!({"email": "floor@kantoor.example"}),
                &[],
                "an address that nobody verified",
            ),
            (
                "email",
                json!({"email": "floor@kantoor.example", "email_verified": "true"}),
                &[],
                "a text is no yes",
            ),
        ] {
            assert_eq!(given(name, &value), expected, "{why}");
        }
    }

    #[test]
    fn a_name_is_made_of_what_there_is() {
        for (value, expected, why) in [
            (
                json!({"preferred_username": "Floor@Kantoor.Example"}),
                Some("floor@kantoor.example"),
                "Entra",
            ),
            (
                json!({"email": "floor@kantoor.example", "name": "Floor"}),
                Some("floor@kantoor.example"),
                "Google",
            ),
            (json!({"name": "Floor de Wit"}), Some("floor-de-wit"), "a name in words"),
            (json!({"name": "é"}), None, "too short"),
            (json!({}), None, "nothing"),
        ] {
            let name = claims(&value).name();
            assert_eq!(name.as_ref().map(AccountName::as_str), expected, "{why}");
        }
        let long = claims(&json!({"name": "a".repeat(500)})).name().unwrap();
        assert_eq!(long.as_str().len(), LONGEST_NAME);
    }

    #[test]
    fn a_subject_has_a_length() {
        assert_eq!(claims(&json!({"sub": "x"})).subject(), Some("x"));
        for value in [
            json!({"sub": ""}),
            json!({"sub": "x".repeat(256)}),
            json!({"sub": 1}),
            json!({}),
        ] {
            assert_eq!(claims(&value).subject(), None, "{value}");
        }
    }
}
