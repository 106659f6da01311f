use std::fs;

use crate::bench::{Bench, Outcome};

#[test]
fn convert_is_the_identity_both_ways() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("readme", "a.journal")?;
    assert_eq!(bench.tells(&["convert", "a.journal", "b.ron"])?, "exit 0");
    assert_eq!(bench.tells(&["convert", "b.ron", "c.journal"])?, "exit 0");
    assert_eq!(fs::read(bench.path("a.journal"))?, fs::read(bench.path("c.journal"))?);
    let told = bench.tells(&["convert", "a.journal", "b.txt"])?;
    assert_eq!(told, "error: b.txt: the name of a trace ends in .journal or .ron\nexit 2");
    Ok(())
}

#[test]
fn trim_keeps_what_the_calls_need() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("teardown/correct", "a.journal")?;
    let told = bench.tells(&["trim", "a.journal", "--from", "3", "--to", "4", "-o", "b.ron"])?;
    assert!(told.contains("1 more of its calls") && told.ends_with("exit 0"), "{told}");
    let told = bench.tells(&["show", "b.ron"])?;
    assert_eq!(told.lines().count(), 3 + 2, "{told}");
    let told = bench.tells(&["trim", "a.journal", "--from", "9", "-o", "b.ron"])?;
    assert!(told.starts_with("error: a.journal: there are no calls 9 to 5"), "{told}");
    Ok(())
}
