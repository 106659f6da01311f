//! The program for Windows CE itself, on the ARM interpreter, at the device's end.
//!
//! `CEMAPI_AGENT` names its file, which `ci/device.sh` builds; without it nothing is shown here.

use std::{
    collections::BTreeSet,
    env, fs,
    io::{Read, Write},
    net::{SocketAddr, SocketAddrV4, TcpListener},
    sync::Arc,
    thread::{self, JoinHandle},
};

use cemapi_agent::{
    card::{AGENT, Record, Records},
    tcp::{ANSWER, ANSWERS, DEFAULT_PORT, HOST, PROOF, SECRET, Secret, Side, frame, greeting},
};
use cemapi_arm::{Card, Machine, Outcome};
use cemapi_cts::{scenario::Scenario, suite::Folder, target::Target};
use cemapi_emulator::Policy;

use crate::host::{self, LONG, SHORT, Tested, host};

fn agent() -> Tested<Option<Vec<u8>>> {
    match env::var_os("CEMAPI_AGENT") {
        Some(path) => Ok(Some(fs::read(path)?)),
        None => {
            eprintln!("skipped: CEMAPI_AGENT does not name agent.exe");
            Ok(None)
        }
    }
}

const USUAL: SocketAddrV4 =
    SocketAddrV4::new(std::net::Ipv4Addr::new(169, 254, 2, 2), DEFAULT_PORT);

/// A machine with the program and a secret, which finds the host where every device looks first.
fn machine(program: &[u8], secret: &[u8], host: SocketAddr) -> Tested<Machine> {
    let mut card = Card::default();
    card.put(AGENT, program.to_vec());
    card.put(SECRET, secret.to_vec());
    let mut machine = Machine::new(card, AGENT, Policy::ce())?;
    machine.network = Some((USUAL, host));
    Ok(machine)
}

fn start(mut machine: Machine) -> JoinHandle<(Machine, Outcome)> {
    thread::spawn(move || {
        let outcome = machine.run("");
        (machine, outcome)
    })
}

fn finish(running: JoinHandle<(Machine, Outcome)>) -> Tested<(Machine, Outcome)> {
    Ok(running.join().map_err(|_| "the machine panicked")?)
}

fn scenarios(names: &[&str]) -> Tested<Vec<Scenario>> {
    let folder = Folder::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios"));
    names.iter().map(|name| folder.load(name).map_err(|error| error.to_string().into())).collect()
}

const SOME: [&str; 4] = [
    "teardown/correct",
    "teardown/double-logoff",
    "teardown/missing-uninitialize",
    "logoff/thrice",
];

#[test]
fn two_machines_give_the_traces_of_the_emulator() -> Tested {
    let Some(program) = agent()? else { return Ok(()) };
    let host = host(LONG, LONG)?;
    let machines = [
        start(machine(&program, host::SECRET, host.address())?),
        start(machine(&program, host::SECRET, host.address())?),
    ];
    let mut connections = BTreeSet::new();
    // Until both have had their share.
    while connections.len() < machines.len() {
        for scenario in scenarios(&SOME)? {
            let trace = host.run(&scenario);
            let expected = Target::default_target().run(&scenario);
            assert_eq!(trace.compared_text(), expected.compared_text());
            assert_eq!(trace.made.by, "agent-in-emulator");
            let facts = trace.made.facts.into_iter();
            connections.extend(facts.filter(|(name, _)| name == "connection"));
        }
    }
    drop(host);
    for machine in machines {
        let (_, outcome) = finish(machine)?;
        assert_eq!((outcome.exit, outcome.complaints), (Some(0), vec![]));
    }
    Ok(())
}

#[test]
fn the_address_is_on_the_command_line_or_on_the_card() -> Tested {
    let Some(program) = agent()? else { return Ok(()) };
    let elsewhere = SocketAddrV4::new([10, 0, 0, 7].into(), 4711);
    for on_card in [true, false] {
        let host = host(LONG, LONG)?;
        let mut machine = machine(&program, host::SECRET, host.address())?;
        machine.network = Some((elsewhere, host.address()));
        if on_card {
            machine.card.put(HOST, format!("{elsewhere}\r\n").into_bytes());
        }
        let line = if on_card { String::new() } else { format!("tcp {elsewhere}") };
        let running = thread::spawn(move || machine.run(&line));
        host.try_out()?;
        drop(host);
        let outcome = running.join().map_err(|_| "the machine panicked")?;
        assert_eq!((outcome.exit, outcome.complaints), (Some(0), vec![]));
    }
    Ok(())
}

#[test]
fn a_power_loss_at_any_time_loses_nothing_that_was_recorded() -> Tested {
    let Some(program) = agent()? else { return Ok(()) };
    let [scenario] = scenarios(&["teardown/correct"])?.try_into().map_err(|_| "one scenario")?;
    let expected = Target::default_target().run(&scenario).compared_text();
    let (mut lost, mut whole) = (0, 0);
    for power in (100..2600).step_by(100) {
        let host = host(LONG, LONG)?;
        let mut machine = machine(&program, host::SECRET, host.address())?;
        machine.card.power = Some(power);
        let running = thread::spawn(move || {
            let first = machine.run("");
            machine.card.power = None;
            let second = if first.exit.is_none() { machine.run("") } else { first };
            (machine, second)
        });
        let trace = host.run(&scenario);
        drop(host);
        let (machine, outcome) = finish(running)?;
        assert_eq!((outcome.exit, outcome.complaints), (Some(0), vec![]), "{power} bytes");
        assert_eq!(machine.card.get(ANSWERS), Some(b"".as_slice()));
        let reason = trace.made.facts.iter().find(|(name, _)| name == "lost");
        match reason {
            Some((_, reason)) => {
                assert!(reason.starts_with("the device went down "), "{reason}");
                lost += 1;
            }
            None => {
                assert_eq!(trace.compared_text(), expected, "{power} bytes");
                whole += 1;
            }
        }
    }
    assert!(lost > 1 && whole > 1, "{lost} lost, {whole} whole");
    Ok(())
}

