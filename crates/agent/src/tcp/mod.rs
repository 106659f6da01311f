//! What a device and a host say to each other over a connection.
//!
//! Both first prove that they know one secret, in messages of fixed lengths. After that the host
//! sends sets of scenarios, each behind its length, and the device answers each with the records
//! that would be on a card. `docs/tcp.md` describes it for others.

mod frame;
mod proof;

pub use frame::{MOST_ANSWER, MOST_RECORD, MOST_SET, awaited, frame};
pub use proof::{ANSWER, GREETING, Nonce, PROOF, Secret, Side, greeting, nonce_of};

/// The file beside the program that holds the secret; where it is, the program connects to a host.
pub const SECRET: &str = "secret.txt";

/// The file beside the program that says where the host is.
pub const HOST: &str = "host.txt";

/// Where the host is if nobody says: the other end of a device's USB cable.
pub const DEFAULT_HOST: &str = "169.254.2.2";

/// The port on which the host listens if nobody says.
pub const DEFAULT_PORT: u16 = 25770;

/// The one scenario that came over the connection, on the device.
pub const SCENARIO: &str = "remote.bin";

/// What became of it, on the device.
pub const ANSWERS: &str = "answer.bin";
