use std::cmp::Ordering;

use cemapi_abi::{
    Entry, PropTag, SortOrderSet,
    registry::{
        E_INVALIDARG, MAPI_E_NO_SUPPORT, PR_CONTENT_LENGTH, PR_MESSAGE_DELIVERY_TIME,
        PR_SENDER_NAME_W, PR_SUBJECT_W, TABLE_SORT_ASCEND, TABLE_SORT_COMBINE, TABLE_SORT_DESCEND,
    },
};

use crate::{
    answer::Failure,
    mailbox::{Item, Mailbox},
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
    /// The messages by their keys. What has no key comes first; what has the same keeps its order.
    pub(super) fn sorted(self, view: &Mailbox, rows: &[u32]) -> Vec<u32> {
        match self.key {
            PR_MESSAGE_DELIVERY_TIME => {
                self.by(view, rows, |item| item.props.time(PR_MESSAGE_DELIVERY_TIME))
            }
            PR_CONTENT_LENGTH => self.by(view, rows, Item::content_length),
            key => self.by(view, rows, |item| item.props.text(key)),
        }
    }

    /// Each key is fetched once; what is sorted is a plain list of keys.
    fn by<'a, K: Ord>(
        self,
        view: &'a Mailbox,
        rows: &[u32],
        key: impl Fn(&'a Item) -> Option<K>,
    ) -> Vec<u32> {
        let mut keyed: Vec<(Option<K>, u32)> =
            rows.iter().map(|row| (view.item(Entry(*row)).and_then(&key), *row)).collect();
        let order = |(one, _): &(Option<K>, u32), (other, _): &(Option<K>, u32)| -> Ordering {
            if self.descending { other.cmp(one) } else { one.cmp(other) }
        };
        keyed.sort_by(order);
        keyed.into_iter().map(|(_, row)| row).collect()
    }
}
