//! Circles of references: who repeats whom, who belongs to whom.
//!
//! The search walks each reference once and keeps its own path, so that a chain of any length
//! costs no stack. Each circle is found at the reference that closes it.

use std::collections::HashSet;

use super::mention::Mention;
use super::seat::Seat;
use super::sheet::Sheet;
use super::shown::shown;

/// How many members of a circle are written out.
const WRITTEN: usize = 10;

/// References between the objects of one kind, to be searched for circles.
#[derive(Debug)]
pub(super) struct Graph {
    /// What the references are, for a message.
    what: &'static str,
    edges: Vec<Edge>,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    from: usize,
    to: usize,
    seat: Seat,
    key: &'static str,
    offset: usize,
}

impl Graph {
    /// Makes a graph without references; `what` says what they will be.
    pub(super) fn of(what: &'static str) -> Self {
        Self {
            what,
            edges: Vec::new(),
        }
    }

    /// Adds a reference from the object `from`, which stands at `seat`, to the object `to`.
    pub(super) fn add(&mut self, from: usize, to: usize, seat: Seat, mention: &Mention<'_>) {
        self.edges.push(Edge {
            from,
            to,
            seat,
            key: mention.key,
            offset: mention.offset,
        });
    }

    /// Reports each circle among `count` objects, at the reference that leads on from its first.
    pub(super) fn report<'i>(
        mut self,
        sheet: &Sheet<'_>,
        count: usize,
        id: impl Fn(usize) -> &'i str,
    ) {
        if self.edges.is_empty() {
            return;
        }
        self.edges.sort_by_key(|edge| edge.from);
        let mut seen = HashSet::with_capacity(self.edges.len());
        self.edges.retain(|edge| seen.insert((edge.from, edge.to)));
        drop(seen);
        for circle in circles(&self.edges, count) {
            let edge = self.edges[circle.first_edge];
            let mut members: Vec<String> = circle
                .members
                .iter()
                .take(WRITTEN)
                .map(|member| shown(id(*member)))
                .collect();
            if circle.length > WRITTEN {
                members.push(format!("({} more)", circle.length - WRITTEN));
            }
            let first = shown(id(edge.from));
            members.push(first);
            let message = format!("a circle of {}: {}", self.what, members.join(" -> "));
            sheet.complain(edge.offset, edge.seat.path(edge.key), message, None);
        }
    }
}

struct Circle {
    /// The first members, as many as are written out.
    members: Vec<usize>,
    length: usize,
    first_edge: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    /// On the path under search, at this step of it.
    On(usize),
    Done,
}

/// Finds a circle for each reference that leads back into the path under search; `edges` are in
/// the order of their `from`.
fn circles(edges: &[Edge], count: usize) -> Vec<Circle> {
    let first_from = |node: usize| edges.partition_point(|edge| edge.from < node);
    let mut marks = vec![Mark::New; count];
    let mut circles = Vec::new();
    for root in 0..count {
        if marks[root] != Mark::New {
            continue;
        }
        // Each step is an object and the reference that is followed from it next.
        let mut path: Vec<(usize, usize)> = vec![(root, first_from(root))];
        marks[root] = Mark::On(0);
        while let Some((node, at)) = path.last().copied() {
            let Some(edge) = edges.get(at).filter(|edge| edge.from == node) else {
                marks[node] = Mark::Done;
                path.pop();
                if let Some((_, above)) = path.last_mut() {
                    *above += 1;
                }
                continue;
            };
            match marks[edge.to] {
                Mark::New => {
                    marks[edge.to] = Mark::On(path.len());
                    path.push((edge.to, first_from(edge.to)));
                    continue;
                }
                Mark::On(step) => circles.push(Circle {
                    members: path[step..]
                        .iter()
                        .take(WRITTEN)
                        .map(|(node, _)| *node)
                        .collect(),
                    length: path.len() - step,
                    first_edge: path[step].1,
                }),
                Mark::Done => {}
            }
            if let Some((_, at)) = path.last_mut() {
                *at += 1;
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::{Edge, Seat, circles};

    fn found(count: usize, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
        let edges: Vec<Edge> = pairs
            .iter()
            .map(|&(from, to)| Edge {
                from,
                to,
                seat: Seat::default(),
                key: "k",
                offset: 0,
            })
            .collect();
        circles(&edges, count)
            .into_iter()
            .map(|circle| circle.members)
            .collect()
    }

    #[test]
    fn each_circle_once() {
        assert_eq!(found(3, &[(0, 1), (1, 2)]), Vec::<Vec<usize>>::new());
        assert_eq!(found(2, &[(0, 1), (1, 0)]), [[0, 1]]);
        assert_eq!(found(1, &[(0, 0)]), [[0]]);
        assert_eq!(
            found(4, &[(0, 1), (1, 0), (1, 2), (2, 1), (3, 0)]),
            [vec![0, 1], vec![1, 2]]
        );
        // A diamond is no circle.
        assert!(found(4, &[(0, 1), (0, 2), (1, 3), (2, 3)]).is_empty());
    }

    #[test]
    fn a_long_circle_costs_no_stack() {
        let count = 200_000;
        let edges: Vec<(usize, usize)> = (0..count).map(|n| (n, (n + 1) % count)).collect();
        assert_eq!(found(count, &edges).len(), 1);
    }
}
