//! Casebooks from files, from stdin or from the program itself.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::incident::{
    DEFAULT_SAMPLE, Input, MeasureIx, MeasureKind, Problem, Problems, load, nearest, sample,
    sample_names,
};
use crate::reconcile::{Evidence, Profile, weigh};
use crate::script::{Desk, Host, Source, shelf_names};

/// Which casebooks a command works on, and under which profile.
#[derive(Clone, Debug, Default)]
pub struct Casebooks {
    /// The files; `-` is stdin. None is the built-in casebook.
    pub files: Vec<PathBuf>,
    /// Another built-in casebook.
    pub sample: Option<String>,
    /// The quantifier profile.
    pub profile: Option<String>,
}

impl Casebooks {
    /// Opens the casebooks to be laid on as many desks as are wanted. Files are opened now, so that
    /// what is wrong with them is said before anything runs; the built-in casebook is opened when a
    /// script looks at it.
    ///
    /// # Errors
    /// As [`Casebooks::open`] and [`Casebooks::profile`].
    pub fn opened(&self) -> Result<Opened, Diagnostic> {
        let is_built_in = self.files.is_empty() && self.sample.is_none();
        Ok(Opened {
            profile: self.profile()?,
            incidents: match is_built_in {
                true => None,
                false => Some(self.open()?),
            },
        })
    }

    /// Lays the casebooks before the builtins of a host.
    ///
    /// # Errors
    /// As [`Casebooks::opened`].
    pub fn lay_out(&self, host: &Host) -> Result<Desk, Diagnostic> {
        Ok(self.opened()?.lay_out(host))
    }

    /// Opens the casebooks.
    ///
    /// # Errors
    /// Where a file cannot be read, is no casebook, or a name does not exist.
    pub fn open(&self) -> Result<Vec<Rc<Evidence>>, Diagnostic> {
        read(self.inputs()?)
    }

    /// Reads the texts of the casebooks.
    ///
    /// # Errors
    /// Where a file cannot be read, or a name does not exist.
    pub fn inputs(&self) -> Result<Vec<Input>, Diagnostic> {
        if let Some(name) = &self.sample {
            if !self.files.is_empty() {
                return Err(Diagnostic::usage("give casebooks or `--sample`, not both"));
            }
            let text = sample(name).ok_or_else(|| unknown("sample", name, sample_names()))?;
            return Ok(vec![Input::new(name.as_str(), text)]);
        }
        if self.files.is_empty() {
            let text = sample(DEFAULT_SAMPLE).expect("the default is among the samples");
            return Ok(vec![Input::new(DEFAULT_SAMPLE, text)]);
        }
        texts(&self.files)
    }

    /// Returns the profile that was asked for.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn profile(&self) -> Result<Rc<Profile>, Diagnostic> {
        match &self.profile {
            None => Ok(Profile::plain()),
            Some(name) => {
                Profile::named(name).ok_or_else(|| unknown("profile", name, Profile::names()))
            }
        }
    }

    /// Tells whether one of the casebooks comes from stdin.
    #[must_use]
    pub fn read_stdin(&self) -> bool {
        self.files.iter().any(|file| file.as_os_str() == "-")
    }
}

/// Casebooks that are open, and the profile that was asked for.
pub struct Opened {
    /// Nothing stands for the built-in casebook.
    incidents: Option<Vec<Rc<Evidence>>>,
    profile: Rc<Profile>,
}

impl Opened {
    /// Lays them on a desk of its own, since a script may pick a profile, and the desk before the
    /// builtins of a host, whose budget grows with their claims.
    pub fn lay_out(&self, host: &Host) -> Desk {
        let profile = Rc::clone(&self.profile);
        let desk = match &self.incidents {
            Some(incidents) => {
                let claims = incidents
                    .iter()
                    .map(|evidence| evidence.incident().claims.len() as u64);
                host.set_allowance(claims.sum());
                Desk::new(incidents, profile)
            }
            None => {
                let open = || {
                    Casebooks::default()
                        .open()
                        .expect("a test opens the built-in casebook")
                };
                Desk::lazy(open, profile)
            }
        };
        desk.lay_out(host.state());
        desk
    }
}

