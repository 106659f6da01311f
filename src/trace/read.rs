use cemapi_abi::{Thread, registry::Object};

use super::{End, Made, Record, Trace, When};
use crate::text::{
    Flaw, Names, Node, Problem, ReadCall, Shape, in_range, nearest, read_call, read_death,
    read_fault, read_reply,
};

const FIELDS: [&str; 10] =
    ["trace", "made", "scenario", "faults", "calls", "lost", "end", "threads", "when", "addresses"];

/// Reads a trace, compared or complete.
pub(super) fn trace(text: &str) -> Result<Trace, Flaw<'_>> {
    let node = Node::new(text);
    if node.shape() != Shape::Group {
        return Err(node.expected("`(` and the fields of a trace"));
    }
    let (threads, names) = (vec!["main".to_owned()], Names::of_trace());
    let mut trace = Trace { threads, names, ..Trace::default() };
    let mut version = None;
    for (key, value) in node.well_formed()?.fields()? {
        match key {
            "trace" => version = Some(version_of(value)?),
            "made" => trace.made = made(value)?,
            "scenario" => trace.scenario = value.string()?.into_owned(),
            "faults" => {
                trace.faults =
                    value.list()?.into_iter().map(read_fault).collect::<Result<_, _>>()?;
            }
            "calls" => {
                for (call, reply) in value.entries()? {
                    let record = record(call, reply, &mut trace.names, &mut trace.threads)?;
                    trace.records.push(record);
                }
                number(&mut trace.records);
            }
            "lost" => trace.lost = in_range(value, "64 bits")?,
            "end" => trace.end = end(value)?,
            "threads" => {
                let names = value.list()?.into_iter().map(Node::string);
                trace.threads = names.map(|name| name.map(Into::into)).collect::<Result<_, _>>()?;
            }
            "when" => when(value, &mut trace.records)?,
            "addresses" => {
                for (name, address) in value.entries()? {
                    let handle = trace.names.find(&name.string()?);
                    let handle = handle.ok_or_else(|| name.expected("the name of a thing"))?;
                    trace.addresses.push((handle, in_range(address, "64 bits")?));
                }
            }
            _ => {
                return Err(Flaw::new(
                    key,
                    Problem::UnknownField {
                        field: key.to_owned(),
                        of: "a trace".to_owned(),
                        near: nearest(key, FIELDS),
                    },
                ));
            }
        }
    }
    trace.names.all_read();
    match version {
        Some(Trace::VERSION) => Ok(trace),
        _ => {
            let problem = Problem::MissingField { field: "trace".into(), of: "a trace".into() };
            Err(Flaw::new(&node.text()[..1], problem))
        }
    }
}

fn version_of(node: Node<'_>) -> Result<u32, Flaw<'_>> {
    match node.number()? {
        1 => Ok(1),
        _ => Err(node.expected("version 1, the newest that this tool reads")),
    }
}

fn record<'a>(
    call: Node<'a>,
    reply: Node<'a>,
    names: &mut Names,
    threads: &mut Vec<String>,
) -> Result<Record, Flaw<'a>> {
    let callback = call.shape() == Shape::Applied("Callback");
    let call = if callback { call.inside()? } else { call };
    let may_appear = match reply.shape() {
        Shape::Word("NotMade") => Appearing::Absent,
        _ if callback => Appearing::Told,
        _ => Appearing::Brought,
    };
    let read = appearing_call(call, names, may_appear)?;
    let mut thread = Thread::default();
    for (_, name) in read.extras {
        thread = numbered(name, threads)?;
    }
    let reply = read_reply(reply, &read.call, names)?;
    Ok(Record { call: read.call, reply, callback, thread, when: When::default() })
}

/// The thread of this name.
fn numbered<'a>(node: Node<'a>, threads: &mut Vec<String>) -> Result<Thread, Flaw<'a>> {
    let name = node.string()?;
    let known = threads.iter().position(|thread| *thread == name);
    let place = known.unwrap_or_else(|| {
        threads.push(name.into_owned());
        threads.len() - 1
    });
    let number = u16::try_from(place).map_err(|_| node.expected("fewer threads"))?;
    Ok(Thread(number))
}

