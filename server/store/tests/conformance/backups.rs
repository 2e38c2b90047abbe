//! Backups: made while somebody writes, put back whole, and never with a key.

use crate::{
    Outcome,
    support::{at, key, row, signing, store},
};
use postwacht_engine::identifiers::Key;
use postwacht_store::{
    Claim, Store, StoreError,
    audit::{Audit, Settings},
    restore,
};
use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

/// A store with ten rows of audit, and a backup of it.
async fn backed_up() -> Result<(Store, tempfile::TempDir, std::path::PathBuf), Box<dyn std::error::Error>> {
    let (store, folder) = store().await?;
    let settings = Settings {
        writer: "service",
        key: signing(),
        waiting: 100,
        now: || at(0),
    };
    let (audit, writer) = Audit::start(store.clone(), settings);
    for number in 0..10 {
        audit.keep(at(1), row(number)).await?;
    }
    let backup = folder.path().join("backup");
    let writing = tokio::spawn({
        let audit = audit.clone();
        async move {
            for number in 10..200 {
                let _ = audit.keep(at(2), row(number)).await;
            }
        }
    });
    store.backup(&backup).await?;
    writing.await?;
    drop(audit);
    writer.await?;
    Ok((store, folder, backup))
}

async fn rows(folder: &Path) -> Result<(i64, bool), StoreError> {
    let store = Store::open(folder, key(), at(9)).await?;
    let chains = store.verify_audit(&[signing().public().to_vec()]).await?;
    let service = chains
        .iter()
        .find(|chain| chain.writer == "service")
        .map_or(0, |chain| chain.last);
    store.close().await;
    Ok((service, chains.iter().all(|chain| chain.broken.is_none())))
}

#[tokio::test]
async fn a_backup_holds_all_that_was_kept_when_it_began_and_can_be_put_back() -> Outcome {
    let (store, folder, backup) = backed_up().await?;
    assert_eq!(fs::metadata(&backup)?.permissions().mode() & 0o777, 0o600);
    let again = store.backup(&backup).await.unwrap_err();
    assert!(
        matches!(again, StoreError::File { .. }),
        "it overwrites nothing: {again}"
    );
    store.close().await;
    assert_eq!(rows(folder.path()).await?, (200, true));
    let aside = restore(folder.path(), &backup, (key(), &signing()), at(5))
        .await?
        .ok_or("the old one")?;
    let (kept, sound) = rows(folder.path()).await?;
    assert!(kept >= 10 && sound, "{kept}");
    assert!(aside.exists(), "the old one stays");
    let left = fs::read_dir(folder.path())?.filter_map(Result::ok);
    assert!(
        left.map(|entry| entry.file_name())
            .all(|name| !name.to_string_lossy().starts_with("restore-"))
    );
    Ok(())
}

#[tokio::test]
async fn a_backup_that_cannot_be_used_changes_nothing() -> Outcome {
    let (store, folder, backup) = backed_up().await?;
    store.close().await;
    let path = |name: &str| folder.path().join(name);
    fs::write(path("empty"), "")?;
    fs::write(path("text"), "hallo\n".repeat(1_000))?;
    let bytes = fs::read(&backup)?;
    fs::write(path("cut"), bytes.get(..bytes.len() / 2).ok_or("half")?)?;
    for name in ["empty", "text", "cut"] {
        let fault = restore(folder.path(), &path(name), (key(), &signing()), at(5))
            .await
            .unwrap_err();
        assert!(matches!(fault, StoreError::Damaged), "{name}: {fault:?}");
    }
    let other = (Key::new(&[8; 32]), &*signing());
    let fault = restore(folder.path(), &backup, other, at(5)).await.unwrap_err();
    assert!(matches!(fault, StoreError::WrongKey), "{fault:?}");
    let fault = restore(folder.path(), &path("nowhere"), (key(), &signing()), at(5))
        .await
        .unwrap_err();
    assert!(matches!(fault, StoreError::File { .. }), "{fault:?}");
    let running = Claim::take(folder.path())?;
    let fault = restore(folder.path(), &backup, (key(), &signing()), at(5))
        .await
        .unwrap_err();
    assert!(matches!(fault, StoreError::InUse { .. }), "{fault:?}");
    drop(running);
    assert_eq!(rows(folder.path()).await?, (200, true));
    Ok(())
}

#[tokio::test]
async fn a_new_folder_takes_a_backup() -> Outcome {
    let (store, folder, backup) = backed_up().await?;
    store.close().await;
    let fresh = folder.path().join("fresh");
    assert_eq!(restore(&fresh, &backup, (key(), &signing()), at(5)).await?, None);
    assert!(rows(&fresh).await?.1);
    Ok(())
}

#[tokio::test]
async fn a_sound_store_says_so() -> Outcome {
    let (store, folder, _backup) = backed_up().await?;
    assert_eq!(store.integrity().await?, Vec::<String>::new());
    let counts = store.counts().await?;
    assert_eq!((counts.audit_rows, counts.clients, counts.devices), (200, 0, 0));
    assert_eq!(store.latest().await?, Some(at(2)));
    let ground = postwacht_store::inspect::ground(folder.path())?;
    assert!(
        ground.used > 4096 && ground.free > 0 && ground.mode & 0o777 == 0o700,
        "{ground:?}"
    );
    Ok(())
}
