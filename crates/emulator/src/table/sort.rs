use cemapi_abi::{
    Entry, PropTag, SortOrderSet,
    registry::{
        E_INVALIDARG, MAPI_E_NO_SUPPORT, PR_CONTENT_LENGTH, PR_MESSAGE_DELIVERY_TIME,
        PR_SENDER_NAME_W, PR_SUBJECT_W, TABLE_SORT_ASCEND, TABLE_SORT_COMBINE, TABLE_SORT_DESCEND,
    },
};

use crate::{
    answer::Failure,
    mailbox::{Summary, TextKey},
};

/// The one key that a contents table is sorted by (TABLE-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sort {
    key: PropTag,
    descending: bool,
}

/// The order that is asked for; `None` is that in which the messages were made.
pub(super) fn sort_of(order: &SortOrderSet) -> Result<Option<Sort>, Failure> {
    if order.categories != 0 || order.expanded != 0 {
        return Err(MAPI_E_NO_SUPPORT.into());
    }
    let (key, direction) = match order.keys[..] {
        [] => return Ok(None),
        [key] => key,
        _ => return Err(MAPI_E_NO_SUPPORT.into()),
    };
    let keys = [PR_MESSAGE_DELIVERY_TIME, PR_SENDER_NAME_W, PR_SUBJECT_W, PR_CONTENT_LENGTH];
    if !keys.contains(&key) || direction == TABLE_SORT_COMBINE {
        return Err(MAPI_E_NO_SUPPORT.into());
    }
    match direction {
        TABLE_SORT_ASCEND => Ok(Some(Sort { key, descending: false })),
        TABLE_SORT_DESCEND => Ok(Some(Sort { key, descending: true })),
        _ => Err(E_INVALIDARG.into()),
    }
}

impl Sort {
    /// The messages by their keys. What has no key comes first; what has the same keeps its order,
    /// which is that of the entries. Each key is fetched once; what is sorted is a plain list.
    pub(super) fn sorted<'a>(
        self,
        rows: impl Iterator<Item = (&'a Entry, &'a Summary)>,
    ) -> Vec<u32> {
        match self.key {
            PR_MESSAGE_DELIVERY_TIME => self.by_number(rows, |summary| summary.time),
            PR_CONTENT_LENGTH => self.by_number(rows, |summary| Some(summary.length.into())),
            PR_SUBJECT_W => self.by_text(rows, Summary::subject),
            _ => self.by_text(rows, Summary::sender),
        }
    }

    /// Key and row make one number, which compares faster than two.
    fn by_number<'a>(
        self,
        rows: impl Iterator<Item = (&'a Entry, &'a Summary)>,
        key: impl Fn(&'a Summary) -> Option<u64>,
    ) -> Vec<u32> {
        let turn = if self.descending { u128::MAX << 32 } else { 0 };
        let mut keyed: Vec<u128> = Vec::with_capacity(rows.size_hint().1.unwrap_or(0));
        keyed.extend(rows.map(|(entry, summary)| {
            let key = key(summary).map_or(0, |key| 1 << 64 | u128::from(key));
            (key << 32 | u128::from(entry.0)) ^ turn
        }));
        keyed.sort_unstable();
        keyed.into_iter().map(|keyed| keyed as u32).collect()
    }

    fn by_text<'a>(
        self,
        rows: impl Iterator<Item = (&'a Entry, &'a Summary)>,
        key: impl Fn(&'a Summary) -> Option<TextKey<'a>>,
    ) -> Vec<u32> {
        let mut keyed: Vec<(Option<TextKey<'a>>, u32)> =
            rows.map(|(entry, summary)| (key(summary), entry.0)).collect();
        if self.descending {
            keyed.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        } else {
            keyed.sort_unstable();
        }
        keyed.into_iter().map(|(_, row)| row).collect()
    }
}
