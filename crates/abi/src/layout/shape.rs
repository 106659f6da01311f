/// The width of pointers, which decides how all structures lie in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// 32 bits, as on every Windows CE machine.
    Narrow,
    /// 64 bits, as on a port (LAYOUT-8).
    Wide,
}

impl Layout {
    /// The layout of the machine that this is compiled for.
    pub const HOST: Self = if size_of::<usize>() == 8 { Self::Wide } else { Self::Narrow };

    /// Both layouts.
    pub const ALL: [Self; 2] = [Self::Narrow, Self::Wide];

    /// The bytes of a pointer.
    #[must_use]
    pub const fn pointer(self) -> usize {
        match self {
            Self::Narrow => 4,
            Self::Wide => 8,
        }
    }
}

/// One kind of member of a structure.
#[derive(Clone, Copy, Debug)]
pub enum Member {
    /// A 16-bit number.
    Short,
    /// A 32-bit number.
    Long,
    /// A 64-bit number.
    Large,
    /// Two 32-bit numbers, aligned as one is: a `FILETIME`.
    Pair,
    /// An address.
    Pointer,
    /// This many bytes.
    Bytes(usize),
    /// A structure or union.
    Structure(&'static Structure),
    /// An array that ends the structure and is declared with one element (LAYOUT-5).
    Array(&'static Member),
}

impl Member {
    /// How many bytes it takes; an array takes one element.
    #[must_use]
    pub const fn size(&self, layout: Layout) -> usize {
        match self {
            Self::Short => 2,
            Self::Long => 4,
            Self::Large | Self::Pair => 8,
            Self::Pointer => layout.pointer(),
            Self::Bytes(count) => *count,
            Self::Structure(structure) => structure.size(layout),
            Self::Array(element) => element.size(layout),
        }
    }

    /// What its address is a multiple of.
    #[must_use]
    pub const fn alignment(&self, layout: Layout) -> usize {
        match self {
            Self::Bytes(_) => 1,
            Self::Short => 2,
            Self::Long | Self::Pair => 4,
            Self::Large => 8,
            Self::Pointer => layout.pointer(),
            Self::Structure(structure) => structure.alignment(layout),
            Self::Array(element) => element.alignment(layout),
        }
    }
}

/// A structure or union as the headers declare it.
#[derive(Debug)]
pub struct Structure {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub doc: &'static str,
    /// The header that declares it; empty if it is declared where it is used.
    pub header: &'static str,
    /// Whether its members lie one upon another.
    pub union: bool,
    /// Its members in order: name, C type and kind.
    pub members: &'static [(&'static str, &'static str, Member)],
}

impl Structure {
    /// How many bytes it takes; an array at its end takes one element.
    #[must_use]
    pub const fn size(&self, layout: Layout) -> usize {
        let mut size = 0;
        let mut next = 0;
        while next < self.members.len() {
            size = larger(size, self.offset(next, layout) + self.members[next].2.size(layout));
            next += 1;
        }
        align(size, self.alignment(layout))
    }

    /// What its address is a multiple of.
    #[must_use]
    pub const fn alignment(&self, layout: Layout) -> usize {
        let mut alignment = 1;
        let mut next = 0;
        while next < self.members.len() {
            alignment = larger(alignment, self.members[next].2.alignment(layout));
            next += 1;
        }
        alignment
    }

    /// Where a member begins.
    #[must_use]
    pub const fn offset(&self, member: usize, layout: Layout) -> usize {
        if self.union {
            return 0;
        }
        let mut end = 0;
        let mut next = 0;
        while next < member {
            let before = &self.members[next].2;
            end = align(end, before.alignment(layout)) + before.size(layout);
            next += 1;
        }
        align(end, self.members[member].2.alignment(layout))
    }
}

/// A number of bytes in both layouts. Programs that have it need not look at the structure.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    narrow: usize,
    wide: usize,
}

impl Extent {
    /// The size of a structure.
    #[must_use]
    pub(super) const fn of(structure: &Structure) -> Self {
        Self { narrow: structure.size(Layout::Narrow), wide: structure.size(Layout::Wide) }
    }

    /// The number in a layout.
    #[must_use]
    pub const fn size(self, layout: Layout) -> usize {
        match layout {
            Layout::Narrow => self.narrow,
            Layout::Wide => self.wide,
        }
    }
}

/// A member's place in its structure.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    begin: Extent,
    extent: Extent,
}

impl Field {
    /// The member of this name. There has to be one, or what is compiled does not compile.
    #[must_use]
    pub(super) const fn named(structure: &Structure, name: &str) -> Self {
        let mut index = 0;
        while !equal(structure.members[index].0, name) {
            index += 1;
        }
        let (narrow, wide) = (Layout::Narrow, Layout::Wide);
        let mut begin =
            Extent { narrow: structure.offset(index, narrow), wide: structure.offset(index, wide) };
        if cfg!(feature = "wrong-offset") && begin.narrow == 8 {
            begin.narrow = 4;
        }
        let member = &structure.members[index].2;
        let extent = Extent { narrow: member.size(narrow), wide: member.size(wide) };
        Self { begin, extent }
    }

    /// Where it begins.
    #[must_use]
    pub const fn offset(&self, layout: Layout) -> usize {
        self.begin.size(layout)
    }

    /// How many bytes it takes.
    #[must_use]
    pub const fn size(&self, layout: Layout) -> usize {
        self.extent.size(layout)
    }
}

const fn larger(one: usize, other: usize) -> usize {
    if one > other { one } else { other }
}

const fn align(offset: usize, alignment: usize) -> usize {
    offset.div_ceil(alignment) * alignment
}

const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}
