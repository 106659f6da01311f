use std::borrow::Cow;

use ron::Error;
use serde::{Deserializer as _, de::IgnoredAny};

use super::{
    Flaw, Problem,
    parts::{Part, parts, skip_trivia},
};

/// A part of a RON text that has not been looked into yet.
///
/// It borrows from the whole text, so that its place there is never lost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a>(&'a str);

/// What a part looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape<'a> {
    /// A bare word.
    Word(&'a str),
    /// A word followed by parentheses.
    Applied(&'a str),
    /// Parentheses.
    Group,
    /// `[ ]`.
    List,
    /// `{ }`.
    Map,
    /// A string.
    String,
    /// Anything else: a number, most likely.
    Other,
}

impl<'a> Node<'a> {
    /// The whole of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self(skip_trivia(text))
    }

    /// The part as it stands in the source.
    pub(crate) fn text(self) -> &'a str {
        self.0.trim_end()
    }

    pub(crate) fn shape(self) -> Shape<'a> {
        match self.0.chars().next() {
            Some('(') => Shape::Group,
            Some('[') => Shape::List,
            Some('{') => Shape::Map,
            Some('"') => Shape::String,
            Some('r') if self.0.starts_with("r\"") || self.0.starts_with("r#") => Shape::String,
            Some(first) if first.is_alphabetic() || first == '_' => {
                let word = self.word();
                match skip_trivia(&self.0[word.len()..]).starts_with('(') {
                    true => Shape::Applied(word),
                    false => Shape::Word(word),
                }
            }
            _ => Shape::Other,
        }
    }

    /// The identifier that the part starts with; empty if there is none.
    pub(crate) fn word(self) -> &'a str {
        let end = self.0.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.0.len());
        &self.0[..end]
    }

    /// Says that something else was wanted here.
    pub(crate) fn expected(self, what: impl Into<String>) -> Flaw<'a> {
        let found = match self.shape() {
            Shape::Word(word) => format!("`{word}`"),
            Shape::Applied(word) => format!("`{word}(...)`"),
            Shape::Group => "parentheses".to_owned(),
            Shape::List => "a list".to_owned(),
            Shape::Map => "a map".to_owned(),
            Shape::String => "a string".to_owned(),
            Shape::Other if self.0.is_empty() => "the end of the text".to_owned(),
            Shape::Other => format!("`{}`", self.text().lines().next().unwrap_or("")),
        };
        self.flaw(Problem::Expected { what: what.into(), found })
    }

    /// Says what is wrong with this part.
    pub(crate) fn flaw(self, problem: Problem) -> Flaw<'a> {
        let at = match self.shape() {
            Shape::Word(word) | Shape::Applied(word) => word,
            _ => self.text(),
        };
        Flaw::new(at, problem)
    }

    /// Has ron look at the whole part, parentheses with fields, so that whatever is cut out of it
    /// is well-formed.
    pub(crate) fn well_formed(self) -> Result<Self, Flaw<'a>> {
        let read = |deserializer: &mut ron::Deserializer<'a>| {
            deserializer.deserialize_struct("", &[], IgnoredAny)?;
            deserializer.end()
        };
        let mut deserializer = ron::Deserializer::from_str(self.0).map_err(|e| self.syntax(&e))?;
        match read(&mut deserializer) {
            Ok(()) => Ok(self),
            Err(error) => Err(self.syntax(&deserializer.span_error(error))),
        }
    }

    /// The elements of a list.
    pub(crate) fn list(self) -> Result<Vec<Node<'a>>, Flaw<'a>> {
        if self.shape() != Shape::List {
            return Err(self.expected("a list"));
        }
        Ok(parts(self.0).into_iter().map(|(element, _)| Self(element)).collect())
    }

    /// The fields between parentheses, after the leading word if there is one.
    pub(crate) fn fields(self) -> Result<Vec<(&'a str, Node<'a>)>, Flaw<'a>> {
        let inside = match self.shape() {
            Shape::Applied(word) => skip_trivia(&self.0[word.len()..]),
            Shape::Group => self.0,
            _ => return Err(self.expected("parentheses")),
        };
        let parts = parts(inside);
        let mut fields: Vec<(&'a str, Node<'a>)> = Vec::with_capacity(parts.len());
        for (key, value) in parts {
            let Some(value) = value else {
                return Err(Self(key).expected("a field such as `name: value`"));
            };
            if fields.iter().any(|(known, _)| *known == key) {
                return Err(Flaw::new(key, Problem::RepeatedField(key.to_owned())));
            }
            fields.push((key, Self(value)));
        }
        Ok(fields)
    }

    /// The entries of a map, in order; a key may stand there several times.
    pub(crate) fn entries(self) -> Result<Vec<(Node<'a>, Node<'a>)>, Flaw<'a>> {
        if self.shape() != Shape::Map {
            return Err(self.expected("a map"));
        }
        let entry = |(key, value): Part<'a>| match value {
            Some(value) => Ok((Self(key), Self(value))),
            None => Err(Self(key).expected("an entry such as `key: value`")),
        };
        parts(self.0).into_iter().map(entry).collect()
    }

    pub(crate) fn string(self) -> Result<Cow<'a, str>, Flaw<'a>> {
        if self.shape() != Shape::String {
            return Err(self.expected("a string"));
        }
        // Most strings have nothing in them that RON's parser is needed for.
        let plain = self.text().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        if let Some(plain) = plain.filter(|plain| !plain.contains(['"', '\\'])) {
            return Ok(Cow::Borrowed(plain));
        }
        ron::from_str::<Str<'a>>(self.0).map(|Str(string)| string).map_err(|e| self.syntax(&e))
    }

    pub(crate) fn number(self) -> Result<i128, Flaw<'a>> {
        if self.shape() != Shape::Other {
            return Err(self.expected("a number"));
        }
        if let Some(number) = decimal(self.text()) {
            return Ok(number.into());
        }
        // RON's parser is asked for either half of the range that MAPI's numbers come from.
        let signed = ron::from_str::<i64>(self.0).map(i128::from);
        let number = signed.or_else(|_| ron::from_str::<u64>(self.0).map(i128::from));
        number.map_err(|error| match error.code {
            Error::IntegerOutOfBounds => self.flaw(Problem::OutOfRange {
                number: self.text().to_owned(),
                range: "64 bits".to_owned(),
            }),
            _ => self.expected("a whole number"),
        })
    }

    /// A number with a fraction, `inf` or `NaN`.
    pub(crate) fn float(self) -> Result<f64, Flaw<'a>> {
        ron::from_str(self.0).map_err(|_| self.expected("a number"))
    }

    /// The one part between the parentheses after a word.
    pub(crate) fn inside(self) -> Result<Node<'a>, Flaw<'a>> {
        let parts = Node::new(&self.0[self.word().len()..]).tuple()?;
        match parts[..] {
            [part] => Ok(part),
            _ => Err(self.expected(format!("`{}(...)` with one thing in it", self.word()))),
        }
    }

    /// The parts between parentheses that have no names.
    pub(crate) fn tuple(self) -> Result<Vec<Node<'a>>, Flaw<'a>> {
        if self.shape() != Shape::Group {
            return Err(self.expected("parentheses"));
        }
        Ok(parts(self.0).into_iter().map(|(part, _)| Self(part)).collect())
    }

    /// The five numbers in parentheses that tell when a call was made.
    pub(crate) fn numbers(self) -> Result<(u16, u32, u32, u64, u64), Flaw<'a>> {
        if let [Some(thread), Some(entered), Some(left), Some(entered_at), Some(left_at)] =
            self.decimals()
            && let (Ok(thread), Ok(entered), Ok(left)) =
                (thread.try_into(), entered.try_into(), left.try_into())
        {
            return Ok((thread, entered, left, entered_at, left_at));
        }
        ron::from_str(self.0).map_err(|e| self.syntax(&e))
    }

    /// Five numbers in parentheses, as far as they are written in the plainest way.
    fn decimals(self) -> [Option<u64>; 5] {
        let inside = self.text().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let mut numbers =
            inside.unwrap_or("").split(',').map(|number| decimal(number.trim_start()));
        let first = [(); 5].map(|()| numbers.next().flatten());
        match numbers.next() {
            None => first,
            Some(_) => [None; 5],
        }
    }

    /// The flaw that RON's own parser found.
    fn syntax(self, error: &ron::error::SpannedError) -> Flaw<'a> {
        let position = error.span.end;
        let line_start = match position.line {
            0 | 1 => 0,
            line => self.0.match_indices('\n').nth(line - 2).map_or(0, |(place, _)| place + 1),
        };
        let line = self.0[line_start..].split('\n').next().unwrap_or("");
        let column = line
            .char_indices()
            .nth(position.col.saturating_sub(1))
            .map_or(line.len(), |(place, _)| place);
        let place = line_start + column;
        // Of strings and escapes the parser tells where it gave up, not where they begin.
        let begin = match error.code {
            Error::ExpectedStringEnd => last_quote(&self.0[..place]),
            Error::InvalidEscape(_) => self.0[..place].rfind('\\'),
            _ => None,
        };
        let place = begin.unwrap_or(place);
        let at = &self.0[place..];
        let width = at.chars().next().filter(|first| *first != '\n').map_or(0, char::len_utf8);
        Flaw::new(&at[..width], Problem::Syntax(complaint(&error.code)))
    }
}

