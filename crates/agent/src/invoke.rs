/// The most words that a call of the registry takes, receiver included.
pub(crate) const MOST: usize = 12;

macro_rules! by_count {
    ($function:expr, $words:expr; $($count:literal: $($word:ident)*,)*) => {
        match *$words {
            $(
                [$($word),*] => {
                    // SAFETY: the caller vouches for the function; its type follows from the
                    // number of words, all of the machine's own size (ABI-5, ABI-12).
                    let function: unsafe extern "C" fn($(by_count!(@word $word)),*) -> usize =
                        unsafe { core::mem::transmute::<*const (), _>($function) };
                    // SAFETY: the same.
                    unsafe { function($($word),*) }
                }
            )*
            _ => 0,
        }
    };
    (@word $word:ident) => { usize };
}

/// Calls a function with these words as its arguments and returns the word that it returns.
///
/// # Safety
///
/// `function` has to be the address of a function, and the words have to be arguments that may be
/// passed to it. What a MAPI library does with them is its own affair: the process that calls this
/// has to be one that may die.
pub(crate) unsafe fn invoke(function: usize, words: &[usize]) -> usize {
    let function = function as *const ();
    by_count! { function, words;
        0: , 1: a, 2: a b, 3: a b c, 4: a b c d, 5: a b c d e, 6: a b c d e f,
        7: a b c d e f g, 8: a b c d e f g h, 9: a b c d e f g h i, 10: a b c d e f g h i j,
        11: a b c d e f g h i j k, 12: a b c d e f g h i j k l,
    }
}
