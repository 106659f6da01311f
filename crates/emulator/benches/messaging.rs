//! How long calls take, and whether that depends on how much there is.
//!
//! Prints a line a measurement: the figure, its bar, and whether it was met.

#[path = "../tests/common/mod.rs"]
mod common;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use cemapi_abi::{
    Call, Handle, Prop, PropTag, PropValue, Restriction, SortOrderSet, Text, Thread,
    registry::{
        FunctionCall, PR_CONTENT_LENGTH, PR_ENTRYID, PR_MESSAGE_DELIVERY_TIME, PR_SENDER_NAME_W,
        PR_SUBJECT_W, RELOP_GE, SessionCall, TableCall, UnknownCall,
    },
};
use cemapi_emulator::{Emulator, Limits, Policy};
use common::{G, Process, open_entry, recipients, set};

fn main() {
    lifecycle();
    flat();
    clones();
    tables();
}

/// The shortest of several times: what else the machine does only makes them longer.
fn shortest(times: impl Iterator<Item = Duration>) -> Duration {
    times.min().unwrap_or_default()
}

fn report(what: &str, figure: f64, unit: &str, bar: &str, met: bool) {
    let verdict = if met { "ok" } else { "MISSED" };
    println!("{what:<44} {figure:>10.2} {unit:<12} {bar:<22} {verdict}");
}

fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn lifecycle() {
    const LIVES: u32 = 100_000;
    let calls = |session| {
        [
            Call::Unknown(session, UnknownCall::AddRef {}),
            Call::Unknown(session, UnknownCall::Release {}),
            Call::Session(session, SessionCall::Logoff { ulUIParam: 0, ulFlags: 0, ulReserved: 0 }),
            Call::Unknown(session, UnknownCall::Release {}),
            Call::Function(FunctionCall::MAPIUninitialize {}),
        ]
    };
    let begin = [
        Call::Function(FunctionCall::MAPIInitialize { lpMapiInit: None }),
        Call::Function(FunctionCall::MAPILogonEx {
            ulUIParam: 0,
            lpszProfileName: None,
            lpszPassword: None,
            flFlags: 0,
            lppSession: G,
        }),
    ];
    let times = (0..5).map(|_| {
        let mut emulator = Emulator::new(Policy::ce());
        let start = Instant::now();
        for life in 0..LIVES {
            for call in &begin {
                black_box(emulator.call(Thread(0), call));
            }
            for call in &calls(Handle(life)) {
                black_box(emulator.call(Thread(0), call));
            }
        }
        start.elapsed()
    });
    let rate = f64::from(LIVES * 7) / shortest(times).as_secs_f64() / 1e6;
    report("calls of a session's life", rate, "M calls/s", "at least 5", rate >= 5.0);
}

/// A process with so many messages in its drafts.
fn mailbox(messages: usize) -> (Process, Handle, Vec<Handle>) {
    let limits = Limits { memory: 1 << 30, store: 1 << 30, messages: u32::MAX };
    let mut process = Process::with(Emulator::new(Policy::ce()).with_limits(limits));
    let drafts = process.drafts();
    let mut seed = 1;
    let handles = (0..messages)
        .map(|_| {
            let message = process.message(drafts);
            let prop = |tag, value| Prop { tag, value };
            let random = &mut seed;
            let text = |number: u64| PropValue::Unicode(Some(Text::from(&*format!("{number:x}"))));
            let props = vec![
                prop(PR_SUBJECT_W, text(self::random(random))),
                prop(PR_SENDER_NAME_W, text(self::random(random) % 1000)),
                prop(PR_MESSAGE_DELIVERY_TIME, PropValue::Time(self::random(random))),
                prop(PR_CONTENT_LENGTH, PropValue::Long(self::random(random) as u32)),
            ];
            process.call(Call::Prop(message, set(props)));
            message
        })
        .collect();
    (process, drafts, handles)
}

