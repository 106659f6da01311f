//! The host under test: a target that listens on a port of its own.

use std::{error::Error, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use cemapi_agent::tcp::Secret;
use cemapi_cts::{
    scenario::Scenario,
    suite::{Comparing, Folder, Suite},
    target::{
        Target,
        tcp::{Settings, Tcp},
    },
    trace::Trace,
    verdict::{Outcome, Verdict},
};

pub(crate) type Tested<T = ()> = Result<T, Box<dyn Error>>;

pub(crate) const SECRET: &[u8] = b"what only this host and its devices know";

/// One call, which comes back.
pub(crate) const ONE: &str =
    r#"(shows: "one call", breaks: ["TEARDOWN-4"], calls: [MAPIInitialize()])"#;

/// Two calls.
pub(crate) const TWO: &str =
    r#"(shows: "two calls", calls: [MAPIInitialize(), MAPIUninitialize()])"#;

/// How long a host waits that nobody keeps waiting on purpose.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// How long one waits that is kept waiting.
pub(crate) const SHORT: Duration = Duration::from_millis(300);

pub(crate) fn secret() -> Tested<Secret> {
    Ok(Secret::read(SECRET).ok_or("no secret")?)
}

/// A host that waits so long for a device, and for what it has to say.
pub(crate) fn host(wait: Duration, silence: Duration) -> Tested<Arc<Tcp>> {
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let secret = secret()?;
    Ok(Arc::new(Tcp::listen(Settings { address, secret, wait, silence, name: None })?))
}

pub(crate) fn scenario(text: &str) -> Tested<Scenario> {
    Scenario::parse("scenario", Path::new("scenario.ron"), text)
        .map_err(|error| error.to_string().into())
}

/// Runs a scenario on the host, and returns its trace and why it was lost, if it was.
pub(crate) fn run(host: &Tcp, text: &str) -> Tested<(Trace, Option<String>)> {
    let trace = host.run(&scenario(text)?);
    let reason =
        trace.made.facts.iter().find(|(name, _)| name == "lost" || name == "never started");
    let reason = reason.map(|(_, reason)| reason.clone());
    Ok((trace, reason))
}

/// Runs these scenarios as the suite does, against the contract alone; each has its number as name.
pub(crate) fn judge(host: &Arc<Tcp>, scenarios: &[&str]) -> Tested<Vec<Verdict>> {
    let folder = tempfile::tempdir()?;
    for (number, text) in scenarios.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.ron")), text)?;
    }
    let target = Target::Tcp(Arc::clone(host));
    let suite = Suite::new(Folder::new(folder.path()), None, target, Comparing::Report)?;
    Ok(suite.names()?.iter().map(|name| suite.run(name)).collect())
}

/// What a verdict says was wrong.
pub(crate) fn failures(verdict: &Verdict) -> Vec<String> {
    match &verdict.outcome {
        Outcome::Failed(failures) => failures.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
