//! Expressions: what each reads, makes and asks for.

use rhai::{Expr, FnCallExpr};

use super::binding::{Binding, Role};
use super::tree::{Made, closure};
use super::ty::{self, Ty, Type};
use super::walk::Walker;

impl Walker<'_> {
    /// Goes through an expression whose value is used.
    pub(super) fn value(&mut self, expression: &Expr) -> Type {
        self.expression(expression, true)
    }

    /// Goes through an expression, and tells the type of its value.
    pub(super) fn expression(&mut self, expression: &Expr, used: bool) -> Type {
        let ty = self.inside(expression, used);
        if !matches!(
            expression,
            Expr::Variable(..) | Expr::Dot(..) | Expr::Index(..)
        ) {
            self.doubtful = false;
            self.closed = None;
        }
        ty
    }

    fn inside(&mut self, expression: &Expr, used: bool) -> Type {
        match expression {
            Expr::IntegerConstant(..) => Some(Ty::plain("integer")),
            Expr::FloatConstant(..) => Some(Ty::plain("float")),
            Expr::BoolConstant(..) => Some(Ty::plain("boolean")),
            Expr::CharConstant(..) => Some(Ty::plain("character")),
            Expr::StringConstant(..) => Some(Ty::plain("string")),
            Expr::InterpolatedString(parts, _) => {
                for part in parts {
                    self.value(part);
                }
                Some(Ty::plain("string"))
            }
            Expr::Array(items, _) => {
                let types: Vec<Type> = items.iter().map(|item| self.value(item)).collect();
                Some(Ty::of("array", ty::common(types)))
            }
            Expr::Map(map, _) => {
                for (_, value) in &map.0 {
                    self.value(value);
                }
                Some(Ty::plain("map"))
            }
            Expr::DynamicConstant(..) => {
                let made = closure(expression)?;
                self.closure(&made, &[], false);
                Some(Ty::plain("function"))
            }
            Expr::Variable(variable, _, at) if variable.2.is_empty() => self.read(&variable.1),
            Expr::Stmt(block) => match closure(expression) {
                Some(made) => {
                    self.closure(&made, &[], false);
                    Some(Ty::plain("function"))
                }
                None => self.block(block, used),
            },
            Expr::FnCall(call, at) => self.call(call, *at),
            Expr::Dot(..) | Expr::Index(..) => self.chain(expression, used),
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                for part in parts.iter() {
                    self.value(part);
                }
                Some(Ty::plain("boolean"))
            }
            Expr::Coalesce(parts, _) => {
                for part in parts.iter() {
                    self.value(part);
                }
                None
            }
            Expr::Custom(custom, _) => {
                for input in &custom.inputs {
                    self.value(input);
                }
                None
            }
            _ => None,
        }
    }

    /// Goes through an argument that is a function called with values of some types.
    pub(super) fn function_argument(&mut self, argument: &Expr, types: &[Type], elsewhere: bool) {
        if let Some(made) = closure(argument) {
            self.closure(&made, types, elsewhere);
            return;
        }
        if let Expr::Variable(variable, ..) = argument
            && variable.2.is_empty()
            && self.scopes.find(&variable.1).is_none()
            && let Some(arities) = self.context.tree.arities.get(variable.1.as_str())
        {
            for arity in arities.iter().filter(|arity| **arity <= types.len()) {
                self.learning.call(&variable.1, types[..*arity].to_vec());
            }
            return;
        }
        if let Expr::FnCall(call, _) = argument
            && let Some(name) = named_function(call)
            && let Some(arities) = self.context.tree.arities.get(name)
        {
            for arity in arities.iter().filter(|arity| **arity <= types.len()) {
                self.learning.call(name, types[..*arity].to_vec());
            }
        }
        self.value(argument);
    }

    /// Goes through the body of a closure, where it is made.
    fn closure(&mut self, made: &Made, types: &[Type], elsewhere: bool) {
        let Some(unit) = self.context.tree.closures.get(&made.name) else {
            return;
        };
        let mark = self.scopes.open();
        self.closures += 1;
        let own = unit.params.iter().skip(made.captured.len());
        for (at, name) in own.enumerate() {
            let place = self.context.heads.closure_param(made.at, name);
            let ty = types.get(at).cloned().flatten();
            let mut binding = Binding::new(name, place, Role::Closure, ty);
            binding.elsewhere = elsewhere;
            self.declare(binding);
        }
        let fails = std::mem::take(&mut self.is_to_fail);
        let failing = self.failing;
        self.failing |= fails;
        let tries = std::mem::replace(&mut self.tries, usize::from(fails));
        self.statements(&unit.body, true);
        self.tries = tries;
        self.failing = failing;
        self.close(mark);
        self.closures -= 1;
    }

    /// Reads a variable, and tells its type.
    pub(super) fn read(&mut self, name: &str) -> Type {
        self.closed = None;
        let Some(id) = self.scopes.find(name) else {
            self.doubtful = false;
            return match name {
                "incident" => Some(Ty::plain("incident")),
                "incidents" => Some(Ty::of("list", Some(Ty::plain("incident")))),
                _ => None,
            };
        };
        self.asked_for(id);
        let closures = self.closures;
        let binding = self.scopes.get(id);
        binding.read = true;
        binding.shared |= closures > binding.closures;
        binding.unread = None;
        let (ty, doubtful) = (binding.ty.clone(), binding.doubtful);
        self.doubtful = doubtful;
        ty
    }
}

/// The function that `Fn("name")` names.
pub(super) fn named_function(call: &FnCallExpr) -> Option<&str> {
    match call.args.first() {
        Some(Expr::StringConstant(name, _)) if call.name == "Fn" && call.args.len() == 1 => {
            Some(name.as_str())
        }
        _ => None,
    }
}
