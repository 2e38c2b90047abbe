//! Which character bytes stand for: by the code page of the file, or of the font they are written in.

use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::HashMap;

/// Fonts remembered: more than any document has.
const MOST_FONTS: usize = 10_000;

/// The encodings of a file and of its fonts.
#[derive(Debug)]
pub(super) struct Letters {
    usual: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            usual: WINDOWS_1252,
            fonts: HashMap::new(),
        }
    }
}

impl Letters {
    /// The file says its code page.
    pub(super) fn set_code_page(&mut self, page: i32) {
        self.usual = of_code_page(page).unwrap_or(self.usual);
    }

    /// The table of fonts says the character set of one.
    pub(super) fn set_font(&mut self, font: i32, charset: i32) {
        if let Some(encoding) = of_charset(charset)
            && self.fonts.len() < MOST_FONTS
        {
            self.fonts.insert(font, encoding);
        }
    }

    /// Text in a font.
    pub(super) fn decode<'b>(&self, bytes: &'b [u8], font: i32) -> std::borrow::Cow<'b, str> {
        let encoding = self.fonts.get(&font).copied().unwrap_or(self.usual);
        encoding.decode_without_bom_handling(bytes).0
    }
}

fn of_charset(charset: i32) -> Option<&'static Encoding> {
    let page = match charset {
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    of_code_page(page)
}

/// The encoding of a Windows code page, if it is one that is still in use.
pub(in crate::formats) fn of_code_page(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        1200 => "utf-16le",
        10_000 => "macintosh",
        65_001 => "utf-8",
        1250..=1258 => return Encoding::for_label(format!("windows-{page}").as_bytes()),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}
