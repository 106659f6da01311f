use cemapi_abi::{
    Call, Entry, Handle, Output, Reply, Returned, Thread, Value,
    registry::{FunctionCall, Kind, Object, S_OK},
};
use imbl::{OrdMap, Vector};

use crate::{
    Callback, Fault, Limits, Policy,
    advise::Registration,
    answer::{Answer, Failure, at, code},
    fault::Faults,
    mailbox::Mailbox,
    policy::{FailedOut, UnfinishedExit},
    subsystem::Subsystem,
    thing::Thing,
};

/// One process that uses CE MAPI.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Emulator {
    pub(crate) policy: Policy,
    pub(crate) limits: Limits,
    pub(crate) subsystem: Subsystem,
    /// Everything there ever was, at the place that its handle names.
    pub(crate) things: Vector<Thing>,
    /// How many objects of CE MAPI have references left.
    pub(crate) live_objects: u32,
    /// The sessions among them, the oldest first.
    pub(crate) sessions: Vec<Handle>,
    /// The stores, folders and messages among them, by session and entry, if the policy is that
    /// one is opened only once.
    pub(crate) opened: OrdMap<(Handle, Entry), Handle>,
    pub(crate) mailbox: Mailbox,
    pub(crate) registrations: Vec<Registration>,
    /// Bytes in blocks that are allocated.
    pub(crate) allocated: u64,
    faults: Faults,
    pub(crate) callbacks: Vec<Callback>,
    /// Whether the process has ended, by itself or in a call.
    ended: bool,
}

/// How the process ends once its program has nothing more to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exit {
    /// As it should.
    Ended,
    /// It dies while the library is unloaded.
    Died,
    /// It never ends.
    Hung,
}

