//! `postwacht audit`: proves that nobody changed the record.

use crate::{
    cli::{Format, Lang, say},
    kept::{Fault, Place},
    words::speak,
};
use clap::{Args, Subcommand};
use postwacht_engine::words::Language;
use postwacht_store::audit::{Broken, Chain, Why};
use serde_json::json;
use std::process::ExitCode;

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Look at every row: prove that none was changed, or name the first that was.
    Verify(Verify),
}

#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 every chain holds, 1 one is broken, 2 the store cannot be used.")]
struct Verify {
    /// Language of the answer.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    /// Form of the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// Exit 0: every chain holds; 1: one is broken; 2: the store cannot be used.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Action::Verify(arguments) = &arguments.action;
    match verify(arguments) {
        Ok(holds) => ExitCode::from(u8::from(!holds)),
        Err(fault) => fault.end(),
    }
}

fn verify(arguments: &Verify) -> Result<bool, Fault> {
    let kept = arguments.place.open()?;
    let chains = kept.wait(kept.store.verify_audit(&[kept.signer()]))?;
    kept.close();
    let language = Language::from(arguments.lang);
    if chains.is_empty() && arguments.format == Format::Text {
        let _ = say(&speak(language, "audit-empty", &[]));
    }
    for chain in &chains {
        let line = match arguments.format {
            Format::Text => spoken(chain, language),
            Format::Json => object(chain).to_string(),
        };
        if say(&line).is_err() {
            break;
        }
    }
    Ok(chains.iter().all(|chain| chain.broken.is_none()))
}

fn spoken(chain: &Chain, language: Language) -> String {
    let pieces: [(&str, &dyn std::fmt::Display); 5] = [
        ("writer", &chain.writer),
        ("first", &chain.first),
        ("last", &chain.last),
        ("checkpoints", &chain.checkpoints),
        ("signed", &chain.signed_to),
    ];
    match chain.broken {
        None => speak(language, "audit-holds", &pieces),
        Some(Broken { number, why }) => {
            let why = speak(language, &format!("audit-{}", code(why)), &[]);
            speak(
                language,
                "audit-broken",
                &[("writer", &chain.writer), ("number", &number), ("why", &why)],
            )
        }
    }
}

fn object(chain: &Chain) -> serde_json::Value {
    let broken = chain
        .broken
        .map(|broken| json!({"row": broken.number, "why": code(broken.why)}));
    json!({
        "chain": chain.writer, "first": chain.first, "last": chain.last, "checkpoints": chain.checkpoints,
        "signed_to": chain.signed_to, "broken": broken,
    })
}

fn code(why: Why) -> &'static str {
    match why {
        Why::Missing => "missing",
        Why::Changed => "changed",
        Why::Moved => "moved",
        Why::NotAsSigned => "not-as-signed",
        Why::BadSignature => "bad-signature",
        Why::BehindTheEnd => "behind-the-end",
    }
}
