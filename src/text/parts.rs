//! Well-formed RON, cut into its parts. There is little to look for: brackets, of which only the
//! outermost are cut, and strings, characters and comments, because anything may stand in them.

/// A part between brackets: what stands before its colon and what behind it; without a colon, all
/// of it and nothing.
pub(super) type Part<'a> = (&'a str, Option<&'a str>);

/// The parts between the brackets that `text` begins with.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut key = None;
    // What the key or value is made of, as far as it has come.
    let mut span = None;
    let mut place = 1;
    loop {
        place = text.len() - skip_trivia(&text[place..]).len();
        let Some(byte) = text.as_bytes().get(place) else {
            return parts;
        };
        let next = place + token(&text[place..]);
        match byte {
            b':' | b',' | b')' | b']' | b'}' if depth == 0 => {
                let found = span.take().map(|(from, to)| &text[from..to]);
                match (byte, key.take(), found) {
                    (b':', ..) => key = found,
                    (_, Some(key), found) => parts.push((key, found)),
                    (_, None, Some(found)) => parts.push((found, None)),
                    (_, None, None) => {}
                }
                if !matches!(byte, b':' | b',') {
                    return parts;
                }
            }
            _ => {
                match byte {
                    b'(' | b'[' | b'{' => depth += 1,
                    b')' | b']' | b'}' => depth -= 1,
                    _ => {}
                }
                span = Some((span.map_or(place, |(from, _)| from), next));
            }
        }
        place = next;
    }
}

/// How long the token is that `text` begins with.
fn token(text: &str) -> usize {
    let bytes = text.as_bytes();
    let word = bytes.iter().take_while(|byte| is_of_word(**byte)).count();
    match (&bytes[..word], &bytes[word..]) {
        (b"r" | b"br", rest @ [b'"' | b'#', ..]) => word + raw_string(rest),
        (b"", [b'"', rest @ ..]) => 1 + quoted(rest, b'"'),
        (b"", [b'\'', rest @ ..]) => 1 + quoted(rest, b'\''),
        _ => word.max(1),
    }
}

/// Whether a byte belongs to a name or a number; those beyond ASCII are parts of letters.
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-') || !byte.is_ascii()
}

/// How much of `bytes` goes up to the quote that ends a string or character, with the quote.
fn quoted(bytes: &[u8], quote: u8) -> usize {
    let mut place = 0;
    while let Some(byte) = bytes.get(place) {
        match byte {
            b'\\' => place += 2,
            _ if *byte == quote => return place + 1,
            _ => place += 1,
        }
    }
    bytes.len()
}

/// How long a raw string is, without the letter that it begins with.
fn raw_string(bytes: &[u8]) -> usize {
    let hashes = bytes.iter().take_while(|byte| **byte == b'#').count();
    if bytes.get(hashes) != Some(&b'"') {
        // A raw identifier.
        return hashes;
    }
    let ends = |place: &usize| {
        bytes[*place] == b'"'
            && bytes[place + 1..].len() >= hashes
            && bytes[place + 1..][..hashes].iter().all(|byte| *byte == b'#')
    };
    (hashes + 1..bytes.len()).find(ends).map_or(bytes.len(), |place| place + 1 + hashes)
}

/// The text after white space and comments.
pub(super) fn skip_trivia(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        if text.starts_with("//") {
            text = &text[text.find('\n').unwrap_or(text.len())..];
        } else if text.starts_with("/*") {
            text = &text[comment(text.as_bytes())..];
        } else {
            return text;
        }
    }
}

/// How long the comment is that `bytes` begin with; comments nest.
fn comment(bytes: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut place = 0;
    while place < bytes.len() {
        match &bytes[place..] {
            [b'/', b'*', ..] => {
                depth += 1;
                place += 2;
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                place += 2;
                if depth == 0 {
                    return place;
                }
            }
            _ => place += 1,
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn brackets_strings_characters_and_comments_are_kept_whole() {
        let text = r###"( a: "x, \" y" , /* , /* : */ */ b: [1, (2, 3)], // ,
            c: r#"a " , b"#, d: ',', e: '\'', f: F(g: {1: 2}) , )  rest"###;
        let expected = [
            ("a", Some(r#""x, \" y""#)),
            ("b", Some("[1, (2, 3)]")),
            ("c", Some("r#\"a \" , b\"#")),
            ("d", Some("','")),
            ("e", Some(r"'\''")),
            ("f", Some("F(g: {1: 2})")),
        ];
        assert_eq!(parts(text), expected);
    }

    #[test]
    fn parts_without_a_colon_have_no_value() {
        assert_eq!(
            parts("[A(b: 1), -2.5, \"é\"]"),
            [("A(b: 1)", None), ("-2.5", None), ("\"é\"", None)]
        );
        assert_eq!(parts("()"), []);
    }

    #[test]
    fn a_text_that_breaks_off_ends_its_parts() {
        for text in ["(", "(a", "(a:", "[\"x", "[r#\"", "('\\", "[/*", "[1, //"] {
            parts(text);
        }
    }
}
