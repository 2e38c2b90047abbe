//! What a check says of itself: its name, its settings with their meaning, and its page. All of it is read from the
//! check's own folder, so that whoever shows it writes nothing down a second time.

use super::Check;
use crate::{policy::Level, words::Language};
use toml::{Table, Value};

/// The section of a page that lists the settings.
const SETTINGS: &str = "Wat u kunt instellen";

/// What a setting is when an office says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// How grave something is.
    Level(Level),
    /// A number.
    Count(u32),
}

/// A setting of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Its name in a policy.
    pub name: String,
    /// Its default.
    pub preset: Preset,
    /// What it means, one sentence or two.
    pub meaning: String,
}

/// A part of the page that explains a check. The pages are in Dutch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// Its heading; empty for what stands on top.
    pub title: String,
    /// Plain text.
    pub paragraphs: Vec<String>,
    /// What the examples show, which are executed as tests.
    pub examples: Vec<String>,
}

impl Check {
    /// Its name, as people say it.
    #[must_use]
    pub fn name(self, language: Language) -> String {
        match language {
            Language::Dutch => {
                let title = self.sources().page.lines().find_map(|line| line.strip_prefix("# "));
                title.unwrap_or(self.id()).to_owned()
            }
            Language::English => {
                let words = self.id().replace('-', " ");
                let mut letters = words.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                first.chain(letters).collect()
            }
        }
    }

    /// Its settings, in the order in which its folder has them, besides `severity` and `share` that every check has.
    #[must_use]
    pub fn settings(self, language: Language) -> Vec<Declared> {
        let defaults = self.sources().defaults;
        let values: Table = defaults.parse().unwrap_or_default();
        let mut declared = Vec::new();
        let mut comment: Vec<&str> = Vec::new();
        for line in defaults.lines() {
            if let Some(text) = line.strip_prefix('#') {
                comment.push(text.trim());
                continue;
            }
            let name = line.split('=').next().unwrap_or_default().trim();
            if let Some(preset) = values.get(name).and_then(preset) {
                let meaning = match language {
                    Language::Dutch => self.in_dutch(name).unwrap_or_default(),
                    Language::English => comment.join(" "),
                };
                declared.push(Declared {
                    name: name.to_owned(),
                    preset,
                    meaning,
                });
            }
            comment.clear();
        }
        declared
    }

    /// The page that explains it, without the mails of its examples.
    #[must_use]
    pub fn page(self) -> Vec<Section> {
        sections(self.sources().page)
    }

    /// What a setting means, from the table of the page.
    fn in_dutch(self, name: &str) -> Option<String> {
        let rows = self
            .sources()
            .page
            .lines()
            .skip_while(|line| line.strip_prefix("## ") != Some(SETTINGS));
        let mut cells = rows.filter_map(|row| {
            let mut cells = row.strip_prefix('|')?.split('|').map(str::trim);
            Some((cells.next()?.trim_matches('`'), cells.nth(1)?))
        });
        cells
            .find(|(named, _)| *named == name)
            .map(|(_, meaning)| plain(meaning))
    }
}

fn preset(value: &Value) -> Option<Preset> {
    if let Some(count) = value.as_integer() {
        return Some(Preset::Count(u32::try_from(count).ok()?));
    }
    Some(Preset::Level(value.clone().try_into().ok()?))
}

fn sections(page: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let (mut fenced, mut in_example, mut paragraph) = (false, false, String::new());
    for line in page.lines().chain([""]) {
        let Some(section) = sections.last_mut() else { break };
        if line.starts_with("```") {
            fenced = !fenced;
        } else if let Some(title) = line.strip_prefix("### ") {
            section.examples.push(plain(title));
            in_example = true;
        } else if let Some(title) = line.strip_prefix("## ") {
            in_example = false;
            sections.push(Section {
                title: plain(title),
                ..Section::default()
            });
        } else if fenced || in_example || line.starts_with(['|', '>']) || line.starts_with("# ") {
        } else if line.trim().is_empty() || line.starts_with("- ") {
            section.paragraphs.extend(finished(&mut paragraph));
            paragraph.push_str(line.trim());
        } else {
            paragraph.push(' ');
            paragraph.push_str(line.trim());
        }
    }
    sections.retain(|section| !section.paragraphs.is_empty() || !section.examples.is_empty());
    sections
}

fn finished(paragraph: &mut String) -> Option<String> {
    let text = plain(std::mem::take(paragraph).trim().trim_start_matches("- "));
    (!text.is_empty()).then_some(text)
}

/// Text without the marks of Markdown: of a link, what is shown stays.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        out.push_str(before);
        let shown = link.split_once("](").and_then(|(shown, target)| {
            let (_, behind) = target.split_once(')')?;
            Some((shown, behind))
        });
        let Some((shown, behind)) = shown else {
            out.push('[');
            rest = link;
            continue;
        };
        out.push_str(shown);
        rest = behind;
    }
    out.push_str(rest);
    out.replace(['`', '*'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_meaning_in_every_language() {
        for check in Check::ALL {
            for language in Language::ALL {
                assert!(check.name(language).len() > 3, "{check:?}");
                let settings = check.settings(language);
                let real: Table = check.sources().defaults.parse().unwrap();
                assert_eq!(settings.len(), real.len(), "{check:?}");
                for setting in settings {
                    assert!(
                        setting.meaning.len() > 10,
                        "{check:?} {language:?} {}: {}",
                        setting.name,
                        setting.meaning
                    );
                }
            }
        }
    }

    #[test]
    fn a_page_is_told_without_marks() {
        for check in Check::ALL {
            let page = check.page();
            assert!(
                page.len() >= 4 && page.iter().any(|section| !section.examples.is_empty()),
                "{check:?}"
            );
            for section in page {
                for text in section
                    .paragraphs
                    .iter()
                    .chain(&section.examples)
                    .chain([&section.title])
                {
                    assert!(
                        !text.contains("](") && !text.contains("```") && !text.contains('`'),
                        "{text}"
                    );
                }
            }
        }
        assert_eq!(
            plain("Zie [de andere](../x/spec.md) en `code`, [a] en **vet**."),
            "Zie de andere en code, [a] en vet."
        );
        assert_eq!(Check::VisibleRecipients.name(Language::English), "Visible recipients");
    }
}
