//! CE MAPI as a library for C and C++: the emulator behind the ABI that `cemapi.dll` has.
//!
//! The functions are exported under their names, and objects are what COM wants: a pointer to a
//! table of functions, one a method, in the header's order. What happens in a call is the
//! emulator's affair; this crate turns arguments into a [`Call`](cemapi_abi::Call), the
//! [`Reply`](cemapi_abi::Reply) into memory, and a death in the reply into a death.
//!
//! The emulator's policy is the preset that the environment variable `CEMAPI_POLICY` names.

mod block;
mod call;
mod death;
mod delivery;
pub mod exports;
pub mod headers;
mod host;
mod names;
mod object;
mod process;
mod slot;
mod thread;
