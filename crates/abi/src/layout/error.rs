use core::fmt;

/// Why something could not be read from memory or written there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no memory at this address.
    Unreachable(u64),
    /// No more memory can be had.
    Full,
    /// An array claims to have more elements than any program uses.
    TooMany(u64),
    /// Conditions on rows are nested deeper than any program nests them.
    TooDeep,
    /// A call has fewer arguments than its signature, or arguments of other kinds.
    Mismatch,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(address) => write!(f, "no memory at {address:#x}"),
            Self::Full => f.write_str("no memory left"),
            Self::TooMany(count) => write!(f, "an array of {count} elements"),
            Self::TooDeep => f.write_str("a restriction nested too deeply"),
            Self::Mismatch => f.write_str("arguments do not match the signature"),
        }
    }
}

impl core::error::Error for Error {}
