//! Quantifier profiles: what "dozens", "more than n" and "about n" mean in numbers.

use std::rc::Rc;

use rhai::plugin::*;

use super::values::ProfileValue;
use crate::reconcile::Profile;
use crate::script::desk::Desk;
use crate::script::fault::{Fault, Outcome};
use crate::script::unknown::Unknown;

pub(super) fn module() -> Module {
    let mut module = exported_module!(profiles);
    module.set_custom_type::<ProfileValue>("profile");
    module
}

#[export_module]
mod profiles {
    use super::{ends, pick};
    use std::rc::Rc;

    use rhai::Map;
    use rhai::plugin::*;

    use super::super::values::ProfileValue;
    use crate::incident::Vague;
    use crate::reconcile::{MoreThan, MoreThanEntry, Profile};
    use crate::script::desk::{Desk, no_such};
    use crate::script::fault::{Fault, Outcome};

    /// Returns the profile in use.
    ///
    /// ```rhai
    /// profile().name    // => plain
    /// ```
    #[rhai_fn(name = "profile", return_raw)]
    pub fn profile_in_use(ctx: NativeCallContext) -> Outcome<ProfileValue> {
        Ok(ProfileValue(Desk::of(&ctx)?.profile()))
    }

    /// Picks a profile: from here on, every claim is read under it. Each result says which it was.
    ///
    /// ```rhai
    /// profile("acled").name    // => acled
    /// profile("acled"); incident.claims.on("attackers-killed").range().profile    // => acled
    /// profile("aclid")         // error: no profile `aclid`
    /// ```
    #[rhai_fn(name = "profile", return_raw)]
    pub fn profile_named(ctx: NativeCallContext, name: &str) -> Outcome<ProfileValue> {
        let profile =
            Profile::named(name).ok_or_else(|| no_such("profile", name, Profile::names()));
        pick(&ctx, profile?)
    }

    /// Picks a profile of your own, from a map: `name`; `more_than` as `"n"` or `"n + 1"`; `about`
    /// in per cent; and any vague word as a number (its floor), as `[low, high]` or as `()`. What
    /// the map leaves out is as in `plain`.
    ///
    /// ```rhai
    /// profile(#{name: "ours", more_than: "n", dozens: [24, 48], "a few": 3}).name    // => ours
    /// profile(#{name: "ours", dozen: 12})    // error: no entry of a profile `dozen`
    /// ```
    #[rhai_fn(name = "profile", return_raw)]
    pub fn profile_of(ctx: NativeCallContext, entries: Map) -> Outcome<ProfileValue> {
        let name = entries
            .get("name")
            .and_then(|name| name.clone().into_immutable_string().ok());
        let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
            return Err(Fault::new("expected a profile with a name")
                .hint("every result says its profile: `profile(#{name: \"ours\", dozens: 24})`")
                .raise());
        };
        if Profile::names().any(|shipped| shipped == name) {
            return Err(Fault::new(format!(
                "the profile `{name}` is shipped: yours needs another name"
            ))
            .hint("readers take the name for the shipped table")
            .raise());
        }
        let from = "set by the script";
        let mut profile = Profile::plain().based_on(&name, from);
        for (key, value) in &entries {
            match key.as_str() {
                "name" => {}
                "more_than" | "more than" => {
                    let reads = match value
                        .as_immutable_string_ref()
                        .as_deref()
                        .map(|s| s.as_str())
                    {
                        Ok("n") => MoreThan::SameNumber,
                        Ok("n + 1" | "n+1") => MoreThan::NextNumber,
                        _ => return Err(Fault::new("`more_than` takes \"n\" or \"n + 1\"").raise()),
                    };
                    profile.more_than = MoreThanEntry {
                        reads,
                        from: from.to_owned(),
                    };
                }
                "about" => {
                    let percent = value.as_int().map_err(|found| {
                        Fault::new(format!(
                            "`about` takes a whole number of per cent, found {found}"
                        ))
                        .raise()
                    })?;
                    profile
                        .set_about(percent, from)
                        .map_err(|message| Fault::new(message).raise())?;
                }
                word => {
                    let Some(vague) = Vague::named(&word.replace('_', " ")) else {
                        let known = ["name", "more_than", "about"].into_iter();
                        let known = known.chain(Vague::ALL.iter().map(|vague| vague.word()));
                        return Err(no_such("entry of a profile", word, known).into());
                    };
                    let (low, high) = ends(word, value)?;
                    profile
                        .set_word(vague, low, high, from)
                        .map_err(|m| Fault::new(m).raise())?;
                }
            }
        }
        pick(&ctx, Rc::new(profile))
    }

    /// Returns the name of the profile.
    ///
    /// ```rhai
    /// profile("airwars").name    // => airwars
    /// ```
    #[rhai_fn(get = "name", pure)]
    pub fn profile_name(profile: &mut ProfileValue) -> String {
        profile.0.name.clone()
    }

    /// Returns the profile as text: its name and its title.
    ///
    /// ```rhai
    /// profile("gtd").to_string()    // => gtd: as the Global Terrorism Database codes words
    /// ```
    #[rhai_fn(name = "to_string", name = "to_debug", pure)]
    pub fn profile_text(profile: &mut ProfileValue) -> String {
        format!("{}: {}", profile.0.name, profile.0.title)
    }

    /// Returns whether two profiles are the same.
    ///
    /// ```rhai
    /// profile("gtd") == profile()    // => true
    /// ```
    #[rhai_fn(name = "==", pure)]
    pub fn same_profile(one: &mut ProfileValue, other: ProfileValue) -> bool {
        one.0 == other.0
    }

    /// Returns whether two profiles differ.
    ///
    /// ```rhai
    /// profile("gtd") != profile("acled")    // => true
    /// ```
    #[rhai_fn(name = "!=", pure)]
    pub fn other_profile(one: &mut ProfileValue, other: ProfileValue) -> bool {
        one.0 != other.0
    }
}

fn pick(ctx: &NativeCallContext, profile: Rc<Profile>) -> Outcome<ProfileValue> {
    Desk::of(ctx)?.set_profile(Rc::clone(&profile));
    Ok(ProfileValue(profile))
}

fn ends(word: &str, value: &Dynamic) -> Outcome<(Option<i64>, Option<i64>)> {
    let wrong = || {
        Fault::new(format!(
            "`{word}` takes a number, `[low, high]`, or `()` for blank"
        ))
        .raise()
    };
    if value.is_unit() || value.is::<Unknown>() {
        return Ok((None, None));
    }
    if let Ok(low) = value.as_int() {
        return Ok((Some(low), None));
    }
    let array = value.as_array_ref().map_err(|_| wrong())?;
    match array.iter().map(Dynamic::as_int).collect::<Vec<_>>()[..] {
        [Ok(low), Ok(high)] => Ok((Some(low), Some(high))),
        _ => Err(wrong()),
    }
}
