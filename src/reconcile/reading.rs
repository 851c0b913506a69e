//! What a quantity means in numbers under a profile: an interval and its stated points.

use crate::incident::{Coverage, Quantity};

use super::profile::{MoreThan, Profile};

/// Whole numbers from `low` to `high`, both included; open upwards where there is no `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The low end, from 0.
    pub low: i64,
    /// The high end, or open.
    pub high: Option<i64>,
}

impl Interval {
    /// Everything from 0: nothing is known.
    pub const ANY: Self = Self { low: 0, high: None };

    /// Returns the smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let high = self.high.zip(other.high).map(|(a, b)| a.max(b));
        Self {
            low: self.low.min(other.low),
            high,
        }
    }

    /// Returns the interval of the sum of two quantities: unknown ends stay unknown.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let high = self.high.zip(other.high).map(|(a, b)| a.saturating_add(b));
        Self {
            low: self.low.saturating_add(other.low),
            high,
        }
    }
}

/// How a claim states a figure, the firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum As {
    /// As a plain number.
    Exact,
    /// With "about".
    Approximate,
    /// As an end of a range.
    Range,
    /// As a low end.
    Floor,
    /// As a high end.
    Ceiling,
}

impl As {
    /// Returns the word that JSON and scripts use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Approximate => "approximate",
            Self::Range => "range",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
        }
    }
}

/// A figure that a claim states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// The figure.
    pub value: i64,
    /// How it is stated.
    pub as_: As,
}

/// The stated points of a claim: none, one, or the two ends of a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Points {
    first: Option<Point>,
    second: Option<Point>,
}

impl Points {
    fn one(value: i64, as_: As) -> Self {
        Self {
            first: Some(Point { value, as_ }),
            second: None,
        }
    }

    /// Returns the points, ascending.
    pub fn iter(self) -> impl Iterator<Item = Point> {
        self.first.into_iter().chain(self.second)
    }

    /// Tells whether the claim states no figure.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.first.is_none()
    }

    fn map(self, change: impl Fn(Point) -> Point) -> Self {
        Self {
            first: self.first.map(&change),
            second: self.second.map(&change),
        }
    }
}

/// A quantity in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Meaning {
    /// What it leaves room for.
    pub interval: Interval,
    /// What it states.
    pub points: Points,
}

impl Meaning {
    const NOTHING_KNOWN: Self = Self {
        interval: Interval::ANY,
        points: Points {
            first: None,
            second: None,
        },
    };

    /// The meaning of a text among the texts of a statement measure, numbered from 0.
    pub(crate) fn of_text(number: i64) -> Self {
        between(number, Some(number), Points::one(number, As::Exact))
    }

    /// Reads a quantity under a profile. `base` is what the claim that an increment counts from
    /// says, without its `covers`.
    #[must_use]
    pub fn of(quantity: &Quantity, profile: &Profile, base: Option<Self>) -> Self {
        match *quantity {
            Quantity::Exactly(n) => between(n, Some(n), Points::one(n, As::Exact)),
            Quantity::AtLeast(n) => from(n),
            Quantity::MoreThan(n) => from(match profile.more_than.reads {
                MoreThan::NextNumber => n + 1,
                MoreThan::SameNumber => n,
            }),
            Quantity::UpTo(n) => between(0, Some(n), Points::one(n, As::Ceiling)),
            Quantity::FewerThan(n) => between(0, Some(n - 1), Points::one(n - 1, As::Ceiling)),
            Quantity::About(n) => {
                let d = profile.about(n);
                between(n - d, Some(n + d), Points::one(n, As::Approximate))
            }
            Quantity::Range(a, b) => {
                let end = |value| Point {
                    value,
                    as_: As::Range,
                };
                let second = (a != b).then(|| end(b));
                between(
                    a,
                    Some(b),
                    Points {
                        first: Some(end(a)),
                        second,
                    },
                )
            }
            Quantity::Vague(word) => match profile.word(word) {
                Some((low, high)) => between(low, high, Points::one(low, As::Floor)),
                None => Self::NOTHING_KNOWN,
            },
            Quantity::Unknown => Self::NOTHING_KNOWN,
            Quantity::More { by, at_least, .. } => {
                base.unwrap_or(Self::NOTHING_KNOWN).more(by, at_least)
            }
        }
    }

    /// The meaning of "k more than" this, or of "at least k more than" this.
    fn more(self, by: i64, at_least: bool) -> Self {
        let add = |n: i64| n.saturating_add(by);
        let low = add(self.interval.low);
        if at_least {
            let points = if self.points.is_empty() {
                Points::default()
            } else {
                Points::one(low, As::Floor)
            };
            return between(low, None, points);
        }
        let points = self.points.map(|point| Point {
            value: add(point.value),
            ..point
        });
        between(low, self.interval.high.map(add), points)
    }

    /// Reads the meaning of a figure that covers something other than its measure: a part leaves
    /// room for more and states floors, more leaves room for less and states ceilings.
    #[must_use]
    pub fn covering(self, what: Option<Coverage>) -> Self {
        let points = |as_| self.points.map(|point| Point { as_, ..point });
        match what {
            Some(Coverage::Part) => between(self.interval.low, None, points(As::Floor)),
            Some(Coverage::More) => between(0, self.interval.high, points(As::Ceiling)),
            Some(Coverage::Other) | None => self,
        }
    }

