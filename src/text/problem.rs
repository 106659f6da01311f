use std::{cmp::Reverse, fmt};

use cemapi_abi::registry::Object;

/// What can be wrong with a scenario or trace.
///
/// Every name that was not understood comes with the nearest that would have been, if one is near.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum Problem {
    Syntax(String),
    Expected { what: String, found: String },
    MissingField { field: String, of: String },
    RepeatedField(String),
    UnknownField { field: String, of: String, near: Option<String> },
    UnknownFunction { name: String, near: Option<String> },
    UnknownArgument { name: String, function: String, near: Option<String>, known: Vec<String> },
    MissingReceiver { function: String, known: Vec<String> },
    NoSuchReceiver { function: String, receiver: String, known: Vec<String> },
    NotYetMade { name: String, wanted: Option<Object>, near: Option<String> },
    NameTaken(String),
    WrongKind { name: String, is: String, wanted: String },
    UnknownClause { id: String, near: Option<String> },
    NotBreakable { id: String },
    RepeatedClause(String),
    UnknownValue { name: String, what: String, near: Option<String> },
    OutOfRange { number: String, range: String },
    EmptyName,
    NoCalls,
}

impl Problem {
    /// What to write instead, if that can be told.
    pub(crate) fn help(&self) -> Option<String> {
        let near = match self {
            Self::UnknownField { near, .. }
            | Self::UnknownFunction { near, .. }
            | Self::NotYetMade { near, .. }
            | Self::UnknownClause { near, .. }
            | Self::UnknownValue { near, .. } => near,
            Self::UnknownArgument { near: None, known, .. } if known.is_empty() => {
                return Some("it takes no arguments".to_owned());
            }
            Self::UnknownArgument { near: None, known, .. } => {
                return Some(format!("it takes {}", known.join(", ")));
            }
            Self::UnknownArgument { near, .. } => near,
            Self::MissingReceiver { known, .. } | Self::NoSuchReceiver { known, .. } => {
                return Some(format!("write {}", known.join(" or ")));
            }
            Self::NotBreakable { .. } => {
                return Some(
                    "`breaks` names rules that the scenario itself breaks; `clauses` names what it \
                     shows"
                        .to_owned(),
                );
            }
            _ => return None,
        };
        near.as_ref().map(|near| format!("did you mean `{near}`?"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => f.write_str(message),
            Self::Expected { what, found } => write!(f, "expected {what}, found {found}"),
            Self::MissingField { field, of } => write!(f, "{of} needs the field `{field}`"),
            Self::RepeatedField(field) => write!(f, "`{field}` stands here twice"),
            Self::UnknownField { field, of, .. } => write!(f, "{of} has no field `{field}`"),
            Self::UnknownFunction { name, .. } => {
                write!(f, "CE MAPI has no function or method `{name}`")
            }
            Self::UnknownArgument { name, function, .. } => {
                write!(f, "`{function}` has no argument `{name}`")
            }
            Self::MissingReceiver { function, .. } => {
                write!(f, "`{function}` is a method: on which object is it called?")
            }
            Self::NoSuchReceiver { function, receiver, .. } => {
                write!(f, "`{function}` is not a method of {}", a(receiver))
            }
            Self::NotYetMade { name, .. } => {
                write!(f, "nothing called \"{name}\" has appeared before this call")
            }
            Self::NameTaken(name) => write!(f, "something is called \"{name}\" already"),
            Self::WrongKind { name, is, wanted } => {
                write!(f, "\"{name}\" is {}, and {} is needed here", a(is), a(wanted))
            }
            Self::UnknownClause { id, .. } => write!(f, "the contract has no clause `{id}`"),
            Self::NotBreakable { id } => {
                write!(f, "no rule checks what a client does about {id}, so nothing can break it")
            }
            Self::RepeatedClause(id) => write!(f, "{id} stands here twice"),
            Self::UnknownValue { name, what, .. } => write!(f, "`{name}` is not {what}"),
            Self::OutOfRange { number, range } => write!(f, "{number} does not fit {range}"),
            Self::EmptyName => f.write_str("nothing stands between these quotes"),
            Self::NoCalls => f.write_str("a scenario makes at least one call"),
        }
    }
}

/// The candidate that is most like `word`, if one is like it at all.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate)
        })
        .filter(|(distance, candidate)| *distance <= candidate.len().max(word.len()) / 3)
        // Of two that are equally near, people rather mean the one that begins alike.
        .min_by_key(|(distance, candidate)| (*distance, Reverse(alike(&lower, candidate))))
        .map(|(_, candidate)| candidate.to_owned())
}

/// How many characters the two have in common at the beginning.
fn alike(lower: &str, candidate: &str) -> usize {
    let candidate = candidate.to_lowercase();
    lower.chars().zip(candidate.chars()).take_while(|(ours, theirs)| ours == theirs).count()
}

/// A noun with its article.
pub(crate) fn a(noun: &str) -> String {
    match noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => format!("an {noun}"),
        false => format!("a {noun}"),
    }
}
