use std::net::{SocketAddr, SocketAddrV4};

use cemapi_emulator::Policy;

use crate::{
    card::Card,
    image::{Image, ImageError},
    process::{Process, Stop},
};

/// What the machine says when it is asked for the name of the device.
pub const DEVICE: &str = "cemapi-cts ARM interpreter";

/// A machine with a storage card.
#[derive(Clone, Debug)]
pub struct Machine {
    /// The card.
    pub card: Card,
    /// The folder in which its files are seen.
    pub folder: String,
    /// What the device takes for the time: year, month, day of the week, day, hour, minute, second
    /// and millisecond.
    pub clock: [u16; 8],
    /// The numbers by which cemapi.dll exports functions of these names; without them it exports
    /// all by their names.
    pub ordinals: Vec<(u16, String)>,
    /// The only address at which the program reaches anybody, and where that is in fact.
    pub network: Option<(SocketAddrV4, SocketAddr)>,
    pub(crate) policy: Policy,
    pub(crate) image: Image,
    pub(crate) program: String,
    pub(crate) complaints: Vec<String>,
    pub(crate) instructions: u64,
}

/// What running a program came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What the program ended with; none if the power went first, or if it hung.
    pub exit: Option<u32>,
    /// What it and its children did that no program may do.
    pub complaints: Vec<String>,
    /// How many instructions all of them took.
    pub instructions: u64,
}

impl Machine {
    /// A machine with a card on which a program lies, and an emulator of this policy for
    /// cemapi.dll.
    ///
    /// # Errors
    ///
    /// The program is not there, or is none for this machine.
    pub fn new(card: Card, program: &str, policy: Policy) -> Result<Self, ImageError> {
        let file = card.get(program);
        let file = file
            .ok_or_else(|| ImageError::Unsuitable(format!("there is no {program} on the card")))?;
        let image = Image::read(file)?;
        let program = program.to_owned();
        Ok(Self {
            card,
            folder: "\\Storage Card\\cemapi-cts\\".to_owned(),
            clock: [2006, 1, 0, 1, 12, 0, 0, 0],
            ordinals: Vec::new(),
            network: None,
            policy,
            image,
            program,
            complaints: Vec::new(),
            instructions: 0,
        })
    }

    /// Starts the program with these arguments, and waits for its end. A person gives it none.
    pub fn run(&mut self, arguments: &str) -> Outcome {
        let program = self.path(&self.program);
        let stop = Process::new(self, &program, arguments).run();
        let exit = match stop {
            Stop::Ended(code) => Some(code),
            Stop::Hung | Stop::PowerLost => None,
        };
        Outcome {
            exit,
            complaints: std::mem::take(&mut self.complaints),
            instructions: std::mem::take(&mut self.instructions),
        }
    }

    /// Where the program sees a file.
    fn path(&self, name: &str) -> String {
        if name.starts_with('\\') { name.to_owned() } else { format!("{}{name}", self.folder) }
    }

    /// The name of the file that the program sees there.
    pub(crate) fn name<'a>(&self, path: &'a str) -> &'a str {
        path.strip_prefix(&*self.folder).unwrap_or(path)
    }

    /// Whether a file is the program that runs here.
    pub(crate) fn is_program(&self, path: &str) -> bool {
        let file = self.card.get(self.name(path));
        file.is_some() && file == self.card.get(&self.program)
    }
}
