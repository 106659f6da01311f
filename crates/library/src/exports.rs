//! The functions that the library exports, under the names of the registry.

cemapi_com::exports!(crate::call::function);

#[cfg(test)]
mod tests {
    use cemapi_abi::registry::INTERFACES;

    use super::EXPORTS;

    #[test]
    fn every_function_is_exported() {
        let known: Vec<_> = INTERFACES[0].methods.iter().map(|function| function.name).collect();
        assert_eq!(EXPORTS, known);
    }
}
