//! The audit: what was kept is there, the chain holds, and rows go up to a checkpoint only.

use crate::{
    Outcome,
    support::{at, row, signing, store},
};
use jiff::Timestamp;
use postwacht_store::{
    Store,
    audit::{Audit, Settings},
    signing::SigningKey,
};
use std::sync::atomic::{AtomicI64, Ordering};

fn start(store: &Store, waiting: usize, now: fn() -> Timestamp) -> (Audit, tokio::task::JoinHandle<()>) {
    let settings = Settings {
        writer: "service",
        key: signing(),
        waiting,
        now,
    };
    Audit::start(store.clone(), settings)
}

#[tokio::test]
async fn what_was_kept_is_there_and_the_chain_holds() -> Outcome {
    let (store, _folder) = store().await?;
    let (audit, writer) = start(&store, 1_000, || at(0));
    audit.note(at(1), row(0));
    let mut kept = tokio::task::JoinSet::new();
    for number in 1..=100 {
        let audit = audit.clone();
        kept.spawn(async move { audit.keep(at(2), row(number)).await });
    }
    kept.join_all().await.into_iter().collect::<Result<Vec<()>, _>>()?;
    audit.note(at(3), row(101));
    drop(audit);
    writer.await?;
    let chains = store.verify_audit(&[signing().public().to_vec()]).await?;
    assert_eq!(chains.len(), 1);
    assert_eq!((chains[0].first, chains[0].last, chains[0].broken), (1, 102, None));
    Ok(())
}

#[tokio::test]
async fn each_day_the_end_of_the_chain_is_signed_and_rows_go_up_to_there() -> Outcome {
    /// Seconds that have passed.
    static NOW: AtomicI64 = AtomicI64::new(0);
    let (store, _folder) = store().await?;
    let (audit, writer) = start(&store, 10, || at(NOW.load(Ordering::Relaxed)));
    for day in 0..4 {
        NOW.store(day * 86_400, Ordering::Relaxed);
        for number in 0..3 {
            audit.keep(at(day * 86_400), row(number)).await?;
        }
    }
    drop(audit);
    writer.await?;
    let trusted = [signing().public().to_vec()];
    let chain = store.verify_audit(&trusted).await?.remove(0);
    // The first one comes with the second row, for the chain had none yet.
    assert_eq!((chain.checkpoints, chain.signed_to, chain.broken), (4, 9, None));
    assert_eq!(
        store.forget_audit(at(86_400 * 2)).await?,
        3,
        "what the checkpoint of the second day covers"
    );
    let chain = store.verify_audit(&trusted).await?.remove(0);
    assert_eq!(
        (chain.first, chain.last, chain.checkpoints, chain.broken),
        (4, 12, 3, None)
    );
    let stranger = SigningKey::from_seed(&[4; 32]).ok_or("a key")?;
    assert!(
        store.verify_audit(&[stranger.public().to_vec()]).await?[0]
            .broken
            .is_some()
    );
    Ok(())
}
