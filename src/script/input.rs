//! Inputs of a session: what one defines, the next can use.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use rhai::{Caches, Dynamic, Engine, ImmutableString, LexError, ParseErrorType, Position, Scope};

use super::failure::Failure;
use super::host::Host;
use super::inside::each_inside;
use super::source::Source;
use super::{compare, compile};

impl Host {
    /// Runs one input of a session and returns its value. Inputs of one session differ in name.
    ///
    /// Variables stay in the scope, functions and imports in the host; a function that is defined
    /// again takes the place of the older one also in functions that call it. After an error
    /// everything is as it was before the input.
    ///
    /// # Errors
    /// Whatever stopped it.
    pub fn feed(&mut self, source: Source, scope: &mut Scope<'static>) -> Result<Dynamic, Failure> {
        let name = Arc::clone(&source.name);
        let fed = self.run_input(source, scope);
        if fed.is_err() {
            // Or messages would speak of functions that are not there.
            self.sources().forget_functions(&name);
        }
        fed
    }

    fn run_input(
        &mut self,
        source: Source,
        scope: &mut Scope<'static>,
    ) -> Result<Dynamic, Failure> {
        let script = self.compile_in(source, scope)?;
        let name = Rc::<str>::from(script.source.name());
        let before = scope.clone();
        let shared = Shared::of(scope);
        let mut global = self.engine().new_global_runtime_state();
        global.source = Some(name.as_ref().into());
        global.lib.push(Rc::clone(script.ast.shared_lib()));
        global.constants = constants(scope);
        // The engine marks this call as deprecated since it is low level: no other keeps the imports
        // of what it ran.
        #[allow(deprecated)]
        let outcome = self.evaluate(&name, || {
            self.engine().eval_statements_raw(
                &mut global,
                &mut Caches::new(),
                scope,
                script.ast.statements(),
            )
        });
        match outcome {
            Err(failure) => {
                *scope = before;
                shared.restore();
                Err(failure)
            }
            Ok(value) => {
                let imports: Vec<_> = global
                    .scan_imports_raw()
                    .filter(|(name, _)| !name.is_empty())
                    .map(|(name, module)| (name.clone(), Rc::clone(module)))
                    .collect();
                let engine = self.engine_mut();
                for (name, module) in imports {
                    engine.register_static_module(name, module);
                }
                if script.ast.has_functions() {
                    engine.register_global_module(Rc::clone(script.ast.shared_lib()));
                }
                Ok(value)
            }
        }
    }

    /// Returns whether a text is the beginning of an input rather than a whole one.
    #[must_use]
    pub fn is_incomplete(&self, text: &str) -> bool {
        is_incomplete(&self.parser(), text)
    }

    /// Returns whether a text is a whole script, whatever it names.
    #[must_use]
    pub fn is_whole(&self, text: &str) -> bool {
        !comment_is_open(text) && self.parser().compile(text).is_ok()
    }

    fn parser(&self) -> Engine {
        let mut parser = Engine::new_raw();
        compare::register(&mut parser);
        let nesting = self.limits().nesting;
        parser.set_max_expr_depths(nesting, nesting);
        parser
    }
}

/// What closures share with the scope and among themselves, each with a copy: a clone of a scope
/// keeps hold of such a value and does not copy it.
struct Shared(Vec<(Dynamic, Dynamic)>);

impl Shared {
    fn of(scope: &Scope) -> Self {
        let mut this = Self(Vec::new());
        let mut seen = HashSet::new();
        let mut gather = |value: &Dynamic| {
            if value.is_shared()
                && let Some(inside) = value.read_lock::<Dynamic>()
            {
                this.0.push((value.clone(), inside.clone()));
            }
        };
        for (.., value) in scope.iter_raw() {
            each_inside(value, &mut seen, &mut gather);
        }
        this
    }

    fn restore(self) {
        for (mut shared, copy) in self.0 {
            if let Some(mut inside) = shared.write_lock::<Dynamic>() {
                *inside = copy;
            }
        }
    }
}

type Constants = BTreeMap<ImmutableString, Dynamic>;

/// The constants of a session, for `global::NAME` in functions.
fn constants(scope: &Scope) -> Option<Rc<RefCell<Constants>>> {
    let constants: Constants = scope
        .iter_raw()
        .filter(|(_, constant, _)| *constant)
        .map(|(name, _, value)| (name.into(), value.flatten_clone()))
        .collect();
    (!constants.is_empty()).then(|| Rc::new(RefCell::new(constants)))
}

fn is_incomplete(parser: &Engine, text: &str) -> bool {
    if comment_is_open(text) {
        return true;
    }
    let names = compile::names(&Scope::new());
    let Err(error) = parser.compile_with_scope(&names, text) else {
        return false;
    };
    match *error.0 {
        ParseErrorType::UnexpectedEOF => true,
        // A text in quotes ends on its line, so more lines do not help once there is a second; one
        // in backticks may go on.
        ParseErrorType::BadInput(LexError::UnterminatedString) => {
            is_at_last_line(text, error.1) || text.matches('`').count() % 2 == 1
        }
        ParseErrorType::WrongDocComment => text
            .lines()
            .rfind(|line| !line.trim().is_empty())
            .is_some_and(|line| line.trim_start().starts_with("///")),
        _ => is_past_the_end(text, error.1),
    }
}

fn is_at_last_line(text: &str, at: Position) -> bool {
    at.line()
        .is_some_and(|line| line >= text.trim_end().lines().count())
}

