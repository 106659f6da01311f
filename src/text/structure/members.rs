use cemapi_abi::{Text, registry::Group};

use crate::text::{
    Flaw, Node, Problem, Shape, nearest,
    scalar::{read_number, read_text},
};

/// The members of a structure that is being read.
pub(super) struct Members<'a> {
    whole: Node<'a>,
    of: &'static str,
    fields: Vec<(&'a str, Node<'a>)>,
}

impl<'a> Members<'a> {
    pub(super) fn read(whole: Node<'a>, of: &'static str) -> Result<Self, Flaw<'a>> {
        match whole.shape() {
            Shape::Group | Shape::Applied(_) => Ok(Self { whole, of, fields: whole.fields()? }),
            _ => Err(whole.expected(format!("{of} in parentheses"))),
        }
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Node<'a>> {
        let place = self.fields.iter().position(|(known, _)| *known == name)?;
        Some(self.fields.remove(place).1)
    }

    pub(super) fn need(&mut self, name: &str) -> Result<Node<'a>, Flaw<'a>> {
        self.take(name).ok_or_else(|| {
            let (field, of) = (name.to_owned(), self.of.to_owned());
            self.whole.flaw(Problem::MissingField { field, of })
        })
    }

    pub(super) fn number(
        &mut self,
        name: &str,
        group: Option<&'static Group>,
    ) -> Result<u32, Flaw<'a>> {
        self.take(name).map_or(Ok(0), |node| read_number(node, group))
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<Text>, Flaw<'a>> {
        match self.take(name) {
            Some(node) if node.shape() != Shape::Word("NULL") => read_text(node).map(Some),
            _ => Ok(None),
        }
    }

    /// Ends the reading: there may be nothing left.
    pub(super) fn end(self, known: &[&'static str]) -> Result<(), Flaw<'a>> {
        match self.fields.first() {
            None => Ok(()),
            Some((key, _)) => Err(Flaw::new(
                key,
                Problem::UnknownField {
                    field: (*key).to_owned(),
                    of: self.of.to_owned(),
                    near: nearest(key, known.iter().copied()),
                },
            )),
        }
    }
}
