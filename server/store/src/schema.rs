//! The tables, as steps that each database takes once and in order.
//!
//! A step that was released is never changed. A database that has taken steps which this program does not know is left
//! alone: a newer program made it.

use crate::{fault::StoreError, store::Store};
use sqlx::{
    SqlSafeStr as _, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
};

/// All steps, oldest first.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "begin", include_str!("../migrations/0001_begin.sql")),
    (2, "console", include_str!("../migrations/0002_console.sql")),
    (3, "returns", include_str!("../migrations/0003_returns.sql")),
    (4, "figures", include_str!("../migrations/0004_figures.sql")),
    (
        5,
        "provider accounts",
        include_str!("../migrations/0005_provider_accounts.sql"),
    ),
    (6, "drafts", include_str!("../migrations/0006_drafts.sql")),
    (7, "imports", include_str!("../migrations/0007_imports.sql")),
];

/// The last step that this program knows.
pub(crate) fn newest() -> i64 {
    STEPS.last().map_or(0, |(version, _, _)| *version)
}

/// Takes the steps that this database has not taken, each in a transaction.
pub(crate) async fn bring_up_to_date(pool: &SqlitePool) -> Result<(), StoreError> {
    let steps = STEPS.iter().map(|(version, name, sql)| {
        Migration::new(
            *version,
            (*name).into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(steps.collect()).run(pool).await?;
    Ok(())
}

impl Store {
    /// The last step that this database has taken, and the last one that this program knows.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn schema_version(&self) -> Result<(i64, i64), StoreError> {
        let taken: i64 = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
            .fetch_one(self.reader())
            .await?;
        Ok((taken, newest()))
    }
}
