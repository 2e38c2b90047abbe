//! The figures of a run, by kind of file: counts, shares, speed, memory, and the names of the files to look at.

use super::{
    rivals::Told,
    words::{self, Words},
};
use postwacht_extract::{Extraction, Reason};
use std::{
    collections::{BTreeMap, HashMap},
    io::{self, Write},
    time::Duration,
};

/// Files named in a list, at most.
const NAMED: usize = 12;

/// What became of one file.
#[derive(Debug)]
pub(crate) struct Row {
    name: String,
    size: usize,
    words: Words,
    notes: Vec<Reason>,
    /// Whether anything was told at all: text, a note or a name.
    told: bool,
    time: Duration,
    memory: Option<u64>,
    rivals: Vec<Option<Told>>,
}

impl Row {
    pub(crate) fn new(
        name: String,
        size: usize,
        found: &Extraction,
        time: Duration,
        memory: Option<u64>,
        rivals: Vec<Option<Told>>,
    ) -> Self {
        Self {
            name,
            size,
            words: words::of_extraction(found),
            notes: found.notes.iter().map(|note| note.reason).collect(),
            told: !(found.parts.is_empty() && found.notes.is_empty() && found.names_inside.is_empty()),
            time,
            memory,
            rivals,
        }
    }

    fn kind(&self) -> String {
        let extension = self.name.rsplit_once('.').map_or("", |(_, extension)| extension);
        extension.to_lowercase()
    }

    fn has(&self, reason: Reason) -> bool {
        self.notes.contains(&reason)
    }

    /// Words of a rival that were found here, of how many.
    fn against(&self, rival: usize) -> Option<(usize, usize)> {
        let theirs = self.rivals.get(rival)?.as_ref()?.words.as_ref()?;
        (!theirs.is_empty()).then(|| (theirs.intersection(&self.words).count(), theirs.len()))
    }
}

/// Prints everything; `all` files would have been read without Ctrl-C.
pub(crate) fn print(rows: &[Row], all: usize, rivals: &[&str], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} of {all} files", rows.len())?;
    let mut kinds: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        kinds.entry(row.kind()).or_default().push(row);
    }
    for (kind, rows) in &kinds {
        of_kind(kind, rows, rivals, out)?;
    }
    let every: Vec<&Row> = rows.iter().collect();
    if kinds.len() > 1 {
        of_kind("all", &every, rivals, out)?;
    }
    list(
        "nothing read and nothing said",
        every.iter().filter(|row| !row.told && row.size > 0),
        out,
        |_| String::new(),
    )?;
    list(
        "the reader failed",
        every.iter().filter(|row| row.has(Reason::ReaderFailed)),
        out,
        seconds,
    )?;
    list(
        "out of time",
        every.iter().filter(|row| row.has(Reason::TimedOut)),
        out,
        seconds,
    )?;
    slowest(&every, out)?;
    most_memory(&every, out)?;
    for (at, rival) in rivals.iter().enumerate() {
        least_found(&every, at, rival, out)?;
    }
    Ok(())
}

fn of_kind(kind: &str, rows: &[&Row], rivals: &[&str], out: &mut impl Write) -> io::Result<()> {
    let bytes: usize = rows.iter().map(|row| row.size).sum();
    let time: Duration = rows.iter().map(|row| row.time).sum();
    let read = rows.iter().filter(|row| !row.words.is_empty()).count();
    let named = rows.iter().filter(|row| row.words.is_empty() && row.told).count();
    writeln!(
        out,
        "\n{kind}: {} files, {read} read ({:.1} %), {named} without words and said so, {:.1} MB/s, {:.2} ms a file",
        rows.len(),
        100.0 * share(read, rows.len()),
        million(bytes) / time.as_secs_f64(),
        1e3 * time.as_secs_f64() / million(rows.len()) / 1e6,
    )?;
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for reason in rows.iter().flat_map(|row| &row.notes) {
        *notes.entry(format!("{reason:?}")).or_default() += 1;
    }
    let notes: Vec<String> = notes
        .iter()
        .map(|(reason, count)| format!("{reason} {count}"))
        .collect();
    writeln!(out, "  notes: {}", notes.join(", "))?;
    for (at, rival) in rivals.iter().enumerate() {
        against(rows, at, rival, out)?;
    }
    agreed(rows, rivals, out)
}

