//! `import`: a casebook from sheets.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::exchange::{
    Account, Import, Mapping, Rejects, import, mapping_names, shipped_mapping, suspicion_tables,
    suspicions,
};
use crate::incident::Input;
use crate::reconcile::{Evidence, Profile};
use crate::session::{self, Page, is_stdout, may_write, put_file, put_out, unknown};
use crate::sheet::{self, MOST_BYTES, Options, Workbook, guarded, quoted, read, unguarded};
use crate::table::{Form, Ruled};

use super::Outcome;
use super::export::BYTE_ORDER_MARK;
use super::fold::{apply, decisions};

/// What is imported, and where it goes.
#[derive(Clone, Debug)]
pub struct Request {
    /// The form of the files.
    pub form: sheet::Form,
    /// The files.
    pub files: Vec<PathBuf>,
    /// A file, or the name of a mapping that comes with the program.
    pub mapping: Option<String>,
    /// Where the casebook goes; `-` is stdout.
    pub out: PathBuf,
    /// Decisions on who is one body or one person, as `fold` takes them.
    pub links: Vec<String>,
    /// Where rejected rows go, instead of beside the casebook.
    pub rejects: Option<PathBuf>,
    /// Whether a file that is there may be written over.
    pub force: bool,
    /// Whether one rejected row means that nothing is written.
    pub strict: bool,
    /// What is told of the files rather than detected.
    pub options: Options,
}

/// Makes a casebook of sheets, and says what became of every row.
///
/// Rows that could not be read go to a file beside the casebook, a file a sheet, under their own
/// titles: mended there, they can be imported as they are. They are no failure of the import, so
/// the exit code is 0; with `strict` they are one, and nothing is written but they.
///
/// # Errors
/// Where a file cannot be read, the mapping is none, no row is left, or a file is there already.
pub fn import_sheets(request: &Request, page: &Page) -> Outcome {
    let to_stdout = is_stdout(&request.out);
    if !to_stdout {
        may_write(&request.out, request.force)?;
    }
    if let Some(rejects) = rejects_base(request) {
        let is_read = request.files.contains(&rejects);
        if is_read || rejects == request.out {
            let message = format!(
                "`{}` would be written over with what is rejected",
                rejects.display()
            );
            let hint = match is_read {
                true => {
                    "give the casebook another name; `tallybook merge` joins the two afterwards"
                }
                false => "give the rejected rows another file than the casebook",
            };
            return Err(Diagnostic::usage(message).hint(hint));
        }
    }
    let mapping = request.mapping.as_deref().map(mapping).transpose()?;
    let links = decisions(&request.links)?;
    let books = books(request)?;
    let refused = |told: &[crate::exchange::Told]| {
        let lines: Vec<String> = told.iter().map(ToString::to_string).collect();
        Diagnostic::sheets("no casebook could be made of the sheets", lines)
    };
    let Import {
        mut document,
        mut evidence,
        account,
        rejects,
    } = import(&books, mapping.as_ref()).map_err(|error| refused(&error.told))?;
    for link in &links {
        apply(&mut document, link)?;
    }
    if !links.is_empty() {
        let name = request.out.display().to_string();
        evidence = session::read(vec![Input::new(name, document.laid_out())])?;
    }
    let is_strict = request.strict && !rejects.is_empty();
    let mut written: Vec<PathBuf> = Vec::new();
    for rejected in &rejects {
        if let Some(path) = rejects_path(request, rejected, rejects.len(), &written) {
            put_file(&path, &delimited_text(rejected), request.force)?;
            written.push(path);
        }
    }
    if !is_strict {
        put_out(&request.out, &document.laid_out(), request.force, page)?;
    }
    tell(&account, &written, to_stdout, page);
    tell_suspicions(&evidence, page);
    if is_strict {
        let count = account.rejected();
        let message = format!("{count} rows were rejected, so no casebook was written");
        return Err(Diagnostic::sheets(message, Vec::new())
            .hint("mend them, or import without `--strict` to go on without them"));
    }
    if !to_stdout {
        page.aside(&format!("written: {}\n", request.out.display()));
    }
    let rejected = account.rejected();
    if rejected > 0 {
        let rows: usize = account.sheets.iter().map(|sheet| sheet.rows).sum();
        page.aside(&format!(
            "incomplete: {rejected} of {rows} rows are not in the casebook\n"
        ));
    }
    Ok(())
}

/// Lists who may be one body or one person. Nothing is linked unless `links` say so.
fn tell_suspicions(evidence: &[Rc<Evidence>], page: &Page) {
    for table in suspicion_tables(&suspicions(evidence, &Profile::plain())) {
        page.aside(&format!("\n{}", table.render(Form::Text, page.width)));
    }
}

