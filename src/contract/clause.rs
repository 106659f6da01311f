/// How a clause came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A Microsoft page about CE, Windows Mobile or Compact 7 states it.
    Documented,
    /// It follows from a public copy of a header.
    Header,
    /// It follows from documented facts, though no page says it.
    Derived,
    /// It was seen in shipped code or in another implementation, and promises nothing.
    Observed,
    /// Only the desktop's documentation promises it.
    Desktop,
    /// No public text about CE says anything.
    Silent,
}

/// Who could break a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binds {
    /// An implementation of CE MAPI.
    Implementation,
    /// A program that uses it.
    Client,
    /// Either of them.
    Both,
    /// Nobody: it tells a fact.
    Nobody,
}

/// One numbered statement of the contract.
#[derive(Debug)]
pub struct Clause {
    /// Its name, which never changes: `LOGOFF-3`.
    pub id: &'static str,
    /// How it came to be known.
    pub status: &'static [Status],
    /// Who could break it.
    pub binds: Binds,
    /// What it says.
    pub says: &'static str,
    /// The keys of its sources.
    pub sources: &'static [&'static str],
    /// A word on its status.
    pub note: Option<&'static str>,
    /// Why no rule over traces checks it.
    pub unchecked: Option<&'static str>,
}

/// All clauses.
#[derive(Debug)]
pub enum Contract {}

include!(concat!(env!("OUT_DIR"), "/clauses.rs"));

impl Contract {
    /// Every clause, in the document's order.
    #[must_use]
    pub fn clauses() -> &'static [Clause] {
        CLAUSES
    }

    /// The clause of this name.
    #[must_use]
    pub fn clause(id: &str) -> Option<&'static Clause> {
        let place = BY_ID.binary_search_by_key(&id, |(known, _)| known).ok()?;
        CLAUSES.get(BY_ID[place].1)
    }

    /// What a source's key stands for, and the address where it has one.
    #[must_use]
    pub fn source(key: &str) -> Option<&'static str> {
        SOURCES.iter().find(|(known, _)| *known == key).map(|(_, source)| *source)
    }
}
