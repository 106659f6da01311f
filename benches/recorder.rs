//! What it costs to record a call, in a program that calls a library which does next to nothing.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    ptr, thread,
    time::{Duration, Instant},
};

use libloading::Library;
use tempfile::TempDir;

use crate::{Figure, Measured, figure::time};

/// How many calls a thread makes.
const CALLS: u32 = 2_000_000;

/// What one child has measured.
#[derive(Clone, Copy)]
struct Costs {
    /// A call without arguments, one with a number and a place, and a block allocated or freed.
    plain: f64,
    placed: f64,
    block: f64,
    /// The processor's time of a plain call, in one thread and in each of four.
    one: f64,
    four: f64,
    bytes: f64,
}

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let folder = TempDir::new()?;
    let stub = folder.path().join("libstub.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/stub.c");
    let mut compiler = Command::new("cc");
    compiler.args(["-O2", "-shared", "-fPIC", "-o"]).arg(&stub).arg(source);
    if !compiler.status().is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: there is no C compiler");
        return Ok(Vec::new());
    }
    let recorder = env::current_exe()?.with_file_name("libcemapi_recorder.so");
    let direct = best(folder.path(), &stub, &stub, "0")?;
    let untimed = best(folder.path(), &recorder, &stub, "0")?;
    let timed = best(folder.path(), &recorder, &stub, "1")?;

    let mut figures = Vec::new();
    for (costs, word, bar) in [(untimed, "without", 50.0), (timed, "with", 100.0)] {
        let of = |what: &str, cost: f64, direct: f64| {
            let beyond = (cost - direct).max(0.0);
            Figure::new(format!("recording {what}, {word} times"), nanos(beyond))
                .against(format!("the call alone, {}", nanos(direct)), cost / direct)
                .bar(format!("at most {bar} ns"), beyond <= bar)
        };
        figures.push(of("a plain call", costs.plain, direct.plain));
        figures.push(of("a number handed out", costs.placed, direct.placed));
        figures.push(of("a block, allocated or freed", costs.block, direct.block));
        figures.push(
            Figure::new(format!("processor time in four threads, {word} times"), nanos(costs.four))
                .against(format!("in one thread, {}", nanos(costs.one)), costs.four / costs.one)
                .at_most(4.0 / 3.0),
        );
        let bytes = format!("{:.1}", costs.bytes);
        figures.push(
            Figure::new(format!("bytes of a plain call, {word} times"), bytes)
                .bar("at most 20", costs.bytes <= 20.0),
        );
    }
    Ok(figures)
}

fn nanos(nanos: f64) -> String {
    time(Duration::from_secs_f64(nanos / 1e9))
}

/// The least of several runs, each in a process of its own.
fn best(folder: &Path, library: &Path, real: &Path, times: &str) -> Measured<Costs> {
    let journal = folder.join("journal");
    let mut best: Option<Costs> = None;
    for _ in 0..3 {
        _ = fs::remove_file(&journal);
        let output = Command::new(env::current_exe()?)
            .arg("child-recorded")
            .arg(library)
            .env("CEMAPI_RECORD_LIBRARY", real)
            .env("CEMAPI_RECORD_FILE", &journal)
            .env("CEMAPI_RECORD_TIMES", times)
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let numbers: Vec<f64> =
            text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let [plain, placed, block, one, four, bytes] = numbers[..] else {
            return Err(format!("{text}{}", String::from_utf8_lossy(&output.stderr)).into());
        };
        let known = best.unwrap_or(Costs { plain, placed, block, one, four, bytes });
        best = Some(Costs {
            plain: plain.min(known.plain),
            placed: placed.min(known.placed),
            block: block.min(known.block),
            one: one.min(known.one),
            four: four.min(known.four),
            bytes,
        });
    }
    best.ok_or_else(|| "nothing was measured".into())
}

/// Makes the calls and prints what each costs.
pub(crate) fn child(arguments: &[String]) -> Measured<()> {
    let path = PathBuf::from(arguments.first().ok_or("there is no library to call")?);
    // SAFETY: the library is one of those that this bench has built.
    let library = unsafe { Library::new(path) }?;
    // SAFETY: the functions have these signatures, and the object is used as they document.
    unsafe {
        let log_on = library
            .get::<unsafe extern "C" fn(usize, usize, usize, u32, *mut usize) -> u32>(
                "MAPILogonEx",
            )?;
        let allocate =
            library.get::<unsafe extern "C" fn(u32, *mut usize) -> u32>("MAPIAllocateBuffer")?;
        let free = library.get::<unsafe extern "C" fn(usize) -> u32>("MAPIFreeBuffer")?;
        let (mut session, mut table, mut block, mut count) = (0, 0, 0, 0u32);
        log_on(0, 0, 0, 0, &mut session);
        method(session, 4)(session, 0, (&raw mut table).expose_provenance());

        let add_ref = method(table, 1);
        let row_count = method(table, 9);
        let journal = env::var_os("CEMAPI_RECORD_FILE").map(PathBuf::from).unwrap_or_default();
        let plain = each(CALLS, || _ = add_ref(table, 0, 0));
        let bytes = written(&journal);
        let placed = each(CALLS, || {
            row_count(table, 0, (&raw mut count).expose_provenance());
        });
        let blocks = each(CALLS / 2, || {
            allocate(16, &mut block);
            free(block);
        }) / 2.0;
        let one = processor_time(1, &|| _ = add_ref(table, 0, 0))?;
        let four = processor_time(4, &|| _ = add_ref(table, 0, 0))?;
        println!("{plain} {placed} {blocks} {one} {four} {}", bytes as f64 / f64::from(CALLS));
    }
    Ok(())
}

/// What a call costs: the least of many rounds, each too short to be interrupted often.
fn each(times: u32, mut call: impl FnMut()) -> f64 {
    const ROUND: u32 = 10_000;
    let round = |_| {
        let began = Instant::now();
        (0..ROUND).for_each(|_| call());
        began.elapsed().as_secs_f64() * 1e9 / f64::from(ROUND)
    };
    (0..times / ROUND).map(round).fold(f64::INFINITY, f64::min)
}

/// The processor's time of a call in each of so many threads, which do not wait for each other if
/// it is the same for any number: a wait costs time too, as nobody sleeps.
fn processor_time(threads: u32, call: &(dyn Fn() + Sync)) -> Measured<f64> {
    let one = || {
        let began = own_time();
        (0..CALLS).for_each(|_| call());
        own_time().zip(began).map(|(end, began)| (end - began) / f64::from(CALLS))
    };
    let times: Vec<Option<f64>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|thread| thread.join().ok().flatten()).collect()
    });
    let sum: Option<f64> = times.into_iter().sum();
    Ok(sum.ok_or("the system does not tell a thread's own time")? / f64::from(threads))
}

/// How long the calling thread has run, in nanoseconds.
fn own_time() -> Option<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok()
}

/// How many bytes of a journal are written: its file is longer while it grows.
fn written(journal: &Path) -> usize {
    let bytes = fs::read(journal).unwrap_or_default();
    bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1)
}

type Method = unsafe extern "C" fn(usize, usize, usize) -> u32;

/// A method of an object.
///
/// # Safety
///
/// The object has a table with this slot.
unsafe fn method(object: usize, slot: usize) -> Method {
    // SAFETY: the caller vouches for it.
    unsafe { *(*ptr::with_exposed_provenance::<*const Method>(object)).add(slot) }
}
