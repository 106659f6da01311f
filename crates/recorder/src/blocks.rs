use cemapi_abi::Handle;

/// What stands where no block is.
const NONE: (u64, Handle) = (0, Handle(0));

/// How many places there are at first; always a power of two.
const FIRST: usize = 64;

/// The blocks by their addresses.
///
/// Each stands in the place that its address is spread to, or in the next one that was free. Blocks
/// come and go faster than anything else here, and mostly the one that came last goes first. The
/// standard library's map is twice as slow at that: it reads sixteen bytes together of what it has
/// just written one by one, for which a processor has to wait.
#[derive(Debug)]
pub(crate) struct Blocks {
    places: Vec<(u64, Handle)>,
    count: usize,
}

impl Blocks {
    pub(crate) const fn new() -> Self {
        Self { places: Vec::new(), count: 0 }
    }

    pub(crate) fn get(&self, address: u64) -> Option<Handle> {
        let place = self.find(address)?;
        Some(self.places[place].1)
    }

    /// A block is at an address from now on, whatever was there.
    #[inline]
    pub(crate) fn insert(&mut self, address: u64, block: Handle) {
        // Half of the places are free, so that the next free one is not far.
        if 2 * self.count >= self.places.len() {
            self.grow();
        }
        let place = self.place(address);
        self.count += usize::from(self.places[place].0 != address);
        self.places[place] = (address, block);
    }

    /// Takes the block away that is at an address.
    #[inline]
    pub(crate) fn remove(&mut self, address: u64) -> Option<Handle> {
        let mut free = self.find(address)?;
        let block = self.places[free].1;
        // Who stands behind it and had to go past the place moves up, so that it is still found.
        let mut place = self.next(free);
        while self.places[place].0 != 0 {
            let passed = place.wrapping_sub(self.first(self.places[place].0));
            let moves = place.wrapping_sub(free);
            let mask = self.places.len() - 1;
            if passed & mask >= moves & mask {
                self.places[free] = self.places[place];
                free = place;
            }
            place = self.next(place);
        }
        self.places[free] = NONE;
        self.count -= 1;
        Some(block)
    }

    #[inline]
    fn find(&self, address: u64) -> Option<usize> {
        if self.count == 0 || address == 0 {
            return None;
        }
        Some(self.place(address)).filter(|place| self.places[*place].0 == address)
    }

    /// Where an address stands, or else the free place where it would.
    #[inline]
    fn place(&self, address: u64) -> usize {
        let mut place = self.first(address);
        while self.places[place].0 != address && self.places[place].0 != 0 {
            place = self.next(place);
        }
        place
    }

    /// The place that an address is spread to: the lowest bits of most addresses are the same.
    #[inline]
    const fn first(&self, address: u64) -> usize {
        let spread = address.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        spread as usize & (self.places.len() - 1)
    }

    #[inline]
    const fn next(&self, place: usize) -> usize {
        (place + 1) & (self.places.len() - 1)
    }

    #[cold]
    fn grow(&mut self) {
        let length = (2 * self.places.len()).max(FIRST);
        let before = std::mem::replace(&mut self.places, vec![NONE; length]);
        for (address, block) in before.into_iter().filter(|(address, _)| *address != 0) {
            let place = self.place(address);
            self.places[place] = (address, block);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// The same as a map, with few enough addresses that they get in each other's way.
    #[test]
    fn blocks_are_where_they_were_put() {
        let (mut blocks, mut map) = (Blocks::new(), HashMap::new());
        let mut dice = 1_u64;
        for number in 0..200_000 {
            dice = dice.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            // At times there are many, at times next to none.
            let many = (number / 20_000) % 2 == 0;
            let address = 16 * (1 + (dice >> 40) % 700);
            if (dice >> 33) % 4 < if many { 3 } else { 1 } {
                blocks.insert(address, Handle(number));
                map.insert(address, Handle(number));
            } else {
                assert_eq!(blocks.remove(address), map.remove(&address));
            }
            assert_eq!(blocks.count, map.len());
            assert_eq!(blocks.get(address), map.get(&address).copied());
        }
        assert!((1..=700).all(|n| blocks.get(16 * n) == map.get(&(16 * n)).copied()));
        assert_eq!(blocks.get(0), None);
        assert_eq!(blocks.remove(0), None);
    }
}