/// A number of nothing but digits; RON's parser knows all other ways to write one.
fn decimal(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// The last quote that no backslash takes the meaning from.
fn last_quote(text: &str) -> Option<usize> {
    let escaped = |quote: usize| {
        let before = &text[..quote];
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    };
    text.rmatch_indices('"').map(|(quote, _)| quote).find(|quote| !escaped(*quote))
}

/// What RON's parser complains of, in words for people who do not know RON's insides.
fn complaint(code: &Error) -> String {
    match code {
        Error::Eof => "the text ends too soon".to_owned(),
        Error::ExceededRecursionLimit => "this is nested too deeply".to_owned(),
        Error::ExpectedIdentifier => "expected `name: value`".to_owned(),
        Error::ExpectedStringEnd => "nothing closes this string".to_owned(),
        Error::TrailingCharacters => "nothing may follow the end".to_owned(),
        Error::UnclosedBlockComment => "the text ends within a comment".to_owned(),
        Error::UnexpectedChar(found) => format!("expected a value, found `{found}`"),
        code => lower_first(&code.to_string()),
    }
}

/// RON's messages begin with a capital letter and end with nothing.
fn lower_first(message: &str) -> String {
    let mut characters = message.chars();
    characters
        .next()
        .map(|first| first.to_lowercase().chain(characters).collect())
        .unwrap_or_default()
}

/// A string that borrows where it has no escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Str<'a>(#[serde(borrow)] Cow<'a, str>);
