//! Chains: a value and what is asked of it, one after the other.

use rhai::{ASTFlags, Expr, FnCallExpr, Position};

use super::known::{answers_nothing, is_change};
use super::ty::{self, Ty, Type};
use super::vocabulary::Closed;
use super::walk::Walker;

/// A link of a chain.
#[derive(Clone, Copy)]
pub(super) enum Link<'e> {
    /// `.name`
    Property(&'e str, Position),
    /// `.name(..)`
    Method(&'e FnCallExpr, Position),
    /// `[..]`
    Index(&'e Expr),
}

impl<'e> Link<'e> {
    /// The property that it reads.
    fn property(&self) -> Option<&'e str> {
        match self {
            Self::Property(name, _) => Some(name),
            _ => None,
        }
    }
}

/// A chain, taken apart.
pub(super) struct Parts<'e> {
    pub(super) root: &'e Expr,
    pub(super) links: Vec<Link<'e>>,
}

impl<'e> Parts<'e> {
    /// The variable that the chain begins with.
    pub(super) fn variable(&self) -> Option<&'e str> {
        variable(self.root)
    }

    /// Whether the chain reads something out of a variable without asking anybody.
    pub(super) fn copies(&self) -> bool {
        let asks = |link: &Link| match link {
            Link::Method(call, _) => call.name != "get",
            _ => false,
        };
        self.variable().is_some() && !self.links.iter().any(asks)
    }

    /// The first method that is called, and which link it is.
    fn first_method(&self) -> Option<(usize, &'e FnCallExpr, Position)> {
        let mut links = self.links.iter().enumerate();
        links.find_map(|(at, link)| match link {
            Link::Method(call, place) => Some((at, *call, *place)),
            _ => None,
        })
    }
}

/// The name of an expression that is a variable.
pub(super) fn variable(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Variable(variable, ..) if variable.2.is_empty() => Some(&variable.1),
        _ => None,
    }
}

/// Takes a chain apart. In the tree its links are nested, the first outermost.
pub(super) fn parts(expression: &Expr) -> Parts<'_> {
    let mut links = Vec::new();
    let (root, mut rest, mut dot, mut ends) = match expression {
        Expr::Dot(x, flags, _) => (&x.lhs, &x.rhs, true, flags.contains(ASTFlags::BREAK)),
        Expr::Index(x, flags, _) => (&x.lhs, &x.rhs, false, flags.contains(ASTFlags::BREAK)),
        other => return Parts { root: other, links },
    };
    loop {
        let (link, after) = match rest {
            Expr::Dot(x, flags, _) if !ends => (&x.lhs, Some((&x.rhs, true, flags))),
            Expr::Index(x, flags, _) if !ends => (&x.lhs, Some((&x.rhs, false, flags))),
            other => (other, None),
        };
        links.push(match link {
            Expr::Property(property, at) if dot => Link::Property(&property.2, *at),
            Expr::MethodCall(call, at) | Expr::FnCall(call, at) if dot => Link::Method(call, *at),
            other => Link::Index(other),
        });
        let Some((next, is_dot, flags)) = after else {
            return Parts { root, links };
        };
        (rest, dot, ends) = (next, is_dot, flags.contains(ASTFlags::BREAK));
    }
}

