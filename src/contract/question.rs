use std::sync::OnceLock;

use cemapi_abi::Function;

use super::{
    Rule, Side, Signs,
    rule::{Ask, When},
    rules,
};

/// What the rules ask at the calls of one function.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// The signs that any of them needs.
    signs: Signs,
    /// Whether one of them is asked at every call.
    always: bool,
    /// Those for clients first: what a client has done wrong decides what the implementation can
    /// be blamed for.
    all: Vec<(Signs, &'static Rule, Ask)>,
}

/// The questions at the calls of a function; found when it is first called.
#[inline]
pub(super) fn questions_at(function: Function) -> &'static Questions {
    static AT: [OnceLock<Questions>; Function::COUNT] =
        [const { OnceLock::new() }; Function::COUNT];
    AT[function.index()].get_or_init(|| Questions::new(function))
}

impl Questions {
    fn new(function: Function) -> Self {
        let mut questions = Self::default();
        for rule in rules::all() {
            let (asked, signs, ask) = match rule.when {
                When::Calls(names, signs, ask) => {
                    (names.iter().any(|name| names_function(name, function)), signs, ask)
                }
                When::Methods(interfaces, signs, ask) => {
                    (interfaces.contains(&function.interface().name), signs, ask)
                }
                When::EveryCall(signs, ask) => (true, signs, ask),
                When::End(_) => continue,
            };
            if asked {
                questions.signs = questions.signs | signs;
                questions.always |= signs == Signs::NONE;
                questions.all.push((signs, rule, ask));
            }
        }
        questions.all.sort_by_key(|(_, rule, _)| rule.side == Side::Implementation);
        questions
    }

    /// Whether any is to be asked at a call that shows these signs.
    #[inline]
    pub(super) const fn are_due(&self, seen: Signs) -> bool {
        self.always || self.signs.meet(seen)
    }

    /// The rules that are to be asked at such a call.
    pub(super) fn due(&self, seen: Signs) -> impl Iterator<Item = (&'static Rule, Ask)> {
        let due = move |(signs, ..): &&(Signs, _, _)| *signs == Signs::NONE || signs.meet(seen);
        self.all.iter().filter(due).map(|(_, rule, ask)| (*rule, *ask))
    }
}

/// Whether a rule means this function: by its name, or by `Interface::Name` where several
/// interfaces share that.
fn names_function(name: &str, function: Function) -> bool {
    match name.split_once("::") {
        Some((interface, name)) => {
            function.interface().name == interface && function.signature().name == name
        }
        None => function.signature().name == name,
    }
}
