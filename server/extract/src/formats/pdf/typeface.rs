//! One font: which letters a code stands for and how wide it is. Drawing is nobody's business here.

use super::to_unicode;
use hayro_cmap::{BfString, CMap, CMapName};
use hayro_font::{Font, FontGlyph};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use skrifa::MetadataProvider;
use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
};

/// Stands for a glyph whose letters nobody knows.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// The letters of one code.
#[derive(Debug, Clone)]
pub(super) enum Letters {
    /// One letter, or [`UNKNOWN`].
    One(char),
    /// One letter that is only likely.
    Guessed(char),
    /// Several, as a ligature has.
    Several(Rc<str>),
}

/// One font.
pub(super) struct Typeface<'a> {
    font: Font<'a>,
    dict: Dict<'a>,
    /// Whether its codes may have several bytes.
    composite: bool,
    /// Whether its glyphs are pictures, not letters.
    pictures: bool,
    letters: RefCell<HashMap<u32, Letters>>,
    /// Letters by glyph, as the font file itself tells them.
    by_glyph: OnceCell<HashMap<u32, char>>,
    /// Letters by number in one of the collections of East Asian characters.
    by_collection: OnceCell<Option<CMap>>,
    /// Letters by code, as a table tells them that the library could not read.
    by_table: OnceCell<HashMap<u32, String>>,
    /// The names that the document gives to codes.
    names: OnceCell<HashMap<u32, String>>,
}

impl<'a> Typeface<'a> {
    /// A font that was loaded, with the dictionary that describes it.
    pub(super) fn new(font: Font<'a>, dict: &Dict<'a>) -> Self {
        let name = dict
            .get::<Name<'_>>(b"BaseFont")
            .map(|name| name.as_str().to_lowercase())
            .unwrap_or_default();
        Self {
            font,
            dict: dict.clone(),
            composite: dict
                .get::<Name<'_>>(b"Subtype")
                .is_some_and(|kind| kind.as_str() == "Type0"),
            pictures: ["dings", "symbol", "awesome", "icon"]
                .iter()
                .any(|word| name.contains(word)),
            letters: RefCell::default(),
            by_glyph: OnceCell::new(),
            by_collection: OnceCell::new(),
            by_table: OnceCell::new(),
            names: OnceCell::new(),
        }
    }