fn flat() {
    const COUNT: usize = 1000;
    type Measure = fn(&mut Process, Handle, &[Handle]);
    let measures: [(&str, Measure); 5] = [
        ("open a message", |process, _, messages| {
            for message in messages {
                let entry = process.entry(*message, PR_ENTRYID);
                let opened = process.object(Call::Store(process.store, open_entry(entry)));
                process.release(opened);
            }
        }),
        ("get a property", |process, _, messages| {
            for message in messages {
                black_box(process.props(*message, &[PR_SUBJECT_W]));
            }
        }),
        ("set a property", |process, _, messages| {
            for message in messages {
                process.set(*message, PR_CONTENT_LENGTH, PropValue::Long(1));
            }
        }),
        ("create a message", |process, drafts, messages| {
            for _ in messages {
                process.message(drafts);
            }
        }),
        ("create, address and submit a message", |process, drafts, messages| {
            for _ in messages {
                let message = process.message(drafts);
                process.call(Call::Message(message, recipients(1)));
                process.submit(message);
            }
        }),
    ];
    let sizes = [10, 1_000, 100_000];
    let mailboxes = sizes.map(mailbox);
    for (what, measure) in measures {
        let each = mailboxes.each_ref().map(|(process, drafts, messages)| {
            // The same few messages, spread over the folder, so that caches see the same.
            let step = (messages.len() / 10).max(1);
            let chosen: Vec<Handle> = messages.iter().copied().step_by(step).take(10).collect();
            let calls: Vec<Handle> = chosen.iter().copied().cycle().take(COUNT).collect();
            let times = (0..9).map(|_| {
                let mut process = process.clone();
                let start = Instant::now();
                measure(&mut process, *drafts, &calls);
                start.elapsed()
            });
            shortest(times).as_secs_f64() / COUNT as f64 * 1e9
        });
        println!("{what:<44} {:>10.0} ns with {} messages", each[0], sizes[0]);
        for (nanoseconds, size) in each.iter().zip(sizes).skip(1) {
            let ratio = nanoseconds / each[0];
            let what = format!("    with {size} messages: {nanoseconds:.0} ns");
            report(&what, ratio, "times", "flat: at most 2", ratio <= 2.0);
        }
    }
}

fn clones() {
    const COUNT: u32 = 1000;
    let (process, ..) = mailbox(1000);
    let start = Instant::now();
    for _ in 0..COUNT {
        black_box(process.clone());
    }
    let each = start.elapsed().as_secs_f64() / f64::from(COUNT) * 1e6;
    report("clone a session with 1000 messages", each, "us", "microseconds: below 10", each < 10.0);
}

fn tables() {
    const ROWS: usize = 100_000;
    let (mut process, drafts, messages) = mailbox(ROWS);
    let half = Restriction::Property {
        relation: RELOP_GE,
        tag: PR_MESSAGE_DELIVERY_TIME,
        prop: Prop { tag: PR_MESSAGE_DELIVERY_TIME, value: PropValue::Time(1 << 30) },
    };
    for key in [PR_MESSAGE_DELIVERY_TIME, PR_CONTENT_LENGTH, PR_SUBJECT_W, PR_SENDER_NAME_W] {
        let values = messages.iter().map(|message| process.props(*message, &[key]).1.remove(0));
        let values: Vec<PropValue> = values.map(|prop| prop.value).collect();
        let ratios = |process: &mut Process, restriction: Option<&Restriction>| match key {
            PR_SUBJECT_W | PR_SENDER_NAME_W => {
                let keys = values.iter().map(|value| match value {
                    PropValue::Unicode(Some(text)) => text.clone(),
                    _ => Text::default(),
                });
                compare(keys.collect(), || sorted(process, drafts, key, restriction))
            }
            _ => {
                let keys = values.iter().map(|value| match value {
                    PropValue::Time(time) => *time,
                    PropValue::Long(length) => u64::from(*length),
                    _ => 0,
                });
                compare(keys.collect(), || sorted(process, drafts, key, restriction))
            }
        };
        for (what, restriction) in [("sort", None), ("restrict and sort", Some(&half))] {
            let (plain, table) = ratios(&mut process, restriction);
            let ratio = table.as_secs_f64() / plain.as_secs_f64();
            let what = format!("{what} by {key}");
            report(&what, ratio, "times", "a plain list: at most 2", ratio <= 2.0);
        }
    }
}

/// How long it takes to sort a plain list of keys, each with the place that it came from, and how
/// long a table takes, measured in turns so that both see the same machine.
fn compare<K: Ord + Clone>(
    keys: Vec<K>,
    mut table: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let keys: Vec<(K, u32)> = keys.into_iter().zip(0..).collect();
    let (plains, tables): (Vec<Duration>, Vec<Duration>) = (0..15)
        .map(|_| {
            let mut keys = keys.clone();
            let start = Instant::now();
            keys.sort();
            let elapsed = start.elapsed();
            black_box(keys);
            (elapsed, table())
        })
        .unzip();
    (shortest(plains.into_iter()), shortest(tables.into_iter()))
}

/// How long a table takes to be opened, sorted and asked for its first row.
fn sorted(
    process: &mut Process,
    folder: Handle,
    key: PropTag,
    restriction: Option<&Restriction>,
) -> Duration {
    let order = SortOrderSet { categories: 0, expanded: 0, keys: vec![(key, 0)] };
    let restriction = restriction.cloned().map(Box::new);
    let start = Instant::now();
    let table = process.contents(folder);
    if restriction.is_some() {
        let call = TableCall::Restrict { lpRestriction: restriction, ulFlags: 0 };
        process.call(Call::Table(table, call));
    }
    let call = TableCall::SortTable { lpSortCriteria: Some(order), ulFlags: 0 };
    process.call(Call::Table(table, call));
    black_box(process.rows(table, 1));
    let elapsed = start.elapsed();
    process.release(table);
    elapsed
}
