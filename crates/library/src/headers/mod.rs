//! The C headers, made from the registry.
