use cemapi_abi::{Handle, registry::Object};

use super::{Contract, Finding, History, Life};
use crate::trace::Trace;

/// What a thing went through, in a sentence: `session: opened in call 2, logged off in call 3`.
///
/// `None` if the trace never saw it appear. Calls are counted from 1.
fn of_thing(
    trace: &Trace,
    history: &History,
    thing: Handle,
    used: Option<usize>,
) -> Option<String> {
    let life = history.life(thing)?;
    let made = life.made?;
    let name = trace.names.name(thing)?;
    let verb = if life.object == Object::Block { "allocated" } else { "opened" };
    let mut parts = vec![(made, verb)];
    let Life { logged_off, released, gone, .. } = life;
    parts.extend(logged_off.map(|call| (call, "logged off")));
    parts.extend(released.map(|call| (call, "released, with references left,")));
    let end = if life.object == Object::Block { "freed" } else { "released" };
    parts.extend(gone.map(|call| (call, end)));
    parts.retain(|(call, _)| used.is_none_or(|used| *call <= used));
    if let Some(used) = used
        && !parts.iter().any(|(call, _)| *call == used)
    {
        parts.push((used, "used"));
    }
    parts.sort_by_key(|(call, _)| *call);
    let told: Vec<String> =
        parts.iter().map(|(call, what)| format!("{what} in call {}", call + 1)).collect();
    Some(format!("{name}: {}", told.join(", ")))
}

impl Finding {
    /// What the things went through that the finding is about, a sentence each.
    #[must_use]
    pub fn story(&self, trace: &Trace) -> Vec<String> {
        let history = Contract::history(trace);
        let tell = |thing: &Handle| of_thing(trace, &history, *thing, self.call);
        self.things.iter().filter_map(tell).collect()
    }
}
