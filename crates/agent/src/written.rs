//! How calls are written: as a function's number, a receiver and arguments. Code for the arguments
//! of each function would be most of a program that reads calls.

use alloc::vec::Vec;

use cemapi_abi::{Call, Function, Handle, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

type Parts = (u16, Option<Handle>, Vec<Value>);

pub(crate) fn serialize<S: Serializer>(call: &Call, serializer: S) -> Result<S::Ok, S::Error> {
    let mut arguments = Vec::new();
    call.values(&mut |value| arguments.push(value));
    let parts: Parts = (call.function().index() as u16, call.receiver(), arguments);
    parts.serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Call, D::Error> {
    let (function, receiver, arguments) = Parts::deserialize(deserializer)?;
    Function::at(function.into())
        .and_then(|function| Call::new(function, receiver, arguments))
        .ok_or_else(|| D::Error::custom("there is no such call"))
}
