//! What is given another value.

use rhai::{BinaryExpr, Expr, OpAssignment};

use super::binding::Role;
use super::chain::{Link, parts, variable};
use super::walk::Walker;

impl Walker<'_> {
    pub(super) fn assignment(&mut self, operation: &OpAssignment, sides: &BinaryExpr) {
        let BinaryExpr { lhs, rhs } = sides;
        self.nothing_answered(rhs);
        // What is read to work out the next value of the same variable is read by nobody else.
        let own = variable(lhs).filter(|name| only_adds_to(rhs, name));
        let own = own.and_then(|name| self.scopes.find(name));
        let fresh = own.filter(|id| {
            let binding = self.scopes.get(*id);
            !binding.read && binding.role == Role::Variable
        });
        let ty = self.value(rhs);
        if let Some(id) = fresh {
            self.scopes.get(id).read = false;
        }
        let doubtful = self.doubtful;
        let held = self.held(rhs);
        if let Some(name) = variable(lhs) {
            let Some(id) = self.scopes.find(name) else {
                return;
            };
            let plain = !operation.is_op_assignment();
            if plain && variable(rhs) == Some(name) {
                self.report(
                    "assigned-to-itself",
                    lhs.position(),
                    format!("`{name}` is given its own value, which changes nothing"),
                    "one of the two names is another than was meant".to_owned(),
                );
            }
            self.keep(id, held);
            let (closures, loops) = (self.closures, std::mem::take(&mut self.loops));
            let binding = self.scopes.get(id);
            binding.doubtful = doubtful;
            // A text that is added to stays a text; a number may become one of another type.
            let keeps = !plain && binding.ty.as_ref().is_some_and(|ty| !ty.is("integer"));
            let mixed = !keeps && binding.ty != ty;
            binding.closure = None;
            binding.assign(lhs.position(), &loops, closures);
            self.loops = loops;
            if plain {
                self.anew(id);
            }
            if mixed {
                self.learning.mixed.insert(name.to_owned());
            }
            return;
        }
        let chain = parts(lhs);
        let holder = chain.variable().and_then(|name| self.scopes.find(name));
        if holder.is_none() {
            self.value(chain.root);
        }
        for link in &chain.links {
            match link {
                Link::Index(index) => {
                    self.value(index);
                }
                Link::Method(call, _) => {
                    for argument in &call.args {
                        self.value(argument);
                    }
                }
                Link::Property(..) => {}
            }
        }
        if let Some(id) = holder {
            self.keep(id, held);
            let (closures, loops) = (self.closures, std::mem::take(&mut self.loops));
            // What is asked for by a call is a value of its own: changing it changes no variable.
            if chain
                .links
                .iter()
                .any(|link| matches!(link, Link::Method(..)))
            {
                self.scopes.get(id).read = true;
            } else {
                self.scopes.get(id).change(lhs.position(), &loops, closures);
            }
            self.loops = loops;
        }
    }

    /// Whether two expressions are the same variable or property.
    pub(super) fn are_the_same(a: &Expr, b: &Expr) -> bool {
        let (a, b) = (parts(a), parts(b));
        let properties = |links: &[Link]| -> Option<Vec<String>> {
            let names = links.iter().map(|link| match link {
                Link::Property(name, _) => Some((*name).to_owned()),
                _ => None,
            });
            names.collect()
        };
        a.variable().is_some()
            && a.variable() == b.variable()
            && properties(&a.links).is_some()
            && properties(&a.links) == properties(&b.links)
    }
}

/// Whether a value is worked out of a variable and of what asks nobody.
fn only_adds_to(value: &Expr, name: &str) -> bool {
    let Expr::FnCall(call, _) = value else {
        return false;
    };
    let [a, b] = &call.args[..] else {
        return false;
    };
    let asks_nobody = |side: &Expr| match side {
        Expr::IntegerConstant(..) | Expr::FloatConstant(..) | Expr::StringConstant(..) => true,
        Expr::Variable(..) => variable(side).is_some_and(|other| other != name),
        Expr::Dot(..) => {
            let chain = parts(side);
            let is_property = |link: &Link| matches!(link, Link::Property(..));
            chain.variable().is_some_and(|other| other != name)
                && chain.links.iter().all(is_property)
        }
        _ => false,
    };
    let is_own = |side: &Expr| variable(side) == Some(name);
    matches!(call.name.as_str(), "+" | "-" | "*" | "/")
        && call.op_token.is_some()
        && (is_own(a) && asks_nobody(b) || is_own(b) && asks_nobody(a))
}
