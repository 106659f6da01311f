use std::ptr;

use cemapi_abi::{
    Function,
    registry::{INTERFACES, Kind, Param},
};
use serde::{Deserialize, Serialize};

use crate::{Problem, RawCall, kind, number, visit::is_plain};

/// The signature of a function or method, as it stands in a journal before its first call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The number of its interface in this journal.
    pub interface_number: u8,
    /// Its number in the interface.
    pub method_number: u8,
    /// The name of its interface.
    pub interface: String,
    /// Its name.
    pub name: String,
    /// Whether it is called on an object.
    pub receiver: bool,
    /// Its parameters in order.
    pub params: Vec<SignatureParam>,
}

/// A parameter in a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureParam {
    /// Its name.
    pub name: String,
    /// The word for what it carries.
    pub kind: String,
    /// Whether the callee writes it.
    pub out: bool,
}

impl Signature {
    /// The signature of a function of the registry.
    pub(crate) fn of(function: Function) -> Self {
        let interface = function.interface();
        let signature = function.signature();
        // A test sees to it that the numbers stay below 128 and so take one byte each.
        let at = INTERFACES.iter().position(|known| ptr::eq(*known, interface)).unwrap_or(0);
        let first = Function::all().find(|known| ptr::eq(known.interface(), interface));
        let method = function.index() - first.map_or(0, Function::index);
        let param = |param: &Param| SignatureParam {
            name: param.name.to_owned(),
            kind: kind::word(param.kind),
            out: param.out,
        };
        Self {
            interface_number: at as u8,
            method_number: method as u8,
            interface: interface.name.to_owned(),
            name: signature.name.to_owned(),
            receiver: interface.receiver.is_some(),
            params: signature.params.iter().map(param).collect(),
        }
    }
}

/// How calls of one signature are understood.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) signature: Signature,
    pub(crate) plan: Plan,
    /// What each parameter carries, and whether it is an out-parameter.
    pub(crate) kinds: Vec<(Kind, bool)>,
    /// Whether every argument can be shown as it is written.
    pub(crate) plain: bool,
}

#[derive(Debug)]
pub(crate) enum Plan {
    /// The registry has the same function at the same place.
    Same(Function),
    /// The registry has the function, and an argument may lie elsewhere.
    Parts(Function, Parts),
    /// The registry does not have it, or not with these arguments.
    Unknown,
}

/// Where the arguments of a call are found.
#[derive(Debug)]
pub(crate) struct Parts {
    /// What each argument in the journal carries, and whether it is an out-parameter.
    pub(crate) written: Vec<(Kind, bool)>,
    /// For each parameter of the registry, which of those it is.
    pub(crate) places: Vec<Option<usize>>,
}

impl Plan {
    fn of(signature: &Signature) -> Self {
        let named = Function::named(&signature.name)
            .find(|function| function.interface().name == signature.interface);
        let Some(function) = named else { return Self::Unknown };
        let params = function.signature().params;
        // Conditions nest, and a hostile journal nests them deeper than a stack is.
        let nests = params.iter().any(|param| param.kind == Kind::Restriction);
        if !nests && *signature == Signature::of(function) {
            return Self::Same(function);
        }
        let receiver = function.interface().receiver.is_some();
        let written: Option<Vec<_>> =
            signature.params.iter().map(|p| Some((kind::of_word(&p.kind)?, p.out))).collect();
        let Some(written) = written.filter(|_| receiver == signature.receiver) else {
            return Self::Unknown;
        };
        let place = |param: &Param| signature.params.iter().position(|p| p.name == param.name);
        let places: Vec<Option<usize>> = params.iter().map(place).collect();
        let fits = |(param, place): (&Param, &Option<usize>)| {
            place.is_none_or(|place| written[place] == (param.kind, param.out))
        };
        match params.iter().zip(&places).all(fits) {
            true => Self::Parts(function, Parts { written, places }),
            false => Self::Unknown,
        }
    }
}

/// The signatures that a journal has written down so far.
#[derive(Debug, Default)]
pub struct Signatures {
    all: Vec<Known>,
    by_number: Vec<Methods>,
}

/// The methods of one interface, by number.
#[derive(Clone, Debug, Default)]
struct Methods {
    /// Whether they are called on objects, whose number then stands before the method's.
    receiver: bool,
    /// For each number, which signature it is.
    places: Vec<Option<u32>>,
}

impl Signatures {
    /// Every signature, in the order of appearance, with what it is in the registry.
    pub fn iter(&self) -> impl Iterator<Item = (&Signature, Option<Function>)> {
        self.all.iter().map(|known| (&known.signature, known.function()))
    }

    /// The call whose bytes these are, as [`RawCall::bytes`] gave them.
    #[must_use]
    pub fn call<'a>(&'a self, bytes: &'a [u8]) -> Option<RawCall<'a>> {
        let known = self.get(self.find(bytes)?)?;
        Some(RawCall { bytes, known })
    }

    pub(crate) fn add(&mut self, signature: Signature) -> Result<(), Problem> {
        let interface = usize::from(signature.interface_number);
        let method = usize::from(signature.method_number);
        if interface >= 0x80 || method >= 0x80 {
            return Err(Problem::Malformed("a signature"));
        }
        if self.by_number.len() <= interface {
            self.by_number.resize(interface + 1, Methods::default());
        }
        let methods = &mut self.by_number[interface];
        if methods.places.len() <= method {
            methods.places.resize(method + 1, None);
        }
        let first = methods.places.iter().all(Option::is_none);
        if methods.places[method].is_some() || !(first || methods.receiver == signature.receiver) {
            return Err(Problem::OutOfOrder("signature", self.all.len() as u64));
        }
        methods.receiver = signature.receiver;
        methods.places[method] = Some(self.all.len() as u32);
        let plan = Plan::of(&signature);
        let kinds: Option<Vec<_>> =
            signature.params.iter().map(|p| Some((kind::of_word(&p.kind)?, p.out))).collect();
        let kinds = kinds.unwrap_or_default();
        let plain = kinds.iter().all(|(kind, out)| *out || is_plain(*kind));
        self.all.push(Known { signature, plan, kinds, plain });
        Ok(())
    }

    pub(crate) fn get(&self, place: u32) -> Option<&Known> {
        self.all.get(place as usize)
    }

    /// Which signature a call has whose bytes these are.
    pub(crate) fn find(&self, call: &[u8]) -> Option<u32> {
        let (interface, mut rest) = call.split_first()?;
        let methods = self.by_number.get(usize::from(*interface))?;
        if methods.receiver {
            number::take(&mut rest)?;
        }
        methods.places.get(usize::from(*rest.first()?)).copied().flatten()
    }
}

impl Known {
    pub(crate) const fn function(&self) -> Option<Function> {
        match self.plan {
            Plan::Same(function) | Plan::Parts(function, _) => Some(function),
            Plan::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_one_byte() {
        assert!(INTERFACES.len() < 0x80);
        assert!(INTERFACES.iter().all(|interface| interface.methods.len() < 0x80));
    }

    #[test]
    fn every_function_is_found_again() {
        for function in Function::all() {
            let found = match Plan::of(&Signature::of(function)) {
                Plan::Same(found) | Plan::Parts(found, _) => Some(found),
                Plan::Unknown => None,
            };
            assert_eq!(found, Some(function));
        }
    }
}
