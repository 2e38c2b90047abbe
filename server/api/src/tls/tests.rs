use super::*;
use rcgen::{CertificateParams, KeyPair, date_time_ymd};

/// A certificate of its own making, with its key.
fn pem(name: &str, from: i32, to: i32) -> (String, String) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(from, 1, 1);
    params.not_after = date_time_ymd(to, 1, 1);
    let key = KeyPair::generate().unwrap();
    (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

struct Place {
    _folder: tempfile::TempDir,
    files: Files,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = Files {
            certificate: folder.path().join("chain.pem"),
            key: folder.path().join("key.pem"),
        };
        Self { _folder: folder, files }
    }

    fn put(&self, (certificate, key): &(String, String)) {
        fs::write(&self.files.certificate, certificate).unwrap();
        fs::write(&self.files.key, key).unwrap();
    }
}

fn now() -> Timestamp {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

#[test]
fn a_certificate_tells_how_long_and_for_whom_it_holds() {
    let place = Place::new();
    place.put(&pem("postwacht.kantoor.example", 2026, 2027));
    let certificate = Certificate::read(&place.files).unwrap();
    assert_eq!(certificate.ends.to_string(), "2027-01-01T00:00:00Z");
    assert!(certificate.holds(now()) && !certificate.holds("2027-02-01T00:00:00Z".parse().unwrap()));
    assert!(certificate.is_for("postwacht.kantoor.example"));
    assert!(!certificate.is_for("elders.example") && !certificate.is_for("no host"));
}

#[test]
fn files_that_hold_no_certificate_are_told_by_their_name_and_not_by_what_they_hold() {
    let place = Place::new();
    let good = pem("a.example", 2026, 2027);
    let other = pem("a.example", 2026, 2027);
    for (certificate, key, told, word) in [
        (good.0.as_str(), "secret", "key.pem: there is no private key", "no_key"),
        (
            "secret",
            &good.1,
            "chain.pem: there is no certificate",
            "no_certificate",
        ),
        (&good.1, &good.1, "chain.pem: there is no certificate", "no_certificate"),
        (
            &good.0[..200],
            &good.1,
            "chain.pem: there is no certificate",
            "no_certificate",
        ),
        (&good.0, &other.1, "this is not the key of the certificate", "other_key"),
    ] {
        place.put(&(certificate.to_owned(), key.to_owned()));
        let fault = Certificate::read(&place.files).unwrap_err();
        assert!(fault.to_string().contains(told), "{fault}");
        assert!(!fault.to_string().contains("secret"), "{fault}");
        assert_eq!(fault.as_str(), word);
    }
    fs::remove_file(&place.files.key).unwrap();
    assert_eq!(Certificate::read(&place.files).unwrap_err().as_str(), "unreadable");
}

#[test]
fn a_new_certificate_is_taken_and_one_that_does_not_hold_is_not() {
    let place = Place::new();
    place.put(&pem("a.example", 2026, 2027));
    let shown = Shown::begin(place.files.clone()).unwrap();
    let ends = |shown: &Shown| shown.current.load().ends.to_string();
    let refused = |shown: &Shown| shown.told.lock().unwrap().is_some();
    let renewed = pem("a.example", 2026, 2028);
    place.put(&renewed);
    shown.look_again(now());
    assert_eq!(
        (ends(&shown).as_str(), refused(&shown)),
        ("2028-01-01T00:00:00Z", false)
    );
    for (bad, why) in [
        (pem("a.example", 2020, 2026), "it has ended"),
        (pem("a.example", 2027, 2029), "it has not begun"),
        (
            (renewed.0.clone(), pem("a.example", 2026, 2029).1),
            "half of it is there",
        ),
        ((String::new(), String::new()), "the files are empty"),
    ] {
        place.put(&bad);
        shown.look_again(now());
        assert_eq!(
            (ends(&shown).as_str(), refused(&shown)),
            ("2028-01-01T00:00:00Z", true),
            "{why}"
        );
    }
    place.put(&renewed);
    shown.look_again(now());
    assert!(!refused(&shown), "what lies there is what is in use");
}

#[test]
fn where_the_certificate_in_use_has_ended_any_other_is_taken() {
    let place = Place::new();
    place.put(&pem("a.example", 2020, 2021));
    let shown = Shown::begin(place.files.clone()).unwrap();
    place.put(&pem("a.example", 2020, 2022));
    shown.look_again(now());
    assert_eq!(shown.current.load().ends.to_string(), "2022-01-01T00:00:00Z");
}
