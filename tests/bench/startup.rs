//! How long does the program take to start? `tallybook eval 1` against the stock `rhai-run` on an
//! empty script, in turns, so that whatever else the machine does meets both alike.
//!
//! Both are copied first, as an installation copies them: what a linker has just written lies in the
//! system's cache in small pages, from which a program starts a third slower than from a copy.
//!
//! Prints the best and the median of each and the ratio; asserts nothing, since a time is a matter
//! of the machine. `cargo bench --bench startup`; `RHAI_RUN` says where `rhai-run` is, else `PATH`
//! is searched.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 60;
const WARM_UP: usize = 5;
const BAR: f64 = 1.2;
const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");
const INSTALL: &str = "cargo install rhai --version 1.27.0 --features bin-features --bin rhai-run";

fn main() {
    let Some(stock) = rhai_run() else {
        println!("nothing was measured: there is no `rhai-run`; to install it:\n  {INSTALL}");
        return;
    };
    let ours = Path::new(env!("CARGO_BIN_EXE_tallybook"));
    let empty = Path::new(FOLDER).join("empty.rhai");
    let copied = std::fs::write(&empty, "").and_then(|()| {
        let ours = Program::copied(ours, &["eval".into(), "1".into()])?;
        Ok((ours, Program::copied(&stock, &[empty.into()])?))
    });
    let (ours, stock) = match copied {
        Ok(copied) => copied,
        Err(error) => {
            println!("nothing was measured: cannot write into {FOLDER}: {error}");
            return;
        }
    };
    let (mut our_times, mut stock_times) = (Vec::new(), Vec::new());
    for round in 0..WARM_UP + ROUNDS {
        let (Some(our), Some(their)) = (ours.run(), stock.run()) else {
            println!("nothing was measured");
            return;
        };
        if round >= WARM_UP {
            our_times.push(our);
            stock_times.push(their);
        }
    }
    our_times.sort_unstable();
    stock_times.sort_unstable();
    println!("{ROUNDS} rounds               best         median");
    for (name, times) in [
        ("tallybook eval 1", &our_times),
        ("rhai-run, empty", &stock_times),
    ] {
        println!(
            "{name:<20}{:>12.2?}   {:>12.2?}",
            times[0],
            times[ROUNDS / 2]
        );
    }
    let ratio = |at: usize| our_times[at].as_secs_f64() / stock_times[at].as_secs_f64();
    let (best, median) = (ratio(0), ratio(ROUNDS / 2));
    println!("{:<20}{best:>12.2}   {median:>12.2}", "ratio");
    let kept = if best <= BAR { "kept" } else { "MISSED" };
    println!("bar: at most {BAR} times: {kept}");
}

/// A program with its arguments.
struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
}

impl Program {
    /// Copies a program to where the bench keeps its files.
    fn copied(program: &Path, arguments: &[OsString]) -> std::io::Result<Self> {
        let mut name = OsString::from("startup-");
        name.push(program.file_name().unwrap_or_default());
        let path = Path::new(FOLDER).join(name);
        std::fs::copy(program, &path)?;
        let arguments = arguments.to_vec();
        Ok(Self { path, arguments })
    }

    /// Runs it once; says why and gives nothing where it cannot be run or fails.
    fn run(&self) -> Option<Duration> {
        let mut command = Command::new(&self.path);
        command
            .args(&self.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status();
        let took = start.elapsed();
        match status {
            Ok(status) if status.success() => Some(took),
            Ok(status) => {
                println!("{}: {status}", self.path.display());
                None
            }
            Err(error) => {
                println!("{}: {error}", self.path.display());
                None
            }
        }
    }
}

fn rhai_run() -> Option<PathBuf> {
    if let Some(given) = std::env::var_os("RHAI_RUN") {
        return Some(given.into());
    }
    let name = format!("rhai-run{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}
