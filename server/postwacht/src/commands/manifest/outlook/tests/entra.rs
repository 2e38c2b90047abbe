//! Manifests of an office that has set up Entra ID.

use super::*;
use roxmltree::{Document, Node};

const ID: &str = "3b1a5c70-8f0e-4c1e-9a55-0c9e0f9e2d11";

fn entra() -> Entra {
    Entra::new(ID, None, Some(ORIGIN)).unwrap()
}

fn made_with(variant: Variant) -> Documents {
    documents(&office().with_entra(Some(entra())), variant, None).unwrap()
}

#[test]
fn both_manifests_name_the_application_last_and_with_the_least_it_may_ask() {
    let made = made_with(Variant::Online);
    let document = Document::parse(&made.xml).unwrap();
    let application = document
        .descendants()
        .find(|node| {
            node.has_tag_name((
                "http://schemas.microsoft.com/office/mailappversionoverrides/1.1",
                "WebApplicationInfo",
            ))
        })
        .unwrap();
    assert_eq!(application.next_sibling_element(), None, "Microsoft wants it last");
    let texts: Vec<&str> = application
        .descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .collect();
    let resource = format!("api://postwacht.kantoor.example/{ID}");
    assert_eq!(texts, [ID, &resource, "openid", "profile"]);
    let unified: serde_json::Value = serde_json::from_str(&made.unified).unwrap();
    assert_eq!(
        unified["webApplicationInfo"],
        serde_json::json!({"id": ID, "resource": resource})
    );
}

#[test]
fn without_an_application_nothing_of_it_is_there_and_on_premises_never() {
    for made in [made(Variant::Online), made_with(Variant::Onprem)] {
        for text in [&made.xml, &made.unified] {
            assert!(!text.contains("ebApplicationInfo") && !text.contains("{{"), "{text}");
        }
    }
}

#[test]
fn r12_naming_an_application_raises_the_version() {
    let before = made(Variant::Online);
    let office = office().with_entra(Some(entra()));
    let after = documents(&office, Variant::Online, Some(&before.xml)).unwrap();
    assert!(after.version > before.version);
    assert!(
        made_with(Variant::Online).version > before.version,
        "where none was before, too"
    );
    assert_eq!(
        documents(&office, Variant::Online, Some(&after.xml)).unwrap().xml,
        after.xml
    );
    let gone = documents(&super::office(), Variant::Online, Some(&after.xml)).unwrap();
    assert!(gone.version > after.version);
}

#[test]
fn an_application_that_outlook_would_give_no_token_for_is_refused() {
    let on = |id: &str, resource: Option<&str>, base: Option<&str>| {
        Entra::new(id, resource, base).map(|entra| entra.resource)
    };
    let port = "https://postwacht.kantoor.example:8443";
    let with_port = format!("api://postwacht.kantoor.example:8443/{ID}");
    assert_eq!(on(ID, None, Some(port)), Ok(with_port));
    let own = "api://postwacht.kantoor.example/mail-guard";
    assert_eq!(on(ID, Some(own), Some(ORIGIN)).as_deref(), Ok(own));
    assert_eq!(on("postwacht", None, Some(ORIGIN)), Err(BadEntra::NoId));
    assert_eq!(on(ID, None, None), Err(BadEntra::NoAddress));
    let foreign = BadEntra::Foreign("postwacht.kantoor.example".to_owned());
    for resource in [
        "api://elders.example/1",
        "api://postwacht.kantoor.example",
        "api://postwacht.kantoor.example/",
        "api://postwacht.kantoor.example.elders.example/1",
        "https://postwacht.kantoor.example/1",
        ID,
    ] {
        assert_eq!(on(ID, Some(resource), Some(ORIGIN)), Err(foreign.clone()), "{resource}");
    }
    for end in ["a b", "<x>", "a&b", "\"", &"x".repeat(250)] {
        let resource = format!("api://postwacht.kantoor.example/{end}");
        assert_eq!(
            on(ID, Some(&resource), Some(ORIGIN)),
            Err(BadEntra::Unwritable),
            "{end}"
        );
    }
}

#[test]
fn the_linter_refuses_an_application_that_is_wrong_in_one_way() {
    let resource = format!("<Resource>api://postwacht.kantoor.example/{ID}</Resource>");
    for (from, to, said) in [
        (ID, "postwacht", "is no GUID"),
        (
            &resource,
            "<Resource>api://elders.example/1</Resource>",
            "must begin with api://postwacht.kantoor.example/",
        ),
        (&resource, "", "has no Resource"),
        ("<Scope>profile</Scope>", "", "the Scopes must be"),
        (
            "<Scope>profile</Scope>",
            "<Scope>Mail.Read</Scope>",
            "the Scopes must be",
        ),
        ("</Scopes>", "</Scopes><MsaId/>", "takes no MsaId"),
        (
            "DefaultMinVersion=\"1.12\"",
            "DefaultMinVersion=\"1.5\"",
            "on premises takes no WebApplicationInfo",
        ),
    ] {
        let made = made_with(Variant::Online);
        assert!(made.xml.contains(from), "{from}");
        let faults = lint::xml(&made.xml.replace(from, to), ORIGIN).join("\n");
        assert!(faults.contains(said), "{to}: {faults}");
    }
    let made = made_with(Variant::Online);
    let block = made
        .xml
        .lines()
        .find(|line| line.contains("<WebApplicationInfo>"))
        .unwrap();
    let early = made
        .xml
        .replace(block, "")
        .replace("<Resources>", &format!("{block}<Resources>"));
    assert!(
        lint::xml(&early, ORIGIN)
            .join("\n")
            .contains("Resources stands too late")
    );
}

#[test]
fn the_linter_refuses_manifests_that_name_different_applications() {
    let office = office().with_entra(Some(entra()));
    for (from, to) in [
        (ID, "00000000-0000-0000-0000-000000000000"),
        ("\"webApplicationInfo\"", "\"webApplication\""),
    ] {
        let mut made = made_with(Variant::Online);
        made.unified = made.unified.replace(from, to);
        let faults = lint::faults(&made, &office).join("\n");
        assert!(
            faults.contains("webApplicationInfo is not the application of manifest.xml"),
            "{faults}"
        );
    }
    let mut made = made_with(Variant::Online);
    made.xml = super::made(Variant::Online).xml.replace("1.2.200", "1.2.250");
    assert!(
        lint::faults(&made, &office)
            .join("\n")
            .contains("webApplicationInfo is not")
    );
}
