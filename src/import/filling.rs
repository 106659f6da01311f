use std::collections::HashMap;

use cemapi_abi::{
    Reply, Text,
    private::{Hide, Veil, veil_call, veil_outputs},
};

use crate::trace::Trace;

/// What stands in a scenario for private data that a recording keeps only as length and hash: made
/// up data of the same length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filling {
    /// For made up strings, what they stand for.
    texts: HashMap<Text, Text>,
    /// For made up bytes, what they stand for.
    bytes: HashMap<Vec<u8>, Vec<u8>>,
}

/// More than any program passes is not made up because a recording says so.
const MOST: usize = 1 << 20;

impl Filling {
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.bytes.is_empty()
    }

    /// Hides private data in a trace as the recorder does, but what was made up stands again for
    /// what it was made up for.
    pub(super) fn hide(&self, trace: &mut Trace) {
        let mut hiding = Hiding(self);
        for record in &mut trace.records {
            if let Some(call) = veil_call(record.call.clone(), &mut hiding) {
                record.call = call;
            }
            if let Reply::Returned(returned) = &mut record.reply {
                veil_outputs(&mut returned.outs, &mut hiding);
            }
        }
    }
}

/// Makes data up.
impl Veil for Filling {
    fn text(&mut self, text: &mut Text) {
        let Some(filler) = text.to_string().and_then(|mark| filler(&mark, "units")) else { return };
        let filler = Text::from(filler.as_str());
        self.texts.insert(filler.clone(), std::mem::replace(text, filler));
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>) {
        let mark = std::str::from_utf8(bytes).ok();
        let Some(filler) = mark.and_then(|mark| filler(mark, "bytes")) else { return };
        let filler = filler.into_bytes();
        self.bytes.insert(filler.clone(), std::mem::replace(bytes, filler));
    }

    fn secret(&mut self, text: &mut Text) {
        self.text(text);
    }
}

/// Something as long as the mark says, other data for other hashes.
fn filler(mark: &str, unit: &str) -> Option<String> {
    let inner = mark.strip_prefix('[')?.strip_suffix(']')?;
    let (length, rest) = inner.split_once(' ')?;
    let length: usize = length.parse().ok().filter(|length| *length <= MOST)?;
    let rest = rest.strip_prefix(unit)?;
    let hash = match rest {
        "" => "?",
        _ => rest.strip_prefix(", hash ").filter(|hash| hash.is_ascii() && !hash.is_empty())?,
    };
    Some(hash.chars().cycle().take(length).collect())
}

/// Hides private data, and puts the marks back.
struct Hiding<'a>(&'a Filling);

impl Veil for Hiding<'_> {
    fn text(&mut self, text: &mut Text) {
        match self.0.texts.get(text) {
            Some(mark) => text.clone_from(mark),
            None => Hide.text(text),
        }
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>) {
        match self.0.bytes.get(bytes) {
            Some(mark) => bytes.clone_from(mark),
            None => Hide.bytes(bytes),
        }
    }

    fn secret(&mut self, text: &mut Text) {
        match self.0.texts.get(text) {
            Some(mark) => text.clone_from(mark),
            None => Hide.secret(text),
        }
    }
}
