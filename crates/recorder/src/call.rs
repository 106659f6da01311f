use std::panic::{AssertUnwindSafe, catch_unwind};

use cemapi_com::ARGUMENTS;

use crate::{forward, lane, passage::Passage, plan::Plan, proxy::Proxy, real};

pub(crate) type Words = [usize; ARGUMENTS];

/// Forwards a call of an exported function.
pub(crate) fn function(index: usize, words: &mut Words) -> usize {
    let Some(plan) = Plan::at(index) else { return forward::FAILED };
    let Some(function) = real::function(index) else {
        return if plan.returns_code { forward::FAILED } else { 0 };
    };
    // SAFETY: the program calls this function with these arguments.
    through(plan, None, words, |words| unsafe { forward::function(function, words) })
}

/// Forwards a call of a method.
pub(crate) fn method(index: usize, proxy: &'static Proxy, words: &mut Words) -> usize {
    let Some(plan) = Plan::at(index) else { return forward::FAILED };
    let object = proxy.real;
    // SAFETY: the caller calls this method of the object that the proxy stands for.
    through(plan, Some(proxy), words, |words| unsafe { forward::method(object, plan.slot, words) })
}

/// Makes a call between the two events that tell of it. Nothing that goes wrong in recording gets
/// out; what the call throws passes.
fn through(
    plan: &'static Plan,
    proxy: Option<&'static Proxy>,
    words: &mut Words,
    make: impl FnOnce(&Words) -> usize,
) -> usize {
    let Some(mut own) = lane::own() else { return make(words) };
    let mut passage = Passage::new(plan, proxy, words);
    // SAFETY: the lane is this thread's, and nobody has it while the call is under way.
    let lane = unsafe { own.as_mut() };
    let depth = lane.deeper();
    let entered = catch_unwind(AssertUnwindSafe(|| passage.enter(lane)));
    let result = make(passage.words());
    // SAFETY: as above; the calls that were made within this one are through.
    let lane = unsafe { own.as_mut() };
    let skips = lane.back_to(depth);
    if let Ok(Some(())) = entered {
        _ = catch_unwind(AssertUnwindSafe(|| passage.leave(lane, skips, result)));
    }
    result
}
