//! What builtins share with whoever runs the script.
//!
//! The engine carries one [`State`] as its tag, so a builtin reaches it from its call and there is
//! nothing global.

use std::any::Any;
use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use rhai::{Dynamic, NativeCallContext};

use super::failure::Place;
use super::fault::{Outcome, stopped};
use super::limits::Limits;
use super::meter::Meter;
use super::sources::Sources;
use super::testing::Testing;
use super::words::{Words, call_at};

/// Where printed text goes.
pub type Sink = Box<dyn FnMut(&str)>;
/// Makes the values of `incident` and `incidents`.
pub type Globals = Box<dyn Fn() -> (Dynamic, Dynamic)>;

/// What builtins share with whoever runs the script; a handle, cheap to clone.
#[derive(Clone)]
pub struct State(Rc<Inner>);

struct Inner {
    meter: Rc<Meter>,
    sources: Rc<Sources>,
    print: RefCell<Sink>,
    note: RefCell<Sink>,
    globals: RefCell<Option<Globals>>,
    values: RefCell<Option<(Dynamic, Dynamic)>>,
    params: RefCell<BTreeMap<String, Dynamic>>,
    extension: RefCell<Option<Box<dyn Any>>>,
    testing: RefCell<Option<Rc<Testing>>>,
}

impl State {
    pub(crate) fn new(limits: Limits) -> Self {
        Self(Rc::new(Inner {
            meter: Rc::new(Meter::new(limits)),
            sources: Rc::default(),
            print: RefCell::new(Box::new(|_| {})),
            note: RefCell::new(Box::new(|_| {})),
            globals: RefCell::default(),
            values: RefCell::default(),
            params: RefCell::default(),
            extension: RefCell::default(),
            testing: RefCell::default(),
        }))
    }

    /// Returns the state of the engine that a builtin is called from.
    #[must_use]
    pub fn of(context: &NativeCallContext) -> Self {
        context
            .tag()
            .and_then(|tag| tag.read_lock::<Self>().map(|state| state.clone()))
            .expect("every engine is tagged with its state")
    }

    pub(crate) fn meter(&self) -> &Meter {
        &self.0.meter
    }

    pub(crate) fn shared_meter(&self) -> Rc<Meter> {
        Rc::clone(&self.0.meter)
    }

    /// Counts work that a builtin does in one go, in steps of a script.
    ///
    /// # Errors
    /// Where the evaluation is stopped: whoever gets it hands it on.
    pub(crate) fn work(&self, steps: u64) -> Outcome<()> {
        match self.meter().work(steps) {
            None => Ok(()),
            Some(_) => Err(stopped()),
        }
    }

    pub(crate) fn sources(&self) -> Rc<Sources> {
        Rc::clone(&self.0.sources)
    }

    /// Returns where a builtin is called, as far as that is known.
    #[must_use]
    pub fn place_of_call(&self, context: &NativeCallContext) -> Option<Place> {
        let source = context.call_source().unwrap_or_default();
        self.0.sources.place(source, context.call_position())
    }

    /// Returns the call of a builtin as its author wrote it.
    #[must_use]
    pub fn words_of_call(&self, context: &NativeCallContext) -> Option<Words> {
        call_at(&self.place_of_call(context)?)
    }

    /// Says where `print` goes: the sink is called with each text, without a line end.
    pub fn on_print(&self, sink: Sink) {
        *self.0.print.borrow_mut() = sink;
    }

    /// Says where `note` goes.
    pub fn on_note(&self, sink: Sink) {
        *self.0.note.borrow_mut() = sink;
    }

    /// Prints a text, as the script's `print` does. It counts towards the limit of output.
    pub fn print(&self, text: &str) {
        if self.meter().print(text.len() + 1).is_none() {
            (self.0.print.borrow_mut())(text);
        }
    }

    /// Prints a text beside the results, as the script's `note` does.
    pub fn note(&self, text: &str) {
        if self.meter().print(text.len() + 1).is_none() {
            (self.0.note.borrow_mut())(text);
        }
    }

    /// Says what `incident` and `incidents` are. The function is called when a script first asks.
    pub fn set_globals(&self, globals: Globals) {
        self.0.values.replace(None);
        self.0.globals.replace(Some(globals));
    }

    /// Returns the value of `incident` or `incidents`, or nothing for another name.
    pub(crate) fn global(&self, name: &str) -> Option<Dynamic> {
        let first = match name {
            "incident" => true,
            "incidents" => false,
            _ => return None,
        };
        if self.0.values.borrow().is_none() {
            let made = self.0.globals.borrow().as_ref().map(|globals| globals());
            *self.0.values.borrow_mut() = made;
        }
        let values = self.0.values.borrow();
        let (incident, incidents) = values.as_ref()?;
        Some(if first { incident } else { incidents }.clone())
    }

    pub(crate) fn set_params(&self, params: BTreeMap<String, Dynamic>) {
        self.0.params.replace(params);
    }

    /// Returns what the caller gave for a parameter.
    pub(crate) fn param(&self, name: &str) -> Option<Dynamic> {
        self.0.params.borrow().get(name).cloned()
    }

    /// Returns whether the caller gave this word for a parameter, alone or in a list.
    pub(crate) fn is_given(&self, word: &str) -> bool {
        let params = self.0.params.borrow();
        params.values().any(|given| {
            let text = given.as_immutable_string_ref();
            text.is_ok_and(|text| text.contains(word))
        })
    }

    pub(crate) fn param_names(&self) -> Vec<String> {
        self.0.params.borrow().keys().cloned().collect()
    }

    /// Keeps what the domain's builtins share, whatever that is.
    pub fn set_extension<T: 'static>(&self, extension: T) {
        self.0.extension.replace(Some(Box::new(extension)));
    }

    /// Makes what is run from here on a test.
    pub(crate) fn set_testing(&self, testing: Rc<Testing>) {
        self.0.testing.replace(Some(testing));
    }

    /// Returns what is kept of the test that is run, where one is.
    pub(crate) fn testing(&self) -> Option<Rc<Testing>> {
        self.0.testing.borrow().clone()
    }

    /// Returns what the domain's builtins share, where it is set and of this type.
    #[must_use]
    pub fn extension<T: 'static>(&self) -> Option<Ref<'_, T>> {
        Ref::filter_map(self.0.extension.borrow(), |kept| {
            kept.as_ref().and_then(|kept| kept.downcast_ref())
        })
        .ok()
    }
}
