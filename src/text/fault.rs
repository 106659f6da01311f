use cemapi_emulator::Fault;

use super::{Flaw, Node, Problem, call::read_function_name, nearest, scalar::read_code};

/// Reads a call that is made to fail: `(call: "MAPILogonEx", nth: 1, code: E_OUTOFMEMORY)`.
pub(crate) fn read_fault(node: Node<'_>) -> Result<Fault, Flaw<'_>> {
    let mut function = None;
    let mut nth = 1;
    let mut code = None;
    for (key, value) in node.fields()? {
        match key {
            "call" => function = Some(read_function_name(value)?),
            "nth" => {
                nth = match u32::try_from(value.number()?) {
                    Ok(nth) if nth > 0 => nth,
                    _ => return Err(value.expected("a number from 1 on")),
                }
            }
            "code" => code = Some(read_code(value)?),
            _ => {
                return Err(Flaw::new(
                    key,
                    Problem::UnknownField {
                        field: key.to_owned(),
                        of: "a fault".to_owned(),
                        near: nearest(key, ["call", "nth", "code"]),
                    },
                ));
            }
        }
    }
    let missing = |field: &str| {
        let of = "a fault".to_owned();
        node.flaw(Problem::MissingField { field: field.to_owned(), of })
    };
    Ok(Fault {
        function: function.ok_or_else(|| missing("call"))?,
        nth,
        code: code.ok_or_else(|| missing("code"))?,
    })
}
