use std::ops::BitOr;

/// What is out of the ordinary about a call, as far as that is seen at a glance.
///
/// Most calls show nothing of it, and most rules can only be broken where there is some: a rule
/// says which signs it needs, and is not asked at a call that shows none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u16);

impl Signs {
    /// A rule that needs no sign is asked at each of its calls.
    pub const NONE: Self = Self(0);
    /// The call did not return, or returned something else than 0.
    pub const FAILED: Self = Self(1);
    /// The process ended in the call.
    pub const ENDED: Self = Self(1 << 1);
    /// The first out-parameter does not hold an object or block alone.
    pub const EMPTY: Self = Self(1 << 2);
    /// The call is made on, or given, something that is gone or was never MAPI's.
    pub const STALE: Self = Self(1 << 3);
    /// It is given a block that goes with another.
    pub const LINKED: Self = Self(1 << 4);
    /// It is given a set of rows.
    pub const ROWS: Self = Self(1 << 5);
    /// The last MAPIUninitialize has been.
    pub const TORN_DOWN: Self = Self(1 << 6);
    /// A message has been submitted.
    pub const SUBMITTED: Self = Self(1 << 7);
    /// Something in the trace lies at an odd address.
    pub const MISALIGNED: Self = Self(1 << 8);

    /// Whether one of these is among the others.
    #[inline]
    pub(super) const fn meet(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// These but for the others.
    #[inline]
    pub(super) const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// These if it is so, and none if not.
    #[inline]
    pub(super) const fn when(self, so: bool) -> Self {
        Self(self.0 * so as u16)
    }
}

impl BitOr for Signs {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
