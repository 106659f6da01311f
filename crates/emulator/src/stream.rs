use cemapi_abi::{
    Entry, Handle, Output, Place, PropTag, Size, Thread,
    registry::{
        E_INVALIDARG, E_NOTIMPL, MAPI_E_NO_ACCESS, MAPI_E_NOT_ENOUGH_DISK, S_OK, STREAM_SEEK_CUR,
        STREAM_SEEK_END, STREAM_SEEK_SET, StreamCall,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, Failure, at, code, with},
    object::{Kind, Object, Opened},
    thing::Thing,
};

/// A stream over a property. It has no bytes of its own: what is written is in the property at
/// once (PROP-2), and several streams over a property see the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Stream {
    pub(crate) message: Opened,
    /// The attachment whose property it is, if not the message's.
    pub(crate) attachment: Option<u32>,
    pub(crate) tag: PropTag,
    pub(crate) writable: bool,
    pub(crate) position: u32,
}

impl Emulator {
    pub(crate) fn stream(&mut self, thread: Thread, object: Handle, call: &StreamCall) -> Answer {
        let stream = self.reach_stream(thread, object)?;
        match call {
            StreamCall::Read { pv, cb, pcbRead } => {
                if *pv == Place::Null {
                    return Err(self.null_out());
                }
                let bytes = self.read(object, stream, (*cb).into());
                let count = Output::Number(bytes.len() as u32);
                with(S_OK, [Output::Bytes(bytes), at(*pcbRead, count)])
            }
            StreamCall::Write { pv, cb, pcbWritten } => {
                let bytes = match (pv, cb) {
                    (None, Size::Own | Size::Of(0)) => &[][..],
                    _ => self.counted(*cb, pv.as_ref())?,
                };
                self.write(object, stream, bytes)?;
                with(S_OK, [at(*pcbWritten, Output::Number(bytes.len() as u32))])
            }
            StreamCall::Seek { dlibMove, dwOrigin, plibNewPosition } => {
                let origin = match *dwOrigin {
                    STREAM_SEEK_SET => 0,
                    STREAM_SEEK_CUR => stream.position.into(),
                    STREAM_SEEK_END => self.length(stream).into(),
                    _ => return Err(E_INVALIDARG.into()),
                };
                let position = dlibMove.checked_add(origin).and_then(|to| u32::try_from(to).ok());
                let Some(position) = position else { return Err(E_INVALIDARG.into()) };
                self.move_stream(object, position);
                with(S_OK, [at(*plibNewPosition, Output::Number(position))])
            }
            StreamCall::SetSize { libNewSize } => {
                let Ok(size) = u64::try_from(*libNewSize) else { return Err(E_INVALIDARG.into()) };
                self.resize(stream, size)?;
                code(S_OK)
            }
            StreamCall::CopyTo { pstm, cb, pcbRead, pcbWritten } => {
                let target = self.pointed_to(thread, *pstm)?;
                let sink = self.reach_stream(thread, target)?;
                let Ok(count) = u64::try_from(*cb) else { return Err(E_INVALIDARG.into()) };
                let bytes = self.peek(stream, count);
                self.write(target, sink, &bytes)?;
                let count = bytes.len() as u32;
                if target != object {
                    self.move_stream(object, stream.position.saturating_add(count));
                }
                let count = Output::Number(count);
                with(S_OK, [at(*pcbRead, count.clone()), at(*pcbWritten, count)])
            }
            // Writing is through already (PROP-2).
            StreamCall::Commit { .. } => code(S_OK),
            StreamCall::Stat { pstatstg, .. } => {
                if *pstatstg == Place::Null {
                    return Err(self.null_out());
                }
                with(S_OK, [Output::Number(self.length(stream))])
            }
            StreamCall::Clone { ppstm } => {
                if *ppstm == Place::Null {
                    return Err(self.null_out());
                }
                let clone = self.open(thread, object, Kind::Stream(stream));
                with(S_OK, [Output::Object(clone)])
            }
            StreamCall::Revert {}
            | StreamCall::LockRegion { .. }
            | StreamCall::UnlockRegion { .. } => code(E_NOTIMPL),
        }
    }

    fn reach_stream(&self, thread: Thread, handle: Handle) -> Result<Stream, Failure> {
        match self.reach(thread, handle)?.kind {
            Kind::Stream(stream) => Ok(stream),
            _ => Err(ACCESS_VIOLATION),
        }
    }

    fn move_stream(&mut self, handle: Handle, position: u32) {
        if let Some(Thing::Object(Object { kind: Kind::Stream(stream), .. })) =
            self.things.get_mut(handle.index())
        {
            stream.position = position;
        }
    }

    /// Shows the stream's bytes; there are none where the property was deleted.
    fn with_bytes<R>(&self, stream: Stream, see: impl FnOnce(&[u8]) -> R) -> R {
        let Stream { message: Opened { entry, .. }, attachment, tag, .. } = stream;
        let props = match attachment {
            Some(number) => self.mailbox.attachment(entry, number),
            None => self.mailbox.item(entry).map(|item| &item.props),
        };
        see(&props.and_then(|props| props.stream(tag)).unwrap_or_default())
    }

    fn length(&self, stream: Stream) -> u32 {
        self.with_bytes(stream, |bytes| bytes.len() as u32)
    }

    /// The next bytes, as many as there are of those asked for.
    fn peek(&self, stream: Stream, count: u64) -> Vec<u8> {
        self.with_bytes(stream, |bytes| {
            let rest = bytes.get(stream.position as usize..).unwrap_or_default();
            let count = usize::try_from(count).unwrap_or(usize::MAX).min(rest.len());
            rest[..count].to_vec()
        })
    }

    fn read(&mut self, handle: Handle, stream: Stream, count: u64) -> Vec<u8> {
        let bytes = self.peek(stream, count);
        self.move_stream(handle, stream.position.saturating_add(bytes.len() as u32));
        bytes
    }

    fn write(&mut self, handle: Handle, stream: Stream, bytes: &[u8]) -> Result<(), Failure> {
        if !stream.writable {
            return Err(MAPI_E_NO_ACCESS.into());
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let start = stream.position as usize;
        let end = u64::from(stream.position) + bytes.len() as u64;
        let length = self.length(stream).into();
        self.grow(stream, length, end.max(length))?;
        self.change_stream(stream, |all| {
            let end = start + bytes.len();
            if all.len() < end {
                all.resize(end, 0);
            }
            all[start..end].copy_from_slice(bytes);
        });
        self.move_stream(handle, u32::try_from(end).unwrap_or(u32::MAX));
        Ok(())
    }

    fn resize(&mut self, stream: Stream, size: u64) -> Result<(), Failure> {
        if !stream.writable {
            return Err(MAPI_E_NO_ACCESS.into());
        }
        self.grow(stream, self.length(stream).into(), size)?;
        self.change_stream(stream, |all| all.resize(size as usize, 0));
        Ok(())
    }

    /// Refuses a length that the store has no room for, or that no position could reach.
    fn grow(&self, stream: Stream, old: u64, new: u64) -> Result<(), Failure> {
        if self.has_room(stream.message.entry, old, new) && u32::try_from(new).is_ok() {
            Ok(())
        } else {
            Err(MAPI_E_NOT_ENOUGH_DISK.into())
        }
    }

    fn change_stream(&mut self, stream: Stream, change: impl FnOnce(&mut Vec<u8>)) {
        let entry: Entry = stream.message.entry;
        self.change_props_at(entry, stream.attachment, |props| {
            props.change_stream(stream.tag, change);
        });
    }
}
