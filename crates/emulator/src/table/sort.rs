use std::cmp::Reverse;

use cemapi_abi::{
    Entry, PropTag, SortOrderSet,
    registry::{
        E_INVALIDARG, MAPI_E_NO_SUPPORT, PR_CONTENT_LENGTH, PR_MESSAGE_DELIVERY_TIME,
        PR_SENDER_NAME_W, PR_SUBJECT_W, TABLE_SORT_ASCEND, TABLE_SORT_COMBINE, TABLE_SORT_DESCEND,
    },
};

use crate::{answer::Failure, mailbox::Summary};

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
    /// which is that of the entries.
    pub(super) fn sorted<'a>(
        self,
        rows: impl Iterator<Item = (&'a Entry, &'a Summary)>,
    ) -> Vec<u32> {
        match self.key {
            PR_MESSAGE_DELIVERY_TIME => self.by(rows, |summary| summary.time),
            PR_CONTENT_LENGTH => self.by(rows, |summary| summary.length),
            PR_SUBJECT_W => self.by(rows, Summary::subject),
            _ => self.by(rows, Summary::sender),
        }
    }

    /// Each key is fetched once; what is sorted is a plain list of keys.
    fn by<'a, K: Ord>(
        self,
        rows: impl Iterator<Item = (&'a Entry, &'a Summary)>,
        key: impl Fn(&'a Summary) -> K,
    ) -> Vec<u32> {
        if self.descending {
            in_order(rows.map(|(entry, summary)| (Reverse(key(summary)), entry.0)))
        } else {
            in_order(rows.map(|(entry, summary)| (key(summary), entry.0)))
        }
    }
}

fn in_order<K: Ord>(keyed: impl Iterator<Item = (K, u32)>) -> Vec<u32> {
    let mut keyed: Vec<(K, u32)> = keyed.collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, row)| row).collect()
}
