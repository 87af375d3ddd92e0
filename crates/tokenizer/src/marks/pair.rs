//! Which mark closes which: the cheapest reading of all marks of a paragraph.
//!
//! Every mark may open a stretch, close one, or enclose nothing, at a cost that depends on its form and on what touches
//! it. A reading is a choice for every mark; what it breaks (a stretch never closed, a mark that closes nothing, the
//! same marks inside each other) costs extra. A beam of a few readings goes over the marks from left to right. Two
//! readings that leave the same stretches open have the same future, so only the cheaper one lives on. Time is linear in
//! the marks whatever they are, and there is no recursion.

use super::form::{Form, NEVER};
use crate::MarkStyle;

/// A mark and what each of its roles costs here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) form: Form,
    pub(super) open: u32,
    pub(super) close: u32,
    /// Not a quotation mark at all.
    pub(super) plain: u32,
}

/// What a mark turns out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Plain,
    /// It opens a stretch, after so many open ones were given up.
    Open {
        given_up: u8,
    },
    /// It closes a stretch, after so many inner ones were given up.
    Close {
        given_up: u8,
    },
    /// It closes nothing.
    Unopened,
}

/// A stretch that nothing closes.
const UNCLOSED: u32 = 42;
/// The same at the end of a paragraph if the next one opens with the same mark.
const CONTINUED: u32 = 4;
/// A mark that closes nothing.
const UNOPENED: u32 = 50;
/// The same marks inside each other.
const SAME_INSIDE: u32 = 45;
/// Curly double marks inside straight ones, or straight inside curly: an article that quotes another in whole paragraphs
/// leaves the marks in it as they were.
const OTHER_SHAPE_INSIDE: u32 = 8;
/// Single marks outside any others in a text whose speech stands in double ones.
const SECOND_OUTSIDE: u32 = 10;
/// Double marks outside any others in a text whose speech stands in single ones.
const DOUBLE_OUTSIDE: u32 = 2;

/// Readings kept at a time.
const BEAM: usize = 8;
/// A reading that is this much worse than the best is dropped.
const MARGIN: u32 = 150;
/// How far down the open stretches a mark may look for its partner.
const REACH: usize = 4;
/// After so many marks the best reading becomes the only one, which bounds the memory.
const COMMIT: usize = 4096;

/// A reading up to some mark.
#[derive(Clone, Copy)]
struct Reading {
    cost: u32,
    /// The innermost open stretch, an index into `Pairing::open`; 0 is none.
    top: u32,
    depth: u32,
    /// The step that led here.
    step: u32,
}

/// A reading one mark further, before it is known to survive.
#[derive(Clone, Copy)]
struct Next {
    reading: Reading,
    role: Role,
    /// Opens this on top of `reading.top`.
    push: Option<Form>,
}

/// An open stretch.
#[derive(Clone, Copy)]
struct Open {
    form: Form,
    outer: u32,
}

#[derive(Clone, Copy)]
struct Step {
    before: u32,
    role: Role,
}

/// Pairs the marks of one paragraph after the other; keeps its buffers between them.
pub(super) struct Pairing {
    single_first: bool,
    open: Vec<Open>,
    steps: Vec<Step>,
    beam: Vec<Reading>,
    next: Vec<Next>,
}

impl Pairing {
    pub(super) fn new(single_first: bool) -> Self {
        Self { single_first, open: Vec::new(), steps: Vec::new(), beam: Vec::new(), next: Vec::new() }
    }

    /// Appends the role of each candidate to `roles`. `continued` are the families with which the next paragraph opens,
    /// outermost first.
    pub(super) fn pair(&mut self, candidates: &[Candidate], continued: &[MarkStyle], roles: &mut Vec<Role>) {
        self.open.clear();
        self.open.push(Open { form: Form::DoubleStraight, outer: 0 }); // 0 is "none"
        self.steps.clear();
        self.beam.clear();
        self.beam.push(Reading { cost: 0, top: 0, depth: 0, step: NO_STEP });
        for (i, &candidate) in candidates.iter().enumerate() {
            self.advance(candidate);
            if (i + 1) % COMMIT == 0 {
                self.commit(|r| r.cost, roles);
            }
        }
        let ends: Vec<u32> =
            self.beam.iter().map(|&r| r.cost.saturating_add(self.end_cost(r, continued))).collect();
        let best = ends.iter().enumerate().min_by_key(|&(_, cost)| cost).map_or(0, |(i, _)| i);
        if let Some(&reading) = self.beam.get(best) {
            self.beam.clear();
            self.beam.push(reading);
        }
        self.commit(|r| r.cost, roles);
    }

