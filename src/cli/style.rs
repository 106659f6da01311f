use std::fmt;

use anstyle::{AnsiColor, Color, Style};

/// A word in a style; `anstream` takes the style away where nobody would see it.
pub(crate) struct Styled<T>(Style, T);

impl<T: fmt::Display> fmt::Display for Styled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(style, word) = self;
        write!(f, "{style}{word}{style:#}")
    }
}

const fn coloured(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(colour))).bold()
}

pub(crate) const fn good<T>(word: T) -> Styled<T> {
    Styled(coloured(AnsiColor::Green), word)
}

pub(crate) const fn bad<T>(word: T) -> Styled<T> {
    Styled(coloured(AnsiColor::Red), word)
}

pub(crate) const fn odd<T>(word: T) -> Styled<T> {
    Styled(coloured(AnsiColor::Yellow), word)
}

pub(crate) const fn strong<T>(word: T) -> Styled<T> {
    Styled(Style::new().bold(), word)
}
