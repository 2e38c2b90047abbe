//! A browser at the console: keeps its cookies, and says where its requests come from.

use super::{Service, client::Answer};
use serde_json::{Value, json};
use std::cell::RefCell;

/// A browser, with somebody signed in or nobody.
pub(crate) struct Browser<'s> {
    service: &'s Service,
    /// Names and values, as the service set them last.
    cookies: RefCell<Vec<(String, String)>>,
}

impl<'s> Browser<'s> {
    /// A browser that was never here.
    pub(crate) fn new(service: &'s Service) -> Self {
        Self {
            service,
            cookies: RefCell::default(),
        }
    }

    /// A browser in which the sample administrator of a demonstration is signed in.
    pub(crate) fn demo(service: &'s Service) -> Self {
        let browser = Self::new(service);
        let answer = browser.sign_in("demo", service.console_password());
        assert_eq!(answer.status, 200, "{}", answer.text());
        browser
    }

    /// A browser with an account of its own that has these roles.
    pub(crate) fn with_roles(admin: &Self, name: &str, roles: &[&str]) -> Self {
        let added = admin.post("/accounts", &json!({"name": name, "roles": roles}));
        assert_eq!(added.status, 201, "{}", added.text());
        let browser = Self::new(admin.service);
        let taken = browser.post(
            "/welcome",
            &json!({"code": added.json()["code"], "password": "vier losse woorden"}),
        );
        assert_eq!(taken.status, 200, "{}", taken.text());
        browser
    }

    /// Another window with the same cookies.
    pub(crate) fn copy(&self) -> Self {
        Self {
            service: self.service,
            cookies: self.cookies.clone(),
        }
    }

    pub(crate) fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.post("/session", &json!({"name": name, "password": password}))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, None, body)
    }

    /// Sends JSON from our own page, with the tag of what was seen.
    pub(crate) fn send(&self, method: &str, path: &str, seen: Option<&str>, body: &Value) -> Answer {
        let mut headers = vec![("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin")];
        headers.extend(seen.map(|tag| ("If-Match", tag)));
        self.ask(method, path, &headers, body.to_string().as_bytes())
    }

    /// Asks for anything below `/api/v1/admin`, with the cookies.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let pairs: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let cookies = pairs.join("; ");
        let mut all = headers.to_vec();
        if !cookies.is_empty() {
            all.push(("Cookie", &cookies));
        }
        let answer = self
            .service
            .connect()
            .ask(method, &format!("/api/v1/admin{path}"), &all, body);
        self.keep(&answer);
        answer
    }

    fn keep(&self, answer: &Answer) {
        for set in answer.headers("set-cookie") {
            let pair = set.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("a cookie");
            let mut cookies = self.cookies.borrow_mut();
            cookies.retain(|(kept, _)| kept != name);
            if !value.is_empty() {
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

impl Service {
    /// The password of the sample administrator of a demonstration.
    pub(crate) fn console_password(&self) -> &str {
        let mut lines = self.printed.iter();
        lines
            .find_map(|line| line.strip_prefix("console: sign in as demo with "))
            .expect("a password")
    }
}
