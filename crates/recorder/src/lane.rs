use std::{
    cell::Cell,
    ptr::{self, NonNull},
};

use cemapi_abi::{Call, Function, Handle, Pointer, Reply, Thread, registry::Object};
use cemapi_journal::{Caller, End, Place, PlainCall, PlainReply, ROOM, Track};

use crate::{
    clock::Clock, error::LastError, file, lock::Lock, options::options, segment::Segment,
    stack::Stack, state,
};

/// Where a thread writes its events, without asking anybody.
///
/// When a thread ends, another one goes on in its lane.
#[derive(Debug)]
#[repr(align(128))]
pub(crate) struct Lane {
    track: Track,
    /// The number of its strand, and the segment that is being written; none where nothing is.
    strand: Option<u32>,
    segment: Option<Segment>,
    clock: Clock,
    pub(crate) thread: Thread,
    /// The thread's stack.
    pub(crate) stack: Stack,
    /// How many calls the thread is in.
    depth: u32,
}

thread_local! {
    /// The lane of the calling thread, once it has one.
    static OWN: Cell<*mut Lane> = const { Cell::new(ptr::null_mut()) };
    static RETURN: Return = const { Return };
}

/// The lanes of threads that are gone.
pub(crate) static IDLE: Lock<Vec<Idle>> = Lock::new(Vec::new());

#[derive(Debug)]
pub(crate) struct Idle(NonNull<Lane>);

// SAFETY: a lane has no ties to a thread, and nobody has one that is in the list.
unsafe impl Send for Idle {}

/// Gives the thread's lane back when the thread ends.
struct Return;

impl Drop for Return {
    fn drop(&mut self) {
        if let Some(lane) = NonNull::new(OWN.replace(ptr::null_mut())) {
            IDLE.lock().push(Idle(lane));
        }
    }
}

/// The calling thread's lane; `None` if nothing is recorded in this process.
///
/// It is valid for as long as the thread lives, and nobody else has it.
#[inline]
pub(crate) fn own() -> Option<NonNull<Lane>> {
    NonNull::new(OWN.get()).or_else(take)
}

#[cold]
fn take() -> Option<NonNull<Lane>> {
    if file::is_off() {
        return None;
    }
    let _kept = LastError::keep();
    let begun = file::begin(options());
    // Where no more is written, no stamps are needed.
    let clock = begun.or_else(|| (!file::is_off()).then_some(Clock::Counts))?;
    let idle = IDLE.lock().pop();
    let lane =
        idle.map_or_else(|| NonNull::from(Box::leak(Box::new(Lane::new(clock)))), |idle| idle.0);
    OWN.set(lane.as_ptr());
    // A thread that is about to end keeps its lane.
    _ = RETURN.try_with(|_| {});
    // SAFETY: the lane is new or was nobody's.
    unsafe { (*lane.as_ptr()).begin_thread() };
    Some(lane)
}

/// The process ends: says so, and ends the file.
pub(crate) extern "C" fn end() {
    if !file::close() {
        return;
    }
    // Another thread may hold the lock and be gone.
    let Some(mut idle) = IDLE.try_lock() else { return };
    let own = NonNull::new(OWN.replace(ptr::null_mut())).map(Idle);
    let mut lanes: Vec<Idle> = own.into_iter().chain(idle.drain(..)).collect();
    let lane = lanes.iter_mut().map(|lane| {
        // SAFETY: the lane is the calling thread's, or nobody's.
        unsafe { lane.0.as_mut() }
    });
    let mut lanes: Vec<&mut Lane> = lane.collect();
    // The end stands as far behind as it can, so that it is missing wherever the file is cut.
    let last = lanes.iter_mut().max_by_key(|lane| lane.segment.as_ref().map(Segment::end));
    if let Some(lane) = last {
        lane.say_last();
    }
    file::finish(lanes.into_iter().filter_map(|lane| lane.segment.take()));
}

impl Lane {
    fn new(clock: Clock) -> Self {
        Self {
            track: Track::new(clock.counts()),
            strand: None,
            segment: None,
            clock,
            thread: Thread::default(),
            stack: Stack::default(),
            depth: 0,
        }
    }

    /// Begins to write what another thread does.
    fn begin_thread(&mut self) {
        self.depth = 0;
        self.stack = Stack::own();
        state::lock().name_thread(self);
    }

    /// Enters a call, and tells how many calls the thread was in already.
    #[inline]
    pub(crate) const fn deeper(&mut self) -> u32 {
        self.depth += 1;
        self.depth - 1
    }

    /// Leaves the call that was entered at this depth, and tells how many within it never returned:
    /// a program may jump out of them.
    #[inline]
    pub(crate) const fn back_to(&mut self, depth: u32) -> u32 {
        let skips = self.depth.saturating_sub(depth + 1);
        self.depth = depth;
        skips
    }

