//! Wrong implementations are found out. Two kinds of them: traces of the emulator in which one
//! reply is damaged, and emulators whose policy is not that of CE.

use std::{collections::BTreeSet, error::Error, path::Path};

use cemapi_abi::{
    Call, Death, Function, HResult, Handle, Output, Pointer, Reference, Reply, Returned,
    registry::{
        E_FAIL, E_NOINTERFACE, E_NOTIMPL, FunctionCall, MAPI_E_NOT_INITIALIZED,
        MAPI_E_UNKNOWN_FLAGS, Object, S_FALSE, S_OK,
    },
};
use cemapi_cts::{
    contract::{Contract, Rule, Side, When},
    scenario::Scenario,
    snapshot::{Comparison, Snapshot},
    suite::Folder,
    target::Target,
    trace::{End, Trace},
};
use cemapi_emulator::{Policy, policy};

/// Clauses that no damage breaks yet: of the session's methods that CE supports, the emulator has
/// only Logoff. When it gets the others, the clause leaves this list, and the list goes.
const AWAITED: &[&str] = &["SESSION-4"];

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn scenarios() -> Outcome<Vec<Scenario>> {
    let folder = Folder::new("scenarios");
    let load = |name: String| folder.load(&name).map_err(|failure| failure.to_string().into());
    folder.names("ron")?.into_iter().map(load).collect()
}

/// Damage that a wrong implementation could do to a reply.
const DAMAGE: &[(&str, fn(&Reply) -> Option<Reply>)] = &[
    ("fails", |reply| with_code(reply, E_FAIL)),
    ("fails with a code that no page lists", |reply| with_code(reply, HResult(0x8004_DEAD))),
    ("is not implemented", |reply| with_code(reply, E_NOTIMPL)),
    ("says that MAPI is not initialized", |reply| with_code(reply, MAPI_E_NOT_INITIALIZED)),
    ("looks at flags that it should ignore", |reply| with_code(reply, MAPI_E_UNKNOWN_FLAGS)),
    ("succeeds with another code", |reply| with_code(reply, S_FALSE)),
    ("succeeds and hands out NULL", |reply| with_outs(reply, S_OK, &Output::Null)),
    ("succeeds and hands out nothing", |reply| with_outs(reply, S_OK, &Output::Untouched)),
    ("forgets to clear its out-pointer", |reply| {
        with_outs(reply, E_NOINTERFACE, &Output::Untouched)
    }),
    ("kills the process", |_| Some(Reply::Died(Death::AccessViolation))),
    ("never returns", |_| Some(Reply::Hung)),
];

/// The reply with another code, and nothing handed out if that is a failure.
fn with_code(reply: &Reply, code: HResult) -> Option<Reply> {
    let returned = reply.returned()?;
    match code.succeeded() {
        true => Some(Reply::Returned(Returned { value: code.0, outs: returned.outs.clone() })),
        false => with_outs(reply, code, &Output::Untouched),
    }
}

fn with_outs(reply: &Reply, code: HResult, out: &Output) -> Option<Reply> {
    let outs = reply.returned()?.outs.iter().map(|old| match old {
        Output::NoPlace => Output::NoPlace,
        _ => out.clone(),
    });
    Some(Reply::Returned(Returned { value: code.0, outs: outs.collect() }))
}

/// The trace in which one call has another reply, with what follows from that: nothing comes after
/// a process died, and calls are not made on what never appeared.
fn damaged(trace: &Trace, place: usize, reply: Reply) -> Trace {
    let mut trace = trace.clone();
    let ends = matches!(reply, Reply::Died(_) | Reply::Hung);
    trace.records[place].reply = reply;
    if ends {
        trace.records.truncate(place + 1);
        trace.end = End::InCall;
    }
    let mut appeared: Vec<Handle> = Vec::new();
    for record in &mut trace.records {
        let mut there = record.call.receiver().is_none_or(|object| appeared.contains(&object));
        record.call.references(&mut |reference| {
            there &= !matches!(
                reference,
                Reference::Thing(Pointer::To(thing)) if !appeared.contains(thing)
            );
        });
        if !there {
            record.reply = Reply::NotMade;
        }
        let outs = record.reply.returned().into_iter().flat_map(|returned| &returned.outs);
        appeared.extend(outs.filter_map(|out| match out {
            Output::Object(handle) => Some(*handle),
            _ => None,
        }));
    }
    trace
}