    /// Takes every reading one mark further.
    fn advance(&mut self, c: Candidate) {
        self.next.clear();
        for i in 0..self.beam.len() {
            let reading = self.beam[i];
            self.plain(c, reading);
            self.opening(c, reading);
            self.closing(c, reading);
        }
        self.next.sort_by_key(|n| n.reading.cost);
        let limit = self.next.first().map_or(0, |n| n.reading.cost).saturating_add(MARGIN);
        self.beam.clear();
        for i in 0..self.next.len() {
            let n = self.next[i];
            if self.beam.len() == BEAM || n.reading.cost > limit {
                break;
            }
            if self.beam.iter().any(|kept| self.same_future(*kept, n)) {
                continue;
            }
            let mut reading = n.reading;
            if let Some(form) = n.push {
                self.open.push(Open { form, outer: reading.top });
                reading.top = (self.open.len() - 1) as u32;
                reading.depth += 1;
            }
            self.steps.push(Step { before: reading.step, role: n.role });
            reading.step = (self.steps.len() - 1) as u32;
            self.beam.push(reading);
        }
        // Costs only matter against each other.
        let best = self.beam.first().map_or(0, |r| r.cost);
        for r in &mut self.beam {
            r.cost -= best;
        }
    }

    /// Whether two readings leave the same stretches open, as far as it matters.
    fn same_future(&self, kept: Reading, n: Next) -> bool {
        let depth = n.reading.depth + u32::from(n.push.is_some());
        if kept.depth != depth {
            return false;
        }
        let mut a = kept.top;
        let mut b = n.reading.top;
        if let Some(form) = n.push {
            if self.form(a) != Some(form) {
                return false;
            }
            a = self.outer(a);
        }
        for _ in 0..REACH {
            if a == b {
                return true;
            }
            if self.form(a) != self.form(b) {
                return false;
            }
            a = self.outer(a);
            b = self.outer(b);
        }
        true
    }

    fn form(&self, open: u32) -> Option<Form> {
        if open == 0 { None } else { self.open.get(open as usize).map(|o| o.form) }
    }

    fn outer(&self, open: u32) -> u32 {
        self.open.get(open as usize).map_or(0, |o| o.outer)
    }

    fn plain(&mut self, c: Candidate, reading: Reading) {
        if c.plain < NEVER {
            self.propose(reading, c.plain, Role::Plain, None);
        }
    }

    fn opening(&mut self, c: Candidate, reading: Reading) {
        if c.open >= NEVER {
            return;
        }
        let style = c.form.style();
        let inside = self.inside_cost(c.form, self.form(reading.top));
        self.propose(reading, c.open + inside, Role::Open { given_up: 0 }, Some(c.form));
        // Or an earlier stretch of the family was never closed, and ends here.
        let mut at = reading.top;
        for given_up in 1..=REACH.min(reading.depth as usize) {
            let same = self.form(at).is_some_and(|f| f.style() == style);
            at = self.outer(at);
            if same {
                let inside = self.inside_cost(c.form, self.form(at));
                let after = Reading { top: at, depth: reading.depth - given_up as u32, ..reading };
                let cost = c.open + inside + UNCLOSED * given_up as u32;
                self.propose(after, cost, Role::Open { given_up: given_up as u8 }, Some(c.form));
                break;
            }
        }
    }

    fn closing(&mut self, c: Candidate, reading: Reading) {
        if c.close >= NEVER {
            return;
        }
        let mut at = reading.top;
        for given_up in 0..REACH.min(reading.depth as usize) {
            let Some(open) = self.form(at) else { break };
            at = self.outer(at);
            if let Some(shape) = open.closed_by(c.form) {
                let after = Reading { top: at, depth: reading.depth - given_up as u32 - 1, ..reading };
                let cost = c.close + shape + UNCLOSED * given_up as u32;
                self.propose(after, cost, Role::Close { given_up: given_up as u8 }, None);
                break;
            }
        }
        self.propose(reading, c.close + UNOPENED, Role::Unopened, None);
    }

    fn propose(&mut self, reading: Reading, cost: u32, role: Role, push: Option<Form>) {
        let reading = Reading { cost: reading.cost.saturating_add(cost), ..reading };
        self.next.push(Next { reading, role, push });
    }

