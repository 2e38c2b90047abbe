//! The records of what lies beside the cells: comments, and values of other workbooks.

use super::{FromRecords, bytes::Bytes};
use crate::{
    Reason,
    formats::xlsx::{comments::Comments, links::Kept},
};

impl FromRecords for Comments {
    fn record(&mut self, kind: u16, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        const AUTHOR: u16 = 632;
        const BEGIN: u16 = 635;
        const TEXT: u16 = 637;
        match kind {
            AUTHOR => self.take_author(&bytes.wide().unwrap_or_default()),
            BEGIN => self.begin(bytes.u32().and_then(|author| usize::try_from(author).ok())),
            TEXT => {
                let text = bytes.rich();
                self.all.extend(text.filter(|_| !self.repeats_thread()));
            }
            _ => {}
        }
        Ok(())
    }
}

impl FromRecords for Kept<'_> {
    fn record(&mut self, kind: u16, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        const TABLE_END: u16 = 364;
        const ROW: u16 = 366;
        const NUMBER: u16 = 368;
        const TEXT: u16 = 371;
        match kind {
            ROW | TABLE_END => self.end_row(),
            NUMBER => {
                bytes.skip(4);
                self.take(&bytes.f64().map(|number| number.to_string()).unwrap_or_default());
            }
            TEXT => {
                bytes.skip(4);
                self.take(&bytes.wide().unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }
}
