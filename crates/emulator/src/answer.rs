use cemapi_abi::{Death, HResult, Output, Place, Reply, Returned};

/// What one function of the emulator comes to.
pub(crate) type Answer = Result<Returned, Failure>;

/// Why a call has no ordinary reply.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Failure {
    /// It returns this code and hands nothing out.
    Code(HResult),
    /// The process dies.
    Died(Death),
    /// It never returns.
    Hung,
}

impl From<HResult> for Failure {
    fn from(code: HResult) -> Self {
        Self::Code(code)
    }
}

/// The process touches memory that is not its own.
pub(crate) const ACCESS_VIOLATION: Failure = Failure::Died(Death::AccessViolation);

/// A returned value without out-parameters.
pub(crate) fn value(value: u32) -> Answer {
    Ok(Returned { value, outs: Vec::new() })
}

/// A result code without out-parameters.
pub(crate) fn code(code: HResult) -> Answer {
    value(code.0)
}

/// A result code with out-parameters.
pub(crate) fn with<const N: usize>(code: HResult, outs: [Output; N]) -> Answer {
    Ok(Returned { value: code.0, outs: outs.into() })
}

/// The output if a place was given for it.
pub(crate) fn at(place: Place, output: Output) -> Output {
    match place {
        Place::Given => output,
        Place::Null => Output::NoPlace,
    }
}

impl From<Failure> for Reply {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Code(code) => Self::code(code),
            Failure::Died(death) => Self::Died(death),
            Failure::Hung => Self::Hung,
        }
    }
}
