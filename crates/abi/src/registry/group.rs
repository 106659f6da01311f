use alloc::vec::Vec;

/// The names that the values of one parameter have.
#[derive(Debug)]
pub struct Group {
    /// Whether values combine bit by bit, or are one of the list.
    pub bits: bool,
    /// Names and values, in the header's order.
    pub names: &'static [(&'static str, u32)],
}

impl Group {
    /// The value that carries this name in this group.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<u32> {
        self.names.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The names whose values make up `value`, and the bits that no name covers.
    #[must_use]
    pub fn split(&self, value: u32) -> (Vec<&'static str>, u32) {
        let mut rest = value;
        let mut found = Vec::new();
        if self.bits {
            for (name, bit) in self.names {
                if *bit != 0 && value & bit == *bit && rest & bit != 0 {
                    found.push(*name);
                    rest &= !bit;
                }
            }
        } else if let Some((name, _)) = self.names.iter().find(|(_, known)| *known == value) {
            found.push(*name);
            rest = 0;
        }
        (found, rest)
    }
}