    /// A call is entered of a function whose signature is written.
    pub(crate) fn enter(&mut self, callback: bool, call: &Call) {
        let thread = self.thread;
        self.event(Clock::stamp_beginning, |track, at| track.entered(thread, at, callback, call));
    }

    /// A call is left, and so many that were made within it never returned.
    pub(crate) fn leave(&mut self, skips: u32, reply: &Reply) {
        let thread = self.thread;
        self.event(Clock::stamp, |track, at| track.left(thread, at, skips, reply));
    }

    /// A plain call is entered.
    #[inline]
    pub(crate) fn enter_plainly(
        &mut self,
        function: Function,
        call: &PlainCall,
        (receiver, callback): (Option<Handle>, bool),
        words: &[usize],
        pointers: &[Pointer],
    ) {
        let caller = Caller { thread: self.thread, callback, receiver };
        let entered = self.sign(function)
            && self.write_plainly(Clock::stamp_beginning, |track, place, at| {
                track.plain_entered(place, at, call, caller, words, pointers)
            });
        if !entered {
            file::lose();
        }
    }

    /// A plain call is left.
    #[inline]
    pub(crate) fn leave_plainly(
        &mut self,
        reply: &PlainReply,
        skips: u32,
        value: u32,
        words: &[usize],
        held: &[Option<u64>],
        blocks: &[Option<Handle>],
    ) {
        let called = (self.thread, skips);
        let left = self.write_plainly(Clock::stamp, |track, place, at| {
            track.plain_left(place, at, reply, called, value, words, held, blocks)
        });
        if !left {
            file::lose();
        }
    }

    /// Sees to it that the signature of a function is written before its first call.
    #[inline]
    fn sign(&mut self, function: Function) -> bool {
        state::is_signed(function) || self.sign_now(function)
    }

    #[cold]
    fn sign_now(&mut self, function: Function) -> bool {
        state::lock().sign(self, function)
    }

    /// Names a block. Whoever calls has locked the state, as for every name.
    #[inline]
    pub(crate) fn name_block(&mut self, block: Handle, number: u32) {
        self.write_plainly(Clock::stamp_name, |track, place, at| {
            track.plain_thing(place, at, block, Object::Block, number)
        });
    }

    /// Writes what names something. Whoever calls has locked the state, so that names come in
    /// order.
    pub(crate) fn name(&mut self, frame: impl Fn(&mut Track, u64) -> &[u8]) -> bool {
        self.write(Clock::stamp_name, frame)
    }

    /// Writes an event, which counts if it is lost.
    fn event(&mut self, stamp: fn(Clock) -> u64, frame: impl Fn(&mut Track, u64) -> &[u8]) {
        if !self.write(stamp, frame) {
            file::lose();
        }
    }

    /// Writes a frame. What is stamped is older than no segment behind it, and so the frame is made
    /// again if there was no room for it.
    fn write(&mut self, stamp: fn(Clock) -> u64, frame: impl Fn(&mut Track, u64) -> &[u8]) -> bool {
        while file::is_open() {
            let frame = frame(&mut self.track, stamp(self.clock));
            let needed = frame.len();
            if let Some(segment) = &mut self.segment
                && segment.has_room(needed)
            {
                segment.put(frame);
                self.track.arrived();
                return true;
            }
            if !self.grow(needed) {
                return false;
            }
        }
        false
    }

    /// Writes a frame straight into its place, which returns its first byte. Room is made before
    /// the frame has its stamp.
    #[inline]
    fn write_plainly(
        &mut self,
        stamp: impl Fn(Clock) -> u64,
        frame: impl FnOnce(&mut Track, &mut Place, u64) -> u8,
    ) -> bool {
        let room = self.segment.as_ref().is_some_and(|segment| segment.has_room(ROOM));
        if !file::is_open() || !(room || self.grow(ROOM)) {
            return false;
        }
        let Some(segment) = &mut self.segment else { return false };
        let Some(place) = segment.place() else { return false };
        let first = frame(&mut self.track, place, stamp(self.clock));
        segment.commit(first);
        true
    }

    #[cold]
    fn grow(&mut self, needed: usize) -> bool {
        let _kept = LastError::keep();
        let grown = file::grow(self.strand, self.segment.as_ref(), needed);
        let Some((strand, segment)) = grown else { return false };
        (self.strand, self.segment) = (Some(strand), Some(segment));
        true
    }

    /// Says what was lost, and that the process ends. There is room for it.
    fn say_last(&mut self) {
        let Some(segment) = &mut self.segment else { return };
        let at = self.clock.stamp();
        let lost = file::lost();
        if lost > 0 && segment.put(self.track.lost(at, lost)) {
            self.track.arrived();
        }
        segment.put(self.track.ended(at, End::Ended));
    }
}
