//! The command line as scripts see it.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    thread,
};

use tempfile::TempDir;

use crate::{
    host::{LONG, ONE, SECRET, Tested},
    peer::{Peer, until},
};

/// A folder with one scenario and a secret.
pub(crate) fn workspace() -> Tested<TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("scenarios"))?;
    fs::write(folder.path().join("scenarios/one.ron"), ONE)?;
    fs::write(folder.path().join("secret.txt"), SECRET)?;
    Ok(folder)
}

/// An address at which nobody listens.
pub(crate) fn free_address() -> Tested<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

fn command(folder: &TempDir, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"));
    command.current_dir(folder.path()).arg("run").args(["--traces", "none"]);
    command.args(arguments.split_whitespace()).env("NO_COLOR", "1");
    command
}

/// Begins a run with the secret of the workspace.
pub(crate) fn spawn(folder: &TempDir, arguments: &str) -> Tested<Child> {
    let mut command = command(folder, &format!("{arguments} --secret secret.txt"));
    Ok(command.stdout(Stdio::piped()).spawn()?)
}

#[test]
fn a_run_that_no_device_comes_to_ends_with_three() -> Tested {
    let folder = workspace()?;
    let address = free_address()?;
    let line = format!("--target tcp:{address} --secret secret.txt --wait 0.2");
    let ran = command(&folder, &line).output()?;
    let message = format!(
        "error: tcp:{address}: no device came within 0.2 s; start agent.exe on it, or wait longer \
         with --wait SECONDS\n"
    );
    assert_eq!(String::from_utf8(ran.stderr)?, message);
    assert_eq!((ran.status.code(), ran.stdout.as_slice()), (Some(3), b"".as_slice()));
    Ok(())
}

#[test]
fn an_address_that_is_taken_is_answered_with_three() -> Tested {
    let folder = workspace()?;
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?;
    let ran = command(&folder, &format!("--target tcp:{address} --secret secret.txt")).output()?;
    let error = String::from_utf8(ran.stderr)?;
    assert!(error.starts_with(&format!("error: cannot listen on {address}: ")), "{error}");
    assert_eq!(ran.status.code(), Some(3));
    Ok(())
}

#[test]
fn wrong_usage_is_answered_with_two() -> Tested {
    let folder = workspace()?;
    fs::write(folder.path().join("short.txt"), "a short one\r\n")?;
    for (arguments, message) in [
        (
            "--target tcp:127.0.0.1:0",
            "name the file with the secret that devices have to know with --secret FILE; \
             `cemapi-cts card pack DIR --tcp ADDR:PORT` makes one",
        ),
        (
            "--target tcp:nowhere --secret secret.txt",
            "`nowhere` is no address like 169.254.2.2:25770",
        ),
        (
            "--target tcp:1.2.3.4:99999 --secret secret.txt",
            "`1.2.3.4:99999` is no address like 169.254.2.2:25770",
        ),
        ("--target tcp:127.0.0.1:0 --secret short.txt", "short.txt: a secret has 16 to 1024 bytes"),
    ] {
        let ran = command(&folder, arguments).output()?;
        assert_eq!(String::from_utf8(ran.stderr)?, format!("error: {message}\n"), "{arguments}");
        assert_eq!(ran.status.code(), Some(2), "{arguments}");
    }
    for arguments in ["--wait 0", "--wait soon", "--silence -1"] {
        assert_eq!(command(&folder, arguments).output()?.status.code(), Some(2), "{arguments}");
    }
    Ok(())
}

#[test]
fn a_lost_device_is_reported_with_the_call() -> Tested {
    let folder = workspace()?;
    let address = free_address()?;
    let run = spawn(&folder, &format!("--target tcp:{address} --wait 3 --json report.json"))?;
    let device = thread::spawn(move || -> Result<(), String> {
        let text = |error: Box<dyn std::error::Error>| error.to_string();
        let mut peer = Peer::in_time(address, LONG).map_err(text)?;
        let set = peer.asked().map_err(text)?.unwrap_or_default();
        peer.tell(&until(set, 1)).map_err(text)
    });
    let ran = run.wait_with_output()?;
    device.join().map_err(|_| "panicked")??;
    let reason = "the connection to the device was lost in call 1, MAPIInitialize";
    let told = format!(
        "FAIL one: one call\n  {reason}\n1 scenario on tcp:{address}: 0 passed, 1 failed. FAILED\n"
    );
    assert_eq!((String::from_utf8(ran.stdout)?, ran.status.code()), (told, Some(1)));
    let report = fs::read_to_string(folder.path().join("report.json"))?;
    assert!(report.contains(r#""kind": "lost""#) && report.contains(reason), "{report}");
    Ok(())
}
