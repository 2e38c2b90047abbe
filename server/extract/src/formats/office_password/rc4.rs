//! The stream cipher RC4. The crate of that name takes the length of a key as a type; here the file says it.

/// The state of the cipher.
pub(super) struct Rc4 {
    state: [u8; 256],
    at: u8,
    swapped: u8,
}

impl Rc4 {
    /// The beginning of the stream of a key.
    pub(super) fn new(key: &[u8]) -> Self {
        let mut state = [0; 256];
        for (number, place) in (0..=u8::MAX).zip(&mut state) {
            *place = number;
        }
        let mut swapped = 0_u8;
        for (at, byte) in (0..state.len()).zip(key.iter().cycle()) {
            let here = state.get(at).copied().unwrap_or(0);
            swapped = swapped.wrapping_add(here).wrapping_add(*byte);
            state.swap(at, usize::from(swapped));
        }
        Self {
            state,
            at: 0,
            swapped: 0,
        }
    }

    fn place(&self, at: u8) -> u8 {
        self.state.get(usize::from(at)).copied().unwrap_or(0)
    }

    /// Opens bytes, or seals them: it is the same.
    pub(super) fn apply(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.at = self.at.wrapping_add(1);
            self.swapped = self.swapped.wrapping_add(self.place(self.at));
            self.state.swap(usize::from(self.at), usize::from(self.swapped));
            let sum = self.place(self.at).wrapping_add(self.place(self.swapped));
            *byte ^= self.place(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rc4;

    /// Test vectors of RFC 6229 and of the cipher's first description.
    #[test]
    fn known_streams_come_out() {
        for (key, plain, sealed) in [
            (
                &b"Key"[..],
                &b"Plaintext"[..],
                &[0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3][..],
            ),
            (
                &[1, 2, 3, 4, 5],
                &[0; 8],
                &[0xb2, 0x39, 0x63, 0x05, 0xf0, 0x3d, 0xc0, 0x27],
            ),
        ] {
            let mut bytes = plain.to_vec();
            Rc4::new(key).apply(&mut bytes);
            assert_eq!(bytes, sealed);
        }
    }
}
