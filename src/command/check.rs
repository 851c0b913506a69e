//! `check`: what is wrong with casebooks and scripts, and what to look at in them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::exchange::{Suspect, Suspicion, shell_quoted, suspicions};
use crate::incident::Incident;
use crate::reconcile::{Evidence, Profile};
use crate::script::{Host, Limits};
use crate::session::{Casebooks, Page, script};
use crate::table::{Form, json_text};

use super::Outcome;
use super::finding::{Finding, Level};

/// Casebooks that load, as those who look for findings see them.
struct Loaded {
    /// The files, as they are shown.
    names: Vec<String>,
    /// The files, as they are typed for a command.
    files: Vec<String>,
    incidents: Vec<Rc<Evidence>>,
    profile: Rc<Profile>,
}

impl Loaded {
    /// The file that an incident comes from, where its claims or the number of files tell.
    fn file(&self, incident: &Incident) -> Option<String> {
        let located = incident.located.first().map(|at| at.file.to_string());
        let only = || match &self.names[..] {
            [name] => Some(name.clone()),
            _ => None,
        };
        located.or_else(only)
    }
}

/// What was found.
#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
    /// What was not looked at, a sentence each.
    left_out: Vec<String>,
}

/// Whoever looks for findings in casebooks, in the order in which they are told.
const LOOKS: [fn(&Loaded, &mut Found); 1] = [may_be_one];

/// Checks files: those that end in `.rhai` compile, the others load together.
///
/// # Errors
/// Where one does not. Everything that is wrong is said: the last as the error, the rest before it.
pub fn check(files: &[PathBuf], page: &Page) -> Outcome {
    let is_script = |file: &&PathBuf| file.extension().is_some_and(|ending| ending == "rhai");
    let (scripts, casebooks): (Vec<_>, Vec<_>) = files.iter().partition(is_script);
    let mut wrong: Vec<Diagnostic> = scripts
        .iter()
        .filter_map(|file| compile(file).err())
        .collect();
    let mut found = Found::default();
    if !casebooks.is_empty() {
        match load(&casebooks) {
            Ok(loaded) => LOOKS.iter().for_each(|look| look(&loaded, &mut found)),
            // Last, since its exit code is the one to know.
            Err(invalid) => wrong.push(invalid),
        }
    }
    put(&found, page);
    let Some(last) = wrong.pop() else {
        let (hints, files) = (found.findings.len(), files.len());
        page.aside(&format!("files: {files}, errors: 0, hints: {hints}\n"));
        return Ok(());
    };
    for diagnostic in wrong {
        page.aside(&diagnostic.render(page.width));
    }
    Err(last)
}

fn put(found: &Found, page: &Page) {
    if page.form == Form::Json {
        page.put(&(json_text(&found.findings, true) + "\n"));
    } else {
        for finding in &found.findings {
            page.put(&finding.text());
        }
    }
    for note in &found.left_out {
        page.aside(&format!("{note}\n"));
    }
}

fn compile(file: &Path) -> Outcome {
    let source = script(&file.to_string_lossy())?;
    Host::new(Limits::default()).compile(source)?;
    Ok(())
}

fn load(files: &[&PathBuf]) -> Result<Loaded, Diagnostic> {
    let casebooks = Casebooks {
        files: files.iter().map(|file| (*file).clone()).collect(),
        ..Casebooks::default()
    };
    Ok(Loaded {
        names: files
            .iter()
            .map(|file| file.display().to_string())
            .collect(),
        files: files.iter().map(|file| typed(file)).collect(),
        incidents: casebooks.open()?,
        profile: casebooks.profile()?,
    })
}

/// A file as it is typed for a shell; what came from stdin has to be named.
fn typed(file: &Path) -> String {
    let name = file.display().to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/:".contains(c);
    match &*name {
        "-" => "CASEBOOK".to_owned(),
        _ if name.chars().all(is_plain) => name,
        _ => shell_quoted(&name),
    }
}

/// Speakers that may be one body, and people who may be one.
fn may_be_one(loaded: &Loaded, found: &mut Found) {
    let suspicions = suspicions(&loaded.incidents, &loaded.profile);
    let incidents = loaded.incidents.iter().map(|evidence| evidence.incident());
    let incidents: HashMap<&str, &Rc<Incident>> = incidents
        .map(|incident| (&*incident.id, incident))
        .collect();
    let findings = suspicions.list.iter().map(|suspicion| {
        let incident = incidents.get(&*suspicion.incident);
        Finding {
            file: incident.and_then(|incident| loaded.file(incident)),
            incident: suspicion.incident.clone(),
            finding: suspicion.what.id(),
            level: Level::Hint,
            about: vec![suspicion.one.id.clone(), suspicion.other.id.clone()],
            message: said(suspicion),
            evidence: suspicion.evidence.clone(),
            decide: match suspicion.link {
                Some(_) => format!(
                    "tallybook fold {} {}",
                    loaded.files.join(" "),
                    suspicion.decide()
                ),
                None => suspicion.decide(),
            },
        }
    });
    found.findings.extend(findings);
    found.left_out.extend(suspicions.left_out);
}

fn said(suspicion: &Suspicion) -> String {
    let named = |suspect: &Suspect| format!("`{}` ({})", suspect.id, suspect.name);
    let (one, other) = (named(&suspicion.one), named(&suspicion.other));
    match suspicion.link {
        Some(_) => format!("{one} may be {other}: {}", suspicion.strength.word()),
        None => format!("{one} looks like {other} and another"),
    }
}
