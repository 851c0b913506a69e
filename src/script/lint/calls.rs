//! Calls of what is not there, or with another number of values.

use rhai::{Expr, FnCallExpr, Position};

use super::arity::function_types;
use super::expressions::named_function;
use super::known::is_keyword;
use super::tree::closure;
use super::ty::{self, Ty, Type};
use super::walk::Walker;
use crate::script::lexis::is_word;
use crate::script::teach::counted;

impl Walker<'_> {
    /// Goes through a call of a function, and tells the type of what it answers.
    pub(super) fn call(&mut self, call: &FnCallExpr, at: Position) -> Type {
        if !call.namespace.is_empty() {
            for argument in &call.args {
                self.value(argument);
            }
            self.in_module(call, at);
            return None;
        }
        if call.op_token.is_some() || !is_word(&call.name) {
            return self.operator(call, at);
        }
        let name = call.name.as_str();
        let mut types = Vec::new();
        let mut closed = Vec::new();
        for (n, argument) in call.args.iter().enumerate() {
            // A method may be called as a function, with what it is of as the first value.
            let first: Option<Ty> = types.first().cloned().flatten();
            self.is_to_fail = n == 0 && name == "assert_throws" && closure(argument).is_some();
            if n > 0 && closure(argument).is_some() {
                let given = function_types(first.as_ref(), name);
                self.function_argument(argument, &given, false);
                types.push(Some(Ty::plain("function")));
            } else {
                types.push(self.value(argument));
            }
            closed.push(self.closed.take());
        }
        // `x in list`, where it is no operator of its own in the tree.
        if name == "contains" {
            self.compared_word(name, &call.args, &closed);
        }
        if let Some(function) = named_function(call) {
            if is_word(function) && !self.exists(function) {
                self.no_function(function, call.args[0].position());
            }
            return Some(Ty::plain("function"));
        }
        let values = call.args.len();
        if let Some(arities) = self.context.tree.arities.get(name) {
            if arities.contains(&values) {
                self.learning.call(name, types);
                let key = (name.to_owned(), values);
                return self.learned.answers.get(&key).cloned().flatten();
            }
            if !self.takes(name, values) {
                self.wrong_arity(name, &arities.clone(), values, at);
            }
            return None;
        }
        if !self.context.known.is_function(name) {
            self.no_function(name, at);
            return None;
        }
        // The builtin is called, though the closure was meant.
        if let Some(id) = self.scopes.find(name) {
            let binding = self.scopes.get(id);
            binding.called |= binding.closure.is_some();
        }
        if name == "type_of" && values == 1 {
            return Some(Ty::plain("string"));
        }
        if (!is_keyword(name) || name == "type_of" && values != 1) && !self.takes(name, values) {
            let signatures = self.context.known.signatures(name);
            let mut arities: Vec<usize> = signatures.map(|s| s.params.len()).collect();
            if name == "type_of" {
                arities = vec![1];
            }
            // A method that is given all but what it is called on.
            let is_method = arities.contains(&(values + 1)) && values > 0;
            match call.args.first() {
                Some(_) if is_method && self.context.known.is_method_only(name) => {
                    self.report(
                        "wrong-arity",
                        at,
                        format!("`{name}` is a method, and is called on nothing here"),
                        format!("write `x.{name}(..)`; `tallybook doc {name}` shows on what"),
                    );
                }
                _ => self.wrong_arity(name, &arities, values, at),
            }
            return None;
        }
        let first = types.first().cloned().flatten();
        let (of, function) = match name {
            "assert_throws" => (None, call.args.first()),
            _ => (first, call.args.get(1)),
        };
        if matches!(name, "sort" | "order") && values == 2 {
            self.comparer(&call.args[1]);
        }
        self.function_arity(&of, name, function);
        self.context.known.answer(name, values, &None)
    }

    /// Goes through a call of a method, and tells the type of what it answers.
    pub(super) fn method(&mut self, receiver: &Type, call: &FnCallExpr, at: Position) -> Type {
        let name = call.name.as_str();
        let given = function_types(receiver.as_ref(), name);
        let elsewhere = std::mem::replace(&mut self.elsewhere, false);
        for argument in &call.args {
            self.function_argument(argument, &given, elsewhere);
        }
        if !call.namespace.is_empty() || is_keyword(name) {
            return None;
        }
        self.asked_word(receiver, name, &call.args);
        if matches!(name, "sort" | "order") && call.args.len() == 1 {
            self.comparer(&call.args[0]);
        }
        let values = call.args.len();
        let known = self.context.known;
        if let Some(arities) = self.context.tree.arities.get(name) {
            if arities.contains(&values) || self.takes(name, values + 1) {
                return None;
            }
            if arities.contains(&(values + 1)) {
                let rest = ", ..".repeat(values.min(1));
                self.report(
                    "wrong-arity",
                    at,
                    format!(
                        "`{name}` is a function that takes {}, not a method",
                        counted(values + 1, "value")
                    ),
                    format!("write `{name}(x{rest})`"),
                );
            } else {
                self.wrong_arity(name, &arities.clone(), values, at);
            }
            return None;
        }
        // A closure under a key of a map is called like a method.
        let may_be_key = self.context.keys.is_written(name);
        match ty::name(receiver) {
            Some(ty) if known.is_complete(ty) => {
                if !known.is_called_on(ty, name, values + 1) {
                    match &known.arities_of(ty, name)[..] {
                        [] => self.no_method(ty, name, at),
                        arities => self.wrong_arity(name, arities, values, at),
                    }
                    return None;
                }
            }
            ty => {
                if may_be_key && ty.is_none_or(|ty| ty == "map") {
                    return None;
                }
                if !known.is_function(name) {
                    self.no_function(name, at);
                    return None;
                }
                if !self.takes(name, values + 1) {
                    let signatures = known.signatures(name);
                    let arities: Vec<usize> = signatures
                        .map(|s| s.params.len().saturating_sub(1))
                        .collect();
                    self.wrong_arity(name, &arities, values, at);
                    return None;
                }
            }
        }
        self.function_arity(receiver, name, call.args.first());
        known.answer(name, values + 1, receiver)
    }

    /// Whether a builtin takes so many values, that of what a method is called on among them.
    fn takes(&self, name: &str, values: usize) -> bool {
        let mut signatures = self.context.known.signatures(name);
        signatures.any(|signature| signature.params.len() == values)
    }

    pub(super) fn exists(&self, name: &str) -> bool {
        self.context.known.is_function(name) || self.context.tree.arities.contains_key(name)
    }

    /// A call of a function of an imported module.
    fn in_module(&mut self, call: &FnCallExpr, at: Position) {
        if call.namespace.path.len() != 1 {
            return;
        }
        let (alias, name) = (call.namespace.root(), call.name.as_str());
        let Some(module) = self.context.imports.module(alias) else {
            return;
        };
        let same: Vec<usize> = module
            .named(name)
            .filter(|function| !function.private)
            .map(|function| function.params.len())
            .collect();
        if same.is_empty() {
            let public = module.functions.iter().filter(|f| !f.private);
            let hint = match module.named(name).next() {
                Some(_) => Some(format!("`{name}` is private to that module")),
                None => self.meant(name, [], public.map(|f| f.name.as_str())),
            };
            let message = format!("the module `{alias}` has no function `{name}`");
            self.report("unknown-function", at, message, hint);
        } else if !same.contains(&call.args.len()) {
            self.wrong_arity(name, &same, call.args.len(), at);
        }
    }

    fn operator(&mut self, call: &FnCallExpr, at: Position) -> Type {
        let mut types: Vec<Type> = Vec::new();
        let mut closed = Vec::new();
        for side in &call.args {
            types.push(self.value(side));
            closed.push(self.closed.take());
        }
        self.compared_word(&call.name, &call.args, &closed);
        let both = |name: &str| types.iter().all(|ty| ty::name(ty) == Some(name));
        let name = call.name.as_str();
        match (name, &call.args[..]) {
            ("==" | "!=" | "<" | "<=" | ">" | ">=", [a, b]) => {
                self.comparison(name, a, b, at);
                Some(Ty::plain("boolean"))
            }
            ("!", _) | ("contains", _) => Some(Ty::plain("boolean")),
            (".." | "..=", _) => Some(Ty::of("range", Some(Ty::plain("integer")))),
            ("+", _) if types.iter().any(|ty| ty::name(ty) == Some("string")) => {
                Some(Ty::plain("string"))
            }
            ("+" | "-" | "*" | "%", _) if both("integer") => Some(Ty::plain("integer")),
            _ => None,
        }
    }

    fn comparison(&mut self, name: &str, a: &Expr, b: &Expr, at: Position) {
        let is_unknown = |side: &Expr| match side {
            Expr::FnCall(call, _) => call.name == "unknown" && call.args.is_empty(),
            _ => false,
        };
        if is_unknown(a) || is_unknown(b) {
            // It may be there to see that it is an error.
            if self.tries > 0 {
                return;
            }
            self.report(
                "compared-with-unknown",
                at,
                format!("`{name}` with a number that is not known is an error when it runs"),
                "ask `is_known(x)`, or say what stands for it: `x.or_else(0)`".to_owned(),
            );
        } else if Self::are_the_same(a, b) {
            self.report(
                "compared-with-itself",
                at,
                format!("both sides of `{name}` are the same"),
                "one of the two is another than was meant".to_owned(),
            );
        }
    }
}
