//! Emulators whose policy is not that of CE.

use std::collections::BTreeSet;

use cemapi_cts::{
    contract::{Contract, Side},
    scenario::Scenario,
    target::Target,
};
use cemapi_emulator::{Policy, policy};

use crate::{Outcome, scenarios};

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
        spot!(parent_reference: ParentReference::Held),
        spot!(after_session_release: AfterSessionRelease::Dies),
        spot!(children_after_logoff: ChildrenAfterLogoff::EndOfSession),
        spot!(repeated_open: RepeatedOpen::Same),
        spot!(after_delete: AfterDelete::NotFound),
        spot!(overread: Overread::InvalidArgument),
        spot!(entry_size: EntrySize::Unknown),
        spot!(compare_null: CompareNull::InvalidEntryId),
        spot!(compare_sizes: CompareSizes::Different),
        spot!(compare_unknown: CompareUnknown::Compared),
        spot!(duplicate_store: DuplicateStore::InvalidArgument),
        spot!(duplicate_store: DuplicateStore::Opened),
        spot!(delete_open_store: DeleteOpenStore::Refused),
        spot!(computed_property: ComputedProperty::NoAccess),
        spot!(computed_property: ComputedProperty::Skipped),
        spot!(deletion: Deletion::Moves),
        spot!(table_view: TableView::Live),
        spot!(table_strings: TableStrings::Whole),
        spot!(wrong_table: WrongTable::InvalidArgument),
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
