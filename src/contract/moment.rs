use cemapi_abi::{
    Call, HResult, Handle, Output, Place, Pointer, Reply, Value, registry::FunctionCall,
};

use super::{History, Life};
use crate::trace::Record;

/// One call of a trace, with what had happened before it: all that a rule may ask about, so that no
/// trace has to be in memory as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The call's place in its trace.
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

    /// Whether the documents say anything of what becomes of a call on this receiver: it is
    /// not a message that was submitted or deleted (MSG-4), and it lives with everything that it
    /// came from, in a session that was not logged off (OPENSTORE-5, LOGOFF-6, LOGOFF-7). A call
    /// without an object is documented.
    #[must_use]
    pub fn documented(&self) -> bool {
        let handle = match &self.record.call {
            Call::Function(
                FunctionCall::HrGetOneProp { pmp, .. } | FunctionCall::HrSetOneProp { pmp, .. },
            ) => match pmp {
                Pointer::To(object) => *object,
                Pointer::Null | Pointer::Foreign => return false,
            },
            call => match call.receiver() {
                Some(handle) => handle,
                None => return true,
            },
        };
        let Some(life) = self.before.life(handle) else { return false };
        life.particulars().submitted.is_none()
            && self.before.stands(handle)
            && !self.before.may_be_deleted(handle)
    }

    /// Whether some out-parameter was given no place.
    #[must_use]
    pub fn lacks_a_place(&self) -> bool {
        let mut lacks = false;
        self.record.call.values(&mut |value| lacks |= value == Value::Place(Place::Null));
        lacks
    }

    /// Whether the process ended in the call.
    #[must_use]
    pub const fn ended(&self) -> bool {
        matches!(self.record.reply, Reply::Died(_) | Reply::Hung)
    }

    /// Whether every argument is what the documentation's examples pass.
    #[must_use]
    pub fn plain_arguments(&self) -> bool {
        let mut plain = true;
        self.record.call.values(&mut |value| {
            plain &= matches!(
                value,
                Value::Ulong(0)
                    | Value::Text(None)
                    | Value::Iid(None)
                    | Value::MapiInit(None)
                    | Value::Place(_)
                    // Entry ids are never ignored.
                    | Value::EntryId(_)
                    | Value::Size(_)
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
            Reply::Unfinished => "had not returned when the recording ended".to_owned(),
        }
    }

    /// The name of what is called.
    #[must_use]
    pub fn function(&self) -> &'static str {
        self.record.call.function().signature().name
    }
}
