//! Lists that do not change: sources, reports, measures, people, origins, groups.

use std::any::TypeId;

use rhai::plugin::*;

use super::values::{GroupValue, List};

pub(super) fn module() -> Module {
    let mut module = exported_module!(lists);
    module.set_custom_type::<List>("list");
    module.set_custom_type::<GroupValue>("group");
    module.set_iter(TypeId::of::<List>(), |list| match list.try_cast::<List>() {
        Some(list) => Box::new((0..list.items.len()).map(move |at| list.items[at].clone())),
        None => Box::new(std::iter::empty()),
    });
    module
}

#[export_module]
mod lists {
    use rhai::plugin::*;
    use rhai::{Array, FnPtr};

    use super::super::closures::{at, grouped, keys, sorted_by};
    use super::super::plain::count;
    use super::super::values::{GroupValue, List, Of};
    use crate::script::callback::Callback;
    use crate::script::fault::Outcome;
    use crate::script::text::{debug_text, plain_text};

    /// Returns how many members the list has.
    ///
    /// ```rhai
    /// incident.people.len()    // => 7
    /// ```
    #[rhai_fn(pure)]
    pub fn len(list: &mut List) -> i64 {
        count(list.items.len())
    }

    /// Returns whether the list has no member.
    ///
    /// ```rhai
    /// incident.people.is_empty()    // => false
    /// ```
    #[rhai_fn(pure)]
    pub fn is_empty(list: &mut List) -> bool {
        list.items.is_empty()
    }

    /// Returns the member at a place, counted from 0; from the end where the place is negative.
    ///
    /// ```rhai
    /// incident.people[0].name     // => Bahrom Qosimzoda
    /// incident.people[99].name    // error: no member 99: the list has 7
    /// ```
    #[rhai_fn(index_get, pure, return_raw)]
    pub fn member(list: &mut List, place: i64) -> Outcome<Dynamic> {
        Ok(list.items[at(place, list.items.len())?].clone())
    }

    /// Returns the members that a function keeps.
    ///
    /// ```rhai
    /// incident.people.filter(|p| p.unidentified).len()    // => 1
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn filter(ctx: NativeCallContext, list: &mut List, keeps: FnPtr) -> Outcome<List> {
        let keeps = Callback::new(&ctx, "filter", &keeps, 1)?;
        let mut kept = Vec::new();
        for item in list.items.iter() {
            if keeps.ask([item.clone()])? {
                kept.push(item.clone());
            }
        }
        Ok(list.with(kept))
    }

    /// Returns an array of what a function makes of each member.
    ///
    /// ```rhai
    /// incident.measures.map(|m| m.id)[0]    // => guards-killed
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn map(ctx: NativeCallContext, list: &mut List, change: FnPtr) -> Outcome<Array> {
        let change = Callback::new(&ctx, "map", &change, 1)?;
        list.items
            .iter()
            .map(|item| change.call([item.clone()]))
            .collect()
    }

    /// Returns the members in the order of a key, the lowest first; equal keys keep their order.
    ///
    /// ```rhai
    /// incident.people.filter(|p| !p.unidentified).sort_by(|p| p.name)[0].name    // => Bahrom Qosimzoda
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn sort_by(ctx: NativeCallContext, list: &mut List, key: FnPtr) -> Outcome<List> {
        let key = Callback::new(&ctx, "sort_by", &key, 1)?;
        let keys = keys(list.items.iter().cloned(), &key)?;
        let order = sorted_by(&ctx, &keys)?;
        Ok(list.with(order.into_iter().map(|at| list.items[at].clone()).collect()))
    }

    /// Returns the members in groups that share a key: each group has `.key` and `.items`.
    ///
    /// ```rhai
    /// incident.people.group_by(|p| p.unidentified).len()    // => 2
    /// ```
    #[rhai_fn(pure, return_raw)]
    pub fn group_by(ctx: NativeCallContext, list: &mut List, key: FnPtr) -> Outcome<List> {
        let key = Callback::new(&ctx, "group_by", &key, 1)?;
        let keys = keys(list.items.iter().cloned(), &key)?;
        let groups = grouped(&ctx, &keys)?.into_iter().map(|(key, places)| {
            let items = places
                .into_iter()
                .map(|at| list.items[at].clone())
                .collect();
            Dynamic::from(GroupValue {
                key,
                items: Dynamic::from(list.with(items)),
            })
        });
        Ok(List::new(Of::Groups, groups))
    }

    /// Returns the members as an array, which a script can change.
    ///
    /// ```rhai
    /// incident.people.to_array().len()    // => 7
    /// ```
    #[rhai_fn(pure)]
    pub fn to_array(list: &mut List) -> Array {
        list.items.to_vec()
    }

    /// Returns what the members of a group share.
    ///
    /// ```rhai
    /// incident.measures.group_by(|m| m.kind)[0].key    // => count
    /// ```
    #[rhai_fn(get = "key", pure)]
    pub fn key(group: &mut GroupValue) -> Dynamic {
        group.key.clone()
    }

    /// Returns the members of a group.
    ///
    /// ```rhai
    /// incident.measures.group_by(|m| m.kind)[0].items.len()    // => 4
    /// ```
    #[rhai_fn(get = "items", pure)]
    pub fn items(group: &mut GroupValue) -> Dynamic {
        group.items.clone()
    }

    /// Returns the list as text.
    ///
    /// ```rhai
    /// incident.measures.filter(|m| m.id == "guards-killed").to_string()    // => [guards-killed]
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn list_text(ctx: NativeCallContext, list: &mut List) -> String {
        let members = list
            .items
            .iter()
            .map(|item| plain_text(&ctx, item.clone()).to_string());
        format!("[{}]", members.collect::<Vec<_>>().join(", "))
    }

    /// Returns the group as text.
    ///
    /// ```rhai
    /// incident.people.group_by(|p| p.unidentified)[1].to_string()    // => true: [border guard]
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn group_text(ctx: NativeCallContext, group: &mut GroupValue) -> String {
        let key = debug_text(&ctx, group.key.clone());
        format!("{key}: {}", plain_text(&ctx, group.items.clone()))
    }
}
