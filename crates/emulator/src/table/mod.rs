//! Tables of stores, folders, messages, recipients and attachments.

mod order;
mod restrict;
mod rows;
mod sort;

use std::sync::Arc;

use cemapi_abi::{
    Entry, Handle, Output, Place, PropTag, Restriction, SortOrderSet, Thread,
    registry::{
        BOOKMARK_BEGINNING, E_INVALIDARG, MAPI_E_NO_SUPPORT, MAPI_E_TOO_COMPLEX, S_OK, TableCall,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, Failure, at, code, with},
    argument::must,
    mailbox::Mailbox,
    object::{Kind, Object},
    policy::{TableStrings, TableView, WrongTable},
    property::sizes,
    thing::Thing,
};
use order::Order;
use sort::{Sort, sort_of};

/// At most so many rows come back from one QueryRows (TABLE-2).
const MOST_ROWS: usize = 10;

/// What a table lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    Stores,
    Hierarchy { folder: Entry, deep: bool },
    Contents(Entry),
    Recipients(Entry),
    Attachments(Entry),
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Table {
    source: Source,
    /// What was there when the table was opened, for a table that shows no changes.
    snapshot: Option<Mailbox>,
    /// The columns that were chosen.
    columns: Option<Vec<PropTag>>,
    restriction: Option<Arc<Restriction>>,
    sort: Option<Sort>,
    /// The row that comes next.
    position: usize,
    /// The rows in their order, once somebody has asked for one.
    order: Option<Order>,
}

impl Emulator {
    pub(crate) fn open_table(
        &mut self,
        thread: Thread,
        parent: Handle,
        source: Source,
        place: Place,
    ) -> Answer {
        if place == Place::Null {
            return Err(self.null_out());
        }
        let snapshot = match self.policy.table_view {
            TableView::Snapshot => Some(self.mailbox.clone()),
            TableView::Live => None,
        };
        let table = Table {
            source,
            snapshot,
            columns: None,
            restriction: None,
            sort: None,
            position: 0,
            order: None,
        };
        let table = self.open(thread, parent, Kind::Table(Box::new(table)));
        with(S_OK, [Output::Object(table)])
    }

    pub(crate) fn table(&mut self, thread: Thread, object: Handle, call: &TableCall) -> Answer {
        let Kind::Table(table) = &self.reach(thread, object)?.kind else {
            return Err(ACCESS_VIOLATION);
        };
        let source = table.source;
        let is_contents = matches!(source, Source::Contents(_));
        match call {
            TableCall::SetColumns { lpPropTagArray, ulFlags } => {
                self.documented_for(!matches!(source, Source::Recipients(_)))?;
                must(*ulFlags == 0)?;
                let columns = lpPropTagArray.clone().filter(|tags| !tags.is_empty());
                must(columns.is_some())?;
                self.change_table(object, |table| table.columns = columns)
            }
            TableCall::GetRowCount { ulFlags, lpulCount } => {
                self.documented_for(is_contents)?;
                self.given(*lpulCount)?;
                must(*ulFlags == 0)?;
                let count = self.arrange(object).len() as u32;
                with(S_OK, [Output::Number(count)])
            }
            TableCall::SeekRow { bkOrigin, lRowCount, lplRowsSought } => {
                let seekable = !matches!(source, Source::Stores | Source::Hierarchy { .. });
                self.documented_for(seekable)?;
                must(*bkOrigin == BOOKMARK_BEGINNING)?;
                must(*lRowCount == 0 || !matches!(source, Source::Attachments(_)))?;
                let rows = self.arrange(object).len();
                // There is nothing before the beginning.
                let position = usize::try_from(*lRowCount).unwrap_or(0).min(rows);
                self.change_table(object, |table| table.position = position)?;
                with(S_OK, [at(*lplRowsSought, Output::Untouched)])
            }
            TableCall::QueryPosition { lpulRow, lpulNumerator, lpulDenominator } => {
                for place in [*lpulRow, *lpulNumerator, *lpulDenominator] {
                    self.given(place)?;
                }
                let rows = self.arrange(object).len() as u32;
                let row = self.position(object) as u32;
                let outs = [row, row.min(rows), rows.max(1)].map(Output::Number);
                with(S_OK, outs)
            }
            TableCall::Restrict { lpRestriction, ulFlags } => {
                must(*ulFlags == 0)?;
                let restriction = lpRestriction.as_deref();
                if restriction.is_some_and(|restriction| !restrict::understood(restriction)) {
                    return Err(MAPI_E_TOO_COMPLEX.into());
                }
                let restriction = restriction.map(|restriction| Arc::new(restriction.clone()));
                self.rearrange(object, |table| table.restriction = restriction)
            }
            TableCall::SortTable { lpSortCriteria, ulFlags } => {
                self.documented_for(is_contents)?;
                must(*ulFlags == 0)?;
                self.sort_table(object, lpSortCriteria.as_ref())
            }
            TableCall::QueryRows { lRowCount, ulFlags, lppRows } => {
                self.given(*lppRows)?;
                must(*ulFlags == 0)?;
                let count = usize::try_from(*lRowCount).unwrap_or(0);
                must(count > 0)?;
                self.query_rows(object, count.min(MOST_ROWS))
            }
            _ => Err(self.unsupported()),
        }
    }

