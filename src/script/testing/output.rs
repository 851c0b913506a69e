//! What a test prints, cut in the middle where it is long: how it began, and what came last.

/// How much is kept of the beginning, and how much at least of the end, in bytes.
const HALF: usize = 128 << 10;

/// What a test printed so far.
#[derive(Default)]
pub(super) struct Output {
    head: String,
    tail: String,
    /// How many lines between the two are left out.
    left_out: usize,
    /// Whether anything is, were it a part of a line.
    is_cut: bool,
}

impl Output {
    /// Adds a text and a line end.
    pub(super) fn put(&mut self, text: &str) {
        if !self.is_cut && self.tail.is_empty() && self.head.len() + text.len() < HALF {
            self.head.push_str(text);
            self.head.push('\n');
            return;
        }
        self.tail.push_str(text);
        self.tail.push('\n');
        // Only now and then, so that each byte is moved once or twice.
        if self.tail.len() > 2 * HALF {
            let mut cut = self.tail.len() - HALF;
            while !self.tail.is_char_boundary(cut) {
                cut += 1;
            }
            // A whole line where one ends soon.
            let ends = self.tail[cut..].find('\n').map(|at| cut + at + 1);
            let cut = ends.filter(|end| *end < self.tail.len()).unwrap_or(cut);
            self.left_out += self.tail[..cut].matches('\n').count();
            self.tail.drain(..cut);
            self.is_cut = true;
        }
    }

    /// Returns all that was kept.
    pub(super) fn text(self) -> String {
        let gap = match (self.is_cut, self.left_out) {
            (false, _) => String::new(),
            (true, 0) => "…\n".to_owned(),
            (true, 1) => "… 1 line is left out\n".to_owned(),
            (true, lines) => format!("… {lines} lines are left out\n"),
        };
        format!("{}{gap}{}", self.head, self.tail)
    }
}

#[cfg(test)]
mod tests {
    use super::Output;

    #[test]
    fn long_output_keeps_its_ends_and_counts_what_lies_between() {
        let mut output = Output::default();
        (0..200_000).for_each(|n| output.put(&format!("line {n}")));
        let text = output.text();
        assert!(text.len() < 600_000, "{}", text.len());
        assert!(text.starts_with("line 0\nline 1\n"));
        assert!(text.ends_with("line 199998\nline 199999\n"));
        let kept = text.matches("line ").count();
        let gap = text.lines().find(|line| line.starts_with('…'));
        let left_out = 200_000 - kept;
        assert_eq!(gap, Some(&*format!("… {left_out} lines are left out")));
    }

    #[test]
    fn short_output_is_kept_as_it_is_and_one_long_line_is_cut() {
        let mut output = Output::default();
        output.put("a\nb");
        output.put("");
        assert_eq!(output.text(), "a\nb\n\n");
        let mut output = Output::default();
        output.put(&"é".repeat(1 << 20));
        let text = output.text();
        assert!(
            text.starts_with('…') && text.len() < 200_000,
            "{}",
            text.len()
        );
    }
}
