use super::*;
use postwacht_engine::words::Language;
use std::{collections::HashMap, time::Duration};

fn load(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("postwacht.toml");
    fs::write(&path, text).unwrap();
    let environment: HashMap<&str, &str> = environment.iter().copied().collect();
    let said = |name: &str| environment.get(name).map(|text| (*text).to_owned());
    Config::load(Some(&path), &said).map_err(|problem| problem.to_string())
}

#[test]
fn nothing_said_means_the_usual() {
    let config = Config::load(None, &|_| None).unwrap();
    assert_eq!(config.listen.to_string(), LISTEN);
    assert_eq!(config.settings.language, Language::Dutch);
    assert_eq!(config.settings.check_deadline, Duration::from_millis(3_500));
    assert_eq!(config.settings.clients.max_attachment_bytes, 25 << 20);
    assert_eq!(config.settings.limits.body_bytes, 40 << 20);
    assert_eq!(config.keep.record.as_hours() / 24, 395, "thirteen months");
    assert!(config.data.is_none() && config.key_file.is_none() && config.base_url.is_none());
}

#[test]
fn the_environment_stands_above_the_file() {
    let text = "listen = '127.0.0.1:1'\nlog = 'off'\nbase_url = 'https://a.example/'\nkey_file = 'key'\ndata = '/d'";
    let config = load(text, &[]).unwrap();
    assert_eq!(config.listen.port(), 1);
    assert_eq!(config.base_url.as_deref(), Some("https://a.example"));
    assert!(
        config.key_file.as_ref().unwrap().is_absolute(),
        "a path in the file begins at the file's folder"
    );
    let said = [
        ("POSTWACHT_LISTEN", "[::1]:0"),
        ("POSTWACHT_LOG", " debug "),
        ("POSTWACHT_BASE_URL", "http://b.example/mail"),
        ("POSTWACHT_KEY_FILE", "other/key"),
        ("POSTWACHT_DATA", ""),
    ];
    let config = load(text, &said).unwrap();
    assert_eq!(config.listen.to_string(), "[::1]:0");
    assert_eq!(config.base_url.as_deref(), Some("http://b.example/mail"));
    assert_eq!(config.key_file.unwrap(), Path::new("other/key"));
    assert_eq!(config.data.unwrap(), Path::new("/d"), "an empty variable says nothing");
}

#[test]
fn a_bad_value_is_named_with_what_is_wrong() {
    for (text, variable, told) in [
        ("lisen = 'x'", None, &["unknown field `lisen`", "line 1"][..]),
        ("[limits]\nbody = 1", None, &["unknown field `body`", "line 2"]),
        ("listen = 8080", None, &["line 1", "string"]),
        (
            "listen = 'localhost'",
            None,
            &["listen: \"localhost\"", "127.0.0.1:8080"],
        ),
        ("", Some(("POSTWACHT_LISTEN", "8080")), &["POSTWACHT_LISTEN: \"8080\""]),
        (
            "",
            Some(("POSTWACHT_LOG", "postwacht=trace")),
            &["POSTWACHT_LOG", "expected off, error, warn, info or debug"],
        ),
        (
            "",
            Some(("POSTWACHT_BASE_URL", "postwacht.example")),
            &["POSTWACHT_BASE_URL"],
        ),
        ("base_url = 'https://user:secret@a.example'", None, &["base_url"]),
        ("base_url = 'ftp://a.example'", None, &["base_url"]),
        ("language = 'de'", None, &["language: \"de\": expected nl or en"]),
        ("workers = 0", None, &["workers: 0: expected a number from 1 to 256"]),
        (
            "[mail_clients]\noutage = 'ignore'",
            None,
            &["mail_clients.outage: \"ignore\""],
        ),
        (
            "[mail_clients]\ndeadline_ms = 3500",
            None,
            &["mail_clients.deadline_ms", "limits.check_time_ms", "3500"],
        ),
        (
            "[mail_clients]\nmax_attachment_bytes = 41943040",
            None,
            &["max_attachment_bytes", "31457280"],
        ),
        (
            "[entra]\napplication = '3b1a5c70-8f0e-4c1e-9a55-0c9e0f9e2d11'",
            None,
            &["base_url: the address"],
        ),
        (
            "base_url = 'https://a.example'\n[entra]\napplication = 'postwacht'",
            None,
            &["entra.application: the application is no id"],
        ),
        (
            "base_url = 'https://a.example'\n[entra]\napplication = '3b1a5c70-8f0e-4c1e-9a55-0c9e0f9e2d11'\nresource = 'api://b.example/1'",
            None,
            &["entra.resource", "api://a.example/"],
        ),
        ("[limits]\ncheck_time_ms = 1", None, &["limits.check_time_ms: 1"]),
        ("[stop]\nfinish_seconds = -1", None, &["stop.finish_seconds: -1"]),
    ] {
        let problem = load(text, variable.as_slice()).unwrap_err();
        for part in told {
            assert!(problem.contains(part), "{text} {variable:?}: {problem}");
        }
    }
    let nowhere = Config::load(Some(Path::new("/no/such/file.toml")), &|_| None).unwrap_err();
    assert!(nowhere.to_string().starts_with("/no/such/file.toml: "));
}

