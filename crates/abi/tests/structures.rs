//! The structures have the sizes and offsets of contract 13.
#![expect(clippy::panic, reason = "a test ends where its expectations do")]

use cemapi_abi::layout::{Layout, Structure, structures};

/// What contract 13 says: name, offsets and size with 32-bit and with 64-bit pointers. The size
/// of a structure that ends in an array is that with one element.
type Row = (&'static str, &'static [usize], usize, &'static [usize], usize);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("MAPIINIT_0", &[0, 4], 8, &[0, 4], 8),
    ("ENTRYID", &[0, 4], 5, &[0, 4], 5),
    ("CEENTRYID", &[0, 4, 8, 12], 16, &[0, 4, 8, 12], 16),
    ("MAPIUID", &[0], 16, &[0], 16),
    ("SBinary", &[0, 4], 8, &[0, 8], 16),
    ("SBinaryArray", &[0, 4], 8, &[0, 8], 16),
    ("SPropValue", &[0, 4, 8], 16, &[0, 4, 8], 24),
    ("SPropTagArray", &[0, 4], 8, &[0, 4], 8),
    ("SPropProblem", &[0, 4, 8], 12, &[0, 4, 8], 12),
    ("SPropProblemArray", &[0, 4], 16, &[0, 4], 16),
    ("SRow", &[0, 4, 8], 12, &[0, 4, 8], 16),
    ("ADRENTRY", &[0, 4, 8], 12, &[0, 4, 8], 16),
    ("SRowSet", &[0, 4], 16, &[0, 8], 24),
    ("ADRLIST", &[0, 4], 16, &[0, 8], 24),
    ("MAPIERROR", &[0, 4, 8, 12, 16], 20, &[0, 8, 16, 24, 28], 32),
    ("MAPINAMEID", &[0, 4, 8], 12, &[0, 8, 16], 24),
    ("SSortOrderSet", &[0, 4, 8, 12], 20, &[0, 4, 8, 12], 20),
    ("SRestriction", &[0, 4], 16, &[0, 8], 32),
    ("ERROR_NOTIFICATION", &[0, 4, 8, 12, 16], 20, &[0, 8, 16, 20, 24], 32),
    ("NEWMAIL_NOTIFICATION", &[0, 4, 8, 12, 16, 20, 24], 28, &[0, 8, 16, 24, 32, 40, 48], 56),
    ("OBJECT_NOTIFICATION", &[0, 4, 8, 12, 16, 20, 24, 28, 32, 36], 40,
        &[0, 8, 16, 20, 24, 32, 40, 48, 56, 64], 72),
    ("TABLE_NOTIFICATION", &[0, 4, 8, 24, 40, 52], 56, &[0, 4, 8, 32, 56, 72], 80),
    ("EXTENDED_NOTIFICATION", &[0, 4, 8], 12, &[0, 4, 8], 16),
    ("STATUS_OBJECT_NOTIFICATION", &[0, 4, 8, 12], 16, &[0, 8, 16, 24], 32),
    ("NOTIFICATION", &[0, 4, 8], 64, &[0, 4, 8], 88),
    ("MAILCOMPOSEFIELDS", &[0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40], 44,
        &[0, 4, 8, 16, 24, 32, 40, 48, 56, 64, 72], 80),
];

fn offsets(structure: &Structure, layout: Layout) -> Vec<usize> {
    (0..structure.members.len()).map(|member| structure.offset(member, layout)).collect()
}

#[test]
fn structures_lie_as_the_contract_says() {
    for (name, narrow, narrow_size, wide, wide_size) in TABLE {
        let found = structures::all().find(|structure| structure.name == *name);
        let Some(structure) = found else { panic!("{name} is missing") };
        assert_eq!(offsets(structure, Layout::Narrow), *narrow, "{name}, 32 bits");
        assert_eq!(structure.size(Layout::Narrow), *narrow_size, "{name}, 32 bits");
        assert_eq!(offsets(structure, Layout::Wide), *wide, "{name}, 64 bits");
        assert_eq!(structure.size(Layout::Wide), *wide_size, "{name}, 64 bits");
    }
}

#[test]
fn the_value_of_a_property_is_a_union() {
    let value = &structures::_PV::SHAPE;
    assert!(offsets(value, Layout::Wide).iter().all(|offset| *offset == 0));
    assert_eq!((value.size(Layout::Narrow), value.alignment(Layout::Narrow)), (8, 8));
    assert_eq!((value.size(Layout::Wide), value.alignment(Layout::Wide)), (16, 8));
}

#[test]
fn each_structure_follows_those_that_it_contains() {
    let names: Vec<_> = structures::all().map(|structure| structure.name).collect();
    for (index, structure) in structures::all().enumerate() {
        for (member, c_type, _) in structure.members {
            let contained = c_type.trim_start_matches("union ").split('[').next();
            let position = names.iter().position(|name| Some(*name) == contained);
            assert!(
                position.is_none_or(|position| position < index),
                "{}::{member} comes before its type",
                structure.name
            );
        }
    }
}