impl Emulator {
    /// A process that has not called MAPI yet.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self::with_faults(policy, Vec::new())
    }

    /// A process in which these calls fail.
    #[must_use]
    pub fn with_faults(policy: Policy, faults: Vec<Fault>) -> Self {
        Self {
            policy,
            limits: Limits::default(),
            subsystem: Subsystem::default(),
            things: Vector::new(),
            live_objects: 0,
            sessions: Vec::new(),
            opened: OrdMap::new(),
            mailbox: Mailbox::default(),
            registrations: Vec::new(),
            allocated: 0,
            faults: Faults::new(faults),
            callbacks: Vec::new(),
            ended: false,
        }
    }

    /// The same process with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Makes a call on a thread of the process.
    ///
    /// Handles in the call are those that earlier replies gave. After a call in which the process
    /// died or hung, no further call is made.
    pub fn call(&mut self, thread: Thread, call: &Call) -> Reply {
        if self.ended {
            return Reply::NotMade;
        }
        match self.answer(thread, call) {
            Ok(returned) => Reply::Returned(returned),
            Err(Failure::Code(code)) => {
                let outs = self.outs_of_failure(call);
                Reply::Returned(Returned { value: code.0, outs })
            }
            Err(failure) => {
                self.ended = true;
                failure.into()
            }
        }
    }

    /// Takes out the calls that CE MAPI made on objects of the program since they were last
    /// taken: AddRef and Release on sinks, and OnNotify.
    pub fn callbacks(&mut self) -> Vec<Callback> {
        std::mem::take(&mut self.callbacks)
    }

    /// Ends the process.
    pub fn exit(&mut self) -> Exit {
        let unfinished = self.initialized() || self.live_objects > 0;
        if std::mem::replace(&mut self.ended, true) || !unfinished {
            return Exit::Ended;
        }
        match self.policy.unfinished_exit {
            UnfinishedExit::Ends => Exit::Ended,
            UnfinishedExit::Dies => Exit::Died,
            UnfinishedExit::Hangs => Exit::Hung,
        }
    }

    fn answer(&mut self, thread: Thread, call: &Call) -> Answer {
        if !self.faults.is_empty()
            && let Some(code) = self.faults.due(call.function())
        {
            return match call {
                Call::Function(FunctionCall::MAPIInitialize { .. }) => {
                    self.initialize_failed(thread, code.into())
                }
                _ => Err(code.into()),
            };
        }
        match call {
            Call::Function(call) => self.function(thread, call),
            Call::Unknown(object, call) => self.unknown(thread, *object, call),
            Call::Session(session, call) => self.session(thread, *session, call),
            Call::CeSession(session, call) => self.ce_session(thread, *session, call),
            Call::Prop(object, call) => self.prop(thread, *object, call),
            Call::Store(store, call) => self.store(thread, *store, call),
            Call::Container(folder, call) => self.container(thread, *folder, call),
            Call::Folder(folder, call) => self.folder(thread, *folder, call),
            Call::Message(message, call) => self.message(thread, *message, call),
            Call::Table(table, call) => self.table(thread, *table, call),
            Call::Stream(stream, call) => self.stream(thread, *stream, call),
            Call::Client(call) => self.client(call),
            Call::Sink(sink, call) => self.sink(*sink, call),
        }
    }

    fn function(&mut self, thread: Thread, call: &FunctionCall) -> Answer {
        match call {
            FunctionCall::MAPIInitialize { lpMapiInit } => self.initialize(thread, *lpMapiInit),
            FunctionCall::MAPIUninitialize {} => self.uninitialize(thread),
            FunctionCall::MAPILogonEx { lpszProfileName, flFlags, lppSession, .. } => {
                self.logon(thread, lpszProfileName.as_ref(), *flFlags, *lppSession)
            }
            FunctionCall::MAPIAllocateBuffer { cbSize, lppBuffer } => {
                self.allocate_buffer(thread, *cbSize, *lppBuffer)
            }
            FunctionCall::MAPIAllocateMore { cbSize, lpObject, lppBuffer } => {
                self.allocate_more(thread, *cbSize, *lpObject, *lppBuffer)
            }
            FunctionCall::MAPIFreeBuffer { lpBuffer } => self.free_buffer(*lpBuffer),
            FunctionCall::FreeProws { prows } => self.free_rows(*prows),
            FunctionCall::HrGetOneProp { pmp, ulPropTag, ppprop } => {
                self.get_one(thread, *pmp, *ulPropTag, *ppprop)
            }
            FunctionCall::HrSetOneProp { pmp, pprop } => self.set_one(thread, *pmp, pprop.as_ref()),
            FunctionCall::MailComposeMessage { pmcf } => self.compose(pmcf.as_deref()),
            FunctionCall::MailDisplayMessage { lpeid, cb } => self.display(*cb, lpeid),
            FunctionCall::MailSwitchToFolder { lpeid, cb } => self.switch_to(*cb, lpeid),
            FunctionCall::MailSwitchToAccount { pszAccount, .. } => {
                self.account(pszAccount.as_ref(), false)
            }
            FunctionCall::MailSyncMessages { pszAccount, .. } => {
                self.account(pszAccount.as_ref(), true)
            }
            FunctionCall::MailLaunchNewAccountWizard {} => code(S_OK),
        }
    }

    /// What the out-parameters hold after a call that failed. Only pointers are ever cleared.
    fn outs_of_failure(&self, call: &Call) -> Vec<Output> {
        let mut params = call.function().signature().outs();
        let mut outs = Vec::new();
        call.values(&mut |value| {
            if let Value::Place(place) = value {
                let cleared = self.policy.failed_out == FailedOut::Null
                    && params.next().is_some_and(|param| is_pointer(param.kind));
                let output = if cleared { Output::Null } else { Output::Untouched };
                outs.push(at(place, output));
            }
        });
        outs
    }

    /// Takes a new thing in, and returns its handle.
    pub(crate) fn add(&mut self, thing: Thing) -> Handle {
        let handle = Handle(self.things.len() as u32);
        self.things.push_back(thing);
        handle
    }
}

/// Whether an out-parameter of this kind is a pointer, and not a number or the caller's memory.
fn is_pointer(kind: Kind) -> bool {
    match kind {
        Kind::Pointer(object) => object != Object::Connection,
        kind => matches!(kind, Kind::EntryId | Kind::Tags | Kind::Props | Kind::Rows),
    }
}
