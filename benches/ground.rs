//! Scenarios to measure with, in a folder that is gone afterwards.

use std::{
    env, fs,
    path::PathBuf,
    process,
    sync::atomic::{AtomicUsize, Ordering},
};

use cemapi_cts::{
    suite::{Comparing, Folder, Suite},
    target::Target,
};

use crate::Measured;

/// A folder of scenarios, 50 in each folder below it, and one for their traces.
pub(crate) struct Ground {
    root: PathBuf,
}

/// The lifecycles that the scenarios take turns with. `#` stands for a number of their own.
const CALLS: [&str; 4] = [
    "\
        MAPIInitialize(),
        MAPILogonEx(session: \"session #\"),
        Logoff(session: \"session #\"),
        Release(object: \"session #\"),
        MAPIUninitialize(),
",
    "\
        MAPIInitialize(),
        MAPIInitialize(),
        MAPILogonEx(flFlags: [MAPI_EXTENDED, MAPI_NEW_SESSION], session: \"session #\"),
        // Logoff always returns S_OK, so the second one does too.
        Logoff(session: \"session #\"),
        Logoff(session: \"session #\"),
        Release(object: \"session #\"),
        MAPIUninitialize(),
        MAPIUninitialize(),
",
    "\
        MAPIInitialize(),
        MAPIAllocateBuffer(cbSize: 1#, buffer: \"head #\"),
        MAPIAllocateMore(cbSize: 16, lpObject: \"head #\", buffer: \"linked #\"),
        MAPILogonEx(lpszProfileName: \"Profile #\", session: \"session #\"),
        Logoff(session: \"session #\", ulFlags: [MAPI_LOGOFF_UI]),
        Release(object: \"session #\"),
        MAPIFreeBuffer(lpBuffer: \"head #\"),
        MAPIUninitialize(),
",
    "\
        MAPIInitialize(lpMapiInit: (ulVersion: 0, ulFlags: [MAPI_MULTITHREAD_NOTIFICATIONS])),
        MAPILogonEx(session: \"first #\"),
        MAPILogonEx(session: \"second #\"),
        AddRef(object: \"first #\"),
        Release(object: \"first #\"),
        Logoff(session: \"first #\"),
        Release(object: \"first #\"),
        Logoff(session: \"second #\"),
        Release(object: \"second #\"),
        MAPIUninitialize(),
",
];

impl Ground {
    /// Writes this many scenarios.
    pub(crate) fn new(scenarios: usize) -> Measured<Self> {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("cemapi-cts-bench-{}-{number}", process::id());
        let ground = Self { root: env::temp_dir().join(name) };
        fs::create_dir_all(ground.traces())?;
        for place in 0..scenarios {
            let path = ground.folder().path(&Self::name(place));
            if place % 50 == 0
                && let Some(folder) = path.parent()
            {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, text(place))?;
        }
        Ok(ground)
    }

    /// The name of a scenario.
    pub(crate) fn name(place: usize) -> String {
        format!("part-{:04}/lifecycle-{place:06}", place / 50)
    }

    /// The folder of scenarios.
    pub(crate) fn folder(&self) -> Folder {
        Folder::new(self.root.join("scenarios"))
    }

    /// The folder of traces.
    pub(crate) fn traces(&self) -> PathBuf {
        self.root.join("traces")
    }

    /// The scenarios and their snapshots.
    pub(crate) fn suite(&self, comparing: Comparing) -> Measured<Suite> {
        let target = Target::default_target();
        Ok(Suite::new(self.folder(), Some(&self.traces()), target, comparing)?)
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.root) {
            eprintln!("{} is left behind: {error}", self.root.display());
        }
    }
}

fn text(place: usize) -> String {
    let calls = CALLS[place % CALLS.len()].replace('#', &place.to_string());
    format!(
        "// One of many lifecycles, no two of them alike.\n(\n    shows: \"lifecycle {place} ends as \
         documented\",\n    clauses: [\"LIFE-1\", \"INIT-3\", \"LOGON-3\", \"LOGOFF-3\", \
         \"TEARDOWN-4\"],\n    calls: [\n{calls}    ],\n)\n"
    )
}
