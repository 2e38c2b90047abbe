//! Opening: what is made, what is found again, and what is refused.

use crate::{
    Outcome,
    support::{at, key, store},
};
use postwacht_engine::identifiers::Key;
use postwacht_store::{Claim, Store, StoreError};
use std::{fs, os::unix::fs::PermissionsExt as _};

#[tokio::test]
async fn the_folder_and_its_files_are_for_the_service_alone() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("data");
    assert!(!Store::exists(&path));
    let store = Store::open(&path, key(), at(0)).await?;
    store.revisions().await?;
    assert!(Store::exists(&path));
    assert_eq!(fs::metadata(&path)?.permissions().mode() & 0o777, 0o700);
    for entry in fs::read_dir(&path)? {
        let entry = entry?;
        let mode = entry.metadata()?.permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
    Ok(())
}

#[tokio::test]
async fn another_key_is_recognised_and_changes_nothing() -> Outcome {
    let (store, folder) = store().await?;
    store.close().await;
    let fault = Store::open(folder.path(), Key::new(&[8; 32]), at(1)).await.unwrap_err();
    assert!(matches!(fault, StoreError::WrongKey), "{fault}");
    assert!(fault.to_string().contains("key import"), "says what to do: {fault}");
    let again = Store::open(folder.path(), key(), at(2)).await?;
    assert_eq!(again.memory_since().await?, at(0), "it is the same database");
    assert_eq!(again.schema_version().await?.0, again.schema_version().await?.1);
    Ok(())
}

#[tokio::test]
async fn two_services_do_not_share_a_folder() -> Outcome {
    let (_store, folder) = store().await?;
    let first = Claim::take(folder.path())?;
    assert!(matches!(Claim::take(folder.path()), Err(StoreError::InUse { .. })));
    drop(first);
    Claim::take(folder.path())?;
    Ok(())
}