impl Walker<'_> {
    /// Goes through a chain, and tells the type of its value.
    pub(super) fn chain(&mut self, expression: &Expr, used: bool) -> Type {
        let parts = parts(expression);
        let last = parts.links.len().saturating_sub(1);
        let holder = parts.variable().and_then(|name| self.scopes.find(name));
        let elsewhere = self.is_from_elsewhere(parts.root);
        let changing = self.changing(&parts, holder);
        let only_changes = changing
            .is_some_and(|(at, call, _)| at == last && (answers_nothing(&call.name) || !used));
        let mut ty = match holder {
            Some(id) if only_changes => self.scopes.get(id).ty.clone(),
            _ => self.value(parts.root),
        };
        let mut doubtful = false;
        let mut closed = None;
        let mut covers = false;
        for (at, link) in parts.links.iter().enumerate() {
            if let Link::Method(call, place) = link
                && at == last
                && (answers_nothing(&call.name) || !used)
            {
                self.change_of_a_new_value(&parts, &ty, call, *place);
            }
            let before = ty;
            let (of, property) = (ty::name(&before), link.property());
            closed = match property {
                Some("what") if covers => Some(Closed::Coverage),
                property => property.and_then(|name| Closed::of(of, name)),
            };
            covers = of == Some("claim") && property == Some("covers");
            ty = match link {
                Link::Property(name, place) => {
                    let ty = self.property(&before, name, *place, elsewhere);
                    doubtful = self.may_be_unknown(&before, name);
                    ty
                }
                Link::Method(call, place) => {
                    doubtful = false;
                    if let (0, "call", Some(id)) = (at, call.name.as_str(), holder) {
                        self.called_with(id, call, *place);
                    }
                    self.elsewhere = elsewhere;
                    self.method(&before, call, *place)
                }
                Link::Index(index) => {
                    doubtful = false;
                    self.value(index);
                    before.as_ref().and_then(Ty::each)
                }
            };
        }
        if let (Some(id), Some((_, call, place))) = (holder, changing) {
            let closures = self.closures;
            if only_changes {
                let held: Vec<_> = call.args.iter().flat_map(|arg| self.held(arg)).collect();
                self.keep(id, held);
                let loops = std::mem::take(&mut self.loops);
                self.scopes.get(id).change(place, &loops, closures);
                self.loops = loops;
            } else {
                let loops = std::mem::take(&mut self.loops);
                self.scopes.get(id).take(&loops, closures);
                self.loops = loops;
            }
        }
        self.doubtful = doubtful;
        self.closed = closed;
        ty
    }

    /// The method of a chain that changes the variable that the chain begins with.
    fn changing<'e>(
        &mut self,
        parts: &Parts<'e>,
        holder: Option<usize>,
    ) -> Option<(usize, &'e FnCallExpr, Position)> {
        let (at, call, place) = parts.first_method()?;
        let held = self.scopes.get(holder?).ty.clone();
        let fixed = ty::name(&held).is_some_and(|ty| self.context.known.is_fixed(ty));
        // A closure under a key of a map is called like a method.
        let is_key = ty::name(&held).is_none_or(|ty| ty == "map")
            && self.context.keys.is_written(&call.name);
        let own = is_key || self.context.tree.arities.contains_key(call.name.as_str());
        (is_change(&call.name) && !own && !(at == 0 && fixed)).then_some((at, call, place))
    }

    /// Tells of a change that nobody can see: what is changed is made by the call before.
    fn change_of_a_new_value(&mut self, parts: &Parts, ty: &Type, call: &FnCallExpr, at: Position) {
        let known = self.context.known;
        let fixed = ty::name(ty).is_some_and(|ty| known.is_fixed(ty));
        if !is_change(&call.name) || call.name == "row" || fixed {
            return;
        }
        let answers = |call: &FnCallExpr, values: usize| {
            call.namespace.is_empty()
                && call.name != "get"
                && known.only_answers(&call.name, values, None)
        };
        let before = &parts.links[..parts.links.len() - 1];
        let made_by_method = before.iter().rev().find_map(|link| match link {
            Link::Method(call, _) => Some(answers(call, call.args.len() + 1)),
            _ => None,
        });
        let made = match (made_by_method, parts.root) {
            (Some(made), _) => made,
            (None, Expr::FnCall(call, _)) => {
                call.op_token.is_none() && answers(call, call.args.len())
            }
            (None, _) => false,
        };
        if made {
            self.report(
                "mutated-copy",
                at,
                format!(
                    "`{}` changes a value that is made on the spot, and the change is lost",
                    call.name
                ),
                "give the value a name with `let` first, then change that and use it".to_owned(),
            );
        }
    }
}
