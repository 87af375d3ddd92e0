//! From scores of heads to a tree.

/// The head of each word, counted from 1, 0 for the root; the tree has one root and no arcs that cross.
///
/// `score(dependent, head)` takes a word counted from 0 and a head counted from 1, 0 for the root. Most often the best
/// heads of all words make a tree at once; only where they don't, the best tree of all is looked for (Eisner 1996), in
/// time that grows with the cube of the length, which has a bound.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    spans: Vec<Span>,
}

/// The best trees over some words: those that hang from the first or the last of them.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    /// Scores of the span with its last word as head of the first, and the other way round.
    arc: [i64; 2],
    arc_split: u16,
    /// Scores of the span below its last word, and below its first.
    whole: [i64; 2],
    whole_split: [u16; 2],
}

const LEFT: usize = 0;
const RIGHT: usize = 1;

impl Decoder {
    /// Puts the heads of a sentence of `n` words into `heads`.
    pub fn decode(&mut self, n: usize, score: impl Fn(usize, usize) -> i32, heads: &mut Vec<u16>) {
        heads.clear();
        heads.extend((0..n).map(|d| {
            let mut best = (i32::MIN, 0);
            for h in (0..=n).filter(|h| *h != d + 1) {
                let s = score(d, h);
                if s > best.0 {
                    best = (s, h as u16);
                }
            }
            best.1
        }));
        if !is_tree(heads) {
            self.best_tree(n, score, heads);
        }
    }

    fn best_tree(&mut self, n: usize, score: impl Fn(usize, usize) -> i32, heads: &mut [u16]) {
        self.spans.clear();
        self.spans.resize(n * n, Span::default());
        let spans = &mut self.spans;
        for length in 1..n {
            for a in 0..n - length {
                let b = a + length;
                let mut new = Span::default();
                let mut best = (i64::MIN, a);
                for k in a..b {
                    let s = spans[a * n + k].whole[RIGHT] + spans[(k + 1) * n + b].whole[LEFT];
                    if s > best.0 {
                        best = (s, k);
                    }
                }
                new.arc_split = best.1 as u16;
                new.arc[LEFT] = best.0 + i64::from(score(a, b + 1));
                new.arc[RIGHT] = best.0 + i64::from(score(b, a + 1));
                let mut best = (i64::MIN, a);
                for k in a..b {
                    let inner = &spans[k * n + b];
                    let arc = if k == a { new.arc[LEFT] } else { inner.arc[LEFT] };
                    let s = spans[a * n + k].whole[LEFT] + arc;
                    if s > best.0 {
                        best = (s, k);
                    }
                }
                (new.whole[LEFT], new.whole_split[LEFT]) = (best.0, best.1 as u16);
                let mut best = (i64::MIN, b);
                for k in a + 1..=b {
                    let arc = if k == b { new.arc[RIGHT] } else { spans[a * n + k].arc[RIGHT] };
                    let s = arc + spans[k * n + b].whole[RIGHT];
                    if s > best.0 {
                        best = (s, k);
                    }
                }
                (new.whole[RIGHT], new.whole_split[RIGHT]) = (best.0, best.1 as u16);
                spans[a * n + b] = new;
            }
        }
        let total =
            |r: usize| spans[r].whole[LEFT] + spans[r * n + n - 1].whole[RIGHT] + i64::from(score(r, 0));
        let Some(root) = (0..n).max_by_key(|r| (total(*r), n - r)) else { return };
        if let Some(h) = heads.get_mut(root) {
            *h = 0;
        }
        // Spans still to be taken apart: first, last, side, whether whole.
        let mut todo = vec![(0, root, LEFT, true), (root, n - 1, RIGHT, true)];
        while let Some((a, b, side, whole)) = todo.pop() {
            if a >= b {
                continue;
            }
            let span = spans[a * n + b];
            match (whole, side) {
                (true, LEFT) => {
                    let k = usize::from(span.whole_split[LEFT]);
                    todo.extend([(a, k, LEFT, true), (k, b, LEFT, false)]);
                }
                (true, _) => {
                    let k = usize::from(span.whole_split[RIGHT]);
                    todo.extend([(a, k, RIGHT, false), (k, b, RIGHT, true)]);
                }
                (false, side) => {
                    let (dependent, head) = if side == LEFT { (a, b) } else { (b, a) };
                    if let Some(h) = heads.get_mut(dependent) {
                        *h = head as u16 + 1;
                    }
                    let k = usize::from(span.arc_split);
                    todo.extend([(a, k, RIGHT, true), (k + 1, b, LEFT, true)]);
                }
            }
        }
    }
}

/// Whether heads make a tree with one root and without arcs that cross.
fn is_tree(heads: &[u16]) -> bool {
    let n = heads.len();
    let mut roots = 0;
    for (d, h) in heads.iter().enumerate() {
        let Some(h) = usize::from(*h).checked_sub(1) else {
            roots += 1;
            continue;
        };
        let (low, high) = (d.min(h), d.max(h));
        let inside = |k: &u16| usize::from(*k).checked_sub(1).is_some_and(|k| k >= low && k <= high);
        if !heads.get(low + 1..high).unwrap_or_default().iter().all(inside) {
            return false;
        }
    }
    if roots != 1 {
        return n == 0;
    }
    // Without crossing arcs only a circle can be wrong: from each word the root has to be within reach.
    let mut good = vec![false; n];
    for d in 0..n {
        let (mut at, mut count) = (d, 0);
        while let Some(h) = heads.get(at).and_then(|h| usize::from(*h).checked_sub(1)) {
            if good[at] {
                break;
            }
            at = h;
            count += 1;
            if count > n {
                return false;
            }
        }
        good[d] = true;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best score of all trees, by trying all lists of heads.
    fn best_by_trial(n: usize, score: &impl Fn(usize, usize) -> i32) -> i64 {
        let mut best = i64::MIN;
        let mut heads = vec![0u16; n];
        for mut code in 0..(n + 1).pow(n as u32) {
            for h in &mut heads {
                *h = (code % (n + 1)) as u16;
                code /= n + 1;
            }
            if heads.iter().enumerate().all(|(d, h)| usize::from(*h) != d + 1) && is_tree(&heads) {
                best = best.max(sum(&heads, score));
            }
        }
        best
    }

    fn sum(heads: &[u16], score: &impl Fn(usize, usize) -> i32) -> i64 {
        heads.iter().enumerate().map(|(d, h)| i64::from(score(d, usize::from(*h)))).sum()
    }

    proptest! {
        #[test]
        fn finds_the_best_tree(n in 1usize..6, numbers in proptest::collection::vec(-50i32..50, 36)) {
            let score = |d: usize, h: usize| numbers[d * 6 + h];
            let mut heads = Vec::new();
            Decoder::default().decode(n, score, &mut heads);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert_eq!(sum(&heads, &score), best_by_trial(n, &score));
        }
    }

    #[test]
    fn circles_and_crossing_arcs_are_no_trees() {
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[2, 1, 0]));
        assert!(!is_tree(&[0, 0]));
        assert!(!is_tree(&[3, 4, 0, 3]));
        assert!(!is_tree(&[0, 4, 1, 3]));
        assert!(is_tree(&[]));
    }
}
