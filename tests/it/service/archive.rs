//! Archives that are more than they seem.

use std::io::{Cursor, Write as _};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A small archive that unpacks to so many mebibytes of nothing.
pub(crate) fn bomb(mebibytes: usize) -> Vec<u8> {
    let nothing = vec![b' '; 1 << 20];
    packed(1, |_, file| (0..mebibytes).try_for_each(|_| file.write_all(&nothing)))
}

/// An archive of so many text files, which takes a while to read.
pub(crate) fn library(files: usize, text: &str) -> Vec<u8> {
    packed(files, |at, file| write!(file, "{at} {text}"))
}

fn packed(files: usize, write: impl Fn(usize, &mut ZipWriter<Cursor<Vec<u8>>>) -> std::io::Result<()>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..files {
        archive
            .start_file(format!("{at}.txt"), SimpleFileOptions::default())
            .expect("a name");
        write(at, &mut archive).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}
