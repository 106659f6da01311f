use std::{borrow::Cow, cmp::Ordering};

use cemapi_abi::{
    EntryId, Iid, PropTag, PropValue, Restriction,
    registry::{
        BMR_EQZ, BMR_NEZ, FL_IGNORECASE, FL_LOOSE, FL_PREFIX, FL_SUBSTRING, RELOP_EQ, RELOP_GE,
        RELOP_GT, RELOP_LE, RELOP_LT, RELOP_NE,
    },
};

use crate::mailbox::size;

/// How deep conditions may lie in one another.
const DEEPEST: u32 = 64;

/// Whether a condition can be told of every row.
pub(super) fn understood(restriction: &Restriction) -> bool {
    understood_at(restriction, 0)
}

fn understood_at(restriction: &Restriction, depth: u32) -> bool {
    let relation_is_known = |relation: u32| {
        [RELOP_LT, RELOP_LE, RELOP_GT, RELOP_GE, RELOP_EQ, RELOP_NE].contains(&relation)
    };
    if depth > DEEPEST {
        return false;
    }
    match restriction {
        Restriction::And(parts) | Restriction::Or(parts) => {
            parts.iter().all(|part| understood_at(part, depth + 1))
        }
        Restriction::Not(part) => understood_at(part, depth + 1),
        Restriction::Property { relation, .. }
        | Restriction::CompareProps { relation, .. }
        | Restriction::Size { relation, .. } => relation_is_known(*relation),
        Restriction::Bitmask { relation, .. } => [BMR_EQZ, BMR_NEZ].contains(relation),
        Restriction::Content { .. } | Restriction::Exist(_) => true,
        Restriction::Other(_) => false,
    }
}

/// Whether a row meets a condition that is understood. A comparison with what the row does not
/// have does not hold.
pub(super) fn holds<'a>(
    restriction: &Restriction,
    row: &impl Fn(PropTag) -> Option<Cow<'a, PropValue>>,
) -> bool {
    match restriction {
        Restriction::And(parts) => parts.iter().all(|part| holds(part, row)),
        Restriction::Or(parts) => parts.iter().any(|part| holds(part, row)),
        Restriction::Not(part) => !holds(part, row),
        Restriction::Content { fuzzy, tag, prop } => {
            row(*tag).is_some_and(|value| contains(&value, &prop.value, *fuzzy))
        }
        Restriction::Property { relation, tag, prop } => {
            row(*tag).is_some_and(|value| relates(compare(&value, &prop.value), *relation))
        }
        Restriction::CompareProps { relation, left, right } => match (row(*left), row(*right)) {
            (Some(left), Some(right)) => relates(compare(&left, &right), *relation),
            _ => false,
        },
        Restriction::Bitmask { relation, tag, mask } => match row(*tag).as_deref() {
            Some(PropValue::Long(value)) => (value & mask == 0) == (*relation == BMR_EQZ),
            _ => false,
        },
        Restriction::Size { relation, tag, bytes } => row(*tag).is_some_and(|value| {
            let header = size(&PropValue::Raw(0));
            relates(Some((size(&value) - header).cmp(&(*bytes).into())), *relation)
        }),
        Restriction::Exist(tag) => row(*tag).is_some(),
        Restriction::Other(_) => false,
    }
}

fn relates(order: Option<Ordering>, relation: u32) -> bool {
    let Some(order) = order else { return relation == RELOP_NE };
    match relation {
        RELOP_LT => order.is_lt(),
        RELOP_LE => order.is_le(),
        RELOP_GT => order.is_gt(),
        RELOP_GE => order.is_ge(),
        RELOP_EQ => order.is_eq(),
        RELOP_NE => order.is_ne(),
        _ => false,
    }
}

/// How two values compare; `None` if they are of different types.
fn compare(one: &PropValue, other: &PropValue) -> Option<Ordering> {
    use PropValue::{
        Binary, Boolean, Double, Error, Float, Id, Large, Long, Raw, Short, String8, Time, Unicode,
    };
    Some(match (one, other) {
        (Raw(one), Raw(other)) | (Time(one), Time(other)) => one.cmp(other),
        (Short(one), Short(other)) => one.cmp(other),
        // PT_LONG is signed.
        (Long(one), Long(other)) => one.cast_signed().cmp(&other.cast_signed()),
        (Float(one), Float(other)) => {
            return f32::from_bits(*one).partial_cmp(&f32::from_bits(*other));
        }
        (Double(one), Double(other)) => {
            return f64::from_bits(*one).partial_cmp(&f64::from_bits(*other));
        }
        (Large(one), Large(other)) => one.cmp(other),
        (Error(one), Error(other)) => one.cmp(other),
        (Boolean(one), Boolean(other)) => one.cmp(other),
        (String8(one), String8(other)) => one.cmp(other),
        (Unicode(one), Unicode(other)) => one.cmp(other),
        (Id(one), Id(other)) => one.map(Iid::to_bytes).cmp(&other.map(Iid::to_bytes)),
        (Binary(EntryId::Known(one)), Binary(EntryId::Known(other))) => one.cmp(other),
        (Binary(one), Binary(other)) => match (bytes(one), bytes(other)) {
            (Some(one), Some(other)) => one.cmp(other),
            _ => return None,
        },
        _ => return None,
    })
}

fn bytes(id: &EntryId) -> Option<&[u8]> {
    match id {
        EntryId::Null => Some(&[]),
        EntryId::Bytes(bytes) => Some(bytes),
        EntryId::Known(_) => None,
    }
}

/// Whether a string or binary value contains, equals or begins with another.
fn contains(value: &PropValue, sought: &PropValue, fuzzy: u32) -> bool {
    let ignores_case = fuzzy & (FL_IGNORECASE | FL_LOOSE) != 0;
    match (value, sought) {
        (PropValue::Unicode(Some(value)), PropValue::Unicode(Some(sought))) if ignores_case => {
            within(&lower(value.units()), &lower(sought.units()), fuzzy)
        }
        (PropValue::Unicode(Some(value)), PropValue::Unicode(Some(sought))) => {
            within(value.units(), sought.units(), fuzzy)
        }
        (PropValue::String8(Some(value)), PropValue::String8(Some(sought))) if ignores_case => {
            within(&value.to_ascii_lowercase(), &sought.to_ascii_lowercase(), fuzzy)
        }
        (PropValue::String8(Some(value)), PropValue::String8(Some(sought))) => {
            within(value, sought, fuzzy)
        }
        (PropValue::Binary(value), PropValue::Binary(sought)) => {
            match (bytes(value), bytes(sought)) {
                (Some(value), Some(sought)) => within(value, sought, fuzzy),
                _ => value == sought,
            }
        }
        _ => false,
    }
}

fn within<T: PartialEq>(value: &[T], sought: &[T], fuzzy: u32) -> bool {
    if fuzzy & FL_SUBSTRING != 0 {
        sought.is_empty() || value.windows(sought.len()).any(|part| part == sought)
    } else if fuzzy & FL_PREFIX != 0 {
        value.starts_with(sought)
    } else {
        value == sought
    }
}

/// The characters in lower case; surrogates that stand alone stay what they are.
fn lower(units: &[u16]) -> Vec<u16> {
    let mut lower = Vec::with_capacity(units.len());
    for character in char::decode_utf16(units.iter().copied()) {
        match character {
            Ok(character) => {
                for character in character.to_lowercase() {
                    lower.extend(character.encode_utf16(&mut [0; 2]).iter());
                }
            }
            Err(alone) => lower.push(alone.unpaired_surrogate()),
        }
    }
    lower
}
