//! Where a command writes: its results on one side, everything else on the other.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::script::{Shown, Sink};
use crate::table::{Form, Table, json_text, visible, visible_lines};

/// Where results go, in which form and how wide; a handle, cheap to clone.
#[derive(Clone)]
pub struct Page {
    /// The form of tables and estimates.
    pub form: Form,
    /// The width of text in cells.
    pub width: usize,
    out: Rc<RefCell<dyn Write>>,
    err: Rc<RefCell<dyn Write>>,
}

impl Page {
    /// Makes a page of two places to write to.
    #[must_use]
    pub fn new(
        form: Form,
        width: usize,
        out: impl Write + 'static,
        err: impl Write + 'static,
    ) -> Self {
        Self {
            form,
            width,
            out: Rc::new(RefCell::new(out)),
            err: Rc::new(RefCell::new(err)),
        }
    }

    /// Writes a result as it is: text that was rendered in the form of the page.
    pub fn put(&self, text: &str) {
        write(&self.out, text);
    }

    /// Writes a result that is told in a way of its own to each reader: as tables behind one another
    /// for people, and for programs as JSON or as one table of `records`.
    pub fn put_tables<T: Serialize + ?Sized>(
        &self,
        result: &T,
        records: impl FnOnce() -> Table,
        tables: impl FnOnce() -> Vec<Table>,
    ) {
        match self.form {
            Form::Json => self.put(&(json_text(result, true) + "\n")),
            Form::Csv => self.put(&records().render(self.form, self.width)),
            Form::Text | Form::Markdown | Form::Html => {
                for (at, table) in tables().iter().enumerate() {
                    if at > 0 {
                        self.put("\n");
                    }
                    self.put(&table.render(self.form, self.width));
                }
            }
        }
    }

    /// Writes the name of a file on a line: a name may be a stranger's.
    pub fn put_name(&self, name: &str) {
        self.put(&format!("{}\n", visible(name)));
    }

    /// Writes what a script answered; beside an estimate, the profile that it was read under, for
    /// no figure means anything without it.
    pub fn show(&self, shown: &Shown) {
        self.put(&shown.render(self.form, self.width));
        if let Shown::Estimate(estimate) = shown {
            let profile = &estimate.profile().name;
            self.aside(&format!("profile: {profile}\n"));
        }
    }

    /// Writes something beside the results. It may quote a casebook or a script, so it is made
    /// visible here, whoever says it.
    pub fn aside(&self, text: &str) {
        write(&self.err, &visible_lines(text));
    }

    /// Returns where `print` and `note` of scripts go: with the results where those are text,
    /// beside them where another program is going to read them.
    #[must_use]
    pub fn sinks(&self) -> (Sink, Sink) {
        let print = if self.form == Form::Text {
            &self.out
        } else {
            &self.err
        };
        (sink(print), sink(&self.err))
    }
}

fn sink(to: &Rc<RefCell<dyn Write>>) -> Sink {
    let to = Rc::clone(to);
    Box::new(move |text| write(&to, &format!("{}\n", visible_lines(text))))
}

thread_local! {
    /// The first write that failed, for a reason other than that nobody reads any more.
    static FAILED: Cell<Option<io::ErrorKind>> = const { Cell::new(None) };
}

/// Says whether everything that was written got where it should: a full disk must not look like a
/// result.
///
/// # Errors
/// Where something did not.
pub fn written() -> Result<(), Diagnostic> {
    match FAILED.take() {
        None => Ok(()),
        Some(kind) => Err(Diagnostic::unwritable(Path::new("stdout"), &kind.into())),
    }
}

/// Writes, and flushes so that the two sides stay in order. Whoever reads may have read enough: a
/// closed pipe is no error.
fn write(to: &Rc<RefCell<dyn Write>>, text: &str) {
    let mut to = to.borrow_mut();
    let done = to.write_all(text.as_bytes()).and_then(|()| to.flush());
    if let Err(error) = done
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        FAILED.set(FAILED.get().or(Some(error.kind())));
    }
}