/// A parser that has read everything and wants more complains behind the last character.
fn is_past_the_end(text: &str, at: Position) -> bool {
    let text = text.trim_end();
    let lines = text.lines().count();
    let width = text.lines().last().map_or(0, |line| line.chars().count());
    match (at.line(), at.position()) {
        (Some(line), column) => {
            line > lines || line == lines && column.is_some_and(|column| column > width)
        }
        // The position of an error at the very end of the input.
        (None, _) => true,
    }
}

/// Whether a block comment is open at the end; an open one compiles.
fn comment_is_open(text: &str) -> bool {
    let mut rest = text;
    let mut depth = 0_usize;
    let mut quote = None;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match quote {
            Some(_) if c == '\\' && quote != Some('`') => {
                taken += rest[1..].chars().next().map_or(0, char::len_utf8);
            }
            Some(mark) if c == mark || c == '\n' && mark == '"' => quote = None,
            Some(_) => {}
            None if rest.starts_with("/*") => {
                depth += 1;
                taken = 2;
            }
            None if depth > 0 && rest.starts_with("*/") => {
                depth -= 1;
                taken = 2;
            }
            None if depth > 0 => {}
            None if rest.starts_with("//") => taken = rest.find('\n').unwrap_or(rest.len()),
            None if c == '"' || c == '`' => quote = Some(c),
            None => {}
        }
        rest = &rest[taken..];
    }
    depth > 0
}

#[cfg(test)]
mod tests {
    use rhai::Scope;

    use crate::script::failure::Failure;
    use crate::script::host::Host;
    use crate::script::limits::Limits;
    use crate::script::source::Source;

    struct Session {
        host: Host,
        scope: Scope<'static>,
        inputs: usize,
    }

    impl Session {
        fn new() -> Self {
            Self {
                host: Host::new(Limits::default()),
                scope: Scope::new(),
                inputs: 0,
            }
        }

        fn feed(&mut self, text: &str) -> Result<String, Failure> {
            self.inputs += 1;
            let source = Source::new(&format!("in[{}]", self.inputs), text);
            let value = self.host.feed(source, &mut self.scope)?;
            Ok(self.host.debug_of(value))
        }

        fn shown(&mut self, text: &str) -> String {
            self.feed(text).unwrap_or_else(|failure| failure.message)
        }
    }

    #[test]
    fn what_one_input_defines_the_next_can_use() {
        let mut session = Session::new();
        for (text, shown) in [
            ("let x = 1; fn double(n) { n * 2 }", "()"),
            ("double(x) + 1", "3"),
            ("fn triple(n) { n + double(n) } x += 1; x", "2"),
            ("triple(x)", "6"),
            ("fn double(n) { n * 10 }", "()"),
            ("triple(x)", "22"),
            ("let f = |n| n + x; f.call(1)", "3"),
            ("f.call(5)", "7"),
            ("[1, 2].map(f)", "[3, 4]"),
            ("const K = 5; K", "5"),
            ("fn k() { global::K } k()", "5"),
            ("k() + global::K", "10"),
        ] {
            assert_eq!(session.shown(text), shown, "{text}");
        }
    }

    #[test]
    fn an_error_leaves_everything_as_it_was() {
        let mut session = Session::new();
        session.feed("let a = [1]").expect("it runs");
        session
            .feed("a.push(2); let b = 1; fn gone() { 1 } throw 1")
            .expect_err("it throws");
        assert_eq!(session.shown("a"), "[1]");
        assert!(session.feed("b").is_err());
        assert!(session.feed("gone()").is_err());
    }

    #[test]
    fn an_error_leaves_what_closures_share_as_it_was() {
        let mut session = Session::new();
        session
            .feed("let n = 1; let up = || { n += 1; n }; let of = #{list: [up]}")
            .expect("it runs");
        session
            .feed("let next = { let m = 0; || { m += 1; m } }; next.call()")
            .expect("it runs");
        session
            .feed("up.call(); next.call(); of.list[0].call(); throw 1")
            .expect_err("it throws");
        assert_eq!(session.shown("n"), "1");
        assert_eq!(session.shown("up.call() + n"), "4");
        assert_eq!(session.shown("next.call()"), "2");
    }

    #[test]
    fn an_error_in_an_earlier_function_shows_its_own_text() {
        let mut session = Session::new();
        session
            .feed("fn boom(x) {\n  throw \"boom\"\n}")
            .expect("it defines");
        session.feed("1").expect("it runs");
        let failure = session.feed("let y = 1; boom(y)").expect_err("it throws");
        let place = failure.place.expect("it has a place");
        assert_eq!((&*place.source, place.line), ("in[1]", 2));
        let call = &failure.trail[0];
        let caller = call.place.as_ref().expect("it has a place");
        assert_eq!(
            (call.name.as_str(), &*caller.source, caller.column),
            ("`boom`", "in[3]", 12)
        );
    }

    #[test]
    fn an_unfinished_input_is_told_from_a_wrong_one() {
        let host = Host::new(Limits::default());
        for text in [
            "if x {",
            "x.",
            "let",
            "let x =",
            "foo(1,",
            "`abc ${x",
            "`abc",
            "\"abc",
            "/* abc",
            "1 + /* a /* b */",
            "fn f(x) {",
            "fn f(",
            "#{a: 1,",
            "[1,\n2,",
            "claims.filter(|c| {",
            "if unknown_name > 1 {",
            "/// text",
            "switch x {\n 1 =>",
            "x >=",
        ] {
            assert!(host.is_incomplete(text), "{text}");
        }
        for text in [
            "",
            "1",
            "let x = 1;",
            "foo(1 2)",
            "a b",
            ")",
            "\"abc\nlet x = 1",
            "\"/*\"",
            "// /*",
            "1 === 2",
            "x",
            "/* a */",
            "fn f() { } }",
        ] {
            assert!(!host.is_incomplete(text), "{text}");
        }
    }
}
