use std::fmt::Write as _;

use super::{End, Made, Record, Trace};
use crate::text::{write_call_on, write_code, write_death, write_reply, write_string};

pub(super) fn compared(trace: &Trace) -> String {
    let mut out = String::with_capacity(64 + 96 * trace.records.len());
    out.push_str("(\n");
    body(&mut out, trace, true);
    out.push_str(")\n");
    out
}

pub(super) fn complete(trace: &Trace) -> String {
    let mut out = String::new();
    out.push_str("(\n");
    made(&mut out, &trace.made);
    // The threads stand below.
    body(&mut out, trace, false);
    threads(&mut out, trace);
    when(&mut out, &trace.records);
    addresses(&mut out, trace);
    out.push_str(")\n");
    out
}

fn body(out: &mut String, trace: &Trace, tells_threads: bool) {
    _ = writeln!(out, "    trace: {},", Trace::VERSION);
    out.push_str("    scenario: ");
    write_string(out, &trace.scenario);
    out.push_str(",\n");
    if !trace.faults.is_empty() {
        out.push_str("    faults: [\n");
        for fault in &trace.faults {
            _ = write!(
                out,
                "        (call: \"{}::{}\", nth: {}, code: ",
                fault.function.interface().name,
                fault.function.signature().name,
                fault.nth
            );
            write_code(out, fault.code);
            out.push_str("),\n");
        }
        out.push_str("    ],\n");
    }
    out.push_str("    calls: {\n");
    for (record, around) in trace.records.iter().zip(trace.around()) {
        out.push_str("        ");
        for _ in &around.within {
            out.push_str("    ");
        }
        let told = tells_threads && record.thread.0 > 0 && !record.callback;
        write_record(out, trace, record, told.then(|| trace.thread(record.thread)));
        out.push_str(",\n");
    }
    out.push_str("    },\n");
    if trace.lost > 0 {
        _ = writeln!(out, "    lost: {},", trace.lost);
    }
    out.push_str("    end: ");
    end(out, trace.end);
    out.push_str(",\n");
}

pub(super) fn line(trace: &Trace, record: &Record) -> String {
    let mut out = String::new();
    write_record(&mut out, trace, record, None);
    out
}

fn write_record(out: &mut String, trace: &Trace, record: &Record, thread: Option<&str>) {
    if record.callback {
        out.push_str("Callback(");
    }
    write_call_on(out, &record.call, &trace.names, thread);
    if record.callback {
        out.push(')');
    }
    out.push_str(": ");
    write_reply(out, record.call.function().signature(), &record.reply, &trace.names);
}

fn end(out: &mut String, end: End) {
    out.push_str(match end {
        End::Ended => "Ended",
        End::InCall => "InCall",
        End::HungAtExit => "HungAtExit",
        End::HungBetweenCalls => "HungBetweenCalls",
        End::Stopped => "Stopped",
        End::NeverStarted => "NeverStarted",
        End::Cut => "Cut",
        End::DiedAtExit(death) => return write_death(out, "DiedAtExit", death),
        End::DiedBetweenCalls(death) => return write_death(out, "DiedBetweenCalls", death),
    });
}

fn made(out: &mut String, made: &Made) {
    out.push_str("    made: (\n");
    let own = [("by", &made.by), ("target", &made.target), ("tool", &made.tool)];
    for (name, value) in own {
        _ = write!(out, "        {name}: ");
        write_string(out, value);
        out.push_str(",\n");
    }
    out.push_str("        facts: {");
    for (place, (name, value)) in made.facts.iter().enumerate() {
        out.push_str(if place == 0 { "" } else { ", " });
        write_string(out, name);
        out.push_str(": ");
        write_string(out, value);
    }
    out.push_str("},\n    ),\n");
}

fn threads(out: &mut String, trace: &Trace) {
    out.push_str("    threads: [");
    for (place, name) in trace.threads.iter().enumerate() {
        out.push_str(if place == 0 { "" } else { ", " });
        write_string(out, name);
    }
    out.push_str("],\n");
}

/// Thread, events and times of each call, in the order of the calls.
fn when(out: &mut String, records: &[Record]) {
    out.push_str("    when: [\n");
    for record in records {
        let when = record.when;
        _ = writeln!(
            out,
            "        ({}, {}, {}, {}, {}),",
            record.thread.0, when.entered, when.left, when.entered_at, when.left_at
        );
    }
    out.push_str("    ],\n");
}

fn addresses(out: &mut String, trace: &Trace) {
    out.push_str("    addresses: {");
    for (place, (handle, address)) in trace.addresses.iter().enumerate() {
        out.push_str(if place == 0 { "" } else { ", " });
        write_string(out, trace.names.name(*handle).unwrap_or("?"));
        _ = write!(out, ": 0x{address:X}");
    }
    out.push_str("},\n");
}
