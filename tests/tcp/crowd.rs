//! More at the door than any host has room for.

use std::{
    fs,
    io::Write,
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use crate::{
    command::{free_address, spawn, workspace},
    host::{LONG, Tested},
    peer::Peer,
};

const CROWD: usize = 1000;

/// How much memory the host may take for all of them: what a small program takes anyway.
const MOST_KIB: u64 = 64 << 10;

/// The most memory that a process has had so far, in KiB; `None` where nobody tells.
fn memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Connects as soon as somebody listens.
fn connect(address: SocketAddr) -> Tested<TcpStream> {
    let began = Instant::now();
    loop {
        match TcpStream::connect(address) {
            Err(_) if began.elapsed() < LONG => thread::sleep(Duration::from_millis(20)),
            stream => return Ok(stream?),
        }
    }
}

#[test]
fn a_thousand_connections_at_once_keep_no_device_out() -> Tested {
    rlimit::increase_nofile_limit(4 * CROWD as u64)?;
    let workspace = workspace()?;
    let address = free_address()?;
    let mut host = spawn(&workspace, &format!("--target tcp:{address} --wait 60"))?;
    let mut crowd = Vec::with_capacity(CROWD);
    for _ in 0..CROWD {
        crowd.push(connect(address)?);
    }
    // Some dribble, as slowly as they dare, and all try to stay.
    let dribbling = thread::spawn(move || {
        for _ in 0..100 {
            for stream in crowd.iter_mut().step_by(2) {
                _ = stream.write_all(b"x");
            }
            thread::sleep(Duration::from_millis(20));
        }
        crowd
    });
    let mut peer = Peer::in_time(address, LONG)?;
    assert_eq!(peer.serve(1)?, 1);
    let taken = memory(host.id());
    assert!(taken.is_none_or(|taken| taken < MOST_KIB), "{taken:?} KiB");
    drop(dribbling.join());
    let status = host.wait()?;
    assert_eq!(status.code(), Some(0));
    Ok(())
}