/// Opens casebooks from files; `-` is stdin.
///
/// # Errors
/// Where a file cannot be read or is no casebook.
pub fn open(files: &[PathBuf]) -> Result<Vec<Rc<Evidence>>, Diagnostic> {
    read(texts(files)?)
}

/// Reads the texts of casebooks from files; `-` is stdin. What they hold is not looked at.
///
/// # Errors
/// Where a file cannot be read, or is no text; what is wrong with the others is said as well.
pub fn texts(files: &[PathBuf]) -> Result<Vec<Input>, Diagnostic> {
    let mut inputs = Vec::with_capacity(files.len());
    let mut unreadable = Vec::new();
    let mut stdin_is_read = false;
    for file in files {
        let bytes = if file.as_os_str() == "-" {
            if std::mem::replace(&mut stdin_is_read, true) {
                return Err(Diagnostic::usage(
                    "`-` stands for stdin: it can be read only once",
                ));
            }
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            std::fs::read(file)
        };
        match bytes {
            Ok(bytes) => inputs.push(Input::from_bytes(shown(file), bytes)),
            Err(error) => unreadable.push((file.clone(), error)),
        }
    }
    if !unreadable.is_empty() {
        return Err(Diagnostic::unreadable(&unreadable));
    }
    let mut problems: Vec<Problem> = Vec::new();
    let mut readable = Vec::with_capacity(inputs.len());
    for input in inputs {
        match input {
            Ok(input) => readable.push(input),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        return Ok(readable);
    }
    // What could be read is checked all the same, so that one round shows every problem.
    problems.extend(load(readable).err().into_iter().flatten());
    let problems = Problems::gather(problems).expect("one at least");
    Err(Diagnostic::casebook(&problems))
}

fn shown(file: &Path) -> String {
    if file.as_os_str() == "-" {
        "stdin".to_owned()
    } else {
        file.display().to_string()
    }
}

/// Loads casebooks together and makes them ready for judgement.
///
/// # Errors
/// Where one is no valid casebook.
pub fn read(inputs: Vec<Input>) -> Result<Vec<Rc<Evidence>>, Diagnostic> {
    load(inputs)
        .and_then(weigh)
        .map_err(|problems| Diagnostic::casebook(&problems))
}

/// Finds a script: a file, or one that comes with the program, by its name with or without `std/`.
///
/// # Errors
/// Where the file cannot be read, or where no rule has that name.
pub fn script(name: &str) -> Result<Source, Diagnostic> {
    let path = Path::new(name);
    let shipped = Source::shipped(name);
    if let Some(shipped) = shipped
        && !path.is_file()
    {
        return Ok(shipped);
    }
    let is_path = name.ends_with(".rhai") || name.contains(['/', '\\']) || path.exists();
    if !is_path {
        return Err(unknown("rule", name, shelf_names())
            .hint("a script of your own is named by its file, such as `mine.rhai`"));
    }
    Source::read(path).map_err(|error| Diagnostic::unreadable(&[(path.to_owned(), error)]))
}

/// Finds a measure that a rule can be applied to.
///
/// # Errors
/// Where there is none of that name, and where it does not count.
pub fn count_measure(desk: &Desk, name: &str) -> Result<(Rc<Evidence>, MeasureIx), Diagnostic> {
    let (evidence, ix) = desk.find_measure(name)?;
    let measure = evidence.incident().measure(ix);
    if measure.kind != MeasureKind::Count {
        let message = format!("`{}` holds statements, and a rule reads counts", measure.id);
        return Err(Diagnostic::usage(message).hint("`show` says who states what"));
    }
    Ok((evidence, ix))
}

/// Says that there is nothing of this name, which is nearest, and which there are.
#[must_use]
pub fn unknown<'a>(noun: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let diagnostic = Diagnostic::usage(format!("no {noun} `{name}`"));
    let all: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let diagnostic = match nearest(name, known) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic,
    };
    diagnostic.hint(format!("there are {}", all.join(", ")))
}
