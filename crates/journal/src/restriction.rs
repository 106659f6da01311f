use cemapi_abi::Restriction;

/// Takes a condition off the front; `Some(None)` is `NULL`.
pub(crate) fn take(bytes: &mut &[u8]) -> Option<Option<Box<Restriction>>> {
    let (condition, rest) = postcard::take_from_bytes(bytes).ok()?;
    *bytes = rest;
    Some(condition)
}

#[cfg(test)]
mod tests {
    use cemapi_abi::{Prop, PropTag};

    use super::*;

    #[test]
    fn every_condition_comes_back() {
        let prop = Prop { tag: PropTag(0x0037_001F), value: cemapi_abi::PropValue::Raw(7) };
        let (tag, relation) = (PropTag(0x3001_001F), 4);
        let conditions = vec![
            Restriction::Content { fuzzy: 1, tag, prop: prop.clone() },
            Restriction::Property { relation, tag, prop },
            Restriction::CompareProps { relation, left: tag, right: PropTag(1) },
            Restriction::Bitmask { relation, tag, mask: 1 << 31 },
            Restriction::Size { relation, tag, bytes: 300 },
            Restriction::Exist(tag),
            Restriction::Other(11),
            Restriction::Not(Box::new(Restriction::Or(Vec::new()))),
        ];
        let whole = Some(Box::new(Restriction::And(conditions)));
        let mut bytes = postcard::to_allocvec(&whole).unwrap_or_default();
        bytes.push(42);
        let mut rest = &*bytes;
        assert_eq!(take(&mut rest), Some(whole));
        assert_eq!(rest, [42]);
    }

    #[test]
    fn a_million_levels_are_refused() {
        let mut bytes = vec![2; 1_000_000];
        bytes[0] = 1;
        assert_eq!(take(&mut &*bytes), None);
    }
}
