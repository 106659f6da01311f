use cemapi_agent::tcp::{ANSWER, GREETING, PROOF, Secret, Side, nonce_of};

use crate::{
    nonce::nonce,
    socket::{Gone, Socket},
    system::System,
};

/// How long the host may take for each message of the proof, in seconds.
const PATIENCE: u32 = 10;

/// Why there is no connection to a host that can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Nobody answers there, or not in time.
    Nobody,
    /// Who answers there does not take this device's proof.
    Refused,
    /// Who answers there is no host, or one that does not know the secret.
    Stranger,
}

/// Proves the secret to whoever is at the other end, and has it prove the same.
pub(crate) fn prove(system: &System, socket: &Socket<'_>, secret: &Secret) -> Result<(), Refusal> {
    let mut greeting = [0; GREETING];
    socket.receive(&mut greeting, PATIENCE).map_err(|Gone| Refusal::Nobody)?;
    let host = nonce_of(&greeting).ok_or(Refusal::Stranger)?;
    let device = nonce(system);
    let mut answer = [0; ANSWER];
    let (told, proof) = answer.split_at_mut(device.len());
    told.copy_from_slice(&device);
    proof.copy_from_slice(&secret.proof(Side::Device, &host, &device));
    socket.send(&answer).map_err(|Gone| Refusal::Nobody)?;
    let mut proof = [0; PROOF];
    socket.receive(&mut proof, PATIENCE).map_err(|Gone| Refusal::Refused)?;
    match secret.proves(&proof, Side::Host, &host, &device) {
        true => Ok(()),
        false => Err(Refusal::Stranger),
    }
}
