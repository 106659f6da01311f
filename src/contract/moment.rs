use cemapi_abi::{HResult, Handle, Output, Reply, Value};

use super::{History, Life};
use crate::trace::{Record, Trace};

/// One call of a trace, with what had happened before it.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The whole trace.
    pub trace: &'a Trace,
    /// The call's place in it.
    pub place: usize,
    /// The call.
    pub record: &'a Record,
    /// What had happened before.
    pub before: &'a History,
}

impl<'a> Moment<'a> {
    /// The result code; `None` if the call did not return.
    #[must_use]
    pub fn result(&self) -> Option<HResult> {
        self.record.reply.result()
    }

    /// Whether the call returned this code.
    #[must_use]
    pub fn returned(&self, code: HResult) -> bool {
        self.result() == Some(code)
    }

    /// What the first out-parameter held afterwards.
    #[must_use]
    pub fn out(&self) -> Option<&'a Output> {
        self.record.reply.returned()?.outs.first()
    }

    /// What is known of the thing whose method was called.
    #[must_use]
    pub fn receiver(&self) -> Option<(Handle, &'a Life)> {
        let handle = self.record.call.receiver()?;
        Some((handle, self.before.life(handle)?))
    }

    /// Whether every argument is what the documentation's examples pass.
    #[must_use]
    pub fn plain_arguments(&self) -> bool {
        let mut plain = true;
        self.record.call.values(&mut |value| {
            plain &= matches!(
                value,
                Value::Ulong(0) | Value::Text(None) | Value::MapiInit(None) | Value::Place(_)
            );
        });
        plain
    }

    /// What came of the call, as the end of a sentence: `returned E_FAIL`.
    #[must_use]
    pub fn outcome(&self) -> String {
        match &self.record.reply {
            Reply::Returned(returned) => format!("returned {}", HResult(returned.value)),
            Reply::Died(_) => "killed the process".to_owned(),
            Reply::Hung => "never returned".to_owned(),
            Reply::NotMade => "was not made".to_owned(),
        }
    }

    /// The name of what is called.
    #[must_use]
    pub fn function(&self) -> &'static str {
        self.record.call.function().signature().name
    }
}
