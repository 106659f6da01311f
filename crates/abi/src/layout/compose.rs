use alloc::vec::Vec;

use super::{
    Codec, Error, Field, Names, Space,
    structures::{MAILCOMPOSEFIELDS, MAPIINIT_0, MAPINAMEID, NameKind},
};
use crate::{
    ComposeFields, MapiInit, Name, NameId, Text,
    registry::{MNID_ID, MNID_STRING},
};

impl<S: Space + Names> Codec<'_, S> {
    /// The fields of a compose form at an address.
    pub fn compose(&mut self, address: u64) -> Result<ComposeFields, Error> {
        let size = self.get_long(address, MAILCOMPOSEFIELDS::cbSize)?;
        let own = MAILCOMPOSEFIELDS::SIZE.size(self.layout) as u32;
        let mut text = |field| self.get(address, field).and_then(|text| self.text(text));
        Ok(ComposeFields {
            size: (size != own).then_some(size),
            account: text(MAILCOMPOSEFIELDS::pszAccount)?,
            to: text(MAILCOMPOSEFIELDS::pszTo)?,
            cc: text(MAILCOMPOSEFIELDS::pszCc)?,
            bcc: text(MAILCOMPOSEFIELDS::pszBcc)?,
            subject: text(MAILCOMPOSEFIELDS::pszSubject)?,
            body: text(MAILCOMPOSEFIELDS::pszBody)?,
            class: text(MAILCOMPOSEFIELDS::pszMsgClass)?,
            flags: self.get_long(address, MAILCOMPOSEFIELDS::dwFlags)?,
            attachment_count: self.get_long(address, MAILCOMPOSEFIELDS::cAttachments)?,
            attachments: self.attachments(address)?,
        })
    }

    /// The names of all attachments, with the terminators between them.
    fn attachments(&mut self, address: u64) -> Result<Option<Text>, Error> {
        let mut next = self.get(address, MAILCOMPOSEFIELDS::pszAttachments)?;
        if next == 0 {
            return Ok(None);
        }
        let mut units = Vec::new();
        for index in 0..self.get(address, MAILCOMPOSEFIELDS::cAttachments)? {
            let name = self.text(next)?.unwrap_or_default();
            if index > 0 {
                units.push(0);
            }
            units.extend_from_slice(name.units());
            next = next.wrapping_add(2 * (name.units().len() as u64 + 1));
        }
        Ok(Some(Text::from_units(units)))
    }

    /// Puts the fields of a compose form where there is room.
    pub fn put_compose(&mut self, fields: &ComposeFields) -> Result<u64, Error> {
        let own = MAILCOMPOSEFIELDS::SIZE.size(self.layout);
        let address = self.room(own)?;
        let size = fields.size.map_or(own as u64, u64::from);
        self.set(address, MAILCOMPOSEFIELDS::cbSize, size)?;
        self.set(address, MAILCOMPOSEFIELDS::dwFlags, fields.flags.into())?;
        self.set(address, MAILCOMPOSEFIELDS::cAttachments, fields.attachment_count.into())?;
        let texts: [(Field, &Option<Text>); 8] = [
            (MAILCOMPOSEFIELDS::pszAccount, &fields.account),
            (MAILCOMPOSEFIELDS::pszTo, &fields.to),
            (MAILCOMPOSEFIELDS::pszCc, &fields.cc),
            (MAILCOMPOSEFIELDS::pszBcc, &fields.bcc),
            (MAILCOMPOSEFIELDS::pszSubject, &fields.subject),
            (MAILCOMPOSEFIELDS::pszBody, &fields.body),
            (MAILCOMPOSEFIELDS::pszAttachments, &fields.attachments),
            (MAILCOMPOSEFIELDS::pszMsgClass, &fields.class),
        ];
        for (field, text) in texts {
            let text = self.put_text(text.as_ref())?;
            self.set(address, field, text)?;
        }
        Ok(address)
    }

    /// The structure that `MAPIInitialize` takes.
    pub fn mapi_init(&self, address: u64) -> Result<MapiInit, Error> {
        Ok(MapiInit {
            ulVersion: self.get_long(address, MAPIINIT_0::ulVersion)?,
            ulFlags: self.get_long(address, MAPIINIT_0::ulFlags)?,
        })
    }

    /// Puts the structure that `MAPIInitialize` takes where there is room.
    pub fn put_mapi_init(&mut self, init: MapiInit) -> Result<u64, Error> {
        let address = self.room(MAPIINIT_0::SIZE.size(self.layout))?;
        self.set(address, MAPIINIT_0::ulVersion, init.ulVersion.into())?;
        self.set(address, MAPIINIT_0::ulFlags, init.ulFlags.into())?;
        Ok(address)
    }

    /// The names that so many pointers at an address point to.
    pub fn names(&mut self, address: u64, count: u64) -> Result<Vec<NameId>, Error> {
        self.expect(count)?;
        let width = self.layout.pointer();
        (0..count)
            .map(|index| {
                let at = self.number(address.wrapping_add(index * width as u64), width)?;
                let kind = self.at(at, MAPINAMEID::Kind);
                let name = match self.get_long(at, MAPINAMEID::ulKind)? {
                    MNID_STRING => {
                        let text = self.get(kind, NameKind::lpwstrName)?;
                        Name::Text(self.text(text)?.unwrap_or_default())
                    }
                    _ => Name::Number(self.get_long(kind, NameKind::lID)?),
                };
                Ok(NameId { set: self.iid(self.get(at, MAPINAMEID::lpguid)?)?, name })
            })
            .collect()
    }

    /// Puts names where there is room, and pointers to them.
    pub fn put_names(&mut self, names: &[NameId]) -> Result<u64, Error> {
        let width = self.layout.pointer();
        let address = self.room(names.len() * width)?;
        for (name, index) in names.iter().zip(0..) {
            let at = self.room(MAPINAMEID::SIZE.size(self.layout))?;
            self.set_number(address + index * width as u64, width, at)?;
            let set = self.put_iid(name.set)?;
            self.set(at, MAPINAMEID::lpguid, set)?;
            let (kind, field, value) = match &name.name {
                Name::Number(number) => (MNID_ID, NameKind::lID, (*number).into()),
                Name::Text(text) => (MNID_STRING, NameKind::lpwstrName, self.put_text(Some(text))?),
            };
            self.set(at, MAPINAMEID::ulKind, kind.into())?;
            self.set(self.at(at, MAPINAMEID::Kind), field, value)?;
        }
        Ok(address)
    }
}