    fn given(&self, place: Place) -> Result<(), Failure> {
        match place {
            Place::Given => Ok(()),
            Place::Null => Err(self.null_out()),
        }
    }

    fn documented_for(&self, holds: bool) -> Result<(), Failure> {
        match self.policy.wrong_table {
            _ if holds => Ok(()),
            WrongTable::NoSupport => Err(MAPI_E_NO_SUPPORT.into()),
            WrongTable::InvalidArgument => Err(E_INVALIDARG.into()),
        }
    }

    fn known_table(&mut self, handle: Handle) -> Option<&mut Table> {
        match self.things.get_mut(handle.index()) {
            Some(Thing::Object(Object { kind: Kind::Table(table), .. })) => Some(table),
            _ => None,
        }
    }

    fn change_table(&mut self, handle: Handle, change: impl FnOnce(&mut Table)) -> Answer {
        self.known_table(handle).map(change);
        code(S_OK)
    }

    /// Changes which rows there are or their order; the table begins anew.
    fn rearrange(&mut self, handle: Handle, change: impl FnOnce(&mut Table)) -> Answer {
        self.change_table(handle, |table| {
            change(table);
            table.position = 0;
            table.order = None;
        })
    }

    fn sort_table(&mut self, handle: Handle, order: Option<&SortOrderSet>) -> Answer {
        let Some(order) = order else { return Err(E_INVALIDARG.into()) };
        let sort = sort_of(order)?;
        self.rearrange(handle, |table| table.sort = sort)
    }

    fn position(&mut self, handle: Handle) -> usize {
        self.known_table(handle).map_or(0, |table| table.position)
    }

    /// The rows of a table in their order.
    fn arrange(&mut self, handle: Handle) -> Arc<[u32]> {
        match self.things.get_mut(handle.index()) {
            Some(Thing::Object(Object { kind: Kind::Table(table), .. })) => {
                table.arrange(&self.mailbox)
            }
            _ => Arc::default(),
        }
    }

    fn query_rows(&mut self, handle: Handle, count: usize) -> Answer {
        let rows = self.arrange(handle);
        let cuts = self.policy.table_strings == TableStrings::Cut;
        let Some(Thing::Object(Object { kind: Kind::Table(table), .. })) =
            self.things.get(handle.index())
        else {
            return Err(ACCESS_VIOLATION);
        };
        let start = table.position.min(rows.len());
        let end = (start + count).min(rows.len());
        let view = table.snapshot.as_ref().unwrap_or(&self.mailbox);
        let rows: Vec<_> = (start..end).map(|place| table.row(view, &rows, place, cuts)).collect();
        let bytes = rows.iter().map(|row| sizes(row)).sum();
        let block = self.hand_out(4 + 12 * rows.len() as u64, bytes)?;
        self.change_table(handle, |table| table.position = end)?;
        with(S_OK, [Output::Rows(block, rows)])
    }
}
