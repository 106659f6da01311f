use std::fmt;

/// What a program may do with a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Right {
    None,
    Read,
    Write,
}

/// An access to memory that is not the program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) address: u32,
    pub(crate) length: u32,
    pub(crate) writing: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let did = if self.writing { "wrote" } else { "read" };
        write!(f, "{did} {} bytes at {:#010x}", self.length, self.address)
    }
}

/// A piece of the address space that grows as it is used.
#[derive(Debug)]
struct Region {
    start: u32,
    bytes: Vec<u8>,
    rights: Vec<Right>,
}

/// The memory of one process.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    regions: Vec<Region>,
    /// The first access that failed since this was last taken.
    pub(crate) fault: Option<Fault>,
}

/// How far a region may grow.
const MOST: usize = 64 << 20;

impl Memory {
    /// Begins a region, and returns its number.
    pub(crate) fn region(&mut self, start: u32) -> usize {
        self.regions.push(Region { start, bytes: Vec::new(), rights: Vec::new() });
        self.regions.len() - 1
    }

    /// Adds so many bytes to a region, the first at an address that is 4 more than a multiple of
    /// 16 if it is `odd`; `None` if it is full. Bytes that nobody owns stand between the pieces.
    pub(crate) fn add(
        &mut self,
        region: usize,
        size: usize,
        right: Right,
        odd: bool,
    ) -> Option<u32> {
        let region = self.regions.get_mut(region)?;
        let begin = match odd {
            true => (region.bytes.len() + 16).next_multiple_of(16) + 4,
            false => region.bytes.len().next_multiple_of(16),
        };
        let end = begin.checked_add(size).filter(|end| *end <= MOST)?;
        region.rights.resize(begin, Right::None);
        region.rights.resize(end, right);
        // Memory consists of whole words, whoever owns their bytes.
        region.rights.resize(end.next_multiple_of(4), Right::None);
        region.bytes.resize(region.rights.len(), 0);
        Some(region.start + begin as u32)
    }

    /// Whether an address is in a region.
    pub(crate) fn is_in(&self, region: usize, address: u32) -> bool {
        self.find(address, 0).is_some_and(|(found, _)| found == region)
    }

    fn find(&self, address: u32, length: usize) -> Option<(usize, usize)> {
        self.regions.iter().enumerate().find_map(|(number, region)| {
            let offset = address.checked_sub(region.start)? as usize;
            (offset + length <= region.bytes.len()).then_some((number, offset))
        })
    }

    /// The bytes at an address, if the program may do so much with all of them.
    fn bytes(&self, address: u32, length: usize, right: Right) -> Option<&[u8]> {
        let (number, offset) = self.find(address, length)?;
        let region = &self.regions[number];
        let owned = region.rights[offset..offset + length].iter().all(|own| *own >= right);
        owned.then(|| &region.bytes[offset..offset + length])
    }

    /// Whether the program may read these bytes.
    pub(crate) fn readable(&self, address: u32, length: u32) -> bool {
        self.bytes(address, length as usize, Right::Read).is_some()
    }

    /// Copies bytes that the program may read.
    pub(crate) fn read(&self, address: u32, bytes: &mut [u8]) -> Result<(), Fault> {
        let length = bytes.len();
        let found = self.bytes(address, length, Right::Read);
        bytes.copy_from_slice(found.ok_or(Fault {
            address,
            length: length as u32,
            writing: false,
        })?);
        Ok(())
    }

    /// Puts bytes where the program may write.
    pub(crate) fn write(&mut self, address: u32, bytes: &[u8]) -> Result<(), Fault> {
        match self.bytes(address, bytes.len(), Right::Write) {
            Some(_) => {
                self.put(address, bytes);
                Ok(())
            }
            None => Err(Fault { address, length: bytes.len() as u32, writing: true }),
        }
    }

    /// Puts bytes where there are any, whoever may write there.
    pub(crate) fn put(&mut self, address: u32, bytes: &[u8]) {
        if let Some((number, offset)) = self.find(address, bytes.len()) {
            self.regions[number].bytes[offset..offset + bytes.len()].copy_from_slice(bytes);
        }
    }

    /// Changes what the program may do with some bytes.
    pub(crate) fn allow(&mut self, address: u32, length: usize, right: Right) {
        if let Some((number, offset)) = self.find(address, length) {
            self.regions[number].rights[offset..offset + length].fill(right);
        }
    }

    /// The word at an address.
    pub(crate) fn word(&self, address: u32) -> Result<u32, Fault> {
        let mut bytes = [0; 4];
        self.read(address, &mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn load<const N: usize>(&mut self, address: u32) -> [u8; N] {
        let mut bytes = [0; N];
        if let Err(fault) = self.read(address, &mut bytes) {
            match self.partly_owned(address) {
                Some(word) if N == word.len() => bytes.copy_from_slice(&word),
                _ => {
                    self.fault.get_or_insert(fault);
                }
            }
        }
        bytes
    }

    /// A whole word of which the program may read some bytes: whoever copies bytes of which the
    /// first is in the middle of a word reads that word, as compiled code does.
    fn partly_owned(&self, address: u32) -> Option<[u8; 4]> {
        let (number, offset) = self.find(address, 4)?;
        let region = &self.regions[number];
        let mut rights = region.rights[offset..].iter().take(4);
        rights.any(|right| *right >= Right::Read).then_some(())?;
        region.bytes[offset..].first_chunk().copied()
    }

    fn store(&mut self, address: u32, bytes: &[u8]) {
        if let Err(fault) = self.write(address, bytes) {
            self.fault.get_or_insert(fault);
        }
    }
}

impl armv4t_emu::Memory for Memory {
    fn r8(&mut self, address: u32) -> u8 {
        u8::from_le_bytes(self.load(address))
    }

    fn r16(&mut self, address: u32) -> u16 {
        u16::from_le_bytes(self.load(address))
    }

    fn r32(&mut self, address: u32) -> u32 {
        u32::from_le_bytes(self.load(address))
    }

    fn w8(&mut self, address: u32, value: u8) {
        self.store(address, &value.to_le_bytes());
    }

    fn w16(&mut self, address: u32, value: u16) {
        self.store(address, &value.to_le_bytes());
    }

    fn w32(&mut self, address: u32, value: u32) {
        self.store(address, &value.to_le_bytes());
    }
}
