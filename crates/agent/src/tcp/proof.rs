use alloc::vec::Vec;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A number that nobody has used before.
pub type Nonce = [u8; 32];

/// What a host begins with: a mark and the version of what is said.
const MARK: [u8; 8] = *b"CEMAPIT1";

/// How long a proof is.
pub const PROOF: usize = 32;

/// How long the host's greeting is: the mark and the host's nonce.
pub const GREETING: usize = MARK.len() + size_of::<Nonce>();

/// How long the device's answer is: its nonce and its proof.
pub const ANSWER: usize = size_of::<Nonce>() + PROOF;

/// Who proves something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The device, which proves first.
    Device,
    /// The host.
    Host,
}

impl Side {
    /// What each side's proof begins with, so that neither can hand the other's back.
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Device => b"cemapi-cts 1 device",
            Self::Host => b"cemapi-cts 1 host",
        }
    }
}

/// What both sides know and neither says.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// How long a secret may be.
    const LENGTHS: core::ops::RangeInclusive<usize> = 16..=1024;

    /// The secret in a file: all of it but white space around. `None` if it is too short to be
    /// one, or too long.
    #[must_use]
    pub fn read(file: &[u8]) -> Option<Self> {
        let secret = file.trim_ascii();
        Self::LENGTHS.contains(&secret.len()).then(|| Self(secret.to_vec()))
    }

    /// One side's proof that it knows the secret, good for this one connection.
    #[must_use]
    pub fn proof(&self, side: Side, host: &Nonce, device: &Nonce) -> [u8; PROOF] {
        self.mac(side, host, device)
            .map(|mac| mac.finalize().into_bytes().into())
            .unwrap_or([0; PROOF])
    }

    /// Whether this is that side's proof. How long it takes tells nothing about the proof.
    #[must_use]
    pub fn proves(&self, proof: &[u8], side: Side, host: &Nonce, device: &Nonce) -> bool {
        self.mac(side, host, device).is_some_and(|mac| mac.verify_slice(proof).is_ok())
    }

    /// Any length is one that the function takes.
    fn mac(&self, side: Side, host: &Nonce, device: &Nonce) -> Option<Hmac<Sha256>> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        Some(mac.chain_update(side.label()).chain_update(host).chain_update(device))
    }
}

/// What a host says first.
#[must_use]
pub fn greeting(nonce: &Nonce) -> [u8; GREETING] {
    let mut bytes = [0; GREETING];
    let (mark, rest) = bytes.split_at_mut(MARK.len());
    mark.copy_from_slice(&MARK);
    rest.copy_from_slice(nonce);
    bytes
}

/// The nonce in a host's greeting; `None` if whoever greets is no host, or one of another version.
#[must_use]
pub fn nonce_of(greeting: &[u8; GREETING]) -> Option<Nonce> {
    greeting.strip_prefix(&MARK)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{Secret, Side, greeting, nonce_of};

    /// Computed with Python's `hmac` and `hashlib`.
    #[test]
    fn a_proof_is_the_hmac_of_the_label_and_both_nonces() {
        let secret =
            Secret::read(b"0123456789abcdef0123456789abcdef\r\n").unwrap_or(Secret([].into()));
        let told = [
            (
                Side::Device,
                [
                    0x0A, 0xBA, 0x7E, 0xEC, 0xEB, 0x18, 0xBE, 0xA5, 0x5E, 0x45, 0xA8, 0x9A, 0x22,
                    0xEE, 0x68, 0xA2, 0xBB, 0xF6, 0x58, 0x60, 0x05, 0x3C, 0xA6, 0x28, 0x08, 0x4A,
                    0x7E, 0xDA, 0xC0, 0xBC, 0x89, 0x0C,
                ],
            ),
            (
                Side::Host,
                [
                    0x69, 0xC7, 0x2A, 0x65, 0x11, 0xA0, 0x1A, 0x63, 0xA3, 0x57, 0xCF, 0x5D, 0x60,
                    0xE4, 0x71, 0x4D, 0x3C, 0xFD, 0x75, 0xC3, 0xE4, 0x98, 0x95, 0x42, 0xF5, 0x2F,
                    0x0E, 0x82, 0x1B, 0x17, 0x0C, 0x0A,
                ],
            ),
        ];
        for (side, proof) in told {
            assert_eq!(secret.proof(side, &[1; 32], &[2; 32]), proof);
            assert!(secret.proves(&proof, side, &[1; 32], &[2; 32]));
            assert!(!secret.proves(&proof, side, &[2; 32], &[1; 32]));
            assert!(!secret.proves(&proof[..31], side, &[1; 32], &[2; 32]));
        }
        assert!(!secret.proves(&told[0].1, Side::Host, &[1; 32], &[2; 32]));
    }

    #[test]
    fn a_secret_is_neither_short_nor_long() {
        for (file, well) in [
            (b"".as_slice(), false),
            (b"               \r\n", false),
            (b"fifteen bytes..", false),
            (b" sixteen bytes... \r\n", true),
            (&[b'x'; 1024], true),
            (&[b'x'; 1025], false),
        ] {
            assert_eq!(Secret::read(file).is_some(), well, "{file:?}");
        }
    }

    #[test]
    fn a_greeting_is_known_by_its_mark() {
        let mut bytes = greeting(&[7; 32]);
        assert_eq!(nonce_of(&bytes), Some([7; 32]));
        bytes[7] += 1;
        assert_eq!(nonce_of(&bytes), None);
    }
}
