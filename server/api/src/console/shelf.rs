//! The directory as it is searched, kept in memory until it changes; and the import that somebody has begun.

use super::importing::Job;
use actix_web::web;
use postwacht_directory::search::Index;
use postwacht_store::{Store, StoreError};
use std::sync::{Arc, Mutex, PoisonError};

/// What of the directory is held in memory.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    index: tokio::sync::Mutex<Option<(i64, Arc<Index>)>>,
    job: Mutex<Option<Arc<Job>>>,
}

impl Shelf {
    /// Everybody, ready to be searched. The first to ask after a change waits while it is made anew.
    pub(crate) async fn index(&self, store: &Store) -> Result<Arc<Index>, StoreError> {
        let mut kept = self.index.lock().await;
        // The count comes first: a change in between then makes it anew once more.
        let revision = store.revisions().await?.people;
        if let Some((of, index)) = &*kept
            && *of == revision
        {
            return Ok(Arc::clone(index));
        }
        let (clients, colleagues) = (store.clients().await?, store.colleagues().await?);
        let made = web::block(move || {
            let mut index = Index::default();
            for client in &clients {
                index.client(client.record());
            }
            for colleague in &colleagues {
                index.colleague(colleague);
            }
            index.arrange();
            Arc::new(index)
        });
        let index = made.await.map_err(|_| StoreError::Unexpected("an index"))?;
        *kept = Some((revision, Arc::clone(&index)));
        Ok(index)
    }

    /// The import that somebody has begun.
    pub(crate) fn job(&self) -> Option<Arc<Job>> {
        self.job.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another import in its place; the one before is stopped.
    pub(crate) fn set_job(&self, job: Option<Arc<Job>>) {
        let before = std::mem::replace(&mut *self.job.lock().unwrap_or_else(PoisonError::into_inner), job);
        if let Some(before) = before {
            before.stop();
        }
    }
}