#[test]
fn a_device_with_another_secret_gives_up() -> Tested {
    let Some(program) = agent()? else { return Ok(()) };
    let host = host(SHORT, LONG)?;
    let running = start(machine(&program, b"what somebody else knows", host.address())?);
    let (_, outcome) = finish(running)?;
    assert_eq!((outcome.exit, outcome.complaints), (Some(1), vec![]));
    assert!(host.try_out().is_err());
    Ok(())
}

/// A host that lets one machine connect as often as it wants, and does something each time.
fn bad_host(
    program: &[u8],
    times: usize,
    each: impl Fn(std::net::TcpStream) -> std::io::Result<()>,
) -> Tested<Outcome> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let running = start(machine(program, host::SECRET, listener.local_addr()?)?);
    for _ in 0..times {
        let (stream, _) = listener.accept()?;
        stream.set_read_timeout(Some(LONG))?;
        each(stream)?;
    }
    // A last host ends it.
    let (mut stream, _) = listener.accept()?;
    if prove(&mut stream).is_ok() {
        _ = stream.write_all(&frame(&[]));
    }
    drop(listener);
    let (_, outcome) = finish(running)?;
    Ok(outcome)
}

/// The host's part of the proof, and what the device says that has nothing to tell.
fn prove(stream: &mut std::net::TcpStream) -> std::io::Result<()> {
    let secret = Secret::read(host::SECRET).ok_or(std::io::ErrorKind::InvalidInput)?;
    let (nonce, mut answer) = ([1; 32], [0; ANSWER]);
    stream.write_all(&greeting(&nonce))?;
    stream.read_exact(&mut answer)?;
    let device = answer[..32].try_into().map_err(std::io::Error::other)?;
    assert!(secret.proves(&answer[32..], Side::Device, &nonce, &device));
    stream.write_all(&secret.proof(Side::Host, &nonce, &device))?;
    let mut finished = Record::Finished.to_bytes();
    stream.read_exact(&mut finished)?;
    assert_eq!(Records::new(&finished).next(), Some(Record::Finished));
    Ok(())
}

/// All that comes until the other side hangs up, politely or not.
fn heard(mut stream: std::net::TcpStream) -> Vec<u8> {
    let mut heard = Vec::new();
    _ = stream.read_to_end(&mut heard);
    heard
}

#[test]
fn a_host_that_sends_no_scenario_is_left() -> Tested {
    let Some(program) = agent()? else { return Ok(()) };
    for sent in [
        vec![0xFF; 8],
        frame(b"what is no set of scenarios"),
        frame(&[0; 4096])[..100].to_vec(),
        vec![1],
        Vec::new(),
    ] {
        let outcome = bad_host(&program, 2, |mut stream| {
            prove(&mut stream)?;
            stream.write_all(&sent)?;
            _ = stream.shutdown(std::net::Shutdown::Write);
            // It goes without a word.
            assert!(heard(stream).is_empty());
            Ok(())
        })?;
        assert_eq!((outcome.exit, outcome.complaints), (Some(0), vec![]), "{sent:?}");
    }
    Ok(())
}

#[test]
fn who_is_no_host_hears_a_nonce_and_a_proof_and_nothing_else() -> Tested {
    let Some(program) = agent()? else { return Ok(()) };
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    for (said, hears) in [
        (b"220 a mail server, which greets with more than that says\r\n".to_vec(), 0),
        ([greeting(&[1; 32]).as_slice(), &[0; PROOF]].concat(), ANSWER),
    ] {
        let running = start(machine(&program, host::SECRET, address)?);
        let (mut stream, _) = listener.accept()?;
        stream.write_all(&said)?;
        _ = stream.shutdown(std::net::Shutdown::Write);
        assert_eq!(heard(stream).len(), hears);
        let (_, outcome) = finish(running)?;
        assert_eq!((outcome.exit, outcome.complaints), (Some(1), vec![]));
    }
    Ok(())
}

#[test]
fn a_connection_that_the_host_cuts_is_made_again_and_the_answer_told() -> Tested {
    let Some(program) = agent()? else { return Ok(()) };
    let [scenario] = scenarios(&["teardown/correct"])?.try_into().map_err(|_| "one scenario")?;
    let set = Arc::new(cemapi_cts::card::pack(&[scenario], &Vec::new()));
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let running = start(machine(&program, host::SECRET, listener.local_addr()?)?);
    let (mut stream, _) = listener.accept()?;
    prove(&mut stream)?;
    stream.write_all(&frame(&set))?;
    drop(stream);
    let (mut stream, _) = listener.accept()?;
    let secret = Secret::read(host::SECRET).ok_or("no secret")?;
    stream.write_all(&greeting(&[2; 32]))?;
    let mut answer = [0; ANSWER];
    stream.read_exact(&mut answer)?;
    let device = answer[..32].try_into()?;
    stream.write_all(&secret.proof(Side::Host, &[2; 32], &device))?;
    stream.write_all(&frame(&[]))?;
    let mut told = Vec::new();
    stream.read_to_end(&mut told)?;
    let records: Vec<Record> = Records::new(&told).collect();
    assert!(matches!(records.first(), Some(Record::Began { .. })), "{records:?}");
    assert_eq!(records.last(), Some(&Record::Finished));
    assert_eq!(finish(running)?.1.exit, Some(0));
    Ok(())
}
