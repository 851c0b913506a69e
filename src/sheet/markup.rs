//! XML as a walk over elements: no tree is built, and depth costs no stack.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Unreadable;
use super::package::damaged;

/// One step of the walk.
pub(super) enum Step<'a> {
    /// An element opens. One without content opens and closes as others do.
    Open(Tag<'a>),
    /// The innermost element closes.
    Close,
    /// Text, with what is written as a reference resolved.
    Text(Cow<'a, str>),
    /// The part ends, and every element was closed.
    End,
}

/// The opening of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Returns the name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Returns an attribute by its name as it is written, prefix and all.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.find(|key| key == name)
    }

    /// Returns an attribute by its name without a prefix.
    pub(super) fn local(&self, name: &str) -> Option<Cow<'_, str>> {
        self.find(|key| key.rsplit(':').next() == Some(name))
    }

    /// Attributes that are not well-formed are as if absent, and so is one with an unknown
    /// reference in it.
    fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<Cow<'_, str>> {
        // Without checks: they compare each attribute with all before it, which a hostile file
        // makes take for ever.
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|a| wanted(a.key.as_ref()))?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }
}

/// A walk over the text of a part.
pub(super) struct Markup<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
}

impl<'a> Markup<'a> {
    /// Starts a walk over `text`. `part` is what it is called in errors.
    pub(super) fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            part,
            depth: 0,
        }
    }

    /// Returns how many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the next step.
    pub(super) fn step(&mut self) -> Result<Step<'a>, Unreadable> {
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|error| damaged(self.part, &error.to_string()))?;
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    Step::Open(Tag(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close
                }
                Event::Text(text) => Step::Text(text.xml10_content()),
                Event::CData(text) => Step::Text(text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(Cow::Owned(c.to_string())),
                        Ok(None) => {
                            resolve_predefined_entity(&reference.into_inner()).map(Cow::Borrowed)
                        }
                        Err(_) => None,
                    };
                    // A part that defines names of its own is no workbook but an attack.
                    let unknown = || damaged(self.part, "a reference to what is not defined");
                    Step::Text(resolved.ok_or_else(unknown)?)
                }
                Event::Eof if self.depth > 0 => {
                    return Err(damaged(self.part, "it ends in the middle"));
                }
                Event::Eof => Step::End,
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => continue,
            });
        }
    }

    /// Goes to the next child of the element at a depth, or of the part for 0, past what is left
    /// of the child before; `None` once that element has closed.
    pub(super) fn child(&mut self, depth: usize) -> Result<Option<Tag<'a>>, Unreadable> {
        loop {
            match self.step()? {
                Step::Open(tag) if self.depth == depth + 1 => return Ok(Some(tag)),
                Step::Close if self.depth < depth => return Ok(None),
                Step::End => return Ok(None),
                Step::Open(_) | Step::Close | Step::Text(_) => {}
            }
        }
    }

    /// Goes past the end of the innermost element.
    pub(super) fn skip(&mut self) -> Result<(), Unreadable> {
        let depth = self.depth;
        while self.child(depth)?.is_some() {}
        Ok(())
    }
}
