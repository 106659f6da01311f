/// Writes down one interface: from its list of methods come the enum of its calls, its place in
/// the registry, and the conversions between the two.
///
/// A method reads `slot Name(in-parameters; out-parameters) -> returns, supported;`. An
/// out-parameter that hands out an object is called after it: `lppSession as session`. One that
/// stands before the in-parameters is written in brackets before the parentheses.
macro_rules! interface {
    (
        #[doc = $doc:literal]
        $call:ident for $name:ident {
            base: $base:expr,
            iid: $iid:expr,
            header: $header:literal,
            receiver: $receiver:expr,
        }
        $(
            #[doc = $method_doc:literal]
            $($slot:literal)? $method:ident $([$lead:ident as $lead_role:ident: $lead_type:ident])? (
                $($param:ident: $type:ident $(in $group:ident)?),*
                $(; $($out:ident $(as $role:ident)?: $out_type:ident $(in $out_group:ident)?),+)?
            ) -> $returns:ident, $supported:ident;
        )*
    ) => {
        #[doc = $doc]
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[expect(missing_docs, non_snake_case, reason = "parameters keep their documented names")]
        pub enum $call {
            $(
                #[doc = $method_doc]
                $method {
                    $($lead: $crate::Place,)?
                    $($param: <$crate::registry::types::$type as $crate::registry::types::CType>::Argument,)*
                    $($($out: $crate::Place,)+)?
                },
            )*
        }

        #[doc = concat!("`", stringify!($name), "` in the registry.")]
        pub(crate) static INTERFACE: $crate::registry::Interface = $crate::registry::Interface {
            name: stringify!($name),
            doc: $doc,
            base: $base,
            iid: $iid,
            header: $header,
            receiver: $receiver,
            methods: &[$(
                $crate::registry::Signature {
                    name: stringify!($method),
                    #[cfg(feature = "words")]
                    doc: $method_doc,
                    slot: interface!(@slot $($slot)?),
                    params: &[
                        $(interface!(@out $lead as $lead_role: $lead_type),)?
                        $(interface!(@in $param: $type $($group)?),)*
                        $($(interface!(@out $out $(as $role)?: $out_type $($out_group)?),)+)?
                    ],
                    returns: interface!(@returns $returns),
                    supported: interface!(@supported $supported),
                },
            )*],
        };

        impl $call {
            /// The place of the call's signature in its interface.
            #[inline]
            pub(crate) fn index(&self) -> usize {
                #[derive(Clone, Copy)]
                enum Index { $($method,)* }
                (match self { $(Self::$method { .. } => Index::$method,)* }) as usize
            }

            /// The arguments, in the order of the parameters.
            pub(crate) fn values(&self, each: &mut dyn FnMut($crate::Value)) {
                match self {
                    $(Self::$method { $($lead,)? $($param,)* $($($out,)+)? } => {
                        $($crate::value::give($lead, each);)?
                        $($crate::value::give($param, each);)*
                        $($($crate::value::give($out, each);)+)?
                    })*
                }
            }

            /// Hands every pointer argument to `each`.
            #[inline]
            pub(crate) fn pointers(&self, each: &mut impl FnMut($crate::Pointer)) {
                match self {
                    $(Self::$method { $($param,)* .. } => {
                        $(
                            if let Some(pointer) = $crate::value::Argument::pointer($param) {
                                each(pointer);
                            }
                        )*
                    })*
                }
                let _ = each;
            }

            /// The call of the method at `index` whose arguments `next` yields in order; `None`
            /// if there is no such method or an argument is of another kind than its parameter.
            pub(crate) fn build(
                index: usize,
                next: &mut dyn FnMut() -> Option<$crate::Value>,
            ) -> Option<Self> {
                let mut position = 0..;
                $(
                    if position.next() == Some(index) {
                        return Some(Self::$method {
                            $($lead: $crate::value::next(next)?,)?
                            $($param: $crate::value::next(next)?,)*
                            $($($out: $crate::value::next(next)?,)+)?
                        });
                    }
                )*
                let _ = (position, next);
                None
            }

            /// Lets `each` see and change every reference in the arguments.
            pub(crate) fn references(&mut self, each: &mut dyn FnMut($crate::Reference<'_>)) {
                match self {
                    $(Self::$method { $($param,)* .. } => {
                        $($crate::value::Argument::references($param, each);)*
                    })*
                }
            }
        }
    };
    (@slot) => { None };
    (@slot $slot:literal) => { Some($slot) };
    (@in $name:ident: $type:ident $($group:ident)?) => {
        interface!(@param $name, $name, $type, false, [$($group)?])
    };
    (@out $name:ident: $type:ident $($group:ident)?) => {
        interface!(@param $name, $name, $type, true, [$($group)?])
    };
    (@out $name:ident as $role:ident: $type:ident $($group:ident)?) => {
        interface!(@param $role, $name, $type, true, [$($group)?])
    };
    (@param $name:ident, $c_name:ident, $type:ident, $out:literal, [$($group:ident)?]) => {
        $crate::registry::Param {
            #[cfg(feature = "words")]
            name: stringify!($name),
            #[cfg(feature = "words")]
            c_name: stringify!($c_name),
            #[cfg(feature = "words")]
            c_type: <$crate::registry::types::$type as $crate::registry::types::CType>::C,
            kind: <$crate::registry::types::$type as $crate::registry::types::CType>::KIND,
            out: $out,
            narrow: <$crate::registry::types::$type as $crate::registry::types::CType>::NARROW,
            in_structure: <$crate::registry::types::$type as $crate::registry::types::CType>::STRUCTURE,
            #[cfg(feature = "words")]
            group: interface!(@group $($group)?),
        }
    };
    (@group) => { None };
    (@group $group:ident) => { Some(&$crate::registry::$group) };
    (@returns ULONG) => { $crate::registry::Returns::Number };
    (@returns CODE) => { $crate::registry::Returns::Code("ULONG") };
    (@returns HRESULT) => { $crate::registry::Returns::Code("HRESULT") };
    (@returns SCODE) => { $crate::registry::Returns::Code("SCODE") };
    (@returns void) => { $crate::registry::Returns::Nothing };
    (@supported supported) => { true };
    (@supported unsupported) => { false };
}

pub(crate) use interface;
