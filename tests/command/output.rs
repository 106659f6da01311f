//! Colours, pipes, help.

use std::{
    io::{PipeWriter, pipe},
    process::Stdio,
};

use crate::workspace::{CORRECT, FORGOTTEN, Outcome, Ran, Workspace};

const COMMANDS: [&str; 13] = [
    "run --traces none",
    "list",
    "show correct",
    "show trace.ron",
    "check trace.ron",
    "diff trace.ron other.ron",
    "replay trace.ron",
    "explain LOGOFF-3",
    "coverage",
    "coverage --form json",
    "policies",
    "card pack card --agent agent.exe",
    "card pack connected --agent agent.exe --tcp 127.0.0.1:2577",
];

fn workspace() -> Outcome<Workspace> {
    let workspace = Workspace::new(&[("correct", CORRECT), ("forgotten", FORGOTTEN)])?;
    let trace = "(trace: 1, calls: {MAPIInitialize(): S_OK}, end: Ended)";
    workspace.write("trace.ron", trace.as_bytes())?;
    workspace.write("other.ron", trace.replace("S_OK", "E_FAIL").as_bytes())?;
    workspace.write("agent.exe", b"a program")?;
    Ok(workspace)
}

#[test]
fn a_pipe_gets_no_colours() -> Outcome {
    let workspace = workspace()?;
    for arguments in COMMANDS {
        let Ran { out, err, .. } = workspace.run(arguments)?;
        assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{arguments}: {out}{err}");
    }
    let error = workspace.run("explain nothing")?;
    assert!(!error.err.contains('\u{1b}'), "{}", error.err);
    Ok(())
}

#[test]
fn colours_are_there_for_who_wants_them() -> Outcome {
    let workspace = workspace()?;
    let run = |variables: &[&str]| -> Outcome<Ran> {
        let mut command = workspace.command("run --traces none");
        command.envs(variables.iter().map(|variable| (*variable, "1")));
        Ok(command.output()?.into())
    };
    assert!(run(&["CLICOLOR_FORCE"])?.out.contains("\u{1b}["));
    assert!(!run(&["NO_COLOR"])?.out.contains('\u{1b}'));
    Ok(())
}

/// As `| head` does, a reader goes before everything is written.
#[test]
fn a_reader_may_go_early() -> Outcome {
    let workspace = workspace()?;
    for arguments in COMMANDS.into_iter().chain(["--help", "run --help", "--version"]) {
        // What a command found is told by the exit code even if nobody reads the rest.
        let code = workspace.run(arguments)?.code;
        let mut command = workspace.command(arguments);
        let ran = Ran::from(command.stdout(nobody()?).stderr(Stdio::piped()).output()?);
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{arguments}");
    }
    Ok(())
}

#[test]
fn nobody_has_to_read_what_went_wrong() -> Outcome {
    let workspace = workspace()?;
    for arguments in ["show nothing", "run --target library:nothing", "run --exact nothing", "--no"]
    {
        let code = workspace.run(arguments)?.code;
        let mut command = workspace.command(arguments);
        let ran = Ran::from(command.stdout(nobody()?).stderr(nobody()?).output()?);
        assert_eq!(ran.code, code, "{arguments}");
    }
    Ok(())
}

/// A pipe whose reader is gone.
fn nobody() -> Outcome<PipeWriter> {
    Ok(pipe()?.1)
}

/// What is not written for another reason was asked for, and is missing.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() -> Outcome {
    let workspace = workspace()?;
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full");
    for arguments in COMMANDS {
        let mut command = workspace.command(arguments);
        let ran = Ran::from(command.stdout(full()?).stderr(Stdio::piped()).output()?);
        let message = "standard output: No space left on device (os error 28)";
        assert_eq!(ran, Ran::err(2, message), "{arguments}");
        let mut command = workspace.command(arguments);
        let ran = Ran::from(command.stdout(full()?).stderr(full()?).output()?);
        assert_eq!(ran.code, Some(2), "{arguments}");
    }
    Ok(())
}

#[test]
fn help_is_no_mistake() -> Outcome {
    let workspace = Workspace::new(&[])?;
    let version = concat!("cemapi-cts ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(workspace.run("--version")?, Ran::out(0, version));
    for arguments in ["--help", "help", "run --help", "help explain"] {
        let ran = workspace.run(arguments)?;
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments}");
        assert!(ran.out.contains("Usage: cemapi-cts"), "{arguments}: {}", ran.out);
    }
    let help = workspace.run("--help")?.out;
    assert!(help.contains(
        "Exit status: 0 all as expected, 1 some trial or check failed, 2 wrong usage or input, 3 \
         the target could not be reached or started, 4 nothing ran."
    ));
    Ok(())
}
