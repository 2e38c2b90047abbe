//! Accounts of the console: who may sign in, and as what.
//!
//! There is always somebody who can let others in: the last account with the role `admin` stays.

use crate::{
    act::Act,
    fault::StoreError,
    password::Hashed,
    store::{Store, Writing, time},
};
use jiff::Timestamp;
use sqlx::{Row as _, sqlite::SqliteRow};
use std::{collections::BTreeSet, fmt};
use uuid::Uuid;

/// The longest name, in bytes.
const LONGEST_NAME: usize = 64;

/// What somebody may do at the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Policy, allowlist, directory and accounts.
    Admin,
    /// Devices, keys and what is given to mail clients.
    It,
    /// The record and the figures; changes no setting.
    PrivacyOfficer,
    /// Sees all, changes nothing.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Admin, Self::It, Self::PrivacyOfficer, Self::Auditor];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::It => "it",
            Self::PrivacyOfficer => "privacy_officer",
            Self::Auditor => "auditor",
        }
    }

    /// The role with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// What is typed to sign in: 2 to 64 lower-case letters, digits and `.-_+@`. Capitals are taken as small ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName(String);

impl AccountName {
    /// Takes a name; none when it is no name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.trim().to_ascii_lowercase();
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_+@".contains(&byte);
        ((2..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(fits)).then_some(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccountName {
    /// Without the name, which may be an address.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AccountName")
    }
}

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What the record calls it.
    pub id: Uuid,
    /// What is typed to sign in.
    pub name: AccountName,
    /// What it may do.
    pub roles: BTreeSet<Role>,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// Whether it is one of the office's own provider, which says what it may do.
    pub provided: bool,
    /// When it was made.
    pub created: Timestamp,
    /// Since when it may no longer sign in.
    pub disabled: Option<Timestamp>,
}

/// What became of a change to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChange {
    /// It was made.
    Made,
    /// There is no such account.
    Unknown,
    /// Nobody would be left who can let others in.
    LastAdmin,
}

/// Who somebody is to a provider (OpenID Connect): what stays the same when a name or an address changes.
#[derive(Clone, Copy)]
pub struct Identity<'i> {
    /// Which provider.
    pub issuer: &'i str,
    /// What that provider calls the person (`sub`).
    pub subject: &'i str,
}

impl fmt::Debug for Identity<'_> {
    /// Without the person.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Identity")
    }
}

const COLUMNS: &str = "id, name, roles, password, issuer, created, disabled";

impl Store {
    /// All accounts, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM accounts ORDER BY name"));
        let rows = sqlx::query(query).fetch_all(self.reader()).await?;
        rows.iter().map(account).collect()
    }

    /// The account with this name and its password; an account that may not sign in has none.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn credentials(&self, name: &AccountName) -> Result<Option<(Account, Option<Hashed>)>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM accounts WHERE name = $1"));
        let row = sqlx::query(query)
            .bind(name.as_str())
            .fetch_optional(self.reader())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let account = account(&row)?;
        let password: Option<String> = row.try_get("password")?;
        let password = password.filter(|_| account.disabled.is_none()).map(Hashed);
        Ok(Some((account, password)))
    }
}

