//! White space and comments.

/// The text after white space and comments.
pub(super) fn skip_trivia(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        text = if text.starts_with("//") {
            &text[text.find('\n').unwrap_or(text.len())..]
        } else if text.starts_with("/*") {
            after_comment(text)
        } else {
            return text;
        }
    }
}

/// The text after the comment that it begins with. RON's comments nest; its own parser has
/// accepted this one, or will complain of it.
fn after_comment(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut rest = text;
    loop {
        if let Some(inside) = rest.strip_prefix("/*") {
            depth += 1;
            rest = inside;
        } else if let Some(after) = rest.strip_prefix("*/") {
            depth -= 1;
            rest = after;
            if depth == 0 {
                return rest;
            }
        } else {
            let mut characters = rest.chars();
            if characters.next().is_none() {
                return rest;
            }
            rest = characters.as_str();
        }
    }
}

/// The text up to the end of the last thing in it that is neither white space nor a comment.
pub(super) fn without_trailing_trivia(text: &str) -> &str {
    let mut rest = text;
    let mut end = 0;
    loop {
        rest = skip_trivia(rest);
        if rest.is_empty() {
            return &text[..end];
        }
        rest = after_token(rest);
        end = text.len() - rest.len();
    }
}

/// The text after the string or the character that it begins with.
fn after_token(text: &str) -> &str {
    let hashes = text.strip_prefix('r').map(|text| text.len() - text.trim_start_matches('#').len());
    if let Some(hashes) = hashes
        && text[1 + hashes..].starts_with('"')
    {
        let end = format!("\"{}", "#".repeat(hashes));
        let inside = &text[2 + hashes..];
        return inside.find(&end).map_or("", |place| &inside[place + end.len()..]);
    }
    let mut characters = text.chars();
    if characters.next() == Some('"') {
        let mut escaped = false;
        for character in characters.by_ref() {
            match character {
                '"' if !escaped => break,
                '\\' => escaped = !escaped,
                _ => escaped = false,
            }
        }
    }
    characters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_nest_touch_and_begin_oddly() {
        assert_eq!(skip_trivia(" /* a *//* b */ // c\n x"), "x");
        assert_eq!(skip_trivia("/*/ a /* b */ */x"), "x");
        assert_eq!(skip_trivia("/**/x"), "x");
        assert_eq!(skip_trivia("/* a"), "");
        assert_eq!(skip_trivia("// a"), "");
    }

    #[test]
    fn what_looks_like_a_comment_in_a_string_is_none() {
        assert_eq!(without_trailing_trivia("\"a // b\" // c"), "\"a // b\"");
        assert_eq!(without_trailing_trivia("\"\\\" // b\\\\\" /* c */"), "\"\\\" // b\\\\\"");
        assert_eq!(without_trailing_trivia("r#\"a\" // b\"# // c"), "r#\"a\" // b\"#");
        assert_eq!(without_trailing_trivia("(ring: r) // c"), "(ring: r)");
        assert_eq!(without_trailing_trivia("7 /* c */ "), "7");
    }
}