    /// What it costs to open a stretch of one form inside another (or none).
    fn inside_cost(&self, form: Form, outer: Option<Form>) -> u32 {
        if outer.is_some_and(|outer| outer.differs_in_shape(form)) {
            return OTHER_SHAPE_INSIDE;
        }
        match (outer.map(Form::style), form.style()) {
            (None, MarkStyle::Single) if !self.single_first => SECOND_OUTSIDE,
            (None, MarkStyle::Double) if self.single_first => DOUBLE_OUTSIDE,
            (None, _) => 0,
            (Some(o), s) if o == s => SAME_INSIDE,
            (Some(_), _) => 0,
        }
    }

    /// What the stretches cost that are open at the end of the paragraph.
    fn end_cost(&self, reading: Reading, continued: &[MarkStyle]) -> u32 {
        let depth = reading.depth as usize;
        let mut cost = 0u32;
        let mut at = reading.top;
        for level in (0..depth).rev() {
            let goes_on =
                continued.len() > level && self.form(at).map(Form::style) == continued.get(level).copied();
            cost = cost.saturating_add(if goes_on { CONTINUED } else { UNCLOSED });
            at = self.outer(at);
            if cost > MARGIN * 4 {
                break;
            }
        }
        cost
    }

    /// Makes the cheapest reading the only one and hands out its roles.
    fn commit(&mut self, cost: impl Fn(&Reading) -> u32, roles: &mut Vec<Role>) {
        let Some(&best) = self.beam.iter().min_by_key(|r| cost(r)) else { return };
        let from = roles.len();
        let mut step = best.step;
        while let Some(s) = self.steps.get(step as usize) {
            roles.push(s.role);
            step = s.before;
        }
        roles[from..].reverse();
        self.steps.clear();
        self.beam.clear();
        self.beam.push(Reading { step: NO_STEP, cost: 0, ..best });
    }
}

/// Before the first step.
const NO_STEP: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    /// Double marks that open (`<`), close (`>`) or may do both (`?`); single ones that open (`(`), close (`)`) or rather are
    /// an apostrophe (`'`).
    fn candidate(c: char) -> Candidate {
        let (form, open, close, plain) = match c {
            '<' => (Form::DoubleStraight, 0, 60, NEVER),
            '>' => (Form::DoubleStraight, 60, 0, NEVER),
            '?' => (Form::DoubleStraight, 15, 15, NEVER),
            '(' => (Form::SingleLeft, 0, 60, 60),
            ')' => (Form::SingleStraight, 60, 0, 60),
            _ => (Form::SingleStraight, 60, 8, 7),
        };
        Candidate { form, open, close, plain }
    }

    /// The roles of marks, one character each: `<`, `>`, `.` plain, `!` closing nothing; digits count what was given up.
    fn roles(marks: &str, continued: &[MarkStyle]) -> String {
        let candidates: Vec<_> = marks.chars().map(candidate).collect();
        let mut out = Vec::new();
        Pairing::new(false).pair(&candidates, continued, &mut out);
        let show = |r: &Role| match r {
            Role::Plain => ".".to_owned(),
            Role::Unopened => "!".to_owned(),
            Role::Open { given_up: 0 } => "<".to_owned(),
            Role::Close { given_up: 0 } => ">".to_owned(),
            Role::Open { given_up } => format!("{given_up}<"),
            Role::Close { given_up } => format!("{given_up}>"),
        };
        out.iter().map(show).collect()
    }

    #[test]
    fn clear_marks_pair() {
        assert_eq!(roles("<><>", &[]), "<><>");
        assert_eq!(roles("<()>", &[]), "<<>>");
        assert_eq!(roles("<<>>", &[]), "<<>>");
    }

    #[test]
    fn unclear_marks_follow_the_others() {
        assert_eq!(roles("??", &[]), "<>");
        assert_eq!(roles("<??>", &[]), "<><>");
    }

    #[test]
    fn apostrophes_close_nothing_while_a_better_mark_does() {
        assert_eq!(roles("(')", &[]), "<.>");
        assert_eq!(roles("('", &[]), "<>");
        assert_eq!(roles("'", &[]), ".");
    }

    #[test]
    fn broken_marks_harm_no_others() {
        assert_eq!(roles("<<>", &[]), "<1<>");
        assert_eq!(roles("><>", &[]), "!<>");
        assert_eq!(roles("<(>", &[]), "<<1>");
        assert_eq!(roles("<><", &[MarkStyle::Double]), "<><");
    }

    #[test]
    fn the_beam_is_the_same_over_commits() {
        let marks = "<(')>".repeat(COMMIT);
        assert_eq!(roles(&marks, &[]), "<<.>>".repeat(COMMIT));
    }
}
