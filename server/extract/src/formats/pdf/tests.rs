//! Documents made in tests: what the pages show, what they hide, and what is broken or hostile.
