use std::path::Path;

use cemapi_agent::card::{AGENT, RESULTS, SCENARIOS};

use super::{
    SubmissionError,
    archive::{self, Contents, SUMS},
};
use crate::{
    card::{Became, Files, Imported},
    marks::{Mark, Marks},
    scenario::Scenario,
    suite::Folder,
    verdict::judge,
};

/// A device's run, with everything that it takes to check it.
#[derive(Debug)]
pub struct Submission {
    /// What the device is called.
    pub name: String,
    /// What came of the scenarios.
    pub imported: Imported,
    /// The deviations that are claimed to be known.
    pub marks: Marks,
    contents: Contents,
}

/// How a submission's traces stand against the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// How many keep every rule, or break what they mean to break.
    pub passed: usize,
    /// How many deviate only as the marks say.
    pub marked: usize,
    /// The others: the scenario, and the first thing that is wrong.
    pub failed: Vec<(String, String)>,
}

/// What the run came to, for people.
const REPORT: &str = "REPORT.txt";
/// The marks of the device.
const MARKS: &str = "marks.ron";
const NAME: &str = "device: ";
const TOOL: &str = "made by: ";
const THIS: &str = concat!("cemapi-cts ", env!("CARGO_PKG_VERSION"));

impl Submission {
    /// Makes a submission of a card, of the scenarios that ran on it, and of the marks in a folder.
    ///
    /// # Errors
    ///
    /// The files do not belong together, or one of them cannot be read.
    pub fn new(
        files: Files,
        name: &str,
        scenarios: &Folder,
        marks: &Path,
    ) -> Result<Self, SubmissionError> {
        let load = |name: &str| std::fs::read_to_string(scenarios.path(name)).ok();
        let marks = std::fs::read_to_string(marks.join(MARKS)).unwrap_or_default();
        Self::build(files, name, &load, &marks)
    }

    fn build(
        files: Files,
        name: &str,
        load: &dyn Fn(&str) -> Option<String>,
        marks: &str,
    ) -> Result<Self, SubmissionError> {
        let parse = |name: &str| Scenario::parse(name, Path::new(name), &load(name)?).ok();
        let mut imported = Imported::read(&files, Some(name), &parse)?;
        // Who is to make the same of it must not depend on more than what is in it.
        imported.made.tool = THIS.to_owned();
        let read = match marks {
            "" => Marks::default(),
            text => Marks::parse(Path::new(MARKS), text).map_err(SubmissionError::Marks)?,
        };
        let mut contents = Contents::new();
        for (name, became) in &imported.scenarios {
            if let (Became::Changed, _) | (_, None) = (became, load(name)) {
                let what = format!(
                    "{name} is another scenario here than on the card; submit from where the card \
                     was packed"
                );
                return Err(SubmissionError::Scenario(what));
            }
            contents.insert(format!("scenarios/{name}.ron"), load(name).unwrap_or_default().into());
        }
        for (_, trace) in imported.traces() {
            let path = format!("traces/{}.ron", trace.scenario);
            contents.insert(path, trace.complete_text().into_bytes());
        }
        if !marks.is_empty() {
            contents.insert(MARKS.to_owned(), marks.as_bytes().to_vec());
        }
        let mut submission = Self { name: name.to_owned(), imported, marks: read, contents };
        let report = submission.report();
        let contents = &mut submission.contents;
        contents.insert(REPORT.to_owned(), report.into_bytes());
        let Files { agent, scenarios, results } = files;
        for (name, bytes) in [(AGENT, agent), (SCENARIOS, scenarios), (RESULTS, results)] {
            contents.insert(name.to_owned(), bytes);
        }
        contents.insert(SUMS.to_owned(), archive::sums(contents).into_bytes());
        Ok(submission)
    }

    /// The submission as a file.
    ///
    /// # Errors
    ///
    /// A scenario's name is too long for an archive.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SubmissionError> {
        archive::write(&self.contents).map_err(SubmissionError::Write)
    }

    /// Reads a file, and makes once more of its results all that it says they come to.
    ///
    /// # Errors
    ///
    /// Any byte of it is another than it has to be.
    pub fn check(file: &[u8]) -> Result<Self, SubmissionError> {
        let contents = archive::read(file)?;
        let get =
            |name: &'static str| contents.get(name).cloned().ok_or(SubmissionError::Lacks(name));
        let told = get(SUMS)?;
        let sums = archive::sums(&contents);
        if sums.as_bytes() != told {
            let known = String::from_utf8_lossy(&told).into_owned();
            let other = sums.lines().find(|line| !known.lines().any(|known| known == *line));
            let name = other.and_then(|line| line.split_once("  ")).map_or(SUMS, |(_, name)| name);
            return Err(SubmissionError::OtherHash(name.to_owned()));
        }
        let files =
            Files { agent: get(AGENT)?, scenarios: get(SCENARIOS)?, results: get(RESULTS)? };
        let report = String::from_utf8_lossy(&get(REPORT)?).into_owned();
        let line = |start| report.lines().find_map(|line| line.strip_prefix(start));
        let name = line(NAME).ok_or(SubmissionError::Lacks(REPORT))?;
        let text = |name: &str| String::from_utf8(contents.get(name)?.clone()).ok();
        let load = |name: &str| text(&format!("scenarios/{name}.ron"));
        let again = Self::build(files, name, &load, &text(MARKS).unwrap_or_default())?;
        // The hashes are those of the other files, as was seen above.
        let mut names = contents.keys().chain(again.contents.keys()).filter(|name| *name != SUMS);
        match names.find(|name| contents.get(*name) != again.contents.get(*name)) {
            None => Ok(again),
            Some(name) => {
                let tool = line(TOOL).filter(|tool| *tool != THIS).map(ToOwned::to_owned);
                Err(SubmissionError::Other { name: name.clone(), tool })
            }
        }
    }

    /// Holds the traces against the contract and the marks that are claimed.
    #[must_use]
    pub fn judge(&self) -> Judged {
        let mut judged = Judged::default();
        for (scenario, trace) in self.imported.traces() {
            let marks: Vec<&Mark> = self.marks.of(&scenario.name).collect();
            let judgement = judge(scenario, trace, &marks);
            match judgement.failures.first() {
                Some(failure) => {
                    judged.failed.push((scenario.name.clone(), failure.to_string()));
                }
                None if judgement.held.is_empty() => judged.passed += 1,
                None => judged.marked += 1,
            }
        }
        judged
    }

    /// What is said of the run to people who open the archive.
    fn report(&self) -> String {
        let Imported { made, results, scenarios } = &self.imported;
        let ran = self.imported.traces().count();
        let mut lines = vec![
            format!("{NAME}{}", self.name),
            format!("kind: {}", made.by),
            format!("{TOOL}{THIS}"),
        ];
        lines.extend(made.facts.iter().map(|(fact, value)| format!("{fact}: {value}")));
        lines.push(format!("scenarios: {}, of which ran: {ran}", scenarios.len()));
        lines.push(format!("bytes of the results that are damaged: {}", results.damaged));
        lines.push(format!("marks claimed: {}", self.marks.iter().count()));
        for (name, became) in scenarios {
            if let Became::Missing(why) = became {
                lines.push(format!("missing: {name}: {why}"));
            }
        }
        lines.push(String::new());
        lines.join("\n")
    }
}
