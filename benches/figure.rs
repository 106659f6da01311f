use std::time::Duration;

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Figure {
    name: String,
    figure: String,
    against: String,
    ratio: Option<f64>,
    bar: Option<(String, bool)>,
}

impl Figure {
    /// A figure that is compared with nothing yet.
    pub(crate) fn new(name: impl Into<String>, figure: impl Into<String>) -> Self {
        let (name, figure) = (name.into(), figure.into());
        Self { name, figure, against: String::new(), ratio: None, bar: None }
    }

    /// What it is compared with, and how many times that it is.
    pub(crate) fn against(mut self, what: impl Into<String>, ratio: f64) -> Self {
        self.against = what.into();
        self.ratio = Some(ratio);
        self
    }

    /// The bar that it should keep, and whether it does.
    pub(crate) fn bar(mut self, bar: impl Into<String>, kept: bool) -> Self {
        self.bar = Some((bar.into(), kept));
        self
    }

    /// The bar that its ratio should keep.
    pub(crate) fn at_most(self, most: f64) -> Self {
        let kept = self.ratio.is_some_and(|ratio| ratio <= most);
        self.bar(format!("at most {most} times"), kept)
    }

    pub(crate) fn print_heading() {
        row("what", "figure", "compared with", "ratio", "bar");
    }

    pub(crate) fn print(&self) {
        let ratio = self.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let bar = match &self.bar {
            Some((bar, true)) => format!("{bar}: kept"),
            Some((bar, false)) => format!("{bar}: MISSED"),
            None => String::new(),
        };
        row(&self.name, &self.figure, &self.against, &ratio, &bar);
    }
}

fn row(what: &str, figure: &str, against: &str, ratio: &str, bar: &str) {
    let line = format!("{what:<44} {figure:>14}  {against:<46} {ratio:>6}  {bar}");
    println!("{}", line.trim_end());
}

/// A time in the unit that suits it.
pub(crate) fn time(time: Duration) -> String {
    let nanos = time.as_secs_f64() * 1e9;
    match nanos {
        0.0..1e3 => format!("{nanos:.1} ns"),
        1e3..1e6 => format!("{:.2} us", nanos / 1e3),
        1e6..1e9 => format!("{:.2} ms", nanos / 1e6),
        _ => format!("{:.2} s", nanos / 1e9),
    }
}

/// The part of a time that falls to each of `parts`.
pub(crate) fn each(whole: Duration, parts: usize) -> Duration {
    Duration::from_secs_f64(whole.as_secs_f64() / parts as f64)
}