/// Numbers the events of calls that come one after another; what the implementation calls comes
/// within the call before it. Where it was otherwise, `when` says so.
fn number(records: &mut [Record]) {
    let mut numbers = 0..;
    let mut next = || numbers.next().unwrap_or(u32::MAX);
    let mut rest = records;
    while let [call, after @ ..] = rest {
        call.when.entered = next();
        let within = match call.callback {
            true => 0,
            false => after.iter().take_while(|record| record.callback).count(),
        };
        let (callbacks, after) = after.split_at_mut(within);
        for callback in callbacks {
            (callback.when.entered, callback.when.left) = (next(), next());
        }
        call.when.left = if call.is_left() { next() } else { When::NEVER };
        rest = after;
    }
}

/// What may appear for the first time in a call itself, not in its reply.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Appearing {
    /// Sinks, which the program brings along.
    Brought,
    /// Also entry ids, which a sink is told of.
    Told,
    /// Everything, because the call was not made for the lack of it.
    Absent,
}

/// A call in which something may appear.
fn appearing_call<'a>(
    node: Node<'a>,
    names: &mut Names,
    appearing: Appearing,
) -> Result<ReadCall<'a>, Flaw<'a>> {
    loop {
        let flaw = match read_call(node, names, &["thread"]) {
            Ok(read) => return Ok(read),
            Err(flaw) => flaw,
        };
        match (&flaw.problem, appearing) {
            (Problem::NotYetMade { name, wanted: Some(object), .. }, Appearing::Absent) => {
                names.add_absent(name, *object);
            }
            (Problem::NotYetMade { name, wanted: Some(Object::Sink), .. }, _) => {
                names.add(name, Object::Sink);
            }
            (
                Problem::NotYetMade { name, wanted: None, .. },
                Appearing::Told | Appearing::Absent,
            ) => _ = names.add_entry(name),
            _ => return Err(flaw),
        }
    }
}

fn made(node: Node<'_>) -> Result<Made, Flaw<'_>> {
    let mut made = Made::default();
    for (key, value) in node.fields()? {
        match key {
            "by" => made.by = value.string()?.into_owned(),
            "target" => made.target = value.string()?.into_owned(),
            "tool" => made.tool = value.string()?.into_owned(),
            "facts" => {
                for (name, value) in value.entries()? {
                    made.facts.push((name.string()?.into_owned(), value.string()?.into_owned()));
                }
            }
            _ => {
                return Err(Flaw::new(
                    key,
                    Problem::UnknownField {
                        field: key.to_owned(),
                        of: "`made`".to_owned(),
                        near: nearest(key, ["by", "target", "tool", "facts"]),
                    },
                ));
            }
        }
    }
    Ok(made)
}

fn end(node: Node<'_>) -> Result<End, Flaw<'_>> {
    Ok(match node.shape() {
        Shape::Word("Ended") => End::Ended,
        Shape::Word("InCall") => End::InCall,
        Shape::Word("HungAtExit") => End::HungAtExit,
        Shape::Word("Stopped") => End::Stopped,
        Shape::Word("NeverStarted") => End::NeverStarted,
        Shape::Word("Cut") => End::Cut,
        Shape::Word("HungBetweenCalls") => End::HungBetweenCalls,
        Shape::Applied("DiedBetweenCalls") => End::DiedBetweenCalls(read_death(node)?),
        Shape::Applied("DiedAtExit") => End::DiedAtExit(read_death(node)?),
        _ => return Err(node.expected("how the process ended, such as `Ended`")),
    })
}

fn when<'a>(node: Node<'a>, records: &mut [Record]) -> Result<(), Flaw<'a>> {
    let lines = node.list()?;
    if lines.len() != records.len() {
        return Err(node.expected(format!("{} lines, one for each call", records.len())));
    }
    for (line, record) in lines.into_iter().zip(records) {
        let (thread, entered, left, entered_at, left_at) = line.numbers()?;
        record.thread = Thread(thread);
        record.when = When { entered, left, entered_at, left_at };
    }
    Ok(())
}
