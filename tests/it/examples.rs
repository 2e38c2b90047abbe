//! Runs the command lines that the documentation shows, and holds their answers against what the page claims.
//!
//! An example is a block of three back-ticks and `console` whose first line starts with `$ postwacht `; it runs in the
//! root of the repository. Lines that end in `\` go on. What follows is the standard output, to the letter. With
//! `UPDATE=1` in the environment the pages are written anew, for a person to read before they go in.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Pages with examples.
const PAGES: &[&str] = &["README.md", "docs/tour.md"];

const OPENING: &str = "```console\n$ postwacht ";
const CLOSING: &str = "\n```";

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The page with every answer as `run` gives it for the arguments typed.
fn answered(page: &str, run: &mut dyn FnMut(&[String]) -> Outcome<String>) -> Outcome<String> {
    let mut written = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(OPENING) {
        let (block, behind) = after.split_once(CLOSING).ok_or("an example has no end")?;
        let typed = typed(block);
        let answer = run(&arguments(typed))?;
        written.extend([before, OPENING, typed, "\n", answer.trim_end(), CLOSING]);
        rest = behind;
    }
    Ok(written + rest)
}

/// The command in a block: its first line, and those after it while a line ends in `\`.
fn typed(block: &str) -> &str {
    let end = block
        .match_indices('\n')
        .map(|(end, _)| end)
        .find(|end| !block[..*end].ends_with('\\'))
        .unwrap_or(block.len());
    &block[..end]
}

fn arguments(typed: &str) -> Vec<String> {
    typed
        .replace("\\\n", " ")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn postwacht(arguments: &[String]) -> Outcome<String> {
    let answer = Command::new(env!("CARGO_BIN_EXE_postwacht"))
        .current_dir(root())
        .args(arguments)
        .output()?;
    Ok(String::from_utf8(answer.stdout)?)
}

#[test]
fn examples_answer_as_the_page_says() -> Outcome<()> {
    for page in PAGES {
        let path = root().join(page);
        let claimed = fs::read_to_string(&path)?;
        let mut seen = 0;
        let answered = answered(&claimed, &mut |arguments| {
            seen += 1;
            postwacht(arguments)
        })?;
        assert!(seen > 0, "{page} shows no example");
        if env::var_os("UPDATE").is_some_and(|value| value == "1") {
            fs::write(&path, answered)?;
        } else {
            assert_eq!(answered, claimed, "{page} claims otherwise; `make docs` writes it anew");
        }
    }
    Ok(())
}

#[test]
fn a_block_is_a_command_and_its_answer() -> Outcome<()> {
    let page = "Text\n```console\n$ postwacht check \\\n  a.eml\nold\n```\n```console\n$ ls\n```\nEnd";
    let mut asked = Vec::new();
    let answered = answered(page, &mut |arguments| {
        asked.push(arguments.to_vec());
        Ok("new\n".to_owned())
    })?;
    assert_eq!(asked, [["check", "a.eml"]], "only our own program is run");
    assert_eq!(answered, page.replace("old", "new"), "only the answer changes");
    Ok(())
}
