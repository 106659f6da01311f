//! The allocator (section 3.5).

use cemapi_abi::{
    Call, Handle, Output, Pointer, Reply,
    registry::{FunctionCall, Object, S_OK},
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Ending, History, Life, Moment, Rule, Signs, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "MEM-1",
        side: IMPLEMENTATION,
        asks: "Does an allocation that succeeds hand out memory?",
        when: When::Calls(
            &["MAPIAllocateBuffer", "MAPIAllocateMore"],
            Signs::EMPTY,
            allocation_hands_out_memory,
        ),
    },
    Rule {
        clause: "MEM-2",
        side: IMPLEMENTATION,
        asks: "Does memory begin at an even address?",
        when: When::Calls(
            &["MAPIAllocateBuffer", "MAPIAllocateMore"],
            Signs::MISALIGNED,
            memory_is_aligned,
        ),
    },
    Rule {
        clause: "MEM-4",
        side: CLIENT,
        asks: "Does the program leave linked blocks to their parent?",
        when: When::Calls(&["MAPIFreeBuffer"], Signs::LINKED, linked_blocks_go_with_their_parent),
    },
    Rule {
        clause: "MEM-5",
        side: IMPLEMENTATION,
        asks: "Does MAPIFreeBuffer take NULL, and memory of the allocator?",
        when: When::Calls(&["MAPIFreeBuffer"], Signs::FAILED, free_works),
    },
    Rule {
        clause: "MEM-5",
        side: CLIENT,
        asks: "Does the program free what it allocated?",
        when: When::End(own_blocks_are_freed),
    },
    Rule {
        clause: "MEM-6",
        side: IMPLEMENTATION,
        asks: "Does MAPIFreeBuffer return S_OK?",
        when: When::Calls(&["MAPIFreeBuffer"], Signs::FAILED, free_succeeds),
    },
    Rule {
        clause: "MEM-6",
        side: CLIENT,
        asks: "Does the program leave memory alone that is freed, or not MAPI's?",
        when: When::Calls(
            &["MAPIFreeBuffer", "MAPIAllocateMore", "FreeProws"],
            Signs::STALE,
            no_use_after_free,
        ),
    },
    Rule {
        clause: "MEM-8",
        side: CLIENT,
        asks: "Does the program free what methods allocated for it?",
        when: When::End(results_are_freed),
    },
    Rule {
        clause: "MEM-8",
        side: CLIENT,
        asks: "Does the program free sets of rows with FreeProws?",
        when: When::Calls(&["MAPIFreeBuffer"], Signs::ROWS, rows_are_freed_as_rows),
    },
    Rule {
        clause: "UTIL-1",
        side: IMPLEMENTATION,
        asks: "Does FreeProws free a set of rows?",
        when: When::Calls(&["FreeProws"], Signs::ENDED, free_rows_works),
    },
    Rule {
        clause: "UTIL-1",
        side: CLIENT,
        asks: "Does the program give FreeProws sets of rows only?",
        when: When::Calls(&["FreeProws"], Signs::NONE, only_rows_are_freed_as_rows),
    },
];

fn allocation_hands_out_memory(moment: &Moment<'_>) -> Option<Broken> {
    let says = match (&moment.record.reply, moment.out()) {
        (_, Some(Output::NoPlace | Output::Object(_))) => return None,
        (Reply::Returned(returned), _) if returned.value == S_OK.0 => {
            format!("{} returned S_OK and handed out no memory", moment.function())
        }
        (Reply::Died(_) | Reply::Hung, _) if !undocumented_allocation(moment) => {
            format!("{} {}", moment.function(), moment.outcome())
        }
        _ => return None,
    };
    Some(Broken::new(says))
}

/// Whether the documents leave open what becomes of the call (MEM-7).
fn undocumented_allocation(moment: &Moment<'_>) -> bool {
    match &moment.record.call {
        Call::Function(FunctionCall::MAPIAllocateMore { lpObject, lppBuffer, .. }) => {
            *lpObject == Pointer::Null || *lppBuffer == cemapi_abi::Place::Null
        }
        Call::Function(FunctionCall::MAPIAllocateBuffer { lppBuffer, .. }) => {
            *lppBuffer == cemapi_abi::Place::Null
        }
        _ => true,
    }
}

fn memory_is_aligned(moment: &Moment<'_>) -> Option<Broken> {
    let block = moment.record.reply.object()?;
    let address = moment.before.odd_address(block)?;
    Some(Broken::new(format!("the block lies at 0x{address:X}")).about(block))
}

