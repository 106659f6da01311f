use std::{collections::HashMap, hash::Hash, iter};

use cemapi_abi::{
    Reply, Text,
    private::{Hide, Veil, veil_call, veil_outputs},
};

use crate::trace::Trace;

/// What stands in a scenario for private data that a recording keeps only as length and hash: made
/// up data of the same length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filling {
    texts: MadeUp<Text>,
    bytes: MadeUp<Vec<u8>>,
}

/// What was made up, and for what; never the same for two.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MadeUp<T: Hash + Eq> {
    /// For what was made up, what it stands for.
    marks: HashMap<T, T>,
    /// And the other way.
    fillers: HashMap<T, T>,
}

/// More than any program passes is not made up because a recording says so.
const MOST: usize = 1 << 20;

impl Filling {
    pub(super) fn is_empty(&self) -> bool {
        self.texts.marks.is_empty() && self.bytes.marks.is_empty()
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

impl<T: Hash + Eq> Default for MadeUp<T> {
    fn default() -> Self {
        Self { marks: HashMap::new(), fillers: HashMap::new() }
    }
}

impl<T: Hash + Eq + Clone> MadeUp<T> {
    /// Puts in the place of a mark the first of `fillers` that nothing else has, or that the same
    /// mark had before.
    fn fill(&mut self, place: &mut T, fillers: impl Iterator<Item = T>) {
        let known = self.fillers.get(place).cloned();
        let new = || {
            let mut fillers = fillers.peekable();
            // If there are more data than there can be fillers of their length, some are alike.
            let any = fillers.peek().cloned();
            fillers.find(|filler| !self.marks.contains_key(filler)).or(any)
        };
        let Some(filler) = known.or_else(new) else { return };
        let mark = std::mem::replace(place, filler.clone());
        self.fillers.insert(mark.clone(), filler.clone());
        self.marks.entry(filler).or_insert(mark);
    }
}

/// Makes data up.
impl Veil for Filling {
    fn text(&mut self, text: &mut Text) {
        let Some(mark) = text.to_string() else { return };
        let Some(fillers) = fillers(&mark, "units") else { return };
        self.texts.fill(text, fillers.map(|filler| Text::from(filler.as_str())));
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>) {
        let Ok(mark) = String::from_utf8(bytes.clone()) else { return };
        let Some(fillers) = fillers(&mark, "bytes") else { return };
        self.bytes.fill(bytes, fillers.map(String::into_bytes));
    }

    fn secret(&mut self, text: &mut Text) {
        self.text(text);
    }
}

/// What can stand for a mark: something as long as it says. The hash comes first, as often as it
/// fits; where it does not fit, the same may be meant for other data, and others follow.
fn fillers<'a>(mark: &'a str, unit: &str) -> Option<impl Iterator<Item = String> + use<'a>> {
    let inner = mark.strip_prefix('[')?.strip_suffix(']')?;
    let (length, rest) = inner.split_once(' ')?;
    let length: usize = length.parse().ok().filter(|length| *length <= MOST)?;
    let rest = rest.strip_prefix(unit)?;
    let hash = match rest {
        "" => "?",
        _ => rest.strip_prefix(", hash ").filter(|hash| hash.is_ascii() && !hash.is_empty())?,
    };
    let others = if length < hash.len() { 36_u32.pow(length.min(3) as u32) } else { 0 };
    let first: String = hash.chars().cycle().take(length).collect();
    let kept = first[..length.saturating_sub(3)].to_owned();
    let digit = |number: u32| char::from_digit(number % 36, 36).unwrap_or('?');
    let other = move |number| {
        let digits = [digit(number), digit(number / 36), digit(number / 36 / 36)];
        let free = length - kept.len();
        digits.iter().take(free).fold(kept.clone(), |filler, digit| format!("{filler}{digit}"))
    };
    Some(iter::once(first).chain((0..others).map(other)))
}

/// Hides private data, and puts the marks back.
struct Hiding<'a>(&'a Filling);

impl Veil for Hiding<'_> {
    fn text(&mut self, text: &mut Text) {
        match self.0.texts.marks.get(text) {
            Some(mark) => text.clone_from(mark),
            None => Hide.text(text),
        }
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>) {
        match self.0.bytes.marks.get(bytes) {
            Some(mark) => bytes.clone_from(mark),
            None => Hide.bytes(bytes),
        }
    }

    fn secret(&mut self, text: &mut Text) {
        match self.0.texts.marks.get(text) {
            Some(mark) => text.clone_from(mark),
            None => Hide.secret(text),
        }
    }
}
