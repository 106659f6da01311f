//! A snapshot that is as it should be, beside a file that is read and compared.

use std::{fs, path::PathBuf, time::Duration};

use cemapi_cts::{
    snapshot::{Comparison, Snapshot},
    target::Target,
};

use crate::{
    Figure, Measured,
    figure::{each, time},
    ground::Ground,
    measure::{by_turns, timed},
};

const SNAPSHOTS: usize = 1_000;

/// A snapshot's folder and name, its text, and the bytes of its file.
struct Stored {
    name: String,
    text: String,
    path: PathBuf,
    bytes: Vec<u8>,
}

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let ground = Ground::new(SNAPSHOTS)?;
    let folder = ground.traces();
    let mut all = Vec::new();
    for place in 0..SNAPSHOTS {
        let name = Ground::name(place);
        let scenario = ground.folder().load(&name).map_err(|failure| failure.to_string())?;
        let text = Target::default_target().run(&scenario).compared_text();
        let snapshot = Snapshot::of(&folder, &name);
        snapshot.store(&text)?;
        let bytes = fs::read(&snapshot.path)?;
        all.push(Stored { name, text, path: snapshot.path, bytes });
    }
    let check = || {
        let (time, same) = timed(|| {
            let same = |stored: &&Stored| {
                let comparison = Snapshot::of(&folder, &stored.name).compare(&stored.text);
                comparison.is_ok_and(|comparison| comparison == Comparison::Same)
            };
            all.iter().filter(same).count()
        });
        counted(time, same)
    };
    let plain = || {
        let same =
            |stored: &&Stored| fs::read(&stored.path).is_ok_and(|bytes| bytes == stored.bytes);
        let (time, same) = timed(|| all.iter().filter(same).count());
        counted(time, same)
    };
    let pair = by_turns(31, check, plain)?;
    let bytes = format!("read and compare bytes, {}", time(each(pair.that, SNAPSHOTS)));
    Ok(vec![
        Figure::new("snapshot that holds", time(each(pair.this, SNAPSHOTS)))
            .against(bytes, pair.ratio)
            .at_most(2.0),
    ])
}

fn counted(time: Duration, same: usize) -> Measured<Duration> {
    match same == SNAPSHOTS {
        true => Ok(time),
        false => Err(format!("{same} of {SNAPSHOTS} snapshots are the same").into()),
    }
}
