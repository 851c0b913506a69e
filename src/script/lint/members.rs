//! Properties that nothing has.

use rhai::{Expr, Position};

use super::chain::variable;
use super::ty::{self, Type};
use super::walk::Walker;
use crate::script::members::GET;

impl Walker<'_> {
    /// Looks at a property that is read, and tells its type.
    pub(super) fn property(
        &mut self,
        receiver: &Type,
        name: &str,
        at: Position,
        elsewhere: bool,
    ) -> Type {
        let known = self.context.known;
        if ty::name(receiver) == Some("map") {
            self.learning.of_maps.insert(at);
        }
        match ty::name(receiver) {
            Some(ty) if known.is_complete(ty) => {
                if known.has_property(ty, name) {
                    return known.answer(&format!("{GET}{name}"), 1, receiver);
                }
                self.no_property(ty, name, at);
            }
            Some("map") if !self.context.keys.may_be(name) => {
                let keys = self.context.keys.all();
                let hint = self.meant(name, [], keys);
                let hint = hint.unwrap_or_else(|| {
                    format!("`m.get(\"{name}\")` answers `()` where there is no such key")
                });
                let message = format!("no map of this script has the key `{name}`");
                self.report("unknown-property", at, message, hint);
            }
            None if !elsewhere && !known.is_property(name) && !self.context.keys.may_be(name) => {
                let hint = if known.is_function(name) {
                    Some(format!("`{name}` is a method: write `.{name}(..)`"))
                } else {
                    let properties = known.all_properties();
                    let keys = self.context.keys.all().filter(|key| key.len() > 2);
                    self.meant(name, properties, keys)
                };
                let message = format!("nothing has a property `{name}`");
                self.report("unknown-property", at, message, hint);
            }
            _ => {}
        }
        None
    }

    fn no_property(&mut self, ty: &str, name: &str, at: Position) {
        let known = self.context.known;
        let (properties, methods) = known.members(ty);
        let hint = if known.has_method(ty, name) {
            Some(format!("`{name}` is a method: write `.{name}(..)`"))
        } else {
            self.meant(
                name,
                properties.iter().chain(&methods).copied(),
                [].into_iter(),
            )
        };
        let hint = hint.or_else(|| {
            let listed: Vec<String> = properties.iter().map(|name| format!("`{name}`")).collect();
            (!listed.is_empty()).then(|| format!("{ty} has {}", listed.join(", ")))
        });
        let message = format!("{ty} has no property `{name}`");
        self.report("unknown-property", at, message, hint);
    }

    /// Whether an expression begins with a value that another script hands in: nobody here knows
    /// what it has.
    pub(super) fn is_from_elsewhere(&mut self, expression: &Expr) -> bool {
        let mut root = expression;
        while let Expr::Dot(parts, ..) | Expr::Index(parts, ..) = root {
            root = &parts.lhs;
        }
        match root {
            Expr::ThisPtr(_) => true,
            // What a module answers, or what nobody has defined.
            Expr::FnCall(call, _) => {
                !call.namespace.is_empty() || call.op_token.is_none() && !self.exists(&call.name)
            }
            Expr::Variable(variable, ..) if !variable.2.is_empty() => true,
            _ => variable(root)
                .and_then(|name| self.scopes.find(name))
                .is_some_and(|id| self.scopes.get(id).elsewhere),
        }
    }
}
