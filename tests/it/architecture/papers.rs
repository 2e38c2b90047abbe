//! What the documentation claims about the tree: links lead somewhere, named paths exist, records are numbered.

use std::{collections::BTreeSet, path::Path};

use super::{Outcome, files, root};

/// The folders of the repository; a path in back-ticks that starts with one of them must exist.
const ROOMS: &[&str] = &["server/", "tests/", "docs/", "addin-manifest/", "web-ui/", ".ci/"];

/// The Markdown files at the root and in `docs/`. Those beside the code are sources of pages in `docs/`.
fn papers() -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let mut papers = files("docs", ".md")?;
    for entry in std::fs::read_dir(root())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|ending| ending == "md") {
            papers.push((name.clone(), std::fs::read_to_string(root().join(name))?));
        }
    }
    Ok(papers)
}

/// The targets of Markdown links in `paper` that stay inside the repository.
fn links(paper: &str) -> Vec<&str> {
    paper
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.contains("://") && !target.starts_with('#') && !target.starts_with("mailto:"))
        .filter_map(|target| target.split('#').next())
        .collect()
}

/// Paths in back-ticks that name one exact place of the repository; patterns such as `<check>` and `*` do not.
fn paths(paper: &str) -> Vec<&str> {
    paper
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| ROOMS.iter().any(|room| word.starts_with(room)))
        .filter(|word| !word.contains(['<', '*', '{', ' ', '\n']))
        .collect()
}

#[test]
fn links_lead_somewhere() -> Outcome {
    for (path, paper) in papers()? {
        let folder = root().join(&path).parent().map(Path::to_path_buf).unwrap_or_default();
        for link in links(&paper) {
            assert!(folder.join(link).exists(), "{path} links to {link}, which is not there");
        }
    }
    Ok(())
}

#[test]
fn named_paths_exist() -> Outcome {
    for (path, paper) in papers()? {
        for named in paths(&paper) {
            assert!(root().join(named).exists(), "{path} names {named}, which is not there");
        }
    }
    Ok(())
}

#[test]
fn decisions_are_numbered_without_gaps_and_opened_alike() -> Outcome {
    let mut numbers = BTreeSet::new();
    for (path, paper) in files("docs/decisions", ".md")? {
        let name = path.rsplit('/').next().unwrap_or_default();
        let Some(number) = name.split('-').next().and_then(|number| number.parse::<usize>().ok()) else {
            assert_eq!(
                name, "README.md",
                "{path} needs a name such as 0042-what-was-decided.md"
            );
            continue;
        };
        assert!(numbers.insert(number), "{path}: number {number} is taken");
        for part in ["# ", "## Context", "## Decision", "## Consequences"] {
            assert!(
                paper.lines().any(|line| line.starts_with(part)),
                "{path} lacks `{part}`"
            );
        }
    }
    assert_eq!(
        numbers,
        (1..=numbers.len()).collect(),
        "numbers run from 1 without gaps"
    );
    Ok(())
}

#[test]
fn only_paths_and_links_are_looked_up() {
    let paper = "See [the tour](docs/tour.md#two), [out](https://example.test) and `server/engine`, `server/<crate>`.";
    assert_eq!(links(paper), ["docs/tour.md"]);
    assert_eq!(paths(paper), ["server/engine"]);
}
