//! Lists that stop growing: a body of many bytes may hold very many very small things.

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use std::{fmt, marker::PhantomData};

/// A list of which at most `MOST` items are kept; the others are only counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounded<T, const MOST: usize> {
    items: Vec<T>,
    left_out: usize,
}

impl<T, const MOST: usize> Default for Bounded<T, MOST> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            left_out: 0,
        }
    }
}

impl<T, const MOST: usize> Bounded<T, MOST> {
    /// How many there were.
    #[must_use]
    pub fn count(&self) -> usize {
        self.items.len() + self.left_out
    }

    /// Those that were kept.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Those that were kept.
    #[must_use]
    pub fn into_items(self) -> Vec<T> {
        self.items
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for Bounded<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Reader(PhantomData))
    }
}

struct Reader<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Reader<T, MOST> {
    type Value = Bounded<T, MOST>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut read = Bounded::default();
        while read.items.len() < MOST {
            match access.next_element()? {
                Some(item) => read.items.push(item),
                None => return Ok(read),
            }
        }
        while access.next_element::<IgnoredAny>()?.is_some() {
            read.left_out += 1;
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_bound_is_counted_and_not_kept() {
        let read: Bounded<u8, 3> = serde_json::from_str("[1,2,3,{\"any\":[\"thing\"]},5]").unwrap();
        assert_eq!((read.items(), read.count()), (&[1, 2, 3][..], 5));
        let read: Bounded<u8, 3> = serde_json::from_str("[1,2]").unwrap();
        assert_eq!((read.count(), read.into_items()), (2, vec![1, 2]));
        assert!(serde_json::from_str::<Bounded<u8, 3>>("\"no list\"").is_err());
    }
}
