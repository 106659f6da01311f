use std::{
    fs,
    net::{IpAddr, SocketAddr, SocketAddrV4},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use cemapi_agent::{
    card::{AGENT, hash},
    tcp::{DEFAULT_HOST, DEFAULT_PORT, HOST, SECRET, Secret},
};
use clap::Args;

use super::{
    card::write,
    exit::{Exit, Failure},
};
use crate::{
    report::print_coloured,
    target::{
        Target,
        library::hex,
        tcp::{Settings, Tcp},
    },
};

/// How devices are served that connect over TCP.
#[derive(Debug, Args)]
pub(super) struct Remote {
    /// With `tcp:ADDR:PORT`: the file with the secret that devices have to know, as `card pack
    /// --tcp` writes it.
    #[arg(long, value_name = "FILE")]
    secret: Option<PathBuf>,
    /// With `tcp:ADDR:PORT`: how long to wait while there is no device.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    wait: Duration,
    /// With `tcp:ADDR:PORT`: how long a device may be silent in a scenario.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    silence: Duration,
    /// With `tcp:ADDR:PORT`: the name of the device among the targets, if it has traces of its own.
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f32 = text.parse().map_err(|_| format!("`{text}` is no number"))?;
    match Duration::try_from_secs_f32(seconds) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err(format!("`{text}` is no time")),
    }
}

/// An address with a port, or with the one that devices connect to if nobody says.
pub(super) fn address(text: &str) -> Result<SocketAddr, Failure> {
    let alone = text.parse::<IpAddr>().map(|address| SocketAddr::new(address, DEFAULT_PORT));
    text.parse().or(alone).map_err(|_| {
        Failure::input(format!("`{text}` is no address like {DEFAULT_HOST}:{DEFAULT_PORT}"))
    })
}

/// Reads the secret in a file.
pub(super) fn read_secret(path: &Path) -> Result<Secret, Failure> {
    let shown = path.display();
    let file = fs::read(path).map_err(|error| Failure::input(format!("{shown}: {error}")))?;
    Secret::read(&file)
        .ok_or_else(|| Failure::input(format!("{shown}: a secret has 16 to 1024 bytes")))
}

impl Remote {
    /// Begins to listen for devices.
    pub(super) fn listen(&self, text: &str) -> Result<Target, Failure> {
        let address = address(text)?;
        let Some(secret) = &self.secret else {
            return Err(Failure::input(
                "name the file with the secret that devices have to know with --secret FILE; \
                 `cemapi-cts card pack DIR --tcp ADDR:PORT` makes one",
            ));
        };
        let settings = Settings {
            address,
            secret: read_secret(secret)?,
            wait: self.wait,
            silence: self.silence,
            name: self.name.clone(),
        };
        let tcp = Tcp::listen(settings).map_err(|error| Failure {
            message: format!("cannot listen on {address}: {error}"),
            exit: Exit::NoTarget,
        })?;
        Ok(Target::Tcp(Arc::new(tcp)))
    }
}

/// Writes a folder that connects a device to this host.
pub(super) fn pack(
    folder: &Path,
    program: &[u8],
    host: &str,
    secret: Option<&Path>,
) -> Result<Exit, Failure> {
    let SocketAddr::V4(host) = address(host)? else {
        return Err(Failure::input(format!("{host}: devices know IPv4 addresses only")));
    };
    let text = match secret {
        Some(path) => {
            read_secret(path)?;
            fs::read(path)
                .map_err(|error| Failure::input(format!("{}: {error}", path.display())))?
        }
        None => new_secret()?.into_bytes(),
    };
    fs::create_dir_all(folder)
        .map_err(|error| Failure::input(format!("{}: {error}", folder.display())))?;
    write(&folder.join(AGENT), program)?;
    write(&folder.join(HOST), format!("{host}\r\n").as_bytes())?;
    write(&folder.join(SECRET), &text)?;
    write(&folder.join("README.txt"), README.replace('\n', "\r\n").as_bytes())?;
    let secret = folder.join(SECRET);
    print_coloured(format_args!("{}: connects to {host}", folder.display()));
    print_coloured(format_args!("agent.exe sha256 {}", hex(&hash(program))));
    print_coloured(format_args!(
        "next: cemapi-cts run --target tcp:{host} --secret {}",
        secret.display()
    ));
    Ok(Exit::AsExpected)
}

fn new_secret() -> Result<String, Failure> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)
        .map_err(|error| Failure::input(format!("no secret can be made: {error}")))?;
    Ok(format!("{}\r\n", hex(&secret)))
}

/// Where the program in a folder connects to, if a secret says that it does.
pub(super) fn host(folder: &Path) -> Result<Option<SocketAddrV4>, Failure> {
    if !folder.join(SECRET).is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(folder.join(HOST)).unwrap_or_else(|_| DEFAULT_HOST.to_owned());
    match address(text.trim())? {
        SocketAddr::V4(host) => Ok(Some(host)),
        SocketAddr::V6(_) => Err(Failure::input("devices know IPv4 addresses only")),
    }
}

/// What a person reads in the folder.
const README: &str = "\
Conformance tests for cemapi.dll, on this device, as a host asks for them.

1. Copy this whole folder onto the storage card of the device, or into its memory. Whoever has
   secret.txt can pass for the device, or for the host: give it to nobody else.
2. Connect the device to the computer whose address is in host.txt, and begin the run there.
3. On the device, open the folder in the File Explorer and tap agent.exe. If the device asks
   whether to run a program of an unknown publisher, say yes.
4. Wait. If the device stops or restarts, tap agent.exe again: it tells the host where it stopped,
   and goes on.

The tests log on to messaging, make and delete messages and stores in it, and may make programs of
this device stop. Use a device, or an emulator of one, whose mail you can do without.
";