/// Every way to damage what a rule looks at.
fn mutants(trace: &Trace, rule: &Rule) -> Vec<(String, Trace)> {
    let asked = |function: Function| match rule.when {
        When::Calls(names, _) => names.iter().any(|name| {
            let own = name.rsplit("::").next().unwrap_or(name);
            own == function.signature().name
        }),
        When::Methods(interface, _) => function.interface().name == interface,
        When::EveryCall(_) => true,
        When::End(_) => false,
    };
    let mut mutants = Vec::new();
    for (place, record) in trace.records.iter().enumerate() {
        let name = record.call.function().signature().name;
        for (what, damage) in DAMAGE.iter().filter(|_| asked(record.call.function())) {
            // A function that returns nothing can only fail to return.
            let void = matches!(record.call, Call::Function(FunctionCall::MAPIUninitialize {}));
            let reply = damage(&record.reply).filter(|reply| !void || reply.returned().is_none());
            if let Some(reply) = reply.filter(|reply| *reply != record.reply) {
                let what = format!("call {}: {name} {what}", place + 1);
                mutants.push((what, damaged(trace, place, reply)));
            }
        }
        let block = record.reply.object().filter(|_| asked(record.call.function()));
        if let Some(block) = block.filter(|it| trace.names.object(*it) == Some(Object::Block)) {
            let addresses = vec![(block, 0x0012_0001)];
            let what = format!("call {}: {name} hands out an odd address", place + 1);
            mutants.push((what, Trace { addresses, ..trace.clone() }));
        }
    }
    if matches!(rule.when, When::End(_)) && trace.end == End::Ended {
        for end in [End::DiedAtExit(Death::AccessViolation), End::HungAtExit] {
            mutants.push((format!("the process ends as {end:?}"), Trace { end, ..trace.clone() }));
        }
    }
    mutants
}

fn blames(trace: &Trace, clause: &str) -> bool {
    Contract::check(trace)
        .iter()
        .any(|finding| finding.clause.id == clause && finding.side == Side::Implementation)
}

/// The rules for implementations that check a clause which the scenario shows.
fn rules_shown(scenario: &Scenario) -> impl Iterator<Item = &'static Rule> {
    let shown = |rule: &&Rule| scenario.clauses.iter().any(|clause| clause.id == rule.clause);
    Contract::rules().filter(|rule| rule.side == Side::Implementation).filter(shown)
}

/// How often the implementation is blamed.
fn blame(trace: &Trace) -> usize {
    let findings = Contract::check(trace);
    findings.iter().filter(|finding| finding.side == Side::Implementation).count()
}

/// Whether the trace is another than the one that is stored for this scenario.
fn differs(trace: &Trace) -> Outcome<bool> {
    let snapshot = Snapshot::of(Path::new("traces/emulator"), &trace.scenario);
    Ok(snapshot.compare(&trace.compared_text())? != Comparison::Same)
}

/// No scenario can hide damage to what it shows: the contract or the snapshot tells of it.
#[test]
fn damage_to_what_a_scenario_shows_is_found() -> Outcome {
    for scenario in scenarios()? {
        let trace = Target::default_target().run(&scenario);
        let blamed = blame(&trace);
        for rule in rules_shown(&scenario) {
            for (what, mutant) in mutants(&trace, rule) {
                let found = differs(&mutant)? || blame(&mutant) > blamed;
                assert!(found, "{}: nobody notices that in {what}", scenario.name);
            }
        }
    }
    Ok(())
}

/// For every clause that binds implementations, some damage breaks this very clause, in a scenario
/// that shows it.
#[test]
fn every_implementation_clause_is_broken_by_damage() -> Outcome {
    let mut unbroken: BTreeSet<&str> = Contract::rules()
        .filter(|rule| rule.side == Side::Implementation)
        .map(|rule| rule.clause)
        .collect();
    for scenario in scenarios()? {
        let trace = Target::default_target().run(&scenario);
        for rule in rules_shown(&scenario) {
            if mutants(&trace, rule).iter().any(|(_, mutant)| blames(mutant, rule.clause)) {
                unbroken.remove(rule.clause);
            }
        }
    }
    assert_eq!(unbroken, AWAITED.iter().copied().collect());
    Ok(())
}

/// An emulator that differs from CE's in these fields.
macro_rules! deviating {
    ($($field:ident: $kind:ident::$choice:ident),+) => {
        Policy { $($field: policy::$kind::$choice,)+ ..Policy::ce() }
    };
}

/// The clauses that the implementation breaks in some scenario.
fn broken_on(policy: Policy, scenarios: &[Scenario]) -> BTreeSet<&'static str> {
    let target = Target::Emulator("deviating", policy);
    let findings = scenarios.iter().flat_map(|scenario| Contract::check(&target.run(scenario)));
    let wrong = findings.filter(|finding| finding.side == Side::Implementation);
    wrong.map(|finding| finding.clause.id).collect()
}