impl Act {
    /// Whether there is any account.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn has_accounts(&mut self) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM accounts")
            .fetch_one(&mut *self.writing)
            .await?;
        Ok(count > 0)
    }

    /// One account.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn account(&mut self, id: Uuid) -> Result<Option<Account>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM accounts WHERE id = $1"));
        let row = sqlx::query(query)
            .bind(id.to_string())
            .fetch_optional(&mut *self.writing)
            .await?;
        row.as_ref().map(account).transpose()
    }

    /// Adds an account without a password. Whether its name was free.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn add_account(
        &mut self,
        id: Uuid,
        name: &AccountName,
        roles: &BTreeSet<Role>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let added = sqlx::query(
            "INSERT INTO accounts (id, name, roles, created) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(name.as_str())
        .bind(written(roles))
        .bind(now.as_microsecond())
        .execute(&mut *self.writing)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// The account of somebody whom a provider knows.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn provided_account(&mut self, identity: Identity<'_>) -> Result<Option<Account>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM accounts WHERE issuer = $1 AND subject = $2");
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(identity.issuer)
            .bind(identity.subject)
            .fetch_optional(&mut *self.writing)
            .await?;
        row.as_ref().map(account).transpose()
    }

    /// Adds an account of somebody whom a provider knows. Whether its name was free.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn add_provided_account(
        &mut self,
        id: Uuid,
        name: &AccountName,
        identity: Identity<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let added = self.add_account(id, name, &BTreeSet::new(), now).await?;
        sqlx::query("UPDATE accounts SET issuer = $1, subject = $2 WHERE id = $3")
            .bind(identity.issuer)
            .bind(identity.subject)
            .bind(id.to_string())
            .execute(&mut *self.writing)
            .await?;
        Ok(added)
    }

    /// Gives an account the roles that its provider tells, whoever is left. Without any, its sessions end.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn take_roles(&mut self, id: Uuid, roles: &BTreeSet<Role>) -> Result<(), StoreError> {
        sqlx::query("UPDATE accounts SET roles = $1 WHERE id = $2")
            .bind(written(roles))
            .bind(id.to_string())
            .execute(&mut *self.writing)
            .await?;
        if roles.is_empty() {
            end_sessions(&mut self.writing, id).await?;
        }
        Ok(())
    }

    /// Gives an account a password, and ends its sessions: whoever had the old one is out.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn set_password(&mut self, id: Uuid, password: Option<&Hashed>) -> Result<(), StoreError> {
        sqlx::query("UPDATE accounts SET password = $1 WHERE id = $2")
            .bind(password.map(|hashed| &hashed.0))
            .bind(id.to_string())
            .execute(&mut *self.writing)
            .await?;
        end_sessions(&mut self.writing, id).await
    }

    /// Gives an account other roles, or takes away or gives back its right to sign in. Its sessions end when it may not.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn change_account(
        &mut self,
        id: Uuid,
        roles: &BTreeSet<Role>,
        disabled: Option<Timestamp>,
    ) -> Result<AccountChange, StoreError> {
        let changed = sqlx::query("UPDATE accounts SET roles = $1, disabled = $2 WHERE id = $3")
            .bind(written(roles))
            .bind(disabled.map(Timestamp::as_microsecond))
            .bind(id.to_string())
            .execute(&mut *self.writing)
            .await?;
        if disabled.is_some() {
            end_sessions(&mut self.writing, id).await?;
        }
        self.settled(changed.rows_affected()).await
    }

    /// Removes an account, with its sessions.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn remove_account(&mut self, id: Uuid) -> Result<AccountChange, StoreError> {
        let gone = sqlx::query("DELETE FROM accounts WHERE id = $1")
            .bind(id.to_string())
            .execute(&mut *self.writing)
            .await?;
        self.settled(gone.rows_affected()).await
    }

    /// Whether what was done may stand; the caller drops the act when it may not.
    async fn settled(&mut self, changed: u64) -> Result<AccountChange, StoreError> {
        if changed == 0 {
            return Ok(AccountChange::Unknown);
        }
        let rows = sqlx::query_scalar::<_, String>("SELECT roles FROM accounts WHERE disabled IS NULL")
            .fetch_all(&mut *self.writing)
            .await?;
        let admin = rows.iter().any(|roles| read(roles).contains(&Role::Admin));
        Ok(if admin {
            AccountChange::Made
        } else {
            AccountChange::LastAdmin
        })
    }
}

async fn end_sessions(writing: &mut Writing, account: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE account = $1")
        .bind(account.to_string())
        .execute(&mut **writing)
        .await?;
    Ok(())
}

fn written(roles: &BTreeSet<Role>) -> String {
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    words.join("|")
}

/// A role that this program does not know opens nothing.
fn read(roles: &str) -> BTreeSet<Role> {
    roles.split('|').filter_map(Role::parse).collect()
}

pub(crate) fn account(row: &SqliteRow) -> Result<Account, StoreError> {
    let name = AccountName::parse(row.try_get("name")?).ok_or(StoreError::Unexpected("the name of an account"))?;
    let disabled: Option<i64> = row.try_get("disabled")?;
    Ok(Account {
        id: Uuid::parse_str(row.try_get("id")?).map_err(|_| StoreError::Unexpected("the id of an account"))?,
        name,
        roles: read(row.try_get("roles")?),
        has_password: row.try_get::<Option<&str>, _>("password")?.is_some(),
        provided: row.try_get::<Option<&str>, _>("issuer")?.is_some(),
        created: time(row.try_get("created")?)?,
        disabled: disabled.map(time).transpose()?,
    })
}
