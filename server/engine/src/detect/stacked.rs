//! Labels above a number rather than beside it: a stack of labels over a stack of values, and the heading of a list.

use std::ops::Range;

use super::binding::is_absent;
use super::labels::Label;
use super::page::Page;
use super::sense::{Sense, Senses};
use super::words::words_of;

/// Longest stack of labels, in lines.
const STACK: usize = 30;

/// The label of a number that stands alone on its line, in a stack of values below as many labels.
pub(super) fn label_of(page: &Page, value: &Range<usize>) -> Option<Senses> {
    let line = page.line_at(value.start);
    if !page.leads_line(page.content(line).start, value.start) || page.content(line).end > value.end + 1 {
        return None;
    }
    let first_value = (line.saturating_sub(STACK)..=line)
        .rev()
        .take_while(|&at| is_value_line(page, at))
        .last()?;
    let top = first_value.saturating_sub(STACK);
    // A blank line may part the labels from the values.
    let parted = first_value
        .checked_sub(1)
        .is_some_and(|above| page.content(above).is_empty());
    let below_labels = first_value - usize::from(parted);
    let first_label = (top.min(below_labels)..below_labels)
        .rev()
        .take_while(|&at| is_label_line(page, at))
        .last()?;
    let labels = below_labels - first_label;
    let values = (line..line + STACK).take_while(|&at| is_value_line(page, at)).last()? + 1 - first_value;
    if labels != values || labels < 2 {
        return None;
    }
    let label = last_label(page, first_label + line - first_value)?;
    Some(label.sense.into())
}

fn is_value_line(page: &Page, line: usize) -> bool {
    line < page.line_count() && !page.content(line).is_empty() && !is_label_line(page, line)
}

/// Whether a line is a label and little more.
fn is_label_line(page: &Page, line: usize) -> bool {
    let content = page.content(line);
    let text = page.slice(content.clone());
    let bare = !text.is_empty() && text.len() <= 60 && !text.bytes().any(|b| b.is_ascii_digit());
    bare && !page.labels_in(content).is_empty() && words_of(text).len() <= 6
}

fn last_label<'p>(page: &'p Page, line: usize) -> Option<&'p Label> {
    page.labels_in(page.content(line)).last()
}

/// The heading of the list that a number is in: `BSN's van de deelnemers:` above lines with a number each.
pub(super) fn heading_of(page: &Page, value: &Range<usize>, named: bool) -> Option<Senses> {
    let content = page.content(heading_line(page, page.line_at(value.start))?);
    let text = page.slice(content.clone());
    let labels = page.labels_in(content.clone());
    let label = labels
        .iter()
        .rev()
        .find(|label| label.sense != Sense::Plain && !label.weak)?;
    let rest = page.slice(label.end..content.end);
    let announces = text.ends_with([':', '：']) || words_of(text).len() <= 5;
    let fits = announces
        && !is_absent(rest)
        && words_of(rest).len() <= 6
        && !rest.contains(|mark: char| mark == '.' || mark.is_ascii_digit())
        && (label.plural || !named);
    fits.then(|| label.sense.into())
}

/// The nearest line above that has no long number.
fn heading_line(page: &Page, line: usize) -> Option<usize> {
    let known = page.last_heading.get();
    let mut found = None;
    for above in (0..line).rev() {
        if let Some((_, heading)) = known.filter(|(asked, _)| *asked == above) {
            found = heading;
            break;
        }
        if page
            .slice(page.content(above))
            .bytes()
            .filter(u8::is_ascii_digit)
            .count()
            < 8
        {
            found = Some(above);
            break;
        }
    }
    page.last_heading.set(Some((line, found)));
    found
}