/// An emulator that does what CE's pages exclude breaks the clause that excludes it.
#[test]
fn what_is_documented_is_asserted() -> Outcome {
    let scenarios = scenarios()?;
    let usual = broken_on(Policy::ce(), &scenarios);
    let deviations = [
        ("INIT-3", deviating!(initialize: Initialize::NotInitialized)),
        ("INIT-2", deviating!(initialize_argument: InitializeArgument::Checked)),
        ("LOGON-2", deviating!(logon_arguments: LogonArguments::Checked)),
        ("LOGON-4", deviating!(session_limit: SessionLimit::ThirtyTwo)),
        (
            "UNK-3",
            deviating!(query_interface: QueryInterface::Own, no_interface_out: NoInterfaceOut::Untouched),
        ),
    ];
    for (clause, policy) in deviations {
        assert!(!usual.contains(clause), "CE's own policy breaks {clause}");
        assert!(broken_on(policy, &scenarios).contains(clause), "nothing breaks {clause}");
    }
    Ok(())
}

/// A silent spot, and two emulators that differ in nothing but the choice for it. Where the choice
/// shows only together with others, both make these.
macro_rules! spot {
    ($field:ident: $kind:ident::$choice:ident $(, with $more:ident: $more_kind:ident::$more_choice:ident)*) => {{
        let usual = Policy { $($more: policy::$more_kind::$more_choice,)* ..Policy::ce() };
        (stringify!($field), usual, Policy { $field: policy::$kind::$choice, ..usual })
    }};
}

/// An emulator that takes another choice at a silent spot breaks nothing, and a scenario that shows
/// the spot's clauses tells the difference.
#[test]
fn what_is_silent_is_recorded() -> Outcome {
    let spots = [
        spot!(repeated_initialize: RepeatedInitialize::False),
        spot!(failed_initialize: FailedInitialize::Counted, with repeated_initialize: RepeatedInitialize::False),
        spot!(
            count_scope: CountScope::Thread,
            with logon_before_initialize: LogonBeforeInitialize::NotInitialized
        ),
        spot!(underflow: Underflow::Aborts),
        spot!(teardown_with_objects: TeardownWithObjects::Hangs),
        spot!(after_teardown: AfterTeardown::Dies),
        spot!(implicit_logoff: ImplicitLogoff::Yes, with after_logoff: AfterLogoff::EndOfSession),
        spot!(buffers_at_teardown: BuffersAtTeardown::Freed, with dead_memory: DeadMemory::Dies),
        spot!(reinitialize: Reinitialize::NotInitialized),
        spot!(logon_before_initialize: LogonBeforeInitialize::NotInitialized),
        spot!(logon_after_teardown: LogonAfterTeardown::Fails),
        spot!(logon_checks: LogonChecks::InitializedFirst, with logon_before_initialize: LogonBeforeInitialize::NotInitialized),
        spot!(second_logon: SecondLogon::SameSession),
        spot!(after_logoff: AfterLogoff::EndOfSession),
        spot!(other_thread: OtherThread::WrongThread),
        spot!(failed_out: FailedOut::Null),
        spot!(null_out: NullOut::Dies),
        spot!(reference_value: ReferenceValue::Liveness),
        spot!(after_last_release: AfterLastRelease::InvalidObject),
        spot!(query_interface: QueryInterface::Own),
        spot!(not_implemented_out: NotImplementedOut::Null),
        spot!(query_interface_null: QueryInterfaceNull::Dies),
        spot!(unsupported: Unsupported::Dies),
        spot!(allocate_uninitialized: AllocateUninitialized::Fails),
        spot!(zero_size: ZeroSize::InvalidArgument),
        spot!(size_overflow: SizeOverflow::Wraps),
        spot!(null_parent: NullParent::Block),
        spot!(free_linked: FreeLinked::Dies),
        spot!(dead_memory: DeadMemory::Dies),
        spot!(unfinished_exit: UnfinishedExit::Dies),
    ];
    let scenarios = scenarios()?;
    let mut untold = Vec::new();
    for (field, usual, other) in spots {
        let spot = policy::SILENT_SPOTS.iter().find(|spot| spot.field == field);
        let clauses = spot.ok_or_else(|| format!("there is no silent spot {field}"))?.clauses;
        let text = |policy, scenario: &Scenario| {
            Target::Emulator("deviating", policy).run(scenario).compared_text()
        };
        let told = scenarios
            .iter()
            .filter(|scenario| scenario.clauses.iter().any(|clause| clauses.contains(&clause.id)))
            .any(|scenario| text(usual, scenario) != text(other, scenario));
        if !told {
            untold.push(format!("no scenario that shows one of {clauses:?} tells of {field}"));
        }
        assert_eq!(
            broken_on(other, &scenarios),
            broken_on(usual, &scenarios),
            "{field} breaks what is documented"
        );
    }
    assert!(untold.is_empty(), "\n{}", untold.join("\n"));
    Ok(())
}