/// How much of what one rival found was found here too.
fn against(rows: &[&Row], at: usize, rival: &str, out: &mut impl Write) -> io::Result<()> {
    let pairs: Vec<(usize, usize)> = rows.iter().filter_map(|row| row.against(at)).collect();
    if pairs.is_empty() {
        return Ok(());
    }
    let mean = pairs.iter().map(|(found, of)| share(*found, *of)).sum::<f64>() / million(pairs.len()) / 1e6;
    let (found, of) = pairs.iter().fold((0, 0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let told = rows.iter().filter_map(|row| row.rivals.get(at)?.as_ref());
    let (theirs, ours) = told.clone().zip(rows).fold((0.0, 0.0), |sum, (told, row)| {
        (sum.0 + told.time.as_secs_f64(), sum.1 + row.time.as_secs_f64())
    });
    writeln!(
        out,
        "  of the words of {rival}: {mean:.3} a file, {:.3} of all ({} files it read); it took {:.1} x the time",
        share(found, of),
        pairs.len(),
        theirs / ours,
    )
}

/// Each reader's share of the words on which two of them agree.
fn agreed(rows: &[&Row], rivals: &[&str], out: &mut impl Write) -> io::Result<()> {
    let mut sums = vec![0.0; rivals.len() + 1];
    let mut files = 0_usize;
    for row in rows {
        let none = Words::new();
        let theirs = row
            .rivals
            .iter()
            .map(|told| told.as_ref().and_then(|told| told.words.as_ref()));
        let readers: Vec<&Words> = std::iter::once(&row.words)
            .chain(theirs.map(|words| words.unwrap_or(&none)))
            .collect();
        let mut votes: HashMap<u64, usize> = HashMap::new();
        for word in readers.iter().flat_map(|words| words.iter()) {
            *votes.entry(*word).or_default() += 1;
        }
        votes.retain(|_, count| *count > 1);
        if votes.is_empty() || rivals.len() < 2 {
            continue;
        }
        files += 1;
        for (sum, words) in sums.iter_mut().zip(readers) {
            *sum += share(votes.keys().filter(|word| words.contains(word)).count(), votes.len());
        }
    }
    let Some((own, theirs)) = sums.split_first().filter(|_| files > 0) else {
        return Ok(());
    };
    let each = |sum: &f64| sum / million(files) / 1e6;
    let theirs: Vec<String> = rivals
        .iter()
        .zip(theirs)
        .map(|(name, sum)| format!("{name} {:.3}", each(sum)))
        .collect();
    writeln!(
        out,
        "  of the words on which two agree ({files} files): here {:.3}, {}",
        each(own),
        theirs.join(", ")
    )
}

fn slowest(rows: &[&Row], out: &mut impl Write) -> io::Result<()> {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| std::cmp::Reverse(row.time));
    list("slowest", rows.iter().take(NAMED), out, seconds)
}

/// A worker's memory only grows until it is replaced: the files at which it grew are the ones that took it.
fn most_memory(rows: &[&Row], out: &mut impl Write) -> io::Result<()> {
    let mut grew = Vec::new();
    let mut before = 0;
    for row in rows {
        let now = row.memory.unwrap_or(0);
        if now > before {
            grew.push((now, *row));
        }
        before = now;
    }
    grew.sort_by_key(|(memory, _)| std::cmp::Reverse(*memory));
    let grew: Vec<&Row> = grew.into_iter().map(|(_, row)| row).take(NAMED).collect();
    list("peak memory of the worker", grew.iter(), out, |row| {
        format!("{} MiB", row.memory.unwrap_or(0) >> 20)
    })
}

fn least_found(rows: &[&Row], at: usize, rival: &str, out: &mut impl Write) -> io::Result<()> {
    let missed = |row: &Row| row.against(at).map_or(0, |(found, of)| of - found);
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| std::cmp::Reverse(missed(row)));
    let worst = rows.iter().filter(|row| missed(row) > 0);
    list(&format!("most words of {rival} not found"), worst, out, |row| {
        format!(
            "{} of {} {:?}",
            missed(row),
            row.against(at).map_or(0, |(_, of)| of),
            row.notes
        )
    })
}

fn list<'r>(
    title: &str,
    rows: impl Iterator<Item = &'r &'r Row> + Clone,
    out: &mut impl Write,
    what: impl Fn(&Row) -> String,
) -> io::Result<()> {
    let count = rows.clone().count();
    writeln!(
        out,
        "\n{title}: {}",
        if count == 0 {
            "none".to_owned()
        } else {
            count.to_string()
        }
    )?;
    for row in rows.take(NAMED) {
        writeln!(out, "  {} {}", row.name, what(row))?;
    }
    Ok(())
}

fn seconds(row: &Row) -> String {
    format!("{:.2} s, {} kB", row.time.as_secs_f64(), row.size / 1000)
}

fn share(part: usize, of: usize) -> f64 {
    million(part) / million(of.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn million(count: usize) -> f64 {
    count as f64 / 1e6
}