#[test]
fn a_smaller_body_makes_a_smaller_attachment() {
    let config = load("[limits]\nbody_bytes = 4096", &[]).unwrap();
    assert_eq!(config.settings.clients.max_attachment_bytes, 3072);
}

/// The page shows every key with its usual value, so that it can be copied and changed.
#[test]
fn the_example_in_the_documentation_is_the_usual() {
    let page = include_str!("../../../../docs/reference/configuration.md");
    let example = page
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let shown: toml::Table = example.replace("\n# ", "\n").parse().unwrap();
    let config = load(example, &[]).unwrap();
    let usual = Config::load(None, &|_| None).unwrap();
    assert_eq!(format!("{:?}", config.settings), format!("{:?}", usual.settings));
    assert_eq!(config.keep, usual.keep);
    let keys = [
        "listen",
        "data",
        "base_url",
        "key_file",
        "log",
        "token_file",
        "workers",
        "language",
        "clients",
        "colleagues",
        "policy",
        "allowlist",
        "known",
        "trusted_proxies",
        "ahead",
        "tls",
        "keep",
        "webhook",
        "entra",
        "sign_in",
        "mail_clients",
        "limits",
        "stop",
    ];
    assert_eq!(shown.keys().len(), keys.len(), "{shown:?}");
    assert!(keys.iter().all(|key| shown.contains_key(*key)));
    for variable in ["LISTEN", "DATA", "BASE_URL", "KEY_FILE", "LOG"] {
        assert!(page.contains(&format!("`POSTWACHT_{variable}`")), "{variable}");
    }
}

#[test]
fn proxies_a_webhook_and_files_in_advance_are_set() {
    let text = "trusted_proxies = ['10.0.0.0/8', '::1']\n[ahead]\nbytes = 0\nminutes = 5\n[limits]\n\
                device_requests_a_minute = 10\n[webhook]\nurl = 'https://siem.example/x'\nsecret_file = 'secret'\n";
    let config = load(text, &[]).unwrap();
    assert_eq!(config.proxies.len(), 2);
    assert_eq!((config.ahead.bytes, config.ahead.time), (0, Duration::from_mins(5)));
    assert_eq!(config.settings.limits.device_rate.a_minute.get(), 10);
    assert!(config.webhook.is_some());
    for (text, told) in [
        (
            "trusted_proxies = ['proxy.example']",
            "trusted_proxies: \"proxy.example\"",
        ),
        (
            "[webhook]\nurl = 'http://siem.example/'\nsecret_file = 's'",
            "webhook.url",
        ),
        (
            "[webhook]\nurl = 'https://siem.example/'\nsecret_file = 's'\nfrom = 'allow'",
            "webhook.from: \"allow\"",
        ),
        ("[webhook]\nurl = 'https://siem.example/'", "secret_file"),
        ("[ahead]\nminutes = 0", "ahead.minutes"),
        ("[keep]\nrecord_months = 0", "keep.record_months"),
        ("[keep]\nmailed_pairs_months = 121", "keep.mailed_pairs_months"),
    ] {
        let fault = load(text, &[]).unwrap_err();
        assert!(fault.contains(told), "{text}: {fault}");
    }
}
