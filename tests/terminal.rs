//! The program at a real terminal: what the line editor, the keys and the signals do to it.
//!
//! A test waits for what it expects on the screen, and types only at a prompt: what is typed while
//! something runs is lost. No test relies on how long anything takes.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fs, process, thread};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

use crate::program::root;

const PROMPT: &str = "tallybook>";
const ROWS: u16 = 200;
const COLUMNS: u16 = 100;
/// How long anything may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(20);
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const UP: &str = "\u{1b}[A";
/// A script that does not end for as long as a test waits: each step is slow, so that no limit is
/// reached before.
const ENDLESS: &str = "loop { incident.claims.on(\"guards-killed\").range() }";

/// A folder of a test's own, which is gone after it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("tallybook-terminal-{}-{number}", process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the program has written: as it is, and as a terminal shows it.
struct Seen {
    raw: Vec<u8>,
    screen: vt100::Parser,
}

/// The program at a terminal.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    seen: Arc<Mutex<Seen>>,
}

impl Terminal {
    fn start(home: &Path, arguments: &[&str]) -> Self {
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tallybook"));
        command.args(arguments);
        command.cwd(root());
        command.env("HOME", home);
        command.env("XDG_DATA_HOME", home.join("data"));
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its input");
        let size = |n| NonZeroU16::new(n).expect("some");
        let seen = Arc::new(Mutex::new(Seen {
            raw: Vec::new(),
            screen: vt100::Parser::new(size(ROWS), size(COLUMNS), 0),
        }));
        let writes = Arc::clone(&seen);
        thread::spawn(move || {
            // The terminal must stay open for as long as it is read.
            let _open = pair.master;
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let mut seen = writes.lock().expect("nobody panics with it");
                seen.raw.extend_from_slice(&bytes[..count]);
                seen.screen.process(&bytes[..count]);
            }
        });
        Self { child, keys, seen }
    }

    /// Opens a session and waits for its prompt.
    fn session(home: &Path, arguments: &[&str]) -> Self {
        let mut terminal = Self::start(home, arguments);
        terminal.wait_for_prompt();
        terminal
    }

    fn screen(&self) -> String {
        let seen = self.seen.lock().expect("nobody panics with it");
        seen.screen.screen().contents()
    }

    /// Whether a line of the screen is this and nothing else.
    fn shows(&self, line: &str) -> bool {
        self.screen().lines().any(|shown| shown.trim_end() == line)
    }

    fn raw(&self) -> String {
        let seen = self.seen.lock().expect("nobody panics with it");
        String::from_utf8_lossy(&seen.raw).into_owned()
    }

    /// The line that the cursor is on.
    fn line(&self) -> String {
        let seen = self.seen.lock().expect("nobody panics with it");
        let screen = seen.screen.screen();
        let (row, _) = screen.cursor_position();
        let line = screen.rows(0, COLUMNS).nth(usize::from(row));
        line.unwrap_or_default().trim_end().to_owned()
    }

    #[track_caller]
    fn wait(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "waited for {what}, and there is\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait(&format!("`{text}`"), |it| it.screen().contains(text));
    }

    #[track_caller]
    fn wait_for_prompt(&mut self) {
        self.wait("the prompt", |it| it.line() == PROMPT);
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("it listens");
        self.keys.flush().expect("it listens");
    }

    /// Types a text, and waits until it stands there.
    #[track_caller]
    fn type_in(&mut self, text: &str) {
        self.press(text);
        self.wait(&format!("the echo of `{text}`"), |it| {
            it.screen().trim_end().ends_with(text)
        });
    }

    /// Types an input, and waits until it is done.
    #[track_caller]
    fn enter(&mut self, text: &str) {
        self.type_in(text);
        self.press("\r");
        self.wait_for_prompt();
    }

    /// Waits for the end of the program, and returns how it exits.
    #[track_caller]
    fn exit_code(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "it goes on:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_input_gets_its_table_and_the_end_of_input_ends_the_session() {
    let home = Folder::new();
    let mut terminal = Terminal::session(&home.0, &[]);
    assert!(terminal.screen().contains("`:help` helps, `:quit` leaves"));
    terminal.enter("incident.people");
    assert!(
        terminal.screen().contains("Bahrom Qosimzoda"),
        "{}",
        terminal.screen()
    );
    // A line that is longer than the screen is wide.
    terminal.press(&format!("\"{}\".len()\r", "x".repeat(150)));
    terminal.wait("its length", |it| it.shows("150"));
    terminal.wait_for_prompt();
    terminal.press(CTRL_D);
    assert_eq!(terminal.exit_code(), 0);

    let mut terminal = Terminal::session(&home.0, &["repl"]);
    terminal.type_in(":quit");
    terminal.press("\r");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn an_input_may_take_several_lines() {
    let home = Folder::new();
    let mut terminal = Terminal::session(&home.0, &[]);
    for line in ["fn more(x) {", "    x + 41"] {
        terminal.type_in(line);
        terminal.press("\r");
        terminal.wait("an empty line", |it| it.line().is_empty());
    }
    terminal.enter("}");
    terminal.enter("more(1)");
    assert!(terminal.shows("42"), "{}", terminal.screen());
    // Two empty lines end an input that never would.
    terminal.type_in("more(");
    for _ in 0..2 {
        terminal.press("\r");
        terminal.wait("an empty line", |it| it.line().is_empty());
    }
    terminal.press("\r");
    terminal.wait_for("error: ");
    terminal.wait_for_prompt();
    // What is pasted is one input, as it is.
    terminal.press("\u{1b}[200~let a = 1;\nlet b = 2;\u{1b}[201~");
    terminal.wait("the end of what is pasted", |it| it.line() == "let b = 2;");
    terminal.press("\r");
    terminal.wait_for_prompt();
    terminal.enter("a + b");
    assert!(terminal.shows("3"), "{}", terminal.screen());
}

#[test]
fn tab_completes() {
    let home = Folder::new();
    let book = fs::read_to_string(root().join("tests/data/market.json")).expect("a casebook");
    let file = home.file("the market.json", &book);
    let mut terminal = Terminal::session(&home.0, &[]);
    terminal.press("incident.tit\t");
    terminal.wait("the whole name", |it| it.line().ends_with("incident.title"));
    terminal.press("\r");
    terminal.wait_for("\nAttack on the Ishkobod border post");
    terminal.wait_for_prompt();
    terminal.press("incident.claims.on(\"responsi\t\").len()\r");
    terminal.wait("their number", |it| it.shows("2"));
    terminal.wait_for_prompt();
    // Several candidates are listed.
    terminal.press("incident.claims.m\t\t");
    terminal.wait_for("matching");
    terminal.wait_for("median");
    terminal.press(CTRL_C);
    terminal.wait_for_prompt();
    let typed = format!(
        ":open {}",
        file.split(" market").next().expect("its beginning")
    );
    terminal.press(&format!("{typed}\t"));
    terminal.wait_for("the\\ market.json");
    terminal.press("\r");
    terminal.wait_for("market: Shelling of the market (1 measure, 3 claims)");
}

#[test]
fn the_history_survives_a_restart() {
    let home = Folder::new();
    let mut terminal = Terminal::session(&home.0, &[]);
    terminal.enter("let first = 40;");
    for line in ["fn more(x) {", "  x + 2"] {
        terminal.type_in(line);
        terminal.press("\r");
        terminal.wait("an empty line", |it| it.line().is_empty());
    }
    terminal.enter("}");
    terminal.press(UP);
    terminal.wait("the last input", |it| it.line() == "}");
    // Within an input of several lines the key goes up a line.
    terminal.press(&UP.repeat(3));
    terminal.wait("the one before", |it| {
        it.line().ends_with("let first = 40;")
    });
    terminal.press(CTRL_C);
    terminal.wait_for_prompt();
    // Killed, not ended: every input is kept as it is typed.
    drop(terminal);
    let history = home.0.join("data/tallybook/history");
    let kept = fs::metadata(&history).expect("the history");
    let mode = std::os::unix::fs::PermissionsExt::mode(&kept.permissions());
    assert_eq!(mode & 0o077, 0, "others can read it: {mode:o}");

    let mut terminal = Terminal::session(&home.0, &[]);
    terminal.press(UP);
    terminal.wait("the last input", |it| it.line() == "}");
    terminal.press("\r");
    terminal.wait_for_prompt();
    terminal.press(UP);
    terminal.wait("the last input", |it| it.line() == "}");
    // Within an input of several lines the key goes up a line.
    terminal.press(&UP.repeat(3));
    terminal.wait("the one before", |it| {
        it.line().ends_with("let first = 40;")
    });
    terminal.press("\r");
    terminal.wait_for_prompt();
    terminal.enter("more(first)");
    assert!(terminal.shows("42"), "{}", terminal.screen());
}

#[test]
fn an_interrupt_at_the_prompt_drops_the_line_alone() {
    let home = Folder::new();
    let mut terminal = Terminal::session(&home.0, &[]);
    terminal.enter("let kept = 41;");
    for _ in 0..3 {
        terminal.type_in("kept = [1,");
        terminal.press("\r");
        terminal.wait("an empty line", |it| it.line().is_empty());
        terminal.press(CTRL_C);
        terminal.wait_for_prompt();
    }
    terminal.enter("kept + 1");
    assert!(terminal.shows("42"), "{}", terminal.screen());
}

#[test]
fn an_interrupt_stops_a_script_and_the_session_goes_on() {
    let home = Folder::new();
    let mut terminal = Terminal::session(&home.0, &[]);
    terminal.enter("let kept = 41;");
    // More than once: an interrupt that was heeded is none for the next input.
    for round in 1..=3 {
        terminal.type_in(&format!("print(\"round \" + {round}); {ENDLESS}"));
        terminal.press("\r");
        terminal.wait("its print", |it| it.shows(&format!("round {round}")));
        terminal.press(CTRL_C);
        terminal.wait("that it stops", |it| {
            it.screen().matches("stopped: interrupted").count() == round
        });
        terminal.wait_for_prompt();
        terminal.enter("kept += 1; kept");
        assert!(terminal.shows(&format!("{}", 41 + round)));
    }
    terminal.press(CTRL_D);
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn an_interrupt_while_a_casebook_is_opened_leaves_the_one_before() {
    let home = Folder::new();
    let book = fs::read_to_string(root().join("tests/data/market.json")).expect("a casebook");
    let pipe = home.0.join("pipe");
    let made = process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    let mut terminal = Terminal::session(&home.0, &[]);
    let typed = format!(":open {}", pipe.display());
    terminal.press(&format!("{typed}\r"));
    // Opening a pipe waits for whoever reads it.
    let mut writer = fs::OpenOptions::new()
        .write(true)
        .open(&pipe)
        .expect("a pipe");
    terminal.press(CTRL_C);
    terminal.wait_for("^C");
    // The terminal shows the key before the program has heard of it; being heard takes no time that
    // could be waited for, so this gives it some.
    thread::sleep(Duration::from_millis(500));
    writer.write_all(book.as_bytes()).expect("it reads");
    drop(writer);
    terminal.wait_for("stopped: interrupted");
    terminal.wait_for_prompt();
    terminal.enter("incident.id");
    assert!(terminal.shows("ishkobod"), "{}", terminal.screen());
}

#[test]
fn an_interrupt_ends_a_run() {
    let home = Folder::new();
    let script = home.file("endless.rhai", &format!("print(\"begun\"); {ENDLESS}"));
    let mut terminal = Terminal::start(&home.0, &["run", &script]);
    terminal.wait_for("begun");
    terminal.press(CTRL_C);
    terminal.wait_for("stopped: interrupted");
    assert_eq!(terminal.exit_code(), 130);
}

#[test]
fn a_signal_to_end_ends_the_session() {
    let home = Folder::new();
    let mut terminal = Terminal::session(&home.0, &[]);
    let id = terminal.child.process_id().expect("an id").to_string();
    let sent = process::Command::new("kill").arg(&id).status();
    assert!(sent.expect("kill").success());
    assert_ne!(terminal.exit_code(), 0);
}

#[test]
fn a_session_goes_on_where_a_script_has_ended() {
    let home = Folder::new();
    let script = home.file(
        "first.rhai",
        "let x = param(\"start\", 1, \"where to begin\");\nfn twice(n) { n * 2 }\nprint(\"run\");\nx",
    );
    let mut terminal = Terminal::session(&home.0, &["run", &script, "--set", "start=21", "-i"]);
    assert!(
        terminal.screen().contains("run\n21\n"),
        "{}",
        terminal.screen()
    );
    terminal.enter("twice(x)");
    assert!(terminal.shows("42"), "{}", terminal.screen());
    terminal.press(CTRL_D);
    assert_eq!(terminal.exit_code(), 0);

    // A rule is applied, and can be called.
    let mut terminal = Terminal::session(&home.0, &["run", "range", "-i"]);
    assert!(
        terminal
            .screen()
            .contains("range: Attack on the Ishkobod border post")
    );
    terminal.enter("rule(incident.claims.on(\"guards-killed\"))");
    assert!(terminal.shows("2 to 10+"), "{}", terminal.screen());

    // A script that fails leaves one where the reason can be looked for.
    let script = home.file("fails.rhai", "print(\"before\"); throw \"no\"");
    let mut terminal = Terminal::session(&home.0, &["run", &script, "-i"]);
    assert!(
        terminal.screen().contains("thrown: no"),
        "{}",
        terminal.screen()
    );
    assert!(
        terminal.screen().contains("fails.rhai:1:18"),
        "{}",
        terminal.screen()
    );
    terminal.enter("incident.id");
    assert!(terminal.shows("ishkobod"), "{}", terminal.screen());

    // One that is no script does not.
    let script = home.file("wrong.rhai", "let = 1");
    let mut terminal = Terminal::start(&home.0, &["run", &script, "-i"]);
    assert_eq!(terminal.exit_code(), 1);
    let mut terminal = Terminal::start(&home.0, &["run", "range", "-i", "--set", "nothing=1"]);
    assert_eq!(terminal.exit_code(), 2);
}

#[test]
fn a_name_cannot_speak_to_the_terminal() {
    let home = Folder::new();
    let evil = r"\u001b]0;EVIL\u0007\u001b[2J\u202eEVIL\u009b31m";
    let book = fs::read_to_string(root().join("tests/data/market.json")).expect("a casebook");
    let book = book
        .replace("Shelling of the market", evil)
        .replace("Army of the North", evil)
        .replace("People killed", evil)
        .replace("at least four bodies", evil);
    let file = home.file("evil.json", &book);
    let mut terminal = Terminal::session(&home.0, &[&file]);
    for input in [
        "incident",
        "incident.title",
        "incident.sources",
        "incidents",
        "print(incident.title)",
        "throw incident.title",
        "incident.claims.map(|c| `${c.wording}`)",
        "#{title: incident.title}",
        ":sources",
        ":claims",
        ":show",
        ":why range killed",
        &format!(":open {file}"),
    ] {
        terminal.enter(input);
    }
    let raw = terminal.raw();
    assert!(raw.contains("EVIL"));
    for sent in ["\u{1b}]0;EVIL", "\u{1b}[2J", "\u{202e}", "\u{9b}"] {
        assert!(!raw.contains(sent), "{raw:?}");
    }
}