    /// Returns the plain quantity that means just this, so that an increment and a total that come
    /// to the same are the same reading.
    #[must_use]
    pub fn plainly(self, profile: &Profile) -> Option<Quantity> {
        let Points {
            first: Some(first),
            second,
        } = self.points
        else {
            return None;
        };
        let Interval { low, high } = self.interval;
        match (first.as_, second, high) {
            (As::Exact, None, Some(high)) if low == high => Some(Quantity::Exactly(low)),
            (As::Floor, None, None) if first.value == low => Some(Quantity::AtLeast(low)),
            (As::Ceiling, None, Some(high)) if low == 0 => Some(Quantity::UpTo(high)),
            (As::Range, _, Some(high)) => Some(Quantity::Range(low, high)),
            (As::Approximate, None, Some(_)) => Some(Quantity::About(first.value))
                .filter(|about| Self::of(about, profile, None) == self),
            _ => None,
        }
    }
}

fn from(n: i64) -> Meaning {
    between(n, None, Points::one(n, As::Floor))
}

fn between(low: i64, high: Option<i64>, points: Points) -> Meaning {
    Meaning {
        interval: Interval { low, high },
        points,
    }
}

#[cfg(test)]
mod tests {
    use super::{Meaning, Quantity};
    use crate::incident::Coverage;
    use crate::reconcile::profile::Profile;

    fn shown(meaning: Meaning) -> String {
        let high = meaning
            .interval
            .high
            .map_or("open".to_owned(), |n| n.to_string());
        let points: Vec<String> = meaning
            .points
            .iter()
            .map(|p| format!("{} {}", p.value, p.as_.word()))
            .collect();
        format!("[{}, {high}] {}", meaning.interval.low, points.join(", "))
    }

    fn read(text: &str, profile: &str, base: Option<&str>) -> Meaning {
        let profile = Profile::named(profile).expect(profile);
        let base =
            base.map(|text| Meaning::of(&Quantity::parse(text).expect(text), &profile, None));
        Meaning::of(&Quantity::parse(text).expect(text), &profile, base)
    }

    #[test]
    fn the_table_of_the_design() {
        for (text, meaning) in [
            ("7", "[7, 7] 7 exact"),
            ("at least 7", "[7, open] 7 floor"),
            ("more than 7", "[8, open] 8 floor"),
            ("up to 7", "[0, 7] 7 ceiling"),
            ("fewer than 7", "[0, 6] 6 ceiling"),
            ("about 20", "[18, 22] 20 approximate"),
            ("about 1", "[0, 2] 1 approximate"),
            ("4-6", "[4, 6] 4 range, 6 range"),
            ("dozens", "[0, open] "),
            ("unknown", "[0, open] "),
        ] {
            assert_eq!(shown(read(text, "plain", None)), meaning, "{text}");
        }
        assert_eq!(
            shown(read("more than 7", "acled", None)),
            "[7, open] 7 floor"
        );
        assert_eq!(shown(read("dozens", "airwars", None)), "[12, 24] 12 floor");
        assert_eq!(
            shown(read("hundreds", "em-dat", None)),
            "[200, open] 200 floor"
        );
    }

    #[test]
    fn increments_take_their_base_along() {
        for (text, base, meaning) in [
            ("5 more than c", "2", "[7, 7] 7 exact"),
            ("5 more than c", "2-3", "[7, 8] 7 range, 8 range"),
            ("5 more than c", "up to 3", "[5, 8] 8 ceiling"),
            ("5 more than c", "unknown", "[5, open] "),
            ("at least 5 more than c", "2", "[7, open] 7 floor"),
            ("at least 5 more than c", "about 20", "[23, open] 23 floor"),
            ("at least 5 more than c", "many", "[5, open] "),
        ] {
            assert_eq!(
                shown(read(text, "plain", Some(base))),
                meaning,
                "{text} (c says {base})"
            );
        }
    }

    #[test]
    fn coverage_turns_points_into_floors_and_ceilings() {
        let covering = |text, what| shown(read(text, "plain", None).covering(Some(what)));
        assert_eq!(covering("10", Coverage::Part), "[10, open] 10 floor");
        assert_eq!(
            covering("4-6", Coverage::Part),
            "[4, open] 4 floor, 6 floor"
        );
        assert_eq!(covering("10", Coverage::More), "[0, 10] 10 ceiling");
        assert_eq!(
            covering("at least 10", Coverage::More),
            "[0, open] 10 ceiling"
        );
    }

    #[test]
    fn an_increment_reads_as_the_total_it_comes_to() {
        let plain = Profile::plain();
        let plainly = |text, base| {
            read(text, "plain", Some(base))
                .plainly(&plain)
                .map(|q| q.to_string())
        };
        assert_eq!(plainly("5 more than c", "2").as_deref(), Some("7"));
        assert_eq!(
            plainly("at least 5 more than c", "2").as_deref(),
            Some("at least 7")
        );
        assert_eq!(plainly("5 more than c", "4-6").as_deref(), Some("9-11"));
        assert_eq!(
            plainly("3 more than c", "about 1").as_deref(),
            Some("about 4")
        );
        assert_eq!(plainly("5 more than c", "about 20"), None);
    }
}