/// The pointer that MAPIFreeBuffer got, and what is known of the block there.
fn freed<'a>(moment: &Moment<'a>) -> Option<(Pointer, Option<(Handle, &'a Life)>)> {
    let Call::Function(FunctionCall::MAPIFreeBuffer { lpBuffer }) = &moment.record.call else {
        return None;
    };
    let block = match lpBuffer {
        Pointer::To(block) => Some((*block, moment.before.life(*block)?)),
        _ => None,
    };
    Some((*lpBuffer, block))
}

/// Whether the page says what becomes of this call of MAPIFreeBuffer: for NULL, and for a block
/// that is allocated and not linked to another.
fn documented_free(moment: &Moment<'_>) -> bool {
    match freed(moment) {
        Some((Pointer::Null, _)) => true,
        Some((_, Some((_, life)))) => life.lives() && life.linked_to().is_none(),
        _ => false,
    }
}

fn free_works(moment: &Moment<'_>) -> Option<Broken> {
    let null = matches!(freed(moment), Some((Pointer::Null, _)));
    let ended = matches!(moment.record.reply, Reply::Died(_) | Reply::Hung);
    let wrong = ended || (null && !moment.returned(S_OK));
    (documented_free(moment) && wrong).then(|| {
        let what = if null { "MAPIFreeBuffer(NULL)" } else { "MAPIFreeBuffer" };
        Broken::new(format!("{what} {}", moment.outcome()))
    })
}

fn free_succeeds(moment: &Moment<'_>) -> Option<Broken> {
    let (_, Some((block, _))) = freed(moment)? else {
        return None;
    };
    let failed = moment.result().is_some_and(|code| code != S_OK);
    (documented_free(moment) && failed)
        .then(|| Broken::new(format!("MAPIFreeBuffer {}", moment.outcome())).about(block))
}

fn linked_blocks_go_with_their_parent(moment: &Moment<'_>) -> Option<Broken> {
    let (_, Some((block, life))) = freed(moment)? else {
        return None;
    };
    let parent = life.linked_to().filter(|_| life.lives())?;
    let says = "a block was freed that is linked to another";
    Some(Broken::new(says).about(block).about(parent).undefined())
}

fn no_use_after_free(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Function(
        FunctionCall::MAPIFreeBuffer { lpBuffer: pointer }
        | FunctionCall::FreeProws { prows: pointer }
        | FunctionCall::MAPIAllocateMore { lpObject: pointer, .. },
    ) = &moment.record.call
    else {
        return None;
    };
    match pointer {
        Pointer::Null => None,
        Pointer::Foreign if may_be_rows(moment) => None,
        Pointer::Foreign => {
            let says = format!("{} was given memory that is not MAPI's", moment.function());
            Some(Broken::new(says).undefined())
        }
        Pointer::To(block) => {
            moment.before.life(*block)?.gone?;
            let says = format!("{} was given memory that is free already", moment.function());
            Some(Broken::new(says).about(*block).undefined())
        }
    }
}

/// Whether foreign memory may be what hangs on a set of rows, which has no name of its own.
fn may_be_rows(moment: &Moment<'_>) -> bool {
    moment
        .before
        .lives()
        .any(|(_, life)| life.object == Object::Block && life.lives() && life.made_by("QueryRows"))
}

fn rows_are_freed_as_rows(moment: &Moment<'_>) -> Option<Broken> {
    let (_, Some((block, life))) = freed(moment)? else { return None };
    (life.lives() && life.made_by("QueryRows")).then(|| {
        Broken::new("a set of rows was freed with MAPIFreeBuffer, not with FreeProws").about(block)
    })
}

/// The set of rows that FreeProws was given, while it lives.
fn freed_rows<'a>(moment: &Moment<'a>) -> Option<(Handle, &'a Life)> {
    let Call::Function(FunctionCall::FreeProws { prows: Pointer::To(rows) }) = &moment.record.call
    else {
        return None;
    };
    moment.before.life(*rows).filter(|life| life.lives()).map(|life| (*rows, life))
}

fn free_rows_works(moment: &Moment<'_>) -> Option<Broken> {
    let (rows, life) = freed_rows(moment)?;
    (life.made_by("QueryRows") && moment.ended())
        .then(|| Broken::new(format!("FreeProws {}", moment.outcome())).about(rows))
}

fn only_rows_are_freed_as_rows(moment: &Moment<'_>) -> Option<Broken> {
    let (block, life) = freed_rows(moment)?;
    (!life.made_by("QueryRows")).then(|| {
        Broken::new("FreeProws was given a block that is no set of rows").about(block).undefined()
    })
}

/// The blocks that are still allocated and not linked to another, and whether the program
/// allocated them itself.
fn unfreed(history: &History) -> impl Iterator<Item = (Handle, bool)> {
    history.left().filter_map(|(block, life)| {
        let maker = life.maker.filter(|_| life.lives() && life.linked_to().is_none())?;
        let own = maker.interface().receiver.is_none();
        (life.object == Object::Block).then_some((block, own))
    })
}

fn own_blocks_are_freed(ending: &Ending<'_>) -> Vec<Broken> {
    unfreed(ending.before)
        .filter(|(_, own)| *own)
        .map(|(block, _)| Broken::new("a block was never freed").about(block))
        .collect()
}

fn results_are_freed(ending: &Ending<'_>) -> Vec<Broken> {
    unfreed(ending.before)
        .filter(|(_, own)| !*own)
        .map(|(block, _)| Broken::new("what a method allocated was never freed").about(block))
        .collect()
}
