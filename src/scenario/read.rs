use super::{Scenario, Step};
use crate::{
    contract::{Clause, Contract},
    text::{
        Extra, Flaw, Names, Node, Problem, Shape, nearest, read_call, read_fault,
        read_returned_value,
    },
};
use cemapi_abi::{
    Entry, Handle, Thread,
    registry::{Object, Param},
};

const FIELDS: [&str; 6] = ["shows", "clauses", "breaks", "bug", "faults", "calls"];
const EXTRAS: [&str; 3] = ["thread", "returns", "entries"];

/// Reads a whole scenario file.
pub(super) fn scenario<'a>(name: &str, text: &'a str) -> Result<Scenario, Flaw<'a>> {
    let node = Node::new(text);
    if node.shape() != Shape::Group {
        return Err(node.expected("`(` and the fields of a scenario"));
    }
    let mut scenario = Scenario {
        name: name.to_owned(),
        shows: String::new(),
        clauses: Vec::new(),
        breaks: Vec::new(),
        bug: None,
        faults: Vec::new(),
        names: Names::of_scenario(),
        threads: vec!["main".to_owned()],
        steps: Vec::new(),
    };
    let mut seen: Vec<&str> = Vec::new();
    for (key, value) in node.well_formed()?.fields()? {
        seen.push(key);
        match key {
            "shows" => scenario.shows = sentence(value)?,
            "clauses" => scenario.clauses = clauses(value)?,
            "breaks" => scenario.breaks = breakable(value)?,
            "bug" => scenario.bug = Some(sentence(value)?),
            "faults" => {
                scenario.faults =
                    value.list()?.into_iter().map(read_fault).collect::<Result<_, _>>()?;
            }
            "calls" => calls(value, &mut scenario)?,
            _ => return Err(unknown_field(key, "a scenario", &FIELDS)),
        }
    }
    for field in ["shows", "calls"] {
        if !seen.contains(&field) {
            let of = "a scenario".to_owned();
            let problem = Problem::MissingField { field: field.to_owned(), of };
            return Err(Flaw::new(&node.text()[..1], problem));
        }
    }
    scenario.names.all_read();
    Ok(scenario)
}

fn unknown_field<'a>(key: &'a str, of: &str, known: &[&'static str]) -> Flaw<'a> {
    Flaw::new(
        key,
        Problem::UnknownField {
            field: key.to_owned(),
            of: of.to_owned(),
            near: nearest(key, known.iter().copied()),
        },
    )
}

fn sentence(node: Node<'_>) -> Result<String, Flaw<'_>> {
    let text = node.string()?;
    match text.trim().is_empty() {
        true => Err(node.flaw(Problem::EmptyName)),
        false => Ok(text.into_owned()),
    }
}

fn clauses(node: Node<'_>) -> Result<Vec<&'static Clause>, Flaw<'_>> {
    let mut found: Vec<&'static Clause> = Vec::new();
    for node in node.list()? {
        let id = node.string()?;
        let Some(clause) = Contract::clause(&id) else {
            let near = nearest(&id, Contract::clauses().iter().map(|clause| clause.id));
            return Err(node.flaw(Problem::UnknownClause { id: id.into_owned(), near }));
        };
        if found.iter().any(|known| known.id == clause.id) {
            return Err(node.flaw(Problem::RepeatedClause(id.into_owned())));
        }
        found.push(clause);
    }
    Ok(found)
}

fn breakable(node: Node<'_>) -> Result<Vec<&'static Clause>, Flaw<'_>> {
    let found = clauses(node)?;
    for (clause, node) in found.iter().zip(node.list()?) {
        if !Contract::checks_clients(clause.id) {
            return Err(node.flaw(Problem::NotBreakable { id: clause.id.to_owned() }));
        }
    }
    Ok(found)
}

fn calls<'a>(node: Node<'a>, scenario: &mut Scenario) -> Result<(), Flaw<'a>> {
    let calls = node.list()?;
    if calls.is_empty() {
        return Err(node.flaw(Problem::NoCalls));
    }
    for call in calls {
        let step = step(call, &mut scenario.names, &mut scenario.threads)?;
        scenario.steps.push(step);
    }
    Ok(())
}

fn step<'a>(
    node: Node<'a>,
    names: &mut Names,
    threads: &mut Vec<String>,
) -> Result<Step, Flaw<'a>> {
    let read = read_call(node, names, &EXTRAS)?;
    let mut step = Step {
        call: read.call,
        thread: Thread::default(),
        outs: Vec::with_capacity(read.outs.len()),
        entries: Vec::new(),
        returns: None,
    };
    for (param, node) in read.outs {
        step.outs.push(node.map(|node| declare(node, param, names)).transpose()?);
    }
    for (key, node) in read.extras {
        extra((key, node), &mut step, names, threads)?;
    }
    Ok(step)
}

fn extra<'a>(
    (key, node): Extra<'a>,
    step: &mut Step,
    names: &mut Names,
    threads: &mut Vec<String>,
) -> Result<(), Flaw<'a>> {
    match key {
        "thread" => {
            let name = sentence(node)?;
            let known = threads.iter().position(|thread| *thread == name);
            let place = known.unwrap_or_else(|| {
                threads.push(name);
                threads.len() - 1
            });
            step.thread = Thread(u16::try_from(place).map_err(|_| node.expected("fewer threads"))?);
        }
        "returns" => {
            let signature = step.call.function().signature();
            step.returns = Some(read_returned_value(node, signature)?);
        }
        _ => {
            for node in node.list()? {
                step.entries.push(declare_entry(node, names)?);
            }
        }
    }
    Ok(())
}

/// Gives a name to what appears in an out-parameter.
fn declare<'a>(node: Node<'a>, param: &Param, names: &mut Names) -> Result<Handle, Flaw<'a>> {
    let name = sentence(node)?;
    if names.find(&name).is_some() {
        return Err(node.flaw(Problem::NameTaken(name)));
    }
    let object = param.hands_out().unwrap_or(Object::Other);
    Ok(names.add(name, object))
}

fn declare_entry<'a>(node: Node<'a>, names: &mut Names) -> Result<Entry, Flaw<'a>> {
    let name = sentence(node)?;
    match names.find_entry(&name) {
        Some(_) => Err(node.flaw(Problem::NameTaken(name))),
        None => Ok(names.add_entry(name)),
    }
}
