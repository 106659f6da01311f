use cemapi_abi::{Handle, registry::Object};

use super::{At, Contract, Finding, History, Life};
use crate::{text::Names, trace::Trace};

impl Finding {
    /// What the things went through that the finding is about, a sentence each, and before each
    /// what it came from: `session: opened in call 2, logged off in call 3`.
    ///
    /// Calls are counted from 1. A thing that never appeared has no story.
    #[must_use]
    pub fn story(&self, trace: &Trace) -> Vec<String> {
        Contract::history(trace).story(&trace.names, self.call, &self.things)
    }
}

impl History {
    /// What some things went through until a call, a sentence each, and before each what it came
    /// from. The history is that of the whole trace.
    #[must_use]
    pub fn story(&self, names: &Names, call: Option<usize>, things: &[Handle]) -> Vec<String> {
        let mut told: Vec<Handle> = Vec::new();
        for thing in things {
            let mut line = vec![*thing];
            while let Some(parent) = line.last().and_then(|last| self.life(*last)?.parent())
                && !line.contains(&parent)
            {
                line.push(parent);
            }
            for thing in line.into_iter().rev() {
                if !told.contains(&thing) {
                    told.push(thing);
                }
            }
        }
        let tell = |thing: &Handle| {
            let used = call.filter(|_| things.contains(thing));
            tell(names, self, *thing, call, used)
        };
        told.iter().filter_map(tell).collect()
    }
}

/// What a thing went through until the call `until`, and that the call `used` used it.
fn tell(
    names: &Names,
    history: &History,
    thing: Handle,
    until: Option<usize>,
    used: Option<usize>,
) -> Option<String> {
    let life = history.life(thing)?;
    let made = life.made?.place();
    let name = names.name(thing)?;
    let (begin, end) = match life.object {
        Object::Block => ("allocated", "freed"),
        Object::Connection => ("registered", "cancelled"),
        Object::Sink => ("made", "released"),
        _ => ("opened", "released"),
    };
    let begin = match life.parent().and_then(|parent| names.name(parent)) {
        Some(parent) => format!("{begin} from {parent}"),
        None => begin.to_owned(),
    };
    let Life { released, gone, .. } = life;
    let mut events = vec![(made, begin)];
    let mut add = |call: Option<At>, what: &str| {
        events.extend(call.map(|call| (call.place(), what.to_owned())));
    };
    add(life.logged_off(), "logged off");
    add(*released, "released, with references left,");
    add(life.particulars().submitted, "submitted");
    add(*gone, end);
    events.retain(|(call, _)| until.is_none_or(|until| *call <= until));
    if let Some(used) = used
        && !events.iter().any(|(call, _)| *call == used)
    {
        events.push((used, "used".to_owned()));
    }
    events.sort_by_key(|(call, _)| *call);
    let told: Vec<String> =
        events.iter().map(|(call, what)| format!("{what} in call {}", call + 1)).collect();
    Some(format!("{name}: {}", told.join(", ")))
}