fn mapping(name: &str) -> Result<Mapping, Diagnostic> {
    let path = Path::new(name);
    let text = match shipped_mapping(name).filter(|_| !path.is_file()) {
        Some(text) => text.to_owned(),
        None if path.exists() || name.contains(['.', '/', '\\']) => {
            std::fs::read_to_string(path)
                .map_err(|error| Diagnostic::unreadable(&[(path.to_owned(), error)]))?
        }
        None => {
            return Err(unknown("mapping", name, mapping_names())
                .hint("one of your own is named by its file, such as `mine.json`"));
        }
    };
    Mapping::read(name, &text)
        .map_err(|problem| Diagnostic::sheets("not a valid mapping", vec![problem.to_string()]))
}

fn books(request: &Request) -> Result<Vec<Workbook>, Diagnostic> {
    let mut books = Vec::with_capacity(request.files.len());
    let mut unreadable = Vec::new();
    let mut wrong = Vec::new();
    for file in &request.files {
        match bytes(file) {
            Err(error) => unreadable.push((file.clone(), error)),
            Ok(bytes) => {
                let name = file.display().to_string();
                match read(&name, &bytes, request.form, &request.options) {
                    Ok(mut book) => {
                        if matches!(request.form, sheet::Form::Csv | sheet::Form::Tsv) {
                            unguard(&mut book);
                        }
                        books.push(book);
                    }
                    Err(error) => wrong.push(error.to_string()),
                }
            }
        }
    }
    if !unreadable.is_empty() {
        return Err(Diagnostic::unreadable(&unreadable));
    }
    if !wrong.is_empty() {
        return Err(Diagnostic::sheets("a sheet cannot be read", wrong));
    }
    Ok(books)
}

/// Takes off what keeps spreadsheet programs from taking a text for a formula, see [`guarded`].
fn unguard(book: &mut Workbook) {
    let rows = book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    for cell in rows.flat_map(|row| &mut row.cells) {
        if let Cow::Borrowed(text) = unguarded(&cell.text)
            && text.len() < cell.text.len()
        {
            cell.text = text.to_owned();
        }
    }
}

/// Reads a file, or stdin for `-`, no further than one byte beyond what is allowed.
fn bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;

    let most = MOST_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        std::io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?
            .take(most)
            .read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn delimited_text(rejected: &Rejects) -> Vec<u8> {
    let rows = rejected.rows.iter();
    let guarded = rows.map(|row| {
        row.iter()
            .map(|cell| guarded(cell).into_owned())
            .collect::<Vec<_>>()
    });
    format!("{BYTE_ORDER_MARK}{}", quoted(guarded)).into_bytes()
}

/// `market.json` has its rejected rows in `market.rejects.csv`. A casebook on stdout has nothing
/// beside it.
fn rejects_base(request: &Request) -> Option<PathBuf> {
    let beside = || (!is_stdout(&request.out)).then(|| request.out.with_extension("rejects.csv"));
    request.rejects.clone().or_else(beside)
}

/// Of several sheets each has a file of its own: `market.rejects.claims.csv`.
fn rejects_path(
    request: &Request,
    rejected: &Rejects,
    count: usize,
    taken: &[PathBuf],
) -> Option<PathBuf> {
    let base = rejects_base(request)?;
    if count == 1 {
        return Some(base);
    }
    let letters = rejected.sheet.chars();
    let sheet: String = letters
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let numbered = (2..).map(|n| base.with_extension(format!("{sheet}-{n}.csv")));
    let mut paths = std::iter::once(base.with_extension(format!("{sheet}.csv"))).chain(numbered);
    paths.find(|path| !taken.contains(path))
}

/// Says what was detected, what became of the rows, and what is wrong with those that were
/// rejected. The counts are the result, unless the casebook itself goes there.
fn tell(account: &Account, written: &[PathBuf], to_stdout: bool, page: &Page) {
    for (file, detected) in &account.detected {
        for phrase in detected {
            page.aside(&format!("{file}: {phrase}\n"));
        }
    }
    for note in &account.notes {
        page.aside(&format!("{note}\n"));
    }
    for told in &account.faults {
        page.aside(&format!("rejected: {told}\n"));
    }
    let titles = [
        "file", "sheet", "holds", "rows", "taken", "rejected", "template", "claims", "no claim",
    ];
    let mut table = Ruled::new(titles);
    for sheet in &account.sheets {
        let file = Path::new(&sheet.file).file_name();
        let file = file.map_or(sheet.file.clone(), |name| {
            name.to_string_lossy().into_owned()
        });
        table.push([
            file.into(),
            sheet.sheet.as_str().into(),
            sheet.holds.as_str().into(),
            sheet.rows.into(),
            sheet.taken.into(),
            sheet.rejected.into(),
            sheet.of_template.into(),
            sheet.claims.into(),
            sheet.without_claim.into(),
        ]);
    }
    let text = table.done().render(page.form, page.width);
    if to_stdout {
        page.aside(&text);
    } else {
        page.put(&text);
    }
    if account.rejected() > 0 && written.is_empty() {
        page.aside("rejected rows: `--rejects FILE` puts them into a file\n");
    }
    for path in written {
        page.aside(&format!("rejected rows: {}\n", path.display()));
    }
}