    /// The next code of a string, and how many bytes it takes: at least one.
    pub(super) fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, at);
        (code, length.max(1))
    }

    /// How far a code moves on, in thousandths of the font size.
    pub(super) fn advance(&self, code: u32) -> (f64, f64) {
        let advance = self.font.code_advance(code);
        (advance.x, advance.y)
    }

    /// Whether the font is written from left to right.
    pub(super) fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// The letters of a code.
    pub(super) fn letters(&self, code: u32) -> Letters {
        if let Some(letters) = self.letters.borrow().get(&code) {
            return letters.clone();
        }
        let letters = self.look_up(code);
        self.letters.borrow_mut().insert(code, letters.clone());
        letters
    }

    fn look_up(&self, code: u32) -> Letters {
        let glyph = self.font.glyph(self.font.map_code(code), code);
        let told = match &glyph {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let told = told.or_else(|| self.guess(code, &glyph).map(BfString::Char));
        let mut cleaned = String::new();
        match told {
            Some(BfString::Char(letter)) => self.clean(letter, &mut cleaned),
            Some(BfString::String(letters)) => letters.chars().for_each(|letter| self.clean(letter, &mut cleaned)),
            None => {
                let table = self.by_table.get_or_init(|| self.table());
                let letters = table.get(&code).into_iter().flat_map(|letters| letters.chars());
                letters.for_each(|letter| self.clean(letter, &mut cleaned));
            }
        }
        let mut letters = cleaned.chars();
        match (letters.next(), letters.next()) {
            (None, _) => self
                .likely(code, &glyph)
                .map_or(Letters::One(UNKNOWN), Letters::Guessed),
            (Some(letter), None) => Letters::One(letter),
            _ => Letters::Several(cleaned.into()),
        }
    }

    /// The table of letters, read without its rules. It was measured before the font was loaded.
    fn table(&self) -> HashMap<u32, String> {
        let stream = self.dict.get::<Stream<'_>>(b"ToUnicode");
        let table = stream.and_then(|stream| stream.decoded_data().ok());
        table.map(|table| to_unicode::read(&table)).unwrap_or_default()
    }

    /// The letter of a glyph of which the document itself says nothing.
    fn guess(&self, code: u32, glyph: &FontGlyph<'_>) -> Option<char> {
        if self.composite {
            let unicode = self
                .dict
                .get::<Name<'_>>(b"ToUnicode")
                .filter(|name| name.as_str().starts_with("Identity"));
            if unicode.is_some() {
                return char::from_u32(code);
            }
            if let Some(letter) = self.in_collection(code) {
                return Some(letter);
            }
        } else if code == u32::from(b' ') {
            return Some(' ');
        } else if let Some(letter) = self.as_named(code) {
            return Some(letter);
        }
        let FontGlyph::Outline(outline) = glyph else {
            return None;
        };
        let by_glyph = self.by_glyph.get_or_init(|| {
            let Some(file) = outline.font_data() else {
                return HashMap::new();
            };
            let data: &[u8] = (*file.data).as_ref();
            let Ok(font) = skrifa::FontRef::from_index(data, 0) else {
                return HashMap::new();
            };
            let mappings = font.charmap().mappings().take(0x1_0000);
            mappings
                .filter_map(|(code, glyph)| Some((glyph.to_u32(), char::from_u32(code)?)))
                .collect()
        });
        let told = by_glyph.get(&outline.glyph_id().to_u32()).copied();
        // What has a width but nothing to see is a space.
        told.or_else(|| (self.advance(code).0 > 0.0 && outline.outline().elements().is_empty()).then_some(' '))
    }

    /// The letter that a code most likely stands for, where nothing says so: fonts that are drawn glyph by glyph mostly
    /// keep the codes of the letters, and the fonts of Windows have the letters in the order of their codes, from the
    /// third glyph on.
    fn likely(&self, code: u32, glyph: &FontGlyph<'_>) -> Option<char> {
        let letter = match glyph {
            FontGlyph::Type3(_) if !self.composite => code,
            FontGlyph::Outline(outline) if self.composite => outline.glyph_id().to_u32().checked_add(29)?,
            _ => return None,
        };
        char::from_u32(letter).filter(|letter| letter.is_ascii_graphic() || *letter == ' ')
    }

    /// The letter of a number in one of the collections that every reader knows.
    fn in_collection(&self, code: u32) -> Option<char> {
        let map = self.by_collection.get_or_init(|| {
            let encoding = self.dict.get::<Name<'_>>(b"Encoding")?;
            let descendant = self
                .dict
                .get::<Array<'_>>(b"DescendantFonts")?
                .iter::<Dict<'_>>()
                .next()?;
            let ordering = descendant
                .get::<Dict<'_>>(b"CIDSystemInfo")?
                .get::<Bytes<'_>>(b"Ordering")?;
            let name = match ordering.as_bytes() {
                _ if !encoding.as_str().starts_with("Identity") => return None,
                b"Japan1" => CMapName::AdobeJapan1Ucs2,
                b"GB1" => CMapName::AdobeGb1Ucs2,
                b"CNS1" => CMapName::AdobeCns1Ucs2,
                b"Korea1" => CMapName::AdobeKorea1Ucs2,
                _ => return None,
            };
            CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
        });
        match map.as_ref()?.lookup_bf_string(code)? {
            BfString::Char(letter) => Some(letter),
            BfString::String(letters) => letters.chars().next(),
        }
    }

    /// Fonts made of pictures name their glyphs by the code of the letter: `a66` is the glyph of code 66, and so is
    /// `C42`.
    fn as_named(&self, code: u32) -> Option<char> {
        let names = self.names.get_or_init(|| names(&self.dict));
        let number = names
            .get(&code)?
            .trim_start_matches(|first: char| first.is_ascii_alphabetic());
        let names_itself = number.parse() == Ok(code) || u32::from_str_radix(number, 16) == Ok(code);
        let printable = (0x21..0x7F).contains(&code) && names_itself;
        if printable { char::from_u32(code) } else { None }
    }

    /// Writes a letter as people type it.
    fn clean(&self, letter: char, out: &mut String) {
        match letter {
            '\u{FB00}' => out.push_str("ff"),
            '\u{FB01}' => out.push_str("fi"),
            '\u{FB02}' => out.push_str("fl"),
            '\u{FB03}' => out.push_str("ffi"),
            '\u{FB04}' => out.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => out.push_str("st"),
            '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\u{3000}' | '\t' | '\n' | '\r' => out.push(' '),
            '\u{AD}' | '\u{2010}' | '\u{2011}' => out.push('-'),
            // Some printers shift the letters of a font into the area for symbols.
            '\u{F020}'..='\u{F07E}' if !self.pictures => {
                out.extend(char::from_u32(u32::from(letter) - 0xF000));
            }
            letter if letter.is_control() || ('\u{E000}'..='\u{F8FF}').contains(&letter) => {}
            '\u{200B}'..='\u{200D}' | '\u{FEFF}' | UNKNOWN => {}
            letter => out.push(letter),
        }
    }
}

/// The names that a font's encoding gives to codes.
fn names(dict: &Dict<'_>) -> HashMap<u32, String> {
    let differences = dict
        .get::<Dict<'_>>(b"Encoding")
        .and_then(|all| all.get::<Array<'_>>(b"Differences"));
    let mut names = HashMap::new();
    let mut code = 0_u32;
    for object in differences.iter().flat_map(Array::iter::<Object<'_>>).take(1_024) {
        match object {
            Object::Number(number) => code = u32::try_from(number.as_i64()).unwrap_or_default(),
            Object::Name(name) => {
                names.insert(code, name.as_str().to_owned());
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}
