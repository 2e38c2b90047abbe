//! Counts of what was shown and done, and looking through the record that they are counted from.

use crate::{
    Outcome,
    support::{at, row, signing, store},
};
use postwacht_store::{
    Store,
    audit::{Audit, CheckRow, Found, OutcomeRow, Row, Settings, Sought, Wanted, Word},
    figures::{MAILS, SHOWN},
};
use std::collections::BTreeMap;
use uuid::Uuid;

const DAY: i64 = 86_400;

fn check(decision: &'static str, shown: &[&'static str]) -> Row {
    silenced(decision, shown, None)
}

/// A check whose findings an entry of the allowlist silenced, or none.
fn silenced(decision: &'static str, shown: &[&'static str], entry: Option<&str>) -> Row {
    Row::Check(CheckRow {
        id: Uuid::nil(),
        draft: "00".to_owned(),
        sender: "aa".repeat(32),
        sender_verified: true,
        decision,
        policy: 0,
        findings: shown
            .iter()
            .map(|check| Found {
                id: format!("{check}-00000001"),
                check,
                before: decision,
                after: decision,
                entry: entry.map(str::to_owned),
                by: Vec::new(),
                measures: BTreeMap::new(),
            })
            .collect(),
        measured: Vec::new(),
    })
}

fn outcome(word: &'static str, finding: &'static str) -> Row {
    Row::Outcome(OutcomeRow {
        check: Uuid::nil(),
        sender: "aa".repeat(32),
        outcome: Word::fixed(word),
        findings: vec![Word::fixed(finding)],
        fix: None,
        reason: None,
    })
}

async fn write(store: &Store, rows: Vec<(i64, Row)>) -> Outcome {
    let settings = Settings {
        writer: "service",
        key: signing(),
        waiting: 10_000,
        now: || at(0),
    };
    let (audit, writing) = Audit::start(store.clone(), settings);
    let last = rows.len().saturating_sub(1);
    for (index, (seconds, row)) in rows.into_iter().enumerate() {
        if index == last {
            audit.keep(at(seconds), row).await.map_err(|fault| fault.to_string())?;
        } else {
            audit.note(at(seconds), row);
        }
    }
    drop(audit);
    Ok(writing.await?)
}

#[tokio::test]
async fn each_check_is_counted_once_a_mail_and_day_by_day() -> Outcome {
    let (store, _folder) = store().await?;
    let twice = check("confirm", &["other-client", "other-client", "many-persons"]);
    let rows = vec![
        (0, check("allow", &[])),
        (1, twice),
        (2, check("info", &["new-recipient"])),
        (3, outcome("went_back", "other-client-00000001")),
        (DAY, check("warn", &["other-client"])),
    ];
    write(&store, rows).await?;
    let first = at(0).to_zoned(jiff::tz::TimeZone::UTC).date();
    let counted: Vec<(i64, Option<String>, String, u64)> = store
        .figures(first)
        .await?
        .into_iter()
        .map(|figure| {
            let days = i64::from((figure.day - first).get_days());
            (days, figure.check, figure.what, figure.count)
        })
        .collect();
    let of = |days: i64, check: Option<&str>, what: &str| {
        let found = counted
            .iter()
            .find(|(day, of, word, _)| *day == days && of.as_deref() == check && word == what);
        found.map_or(0, |(_, _, _, count)| *count)
    };
    assert_eq!((of(0, None, MAILS), of(0, None, SHOWN), of(1, None, MAILS)), (3, 1, 1));
    assert_eq!(
        of(0, Some("other-client"), SHOWN),
        1,
        "two findings of one check are one"
    );
    assert_eq!(of(0, Some("many-persons"), SHOWN), 1);
    assert_eq!(of(0, Some("new-recipient"), SHOWN), 0, "nobody saw it");
    assert_eq!(of(0, Some("other-client"), "went_back"), 1);
    assert_eq!(of(1, Some("other-client"), SHOWN), 1);
    let tomorrow = first.tomorrow()?;
    assert!(
        store
            .figures(tomorrow)
            .await?
            .iter()
            .all(|figure| figure.day == tomorrow)
    );
    Ok(())
}

#[tokio::test]
async fn the_record_is_looked_through_page_by_page_and_no_row_is_missed_or_shown_twice() -> Outcome {
    let (store, _folder) = store().await?;
    let mut rows: Vec<(i64, Row)> = (0..1_200_u32)
        .map(|number| (i64::from(number) / 7, row(u128::from(number))))
        .collect();
    rows.push((500, check("warn", &["other-client"])));
    write(&store, rows).await?;
    let (mut seen, mut mark) = (Vec::new(), None);
    loop {
        let leaf = store.browse_audit(&Wanted::default(), mark, 500).await?;
        seen.extend(leaf.rows.iter().map(|row| row.number));
        mark = leaf.next;
        if mark.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 1_201);
    assert!(seen.is_sorted_by(|newer, older| newer > older), "newest first");
    let wanted = Wanted {
        sought: Sought {
            kind: Some("check"),
            ..Sought::default()
        },
        ..Wanted::default()
    };
    assert_eq!(store.browse_audit(&wanted, None, 500).await?.rows.len(), 1);
    let early = Wanted {
        until: Some(at(1)),
        ..Wanted::default()
    };
    assert_eq!(store.browse_audit(&early, None, 500).await?.rows.len(), 7);
    Ok(())
}

#[tokio::test]
async fn rows_that_are_few_among_many_are_found_at_once_and_are_gone_with_the_record() -> Outcome {
    let (store, _folder) = store().await?;
    let mut rows: Vec<(i64, Row)> = (0..1_500).map(|number| (number, row(1))).collect();
    rows.push((1, silenced("info", &["other-client"], Some("hand-1"))));
    rows.push((2, check("confirm", &["other-client"])));
    rows.push((DAY, check("warn", &["many-persons"])));
    write(&store, rows).await?;
    let found = async |sought: Sought| -> Result<Vec<i64>, postwacht_store::StoreError> {
        let wanted = Wanted {
            sought,
            ..Wanted::default()
        };
        let leaf = store.browse_audit(&wanted, None, 50).await?;
        Ok(leaf.rows.iter().map(|row| row.number).collect())
    };
    let nothing = Sought::default;
    let other = Some("other-client");
    assert_eq!(
        found(Sought {
            check: other,
            ..nothing()
        })
        .await?,
        [1_502, 1_501]
    );
    let decision = Some("confirm");
    let both = Sought {
        check: other,
        decision,
        ..nothing()
    };
    assert_eq!(found(both).await?, [1_502], "both hold");
    assert_eq!(found(Sought { decision, ..nothing() }).await?, [1_502]);
    let sender = Some("aa".repeat(32));
    assert_eq!(found(Sought { sender, ..nothing() }).await?, [1_503, 1_502, 1_501]);
    let stranger = Some(format!("{}{}", "aa".repeat(8), "bb".repeat(24)));
    let alike = Sought {
        sender: stranger,
        ..nothing()
    };
    assert!(found(alike).await?.is_empty(), "a mark alone is not enough");
    let day = at(0).to_zoned(jiff::tz::TimeZone::UTC).date();
    assert_eq!(store.silenced(day).await?, BTreeMap::from([("hand-1".to_owned(), 1)]));
    store.forget_figures(day.tomorrow()?).await?;
    assert!(store.silenced(day).await?.is_empty());
    assert!(store.figures(day).await?.iter().all(|figure| figure.day > day));
    Ok(())
}
