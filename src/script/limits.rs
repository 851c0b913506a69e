//! What a script may use up.
//!
//! The engine's own limits miss much: its count of operations restarts in every callback, it
//! measures a value only after a builtin has made it, and it has no clock. So the host counts for
//! itself, and the engine's limits are a second line.

use std::fmt;
use std::time::Duration;

/// What one evaluation may use up before it is stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Operations, before the allowance for the claims that are loaded.
    pub operations: u64,
    /// Operations on top for each claim that is loaded.
    pub operations_a_claim: u64,
    /// Time on the clock.
    pub time: Duration,
    /// Bytes of memory on top of what was in use when the evaluation began.
    pub memory: usize,
    /// Bytes of printed text.
    pub output: usize,
    /// Levels of calls: script functions and the builtins between them.
    pub calls: usize,
    /// Levels of expressions inside one another.
    pub nesting: usize,
    /// Bytes of text in one value.
    pub text: usize,
    /// Elements in one array, those of the arrays inside it included.
    pub array: usize,
    /// Keys in one map, those of the maps inside it included.
    pub map: usize,
    /// Variables at any one time.
    pub variables: usize,
    /// Functions and closures that one script defines.
    pub functions: usize,
    /// Modules that one evaluation imports.
    pub modules: usize,
    /// Imports inside one another.
    pub imports: usize,
    /// Bytes of one script file.
    pub file: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            operations: 10_000_000,
            operations_a_claim: 200,
            time: Duration::from_secs(60),
            memory: 1 << 30,
            output: 64 << 20,
            calls: 128,
            nesting: 128,
            text: 16 << 20,
            array: 250_000,
            map: 100_000,
            variables: 10_000,
            functions: 10_000,
            modules: 1_000,
            imports: 16,
            file: 4 << 20,
        }
    }
}

impl Limits {
    /// Lists every limit: its name, its value and what it is for.
    #[must_use]
    pub fn describe(&self) -> Vec<(&'static str, String, &'static str)> {
        Limit::ALL
            .into_iter()
            .map(|limit| (limit.name(), self.value(limit), limit.about()))
            .collect()
    }

    /// Returns the value of a limit, for people.
    #[must_use]
    pub fn value(&self, limit: Limit) -> String {
        let count = |n: usize, noun: &str| format!("{} {noun}", grouped(n as u64));
        match limit {
            Limit::Operations => format!(
                "{} operations, and {} more a claim",
                grouped(self.operations),
                grouped(self.operations_a_claim)
            ),
            Limit::Time => seconds(self.time),
            Limit::Memory => bytes(self.memory as u64),
            Limit::Output => bytes(self.output as u64),
            Limit::Calls => count(self.calls, "calls deep"),
            Limit::Nesting => count(self.nesting, "expressions deep"),
            Limit::Text => bytes(self.text as u64),
            Limit::Array => count(self.array, "elements"),
            Limit::Map => count(self.map, "keys"),
            Limit::Variables => count(self.variables, "variables"),
            Limit::Functions => count(self.functions, "functions"),
            Limit::Modules => count(self.modules, "modules"),
            Limit::Imports => count(self.imports, "imports deep"),
            Limit::File => bytes(self.file),
        }
    }
}

macro_rules! limits {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $about:literal, $advice:literal;)*) => {
        /// A limit by its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Limit {
            $($(#[$doc])* $variant,)*
        }

        impl Limit {
            /// Every limit, those that a script meets most first.
            pub const ALL: [Self; limits!(@count $($variant)*)] = [$(Self::$variant,)*];

            /// Returns the name by which messages and manuals call it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns what it is a limit of.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }
            }

            /// Returns what the author of a script can do about it.
            #[must_use]
            pub fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice,)* }
            }
        }
    };
    (@count $($variant:ident)*) => { [$(limits!(@one $variant)),*].len() };
    (@one $variant:ident) => { () };
}

limits! {
    /// Steps of the script.
    Operations = "operations",
        "steps of the script in one evaluation",
        "look for a loop that does not end, or let `filter`, `map` and the selections do the work of a loop";
    /// Time on the clock.
    Time = "time",
        "time on the clock for one evaluation",
        "look for a loop that does not end, or give the script fewer claims at a time";
    /// Memory.
    Memory = "memory",
        "memory that one evaluation may add",
        "keep figures, not copies of lists; look for a list that grows in a loop";
    /// Printed text.
    Output = "output",
        "text that one evaluation may print",
        "print a table instead of a line for each claim; look for a `print` in a loop that does not end";
    /// Calls inside one another.
    Calls = "calls",
        "calls inside one another",
        "look for a function that calls itself without an end, or use a loop";
    /// Expressions inside one another.
    Nesting = "nesting",
        "expressions inside one another",
        "give parts of the expression names with `let`";
    /// Text in one value.
    Text = "text",
        "text in one value",
        "print parts as they are made instead of joining them";
    /// Elements of one array.
    Array = "array",
        "elements of one array, those inside its arrays included",
        "keep the claims in their selection, which is not counted";
    /// Keys of one map.
    Map = "map",
        "keys of one map, those inside its maps included",
        "use a table, or several smaller maps";
    /// Variables at one time.
    Variables = "variables",
        "variables at one time",
        "keep values in an array or a map";
    /// Functions of one script.
    Functions = "functions",
        "functions and closures of one script",
        "split the script into modules";
    /// Modules of one evaluation.
    Modules = "modules",
        "modules that one evaluation imports",
        "import at the top of the script, not in a loop";
    /// Imports inside one another.
    Imports = "imports",
        "imports inside one another",
        "import the module that does the work directly";
    /// The size of one script file.
    File = "file",
        "size of one script file",
        "data belongs in a casebook, not in a script";
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Digits in groups of three.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn bytes(n: u64) -> String {
    for (unit, size) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] {
        if n >= size && n.is_multiple_of(size) {
            return format!("{} {unit}", grouped(n / size));
        }
    }
    format!("{} bytes", grouped(n))
}

fn seconds(time: Duration) -> String {
    if time.subsec_millis() == 0 {
        format!("{} seconds", time.as_secs())
    } else {
        format!("{} milliseconds", time.as_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Limits, bytes, grouped};

    #[test]
    fn every_limit_is_described_once() {
        let described = Limits::default().describe();
        let mut names: Vec<_> = described.iter().map(|(name, ..)| *name).collect();
        assert_eq!(names.len(), Limit::ALL.len());
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Limit::ALL.len());
        assert!(
            described
                .iter()
                .all(|(_, value, about)| !value.is_empty() && !about.is_empty())
        );
    }

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(10_000_000), "10,000,000");
        assert_eq!(bytes(1 << 30), "1 GiB");
        assert_eq!(bytes(3 << 20), "3 MiB");
        assert_eq!(bytes(1_500), "1,500 bytes");
    }
}
