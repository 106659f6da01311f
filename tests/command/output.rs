//! Colours, pipes, help.

use std::{io::pipe, process::Stdio};

use crate::workspace::{CORRECT, FORGOTTEN, Outcome, Ran, Workspace};

const COMMANDS: [&str; 7] = [
    "run --traces none",
    "list",
    "show correct",
    "check trace.ron",
    "explain LOGOFF-3",
    "coverage",
    "coverage --form json",
];

fn workspace() -> Outcome<Workspace> {
    let workspace = Workspace::new(&[("correct", CORRECT), ("forgotten", FORGOTTEN)])?;
    let trace = "(trace: 1, calls: {MAPIInitialize(): S_OK}, end: Ended)";
    workspace.write("trace.ron", trace.as_bytes())?;
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
        let (reader, writer) = pipe()?;
        drop(reader);
        let mut command = workspace.command(arguments);
        let output = command.stdout(writer).stderr(Stdio::piped()).output()?;
        let ran = Ran::from(output);
        // What a run found is told by the exit code even if nobody reads the rest.
        let code = if arguments.starts_with("run --traces") { 1 } else { 0 };
        assert_eq!((ran.code, ran.err.as_str()), (Some(code), ""), "{arguments}");
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
