//! What lies on the desk: the incidents that a script sees and the profile that they are read
//! under.

use std::cell::{LazyCell, RefCell};
use std::rc::Rc;

use rhai::{Dynamic, NativeCallContext};

use crate::incident::{MeasureIx, Object, nearest};
use crate::reconcile::{Call, Evidence, Profile, Refusal, Selection};

use super::builtins::values::{IncidentValue, List, MeasureValue, Of};
use super::failure::Place;
use super::fault::{Fault, Outcome};
use super::state::State;
use super::types::type_of;
use super::words::call_at;

/// The incidents and the profile that builtins work on; a handle, cheap to clone.
#[derive(Clone)]
pub struct Desk(Rc<Inner>);

struct Inner {
    incidents: LazyCell<Rc<[IncidentValue]>, Opens>,
    profile: RefCell<Rc<Profile>>,
}

/// Opens the incidents when somebody first looks at them.
type Opens = Box<dyn FnOnce() -> Rc<[IncidentValue]>>;

impl Desk {
    /// Lays incidents on the desk, to be read under a profile.
    #[must_use]
    pub fn new(incidents: &[Rc<Evidence>], profile: Rc<Profile>) -> Self {
        let incidents: Rc<[IncidentValue]> = incidents.iter().map(IncidentValue::new).collect();
        Self::opening(Box::new(|| incidents), profile)
    }

    /// Lays incidents on the desk that are opened only when a script looks at them: many never do,
    /// and starting counts.
    #[must_use]
    pub fn lazy(open: impl FnOnce() -> Vec<Rc<Evidence>> + 'static, profile: Rc<Profile>) -> Self {
        Self::opening(
            Box::new(|| open().iter().map(IncidentValue::new).collect()),
            profile,
        )
    }

    fn opening(open: Opens, profile: Rc<Profile>) -> Self {
        let incidents = LazyCell::new(open);
        Self(Rc::new(Inner {
            incidents,
            profile: RefCell::new(profile),
        }))
    }

    /// Makes the incidents those that the builtins of a host see, as `incident` and `incidents`.
    pub fn lay_out(&self, state: &State) {
        state.set_extension(self.clone());
        let desk = self.clone();
        state.set_globals(Box::new(move || {
            let incidents = &desk.0.incidents;
            let first = incidents
                .first()
                .cloned()
                .map_or(Dynamic::UNIT, Dynamic::from);
            let all = incidents.iter().cloned().map(Dynamic::from);
            (first, Dynamic::from(List::new(Of::Incidents, all)))
        }));
    }

    /// Returns the desk of the engine that a builtin is called from.
    pub(crate) fn of(context: &NativeCallContext) -> Outcome<Self> {
        let desk = State::of(context)
            .extension::<Self>()
            .map(|desk| desk.clone());
        desk.ok_or_else(|| Fault::new("no casebook is open").raise())
    }

    /// Returns the profile in use.
    #[must_use]
    pub fn profile(&self) -> Rc<Profile> {
        Rc::clone(&self.0.profile.borrow())
    }

    /// Reads everything under another profile from here on.
    pub fn set_profile(&self, profile: Rc<Profile>) {
        self.0.profile.replace(profile);
    }

    /// Returns the incidents.
    #[must_use]
    pub fn incidents(&self) -> Vec<Rc<Evidence>> {
        self.0
            .incidents
            .iter()
            .map(|incident| Rc::clone(incident.evidence()))
            .collect()
    }

    /// Returns every claim on a measure, as a rule is given them.
    pub fn claims_on(&self, evidence: &Rc<Evidence>, measure: MeasureIx) -> Dynamic {
        Dynamic::from(Selection::on(evidence, &self.profile(), measure))
    }

    /// Finds a measure by `MEASURE` or `INCIDENT/MEASURE`: in the first incident that has it.
    ///
    /// # Errors
    /// Says which measures there are, and which of them is nearest.
    pub fn find_measure(&self, name: &str) -> Result<(Rc<Evidence>, MeasureIx), Refusal> {
        let incidents = self.incidents();
        let of = |evidence: &Rc<Evidence>, id: &str| match evidence.incident().find(id)? {
            Object::Measure(ix) => Some((Rc::clone(evidence), ix)),
            _ => None,
        };
        let found = match name.split_once('/') {
            Some((incident, id)) => incidents
                .iter()
                .filter(|evidence| evidence.incident().id == incident)
                .find_map(|evidence| of(evidence, id)),
            None => incidents.iter().find_map(|evidence| of(evidence, name)),
        };
        found.ok_or_else(|| {
            let several = incidents.len() > 1;
            let known: Vec<String> = incidents
                .iter()
                .flat_map(|evidence| {
                    let incident = evidence.incident();
                    incident.measures.iter().map(move |measure| match several {
                        true => format!("{}/{}", incident.id, measure.id),
                        false => measure.id.clone(),
                    })
                })
                .collect();
            no_such("measure", name, known.iter().map(String::as_str))
        })
    }
}

/// Says that nothing has this id, which is nearest, and which there are.
pub(crate) fn no_such<'a>(
    noun: &str,
    id: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Refusal {
    let message = format!("no {noun} `{id}`");
    let hint = match nearest(id, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let mut ids: Vec<String> = known.take(13).map(|id| format!("`{id}`")).collect();
            match ids.len() {
                0 => format!("there is no {noun} at all"),
                13 => {
                    ids.pop();
                    format!("there are {} and more", ids.join(", "))
                }
                _ => format!("there are {}", ids.join(", ")),
            }
        }
    };
    Refusal { message, hint }
}

impl From<Refusal> for Box<rhai::EvalAltResult> {
    fn from(refusal: Refusal) -> Self {
        Fault::new(refusal.message).hint(refusal.hint).raise()
    }
}

/// Finds the measure that a builtin was given: an id, or the measure itself.
pub(crate) fn measure_of(
    context: &NativeCallContext,
    measure: &Dynamic,
) -> Outcome<(Rc<Evidence>, MeasureIx)> {
    if let Some(measure) = measure.read_lock::<MeasureValue>() {
        return Ok((Rc::clone(&measure.evidence), measure.ix));
    }
    match measure.as_immutable_string_ref() {
        Ok(id) => Ok(Desk::of(context)?.find_measure(&id)?),
        Err(_) => {
            let found = type_of(context.engine(), measure);
            Err(
                Fault::new(format!("expected a measure or its id, found {found}"))
                    .hint("write the id in quotes, as in `timeline(\"killed\")`")
                    .raise(),
            )
        }
    }
}

/// Returns the call of a builtin as a derivation quotes it: its words and its place.
pub(crate) fn call_of(context: &NativeCallContext) -> Option<Call> {
    let place = State::of(context).place_of_call(context)?;
    let words = call_at(&place)?;
    let Place {
        source,
        line,
        column,
        ..
    } = place;
    Some(Call {
        words: words.call,
        place: format!("{source}:{line}:{column}"),
    })
}
